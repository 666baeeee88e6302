/* Runs inside the head, before Gradio's modules: it is the one script that is not a module.
   Gradio words its own controls by the browser's language; here the page's language decides. */

for (const [name, value] of [
  ["language", document.documentElement.lang],
  ["languages", [document.documentElement.lang]],
]) Object.defineProperty(navigator, name, { get: () => value, configurable: true });

/* The first look into localStorage waits for the browser to open it, 0.1 s on a cold page. Gradio
   looks when everything else is there; here it is opened while the files are still coming. */

try {
  localStorage.getItem("hj-theme");
} catch { /* a browser that keeps nothing has nothing to open */ }
