// Reads HTML documents from standard input, a JSON list on each line, and answers each line with what axe-core finds wrong with each of them.
// Contrast needs a browser that lays pages out; the tests compute it from the palette instead.
const axe = require("axe-core");
const { JSDOM } = require("jsdom");
const { createInterface } = require("readline");
const { Script } = require("vm");

const checker = new Script(axe.source);
const options = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast": { enabled: false } },
};
const wrongIn = async (text) => {
  const page = new JSDOM(text, { runScripts: "outside-only", pretendToBeVisual: true });
  checker.runInContext(page.getInternalVMContext());
  const { violations } = await page.window.axe.run(page.window.document, options);
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  page.window.close();
  return told;
};
const all = async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const found = [];
    for (const text of JSON.parse(line)) found.push(await wrongIn(text));
    console.log(JSON.stringify(found));
  }
};
all();
