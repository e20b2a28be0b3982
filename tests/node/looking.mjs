// What is wrong with a page that somebody looks at: by axe-core, without room, too small for a thumb, a focus that can't be seen.
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url)("axe-core/axe.min.js");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

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
    if (!width || !each.checkVisibility() || each.closest(".off, .skip") || each.matches(".skip") || each.closest(".summary p, main p:not(:has(> a:only-child))")) continue;
    if (Math.min(width, height) < 43.5) found.push(`${Math.round(width)}×${Math.round(height)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
};

const checked = async (page, rules) => {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), rules);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`));
};

// At each width, light and dark; then the smallest with letters twice as large. What is dark differs by its colours alone.
export const looked = async (page, name, widths, { checked: atWidths, schemes, shots }) => {
  const wrong = [];
  for (const [nth, scheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      const place = `${name}-${width}-${scheme}`;
      const room = nth ? [] : await page.evaluate(measured);
      const told = atWidths.includes(width) ? await checked(page, nth ? COLOURS : RULES) : [];
      wrong.push(...[...told, ...room].map((each) => `${place}: ${each}`));
      if (shots) await page.screenshot({ path: `${shots}/${place}.png`, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 320, height: 844 });
  const before = await page.evaluate(() => {
    const { style } = document.documentElement;
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    style.fontSize = `${size * 2}px`;
    return size;
  });
  const sideways = (await page.evaluate(measured)).filter((each) => each.startsWith("scrolls"));
  wrong.push(...sideways.map((each) => `${name}-320-200%: ${each}`));
  if (shots) await page.screenshot({ path: `${shots}/${name}-320-200.png`, fullPage: true });
  await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), before);
  await page.setViewportSize({ width: 390, height: 844 });
  return wrong;
};

// By the keyboard alone: every stop has a ring that is in view and under nothing.
export const tabbed = async (page, name) => {
  const wrong = [];
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
    if (fault === null) return wrong;
    if (fault) wrong.push(`${name}: focus: ${fault}`);
  }
  return wrong;
};
