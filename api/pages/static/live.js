// Follows what others do. The server says that there is something new; the page asks for itself anew and exchanges what is another.
// What somebody types stays, and so does the focus. Where events do not come through, it asks now and then instead.
const told = document.getElementById("live");
const main = document.getElementById("main");
const { path, changed, show } = told.dataset;
const HEARD_MS = 5_000, SILENT_MS = 60_000, ASK_MS = 30_000, APART_MS = 2_000, TOUCHED_MS = 600, LONGEST_MS = 60_000;
const TYPED = "input:not([type=hidden]), textarea, select";
let { seen } = told.dataset;
let source, timer, watch, failed = 0, buffered = false, looking = false, again = false, looked = 0, touched = 0;

const between = (from, to) => from + Math.random() * (to - from);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const stop = () => {
  source?.close();
  source = undefined;
  clearTimeout(timer);
  clearTimeout(watch);
};

const later = (work, ms) => {
  stop();
  if (!document.hidden) timer = setTimeout(work, ms);
};

// Events, where they come through: the first one comes at once, or something on the way gathers them.
const follow = () => {
  if (document.hidden) return;
  if (buffered) return ask();
  stop();
  source = new EventSource(`${path}?seen=${encodeURIComponent(seen)}`);
  watch = setTimeout(() => {
    buffered = true;
    ask();
  }, HEARD_MS);
  source.addEventListener("here", () => {
    failed = 0;
    clearTimeout(watch);
    watch = setTimeout(follow, SILENT_MS);
  });
  source.addEventListener("moved", look);
  source.addEventListener("over", () => {
    later(follow, between(3_000, 6_000));
    look();
  });
  source.addEventListener("again", () => later(follow, between(500, 3_000)));
  source.addEventListener("error", () => {
    failed += 1;
    later(failed > 1 ? ask : follow, between(500, Math.min(LONGEST_MS, 2_000 * 2 ** failed)));
  });
};

// Slowly, and an answer without content where nothing is new.
const ask = async () => {
  later(follow, between(0.8 * ASK_MS, 1.2 * ASK_MS));
  try {
    const answer = await fetch(path, { headers: { Accept: "text/plain", "If-None-Match": `"${seen}"` }, cache: "no-store" });
    if (answer.status !== 304 && answer.status !== 429 && answer.status < 500) await look();
  } catch {
    // Without signal: the next time.
  }
};

const look = async () => {
  again = looking;
  if (looking) return;
  looking = true;
  try {
    await pause(Math.max(0, looked + APART_MS - Date.now()));
    looked = Date.now();
    const answer = await fetch(told.dataset.page, { headers: { "Rutin-Seen": told.dataset.seen, Accept: "text/html" }, cache: "no-store" });
    if (answer.status === 429 || answer.status >= 500) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // What is under a thumb stays where it is.
    while (Date.now() - touched < TOUCHED_MS) await pause(TOUCHED_MS);
    if (answer.ok && !answer.redirected && fresh.getElementById("live")) exchange(fresh);
    else if (isTyped()) say(changed, true);
    else location.replace(told.dataset.page);
  } catch {
    // Without signal: the next time.
  } finally {
    looking = false;
    if (again) look();
  }
};

const isHalf = (each) => {
  if (each.matches("[type=checkbox], [type=radio]")) return each.checked !== each.defaultChecked;
  if (each.matches("select")) return [...each.options].some((one) => one.selected !== one.defaultSelected);
  return each.value !== each.defaultValue || each === document.activeElement;
};
const isTyped = (inside = main) => [...inside.querySelectorAll(TYPED)].some((each) => "typed" in told.dataset || isHalf(each));

// What people see of it: not what tells one form from the next, nor what is unfolded.
const plain = (part) => {
  const copy = part.cloneNode(true);
  for (const each of copy.querySelectorAll("input[type=hidden]")) each.remove();
  for (const each of copy.querySelectorAll("[data-said]")) each.textContent = "";
  for (const each of [copy, ...copy.querySelectorAll("details")]) each.removeAttribute("open");
  return copy.outerHTML;
};

const exchange = (fresh) => {
  const region = fresh.getElementById("live");
  // What the phone itself asks or tells stands there too, and stays.
  const before = [...main.children].filter((each) => !each.id.startsWith("offline-")), next = [...fresh.getElementById("main").children];
  const texts = next.map(plain), stays = new Map();
  let from = 0;
  for (const each of before) {
    const place = texts.indexOf(plain(each), from);
    if (place < 0) continue;
    stays.set(place, each);
    from = place + 1;
  }
  const goes = before.filter((each) => ![...stays.values()].includes(each));
  ({ seen } = region.dataset);
  if (goes.some((each) => isTyped(each))) return say(region.textContent.trim() || changed, true);
  const focus = goes.some((each) => each.contains(document.activeElement)) && document.activeElement;
  const open = goes.flatMap((each) => [...each.querySelectorAll("[open] > summary")].map((summary) => summary.textContent));
  for (const each of goes) each.remove();
  let place = main.firstElementChild;
  next.forEach((each, number) => {
    const kept = stays.get(number);
    if (kept) {
      same(kept, each);
      place = kept.nextElementSibling;
    } else main.insertBefore(each, place);
  });
  for (const each of main.querySelectorAll("summary")) if (open.includes(each.textContent)) each.parentElement.open = true;
  if (focus) focused(focus);
  settle(fresh, region);
  if (goes.length || stays.size < next.length) say(region.textContent.trim() || changed, false);
};

// A form that stays is of the same visit still: it is sent as of now.
const same = (kept, fresh) => {
  for (const each of kept.querySelectorAll("[name=revision]")) {
    const number = [...kept.querySelectorAll("[name=revision]")].indexOf(each);
    const now = fresh.querySelectorAll("[name=revision]")[number];
    if (now && now.form.elements.since?.value === each.form.elements.since?.value) each.value = now.value;
  }
};

// On what was focused, as it is now; else on the page's heading.
const focused = (was) => {
  const alike = [...main.querySelectorAll(was.tagName)].find((each) => (was.id ? each.id === was.id : each.textContent === was.textContent && each.name === was.name));
  const found = alike ?? main.querySelector("h1");
  if (!alike) found?.setAttribute("tabindex", "-1");
  found?.focus({ preventScroll: true });
};

const settle = (fresh, region) => {
  document.title = fresh.title;
  for (const name of ["seen", "page"]) told.dataset[name] = region.dataset[name];
  if (location.pathname !== told.dataset.page) history.replaceState(null, "", told.dataset.page);
  for (const each of fresh.querySelectorAll("head script[src]")) {
    if (document.head.querySelector(`script[src="${each.getAttribute("src")}"]`)) continue;
    const script = document.createElement("script");
    script.type = each.type;
    script.src = each.getAttribute("src");
    document.head.append(script);
  }
  document.dispatchEvent(new Event("exchanged"));
};

const say = (text, asks) => {
  const words = document.createElement("p");
  words.textContent = text;
  if (told.firstElementChild?.textContent === text && !!told.querySelector("button") === asks) return;
  told.replaceChildren(words);
  if (!asks) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = show;
  button.addEventListener("click", () => location.assign(told.dataset.page));
  told.append(button);
};

for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => (touched = Date.now()), { passive: true });
document.addEventListener("visibilitychange", () => (document.hidden ? stop() : follow()));
addEventListener("pagehide", stop);
addEventListener("pageshow", (event) => event.persisted && follow());
follow();
