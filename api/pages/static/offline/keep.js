// What the phone keeps, enciphered. The key can't be taken out of the browser; half of what it is made of is the server's, which gives it
// in its owner's own session only. Without the key, after a sign-out, what is left can be read by nobody until its owner is back.
const encoder = new TextEncoder();
const bytesOf = (base64) => Uint8Array.from(atob(base64.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
let opening;

// owners: owner → {owner, salt, key?, proof?, until, locks, used, ahead}. pages: address → {owner, type, iv, sealed}. queue: n → {owner, iv, sealed}.
const opened = () =>
  (opening ??= new Promise((done, failed) => {
    const asked = indexedDB.open("rutin", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("owners", { keyPath: "owner" });
      asked.result.createObjectStore("pages");
      asked.result.createObjectStore("queue", { autoIncrement: true });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = closed;
      done(asked.result);
    };
    asked.onerror = asked.onblocked = () => {
      opening = undefined;
      failed(asked.error);
    };
  }));

const closed = async () => {
  const there = await opening;
  opening = undefined;
  there?.close();
};

const within = async (store, mode, work) => {
  const database = await opened();
  return new Promise((done, failed) => {
    const transaction = database.transaction(store, mode);
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
};
const reading = (store, work) => within(store, "readonly", work);
const writing = (store, work) => within(store, "readwrite", work);
const owners = () => reading("owners", (store) => store.getAll());

const sealed = async (me, name, bytes) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = encoder.encode(`${me.owner} ${name}`);
  return { owner: me.owner, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, me.key, bytes) };
};
const unsealed = (me, name, { iv, sealed: bytes }) =>
  crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(`${me.owner} ${name}`) }, me.key, bytes);
const asJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export const isSupported = () => Boolean(globalThis.indexedDB && globalThis.crypto?.subtle && navigator.serviceWorker && navigator.locks);

export const isProved = async (me, proof, nonce) => {
  try {
    return await crypto.subtle.verify("HMAC", me.proof, bytesOf(proof), encoder.encode(nonce));
  } catch {
    return false;
  }
};

// Whom the phone is open for: by what the server said last, and until then; a shared phone for so long as it is used.
export const owner = async (isUsed = false) => {
  const me = (await owners()).find((each) => each.key);
  if (!me) return null;
  const now = Date.now();
  if (now + me.ahead < me.until && !(me.locks && now - me.used > me.locks)) {
    if (isUsed) await writing("owners", (store) => store.put({ ...me, used: now }));
    return me;
  }
  await lock();
  return null;
};

export const isSomebodys = async () => (await owners()).length > 0;

// Takes what the server tells of who is signed in; false where the answer is not the server's.
export const take = async (told, nonce) => {
  const all = await owners();
  const before = all.find((each) => each.owner === told.owner);
  const half = bytesOf(told.half);
  const proof = await crypto.subtle.importKey("raw", half, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  if (!(await isProved(before?.proof ? before : { proof }, told.proof, nonce))) return false;
  const salt = before?.salt ?? crypto.getRandomValues(new Uint8Array(16));
  const base = await crypto.subtle.importKey("raw", half, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: encoder.encode("rutin offline") };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const now = Date.now();
  const until = Date.parse(told.until);
  const locks = told.locks && told.locks * 1000;
  if (all.some((each) => each.key && each.owner !== told.owner)) await leave();
  const me = { owner: told.owner, salt, key, proof, until, locks, used: now, ahead: Date.parse(told.now) - now };
  await writing("owners", (store) => store.put(me));
  return true;
};

export const lock = async () => {
  for (const { key, proof, ...rest } of await owners()) await writing("owners", (store) => store.put(rest));
};

// Nothing is left but what has not been sent, which its owner alone can read when they are back.
export const leave = async () => {
  await lock();
  await writing("pages", (store) => store.clear());
  if (await reading("queue", (store) => store.count())) return;
  await closed();
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase("rutin");
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
};

export const put = async (me, address, type, bytes) => {
  const page = { type, ...(await sealed(me, address, bytes)) };
  await writing("pages", (store) => store.put(page, address));
};

export const get = async (me, address) => {
  const page = await reading("pages", (store) => store.get(address));
  return page?.owner === me.owner ? { type: page.type, bytes: await unsealed(me, address, page) } : null;
};

// The instances that the phone keeps something of.
export const instances = async () => {
  const all = await reading("pages", (store) => store.getAllKeys());
  return all.filter((each) => each.startsWith("instance ")).map((each) => each.slice("instance ".length));
};

export const putJson = (me, name, value) => put(me, name, "application/json", encoder.encode(JSON.stringify(value)));
export const getJson = async (me, name) => {
  const found = await get(me, name);
  return found && asJson(found.bytes);
};

// What waits to be sent, in its order.
export const queue = async (me) => {
  const [numbers, rows] = await Promise.all([reading("queue", (store) => store.getAllKeys()), reading("queue", (store) => store.getAll())]);
  const own = rows.map((row, place) => ({ row, n: numbers[place] })).filter(({ row }) => row.owner === me.owner);
  return Promise.all(own.map(async ({ row, n }) => ({ ...asJson(await unsealed(me, "queue", row)), n })));
};

export const add = async (me, item) => {
  const row = await sealed(me, "queue", encoder.encode(JSON.stringify(item)));
  await writing("queue", (store) => store.add(row));
};

export const change = async (me, { n, ...item }) => {
  const row = await sealed(me, "queue", encoder.encode(JSON.stringify(item)));
  await writing("queue", (store) => store.put(row, n));
};

export const remove = (n) => writing("queue", (store) => store.delete(n));
