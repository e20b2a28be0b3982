// Reads HTML documents (a JSON list) from standard input and writes what axe-core finds wrong with each, as JSON.
// Contrast needs a browser that lays pages out; the tests compute it from the palette instead.
const axe = require("axe-core");
const { JSDOM } = require("jsdom");
const { readFileSync } = require("fs");

const options = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast": { enabled: false } },
};
const wrongIn = async (text) => {
  const { window } = new JSDOM(text, { runScripts: "outside-only", pretendToBeVisual: true });
  window.eval(axe.source);
  const { violations } = await window.axe.run(window.document, options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
};
const all = async (documents) => {
  const found = [];
  for (const text of documents) found.push(await wrongIn(text));
  console.log(JSON.stringify(found));
};
all(JSON.parse(readFileSync(0, "utf8")));
