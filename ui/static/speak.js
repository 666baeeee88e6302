/* Gradio words its own controls by the browser's language; here the page's language decides. Runs
   before Gradio's modules: it is the one script that is not a module. */

for (const [name, value] of [
  ["language", document.documentElement.lang],
  ["languages", [document.documentElement.lang]],
]) Object.defineProperty(navigator, name, { get: () => value, configurable: true });
