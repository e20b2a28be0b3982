// What lies in the browser for the page's address, as somebody sees it who has the phone and its files: which of the words can be read.
const everything = async () => {
  const found = [];
  const shown = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value) + new TextDecoder().decode(value);
    if (value instanceof CryptoKey) return `key that ${value.extractable ? "can" : "can't"} be taken out`;
    if (value && typeof value === "object") return Object.entries(value).map(([name, each]) => `${name}: ${shown(each)}`).join("\n");
    return String(value);
  };
  const done = (asked) => new Promise((fine, failed) => Object.assign(asked, { onsuccess: () => fine(asked.result), onerror: () => failed(asked.error) }));
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      found.push(shown(await done(all.getAllKeys())), shown(await done(all.getAll())));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    // Our own scripts are the same for everybody.
    const pages = (await cache.keys()).filter((each) => !new URL(each.url).pathname.startsWith("/static/"));
    for (const request of pages) found.push(request.url, await (await cache.match(request)).text());
  }
  return [...found, ...Object.values(localStorage), ...Object.values(sessionStorage)].join("\n");
};

// The phone is ready to be without signal.
export const ready = async (page) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.waitForFunction(() => document.documentElement.dataset.offline === "ready");
};

export const unreadable = async (page, words) => {
  const all = await page.evaluate(everything);
  return [...words, "key that can be taken out"].filter((each) => all.includes(each)).map((each) => `can be read in the phone: ${each}`);
};

// What must lie there, so that a search that finds nothing says something.
export const lies = async (page, words) => {
  const all = await page.evaluate(everything);
  return words.filter((each) => !all.includes(each)).map((each) => `does not lie in the phone: ${each}`);
};
