// On each page for staff: lets the phone keep what is opened, sends what waits, and tells of both. Without it, pages are as before.
import { flush } from "./queue.js";
import * as phone from "./keep.js";
import { askedFirst, keptIn, saidIn, waitingIn } from "./telling.js";
import { reached } from "./ways.js";
import { words } from "./words.js";

const LARGEST = 8_000_000;
const PATIENCE = 20_000;
const AGAIN = 30_000;
const meta = document.querySelector("meta[name=rutin]");
const isKept = "kept" in meta.dataset;
const instance = /^\/instances\/([0-9a-z_-]+)(?:\/steps\/[a-z0-9_]+)?$/.exec(location.pathname)?.[1] ?? "";
const home = location.pathname === "/home" && !isKept ? `<!doctype html>${document.documentElement.outerHTML.replace('<meta name="rutin"', '<meta name="rutin" data-kept=""')}` : "";
let waiting = [];
let typed = false;
let without = isKept;
let due;

const shows = async () => {
  const me = await phone.owner();
  waiting = me ? await phone.queue(me) : [];
  waitingIn(waiting, without, { removed, tried });
  if (without && me && location.pathname === "/home") keptIn(await going(me));
};
// What goes on by what the phone keeps: the home page is as it was when it was opened last.
const going = async (me) => {
  const found = [];
  for (const id of await phone.instances()) {
    const there = await phone.getJson(me, `instance ${id}`);
    const of = waiting.filter((each) => each.instance === id);
    const place = there && there.kept.places[reached(there.kept, of).at];
    if (place?.first) found.push({ id, title: there.kept.beyond[0], step: place.pages[place.first][0] });
  }
  return found;
};
const removed = async (item) => {
  await phone.remove(item.n);
  await shows();
  if (isKept && instance) location.replace(`/instances/${instance}`);
  else await sends();
};
const tried = async ({ told, now, ...item }) => {
  await phone.change(await phone.owner(), item);
  await sends();
};

// What the server tells of who is signed in, and what is to be kept of this page.
const asks = async (of) => {
  const me = await phone.owner();
  const there = me && of ? await phone.getJson(me, `instance ${of}`) : null;
  const nonce = crypto.randomUUID();
  const answer = await fetch(`/offline/phone?${new URLSearchParams({ nonce, instance: of, has: there?.mark ?? "" })}`, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 401) await phone.lock();
  if (!answer.ok) return;
  const told = await answer.json();
  if (!(await phone.take(told, nonce))) return;
  const now = await phone.owner();
  if (home) await phone.put(now, "/home", "text/html; charset=utf-8", new TextEncoder().encode(home));
  if (told.kept) {
    await phone.putJson(now, `instance ${of}`, { mark: told.mark, kept: told.kept });
    for (const address of told.kept.beside) await reads(now, address);
  }
};

const reads = async (me, address) => {
  if (await phone.get(me, address)) return;
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  const bytes = answer.ok ? await answer.arrayBuffer() : null;
  if (bytes && bytes.byteLength < LARGEST) await phone.put(me, address, answer.headers.get("Content-Type") ?? "", bytes);
};

const sends = async () => {
  clearTimeout(due);
  const told = await flush();
  await shows();
  if (told.clock) saidIn("clock", told.clock);
  if (told.edition && told.edition !== meta.content && !isKept) saidIn("older", words.older, [words.reload, () => location.reload()]);
  if (told.sent && (isKept || waiting.every((each) => each.instance !== instance)) && instance && !typed) location.replace(`/instances/${instance}`);
  if (waiting.length && !waiting[0].told) due = setTimeout(catchesUp, AGAIN);
};

// Who is signed in is asked before anything is sent, and nothing is kept anew of what still waits to be sent.
const catchesUp = async () => {
  const waited = waiting.length > 0;
  try {
    await asks(waited ? "" : instance);
    if (without) saidIn("back", words.back, [words.reload, () => location.reload()]);
    without = false;
    await sends();
    if (waited && instance && !waiting.some((each) => each.instance === instance)) await asks(instance);
  } catch {
    await shows();
    if (waiting.length) due = setTimeout(catchesUp, AGAIN);
  }
};

const leaves = (event) => {
  const form = event.target;
  const isSignOut = new URL(form.action).pathname === "/sign-out" && event.submitter?.name !== "elsewhere";
  if (!isSignOut || !waiting.length || "sure" in form.dataset) return;
  event.preventDefault();
  const goes = () => {
    form.dataset.sure = "";
    form.requestSubmit(event.submitter);
  };
  const first = async () => {
    await sends();
    if (waiting.length) saidIn("unsent", words.stillUnsent);
    else goes();
  };
  askedFirst(words.unsent(waiting.length), [words.signOut], [[words.sendFirst, first, true], [words.signOutAnyway, goes]]);
};

const begins = async () => {
  await navigator.serviceWorker.register("/sw.js", { type: "module", updateViaCache: "none" });
  // A page that was opened while the worker began, or was loaded past it, comes under it too.
  navigator.serviceWorker.ready.then(({ active }) => navigator.serviceWorker.controller ?? active.postMessage("claim"));
  document.addEventListener("submit", leaves);
  document.addEventListener("input", () => (typed = true));
  addEventListener("online", catchesUp);
  addEventListener("focus", catchesUp);
  await shows();
  await catchesUp();
  document.documentElement.dataset.offline = "ready";
};

if (phone.isSupported()) begins().catch(() => saidIn("not-here", words.notHere));
else saidIn("not-here", words.notHere);
