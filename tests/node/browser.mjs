// Reads what a person does on pages (JSON) from standard input, does it in a headless browser, and writes as JSON what was seen to be wrong.
// {address, steps: [{go: path} | {press: label} | {type: {name: text}} | {tick: true} | {says: text} | {keys: n} | {look: name}], widths, schemes, shots}
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium as driver } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = require("axe-core");
const asked = JSON.parse(readFileSync(0, "utf8"));
const wrong = [];
const heard = new Set();

const browserFor = async () => {
  if (asked.browser) return { executablePath: asked.browser };
  const { default: packed } = await import("@sparticuz/chromium");
  return { executablePath: await packed.executablePath(), args: packed.args };
};
const browser = await driver.launch({ ...(await browserFor()), headless: true });
const context = await browser.newContext({ locale: asked.locale ?? "sv-SE", viewport: { width: 390, height: 844 } });
const page = await context.newPage();
page.setDefaultTimeout(60_000);
page.on("console", (message) => {
  if (/Content Security Policy|Refused to/.test(message.text())) heard.add(message.text());
});
page.on("pageerror", (fault) => heard.add(String(fault)));

// What has no room, or is too small for a thumb. A link inside a sentence is as high as its line.
const measured = () => {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const widest = [...document.querySelectorAll("main *, header *, footer *")].filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth && !each.closest("svg, .off, .skip")).pop();
    found.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}: ${widest?.outerHTML.slice(0, 160)}`);
  }
  for (const each of document.querySelectorAll("a, button, summary, .opt, input[type=text], textarea")) {
    const { width, height } = each.getBoundingClientRect();
    if (!width || each.closest(".off, .skip") || each.matches(".skip") || each.closest(".summary p, main p:not(:has(> a:only-child))")) continue;
    if (Math.min(width, height) < 43.5) found.push(`${Math.round(width)}×${Math.round(height)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
};
const seen = async (name, width) => {
  const room = await page.evaluate(measured);
  if (!asked.checked.includes(width)) return room.map((each) => `${name}: ${each}`);
  await page.evaluate(axe.source);
  const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), rules);
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`));
  return [...told, ...room].map((each) => `${name}: ${each}`);
};
const look = async (name, widths) => {
  for (const scheme of asked.schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      const place = `${name}-${width}-${scheme}`;
      wrong.push(...(await seen(place, width)));
      if (asked.shots) await page.screenshot({ path: `${asked.shots}/${place}.png`, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 320, height: 844 });
  const sized = await page.evaluate(() => {
    const before = parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.documentElement.style.fontSize = `${before * 2}px`;
    return before;
  });
  const sideways = (await page.evaluate(measured)).filter((each) => each.startsWith("scrolls"));
  wrong.push(...sideways.map((each) => `${name}-320-200%: ${each}`));
  if (asked.shots) await page.screenshot({ path: `${asked.shots}/${name}-320-200.png`, fullPage: true });
  await page.evaluate((before) => (document.documentElement.style.fontSize = `${before}px`), sized);
  await page.setViewportSize({ width: 390, height: 844 });
};
// By the keyboard alone: every stop has a ring that is in view and under nothing.
const tabbed = async (name) => {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const fault = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const { top, bottom, left, width, height } = at.getBoundingClientRect();
      const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      const inView = bottom > 0 && top < innerHeight;
      const above = document.elementFromPoint(left + Math.min(width, innerWidth) / 2, Math.min(Math.max(top + height / 2, 1), innerHeight - 1));
      const free = !above || at.contains(above) || above.contains(at);
      return ringed && inView && free ? "" : `${at.outerHTML.slice(0, 100)} (ring ${ringed}, in view ${inView}, free ${free})`;
    });
    if (fault === null) return;
    if (fault) wrong.push(`${name}: focus: ${fault}`);
  }
};

for (const step of asked.steps) {
  if (step.go) await page.goto(asked.address + step.go);
  if (step.tick) for (const box of await page.locator("input[name=checked]").all()) await box.check();
  if (step.type) for (const [name, text] of Object.entries(step.type)) await page.locator(`[name="${name}"]`).first().fill(text);
  if (step.choose) for (const id of step.choose) await page.locator(`#${id}`).check();
  if (step.press) {
    const button = page.locator("button, a", { hasText: step.press }).first();
    await Promise.all([page.waitForNavigation(), button.click()]);
  }
  if (step.says) await page.getByText(step.says).first().waitFor();
  if (step.heading) await page.locator("h1", { hasText: step.heading }).waitFor({ state: "attached" });
  if (step.keys) await tabbed(step.keys);
  if (step.look) await look(step.look, step.widths ?? asked.widths);
}
await browser.close();
console.log(JSON.stringify([...wrong, ...heard]));
