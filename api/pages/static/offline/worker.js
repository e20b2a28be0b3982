// The service worker: shows what the phone keeps where the server can't be reached, and queues what is ticked meanwhile.
import * as phone from "./keep.js";
import { reached } from "./ways.js";

const PATIENCE = 8000;
const PLACE = /^\/instances\/([0-9a-z_-]{1,40})(?:\/steps\/([a-z0-9_]{1,40})(?:\/choices\/([a-z0-9_]{1,40}))?)?$/;
let policy = "";

// What the phone may have something for; all else is waited for as long as it takes, and is answered by the server alone.
const isOfPhones = ({ pathname }) => pathname === "/home" || PLACE.test(pathname);

const late = () => new Promise((_, failed) => setTimeout(() => failed(new Error("late")), PATIENCE));

// The server's answer; null where there is none, or, of what the phone may have, where that is late or says that it can't be reached.
const answered = async (request) => {
  try {
    if (!isOfPhones(new URL(request.url))) return await fetch(request);
    const answer = await Promise.race([fetch(request), late()]);
    return answer.status >= 502 ? null : answer;
  } catch {
    return null;
  }
};

// Of what answers for the server, as a hotel's sign-in does, nothing is taken for an answer to a tap.
const isOurs = (answer) =>
  answer.type === "opaqueredirect" || Boolean(answer.headers.get("Content-Security-Policy")?.includes("frame-ancestors 'none'"));

const nothing = async (why) => (await caches.match(`/offline/${why}`)) ?? Response.error();
const led = (path) => Response.redirect(new URL(path, location.origin), 303);

const asPage = (kept, [title, main], key) => {
  const whole = kept.frame.replace("@@title@@", () => title).replace("@@main@@", () => main);
  return new Response(whole.replaceAll("@@key@@", key), {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy, "Cache-Control": "no-store" },
  });
};

const ofInstance = async (me, instance) => {
  const found = await phone.getJson(me, `instance ${instance}`);
  if (!found) return null;
  const items = (await phone.queue(me)).filter((each) => each.instance === instance);
  return { kept: found.kept, items, ...reached(found.kept, items) };
};

const keptPage = async ({ pathname, search }, key = crypto.randomUUID()) => {
  const me = await phone.owner(true);
  if (!me) return nothing((await phone.isSomebodys()) ? "locked" : "none");
  const [, instance, state, choice] = PLACE.exec(pathname) ?? [];
  const here = instance && (await ofInstance(me, instance));
  if (here) {
    const place = here.kept.places[here.at];
    const page = place ? (place.pages[choice ? `${state}/${choice}` : state] ?? place.pages[place.first]) : here.kept.beyond;
    return asPage(here.kept, page, key);
  }
  const found = await phone.get(me, pathname + search);
  if (!found) return nothing("none");
  return new Response(found.bytes, { headers: { "Content-Type": found.type, "Content-Security-Policy": policy, "Cache-Control": "no-store" } });
};

const shown = async (request) => {
  const address = new URL(request.url);
  const answer = await answered(request);
  // The home page leads elsewhere where nobody is signed in, or the phone is locked.
  if (answer?.type === "opaqueredirect" && address.pathname === "/home") await phone.lock();
  return answer ?? keptPage(address);
};

const isLeft = ({ needs }, form) => needs.some(([name, value]) => (value ? !form.getAll(name).includes(value) : !form.get(name)));

const queued = async (address, form) => {
  const [, instance, state, ownPage] = PLACE.exec(address.pathname) ?? [];
  const choice = ownPage ?? form.get("choice");
  if (!state || !choice || form.has("save") || form.has("now")) return nothing("unsent");
  const me = await phone.owner(true);
  if (!me) return nothing("locked");
  const here = await ofInstance(me, instance);
  if (here?.items.some((each) => each.key === form.get("key"))) return led(`/instances/${instance}`);
  const way = here?.kept.places[here.at]?.ways[`${state}/${choice}`];
  if (!way) return nothing("unsent");
  if (way.asks && !ownPage) return led(`/instances/${instance}/steps/${state}/choices/${choice}`);
  if (isLeft(way, form)) return keptPage(address, form.get("key"));
  const since = form.get("since") ?? here.since[state];
  const done = new Date(Math.max(Date.now() + me.ahead, Date.parse(since) + 1)).toISOString();
  const told = { label: way.label, title: way.title };
  try {
    await phone.add(me, { instance, state, choice, key: form.get("key"), fields: form.toString(), since, done, ...told });
  } catch {
    return nothing("full");
  }
  return led(`/instances/${instance}`);
};

const sent = async (request) => {
  const address = new URL(request.url);
  const form = new URLSearchParams(await request.clone().text());
  const answer = await answered(request);
  if (!answer || (PLACE.test(address.pathname) && !isOurs(answer))) return queued(address, form);
  if (answer.type === "opaqueredirect") {
    if (address.pathname === "/sign-out" && !form.has("elsewhere")) await phone.leave();
    if (["/sign-in", "/enter", "/lock"].includes(address.pathname)) await phone.lock();
  }
  return answer;
};

export const begin = (told) => {
  policy = told.policy;
  const here = `rutin ${told.edition}`;
  const files = new Set(told.files);
  addEventListener("install", (event) => {
    const kept = caches.open(here).then((cache) => cache.addAll([...told.files, ...told.pages]));
    event.waitUntil(kept.then(() => skipWaiting()));
  });
  addEventListener("activate", (event) => {
    const older = caches.keys().then((names) => Promise.all(names.filter((each) => each !== here).map((each) => caches.delete(each))));
    event.waitUntil(older.then(() => clients.claim()));
  });
  addEventListener("message", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin) return;
    if (request.mode === "navigate") event.respondWith(request.method === "POST" ? sent(request) : shown(request));
    else if (request.method === "GET" && files.has(pathname))
      event.respondWith(answered(request).then(async (answer) => answer ?? (await caches.match(pathname)) ?? Response.error()));
  });
};
