// A headless browser for tests. Reads from standard input, a line of JSON each time, what somebody does in a window of it, does it, and
// answers with a line: {wrong: [text], shown: {path, title, heading, text, focus, filled}}, or {failed: text} where a step could not be done.
// {open: id, beside: id?, locale, script, bare} | {in: id, address, steps: [step], widths, checked, schemes, shots} | {close: id}
import { createInterface } from "node:readline";
import { chromium as driver } from "playwright-core";
import { lies, ready, unreadable } from "./keeping.mjs";
import { looked, tabbed } from "./looking.mjs";

const packed = async () => {
  const { default: chromium } = await import("@sparticuz/chromium");
  return { executablePath: await chromium.executablePath(), args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] };
};
const installed = process.argv[2];
const browser = await driver.launch({ ...(installed ? { executablePath: installed } : await packed()), headless: true });
const windows = new Map();
const PATIENCE = 30_000;
const arrival = (page) => page.waitForNavigation({ timeout: 2 * PATIENCE });

const opened = async ({ open, beside, locale, script, bare }) => {
  const phone = { locale, viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: script };
  const context = beside ? windows.get(beside).page.context() : await browser.newContext(phone);
  if (bare) await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined }));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const heard = new Set();
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) heard.add(message.text());
  });
  page.on("pageerror", (fault) => heard.add(String(fault)));
  windows.set(open, { page, heard });
};

// By the keyboard: on to what has those words, and Enter, or the space bar where it is ticked.
const byKeyboard = async (page, words) => {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement: here } = document;
      const label = here.labels?.[0] ?? here.closest("label") ?? here;
      return { words: `${label.textContent} ${here.getAttribute("aria-label") ?? ""}`, ticked: here.matches("[type=checkbox], [type=radio]"), typed: here.matches("[type=text], textarea") };
    });
    if (!at.words.includes(words)) continue;
    if (at.typed) return;
    if (at.ticked) return page.keyboard.press("Space");
    await Promise.all([arrival(page), page.keyboard.press("Enter")]);
    return;
  }
  throw new Error(`the Tab key comes to nothing that says «${words}»`);
};

const STEPS = {
  go: async (page, path, { address }) => void (await page.goto(address + path)),
  back: async (page) => void (await page.goBack()),
  again: async (page) => void (await page.reload()),
  tick: async (page) => {
    for (const box of await page.locator("input[name=checked]").all()) await box.check();
  },
  type: async (page, texts) => {
    for (const [name, text] of Object.entries(texts)) await page.locator(`[name="${name}"]`).first().fill(text);
  },
  choose: async (page, ids) => {
    for (const id of ids) await page.locator(`[id="${id}"]`).check();
  },
  press: async (page, words) => {
    const button = page.locator("button, a", { hasText: words }).first();
    await Promise.all([arrival(page), button.click()]);
  },
  // Twice as fast as a nervous thumb: the second tap comes while the page waits for the answer to the first.
  twice: async (page, words) => {
    const button = page.locator("button, a", { hasText: words }).first();
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await button.boundingBox();
    await page.evaluate(() => (document.documentElement.dataset.before = ""));
    await page.mouse.dblclick(x + width / 2, y + height / 2);
    // The second tap breaks off the first one's answer, or its own comes after that.
    await page.waitForFunction(() => !("before" in document.documentElement.dataset));
    await page.waitForLoadState("networkidle");
  },
  // A tap that nobody answers: the browser says so itself.
  vain: async (page, words) => {
    const failed = page.waitForEvent("requestfailed");
    await page.locator("button, a", { hasText: words }).first().click();
    await failed;
    await page.waitForFunction(() => location.protocol === "chrome-error:");
  },
  reach: byKeyboard,
  focus: (page, words) => page.locator("button, a", { hasText: words }).first().focus(),
  // Of "events" nothing comes, as behind a proxy that gathers an answer until it is whole; or of "all" that tells what is new.
  deaf: async (page, to) => {
    await page.context().route("**/live/**", (route) => {
      if (to === "events" && route.request().headers().accept !== "text/event-stream") return route.continue();
    });
  },
  // What is folded is opened.
  unfold: (page, words) => page.locator("summary", { hasText: words }).first().click(),
  write: (page, text) => page.keyboard.type(text),
  says: (page, text) => page.getByText(text).first().waitFor(),
  heading: (page, text) => page.locator("h1", { hasText: text }).waitFor({ state: "attached" }),
  ready: async (page) => void (await ready(page)),
  unreadable: (page, words) => unreadable(page, words),
  lie: (page, words) => lies(page, words),
  // A tap after which the page stays.
  tap: (page, words) => page.locator("button, summary", { hasText: words }).first().click(),
  keys: (page, name) => tabbed(page, name),
  look: (page, name, { widths, ...rest }, step) => looked(page, name, step.widths ?? widths, rest),
};

const shown = (page) =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll("input:not([type=hidden]), textarea, select")];
    const given = controls.filter((each) => !each.matches("[type=checkbox], [type=radio]") || each.checked);
    return {
      path: location.pathname,
      title: document.title,
      heading: document.querySelector("h1")?.innerText ?? "",
      text: document.body.innerText,
      focus: document.activeElement === document.body ? "" : document.activeElement.innerText,
      filled: given.map((each) => [each.name, each.value]),
    };
  });

const done = async (asked) => {
  const { page, heard } = windows.get(asked.in);
  const wrong = [];
  for (const step of asked.steps) {
    for (const [name, value] of Object.entries(step)) {
      if (name === "widths") continue;
      try {
        wrong.push(...((await STEPS[name](page, value, asked, step)) ?? []));
      } catch (fault) {
        const { heading, text } = await shown(page).catch(() => ({ heading: "", text: "" }));
        return { failed: `${JSON.stringify(step)}: ${fault.message}\n${page.url()}: ${heading}\n${text.slice(0, 2000)}` };
      }
    }
  }
  const seen = await shown(page);
  const told = [...wrong, ...heard];
  heard.clear();
  return { wrong: told, shown: seen };
};

const closed = async ({ close }) => {
  const { page } = windows.get(close);
  windows.delete(close);
  await page.close();
  if (!page.context().pages().length) await page.context().close();
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const act = asked.open ? opened : asked.close ? closed : done;
  // One test's trouble is not the next one's: the browser goes on.
  const answer = await act(asked).catch((fault) => ({ failed: `${fault.message}\n${line}` }));
  console.log(JSON.stringify(answer ?? {}));
}
await browser.close();
