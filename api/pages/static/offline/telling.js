// What the pages say of what waits, as parts of the page.
import { words } from "./words.js";

const clock = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "sv-SE", { hour: "2-digit", minute: "2-digit" });
const made = (tag, given, ...inside) => {
  const found = Object.assign(document.createElement(tag), given);
  found.append(...inside);
  return found;
};
// One region for all that is said.
const region = () => {
  const there = document.getElementById("offline");
  if (there) return there;
  const found = made("section", { id: "offline", className: "status" });
  found.setAttribute("aria-label", words.label);
  document.getElementById("main").before(found);
  return found;
};
const place = (id) => document.getElementById(id) ?? region().appendChild(made("div", { id }));
const unsaid = (id) => {
  document.getElementById(id)?.remove();
  if (!document.querySelector("#offline > *")) document.getElementById("offline")?.remove();
};
const said = (text) => made("p", {}, made("span", {}, text));
const buttonOf = ([label, does, green]) => made("button", { type: "button", className: green ? "go" : "", onclick: does }, label);

// A sentence of its own, with something to press perhaps.
export const saidIn = (id, text, press) => {
  const line = said(text);
  line.setAttribute("role", "status");
  place(`offline-${id}`).replaceChildren(line, ...(press ? [buttonOf(press)] : []));
};

// Something to decide, first on the page.
const box = (id, heading, texts, presses) => {
  const title = made("h2", { id: `${id}-title`, tabIndex: -1 }, heading);
  const found = made("section", { id, className: "box hurt" }, title, ...texts.map((each) => made("p", {}, each)));
  found.setAttribute("aria-labelledby", title.id);
  found.append(made("div", { className: "pair" }, ...presses.map((each) => (each instanceof Node ? each : buttonOf(each)))));
  document.getElementById(id)?.remove();
  document.getElementById("main").prepend(found);
  return title;
};

export const askedFirst = (...told) => box("offline-leave", ...told).focus();

const refused = (item, { removed, tried }) => {
  const { label, title, done, told, now, instance } = item;
  const texts = [words.refused(label, title, clock.format(new Date(done))), told];
  if (now) texts.push(words.nowIn(now.title, now.choices));
  const link = made("a", { className: "button", href: `/instances/${instance}` }, words.see);
  box("offline-help", words.helps, [...texts, words.waitsFor], [link, [words.again, () => tried(item)], [words.drop, () => removed(item)]]);
};

export const keptIn = (all) => {
  const link = ({ id, title, step }) => made("li", {}, made("a", { href: `/instances/${id}` }, made("span", {}, `${title}: ${step}`)));
  if (all.length) place("offline-kept").replaceChildren(said(words.kept), made("ul", { className: "rows" }, ...all.map(link)));
  else unsaid("offline-kept");
};

export const waitingIn = (items, without, does) => {
  if (items[0]?.told) refused(items[0], does);
  else document.getElementById("offline-help")?.remove();
  if (!items.length && !without) return unsaid("offline-waits");
  const line = made("p", { role: "status" }, made("span", {}, [without ? words.none : "", items.length ? words.waits(items.length) : "", without ? words.goOn : ""].join(" ").trim()));
  const rows = items.map(({ done, label }) => made("li", {}, `${clock.format(new Date(done))} ${label}`));
  const list = made("div", { className: "fold" }, made("ol", {}, ...rows), made("p", {}, words.order));
  if (items.length) list.append(buttonOf([words.takeBack, () => does.removed(items.at(-1))]));
  const details = made("details", {}, made("summary", {}, made("span", {}, words.list)), list);
  place("offline-waits").replaceChildren(line, ...(items.length ? [details] : []));
};
