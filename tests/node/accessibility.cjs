// Reads an HTML document from standard input and writes what axe-core finds wrong with it, as JSON.
// Contrast needs a browser that lays pages out; the tests compute it from the palette instead.
const axe = require("axe-core");
const { JSDOM } = require("jsdom");
const { readFileSync } = require("fs");

const { window } = new JSDOM(readFileSync(0, "utf8"), { runScripts: "outside-only", pretendToBeVisual: true });
window.eval(axe.source);
const options = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast": { enabled: false } },
};
window.axe.run(window.document, options).then(({ violations }) => {
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  console.log(JSON.stringify(found));
});
