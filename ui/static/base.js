/* What every part of the page uses: the frame from the server, requests, the toast, the clipboard.
   No word stands in these scripts (they come in #hj-frame from ui/texts.py), and no HTML is made
   out of data: fragments arrive escaped from the server, everything else is set as text. */

export const frame = JSON.parse(document.getElementById("hj-frame").textContent);
export const words = frame.words;
export const $ = (id) => document.getElementById(id);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

/* ------------------------------------------------------------ asking the server */

export async function call(method, address, body) {
  let reply;
  try {
    reply = await fetch(address, { method, body });
  } catch {
    throw new Error(words.noServer);
  }
  if (reply.ok) return reply;
  if (reply.status === 401) location.assign("/login?expired"); // the session has ended
  let fault = null;
  try {
    fault = (await reply.json()).error;
  } catch { /* not ours: said in general words below */ }
  const error = new Error((fault && fault.message) || words.unexpected);
  if (fault) error.row = fault.row; // of a table that was to be saved
  throw error;
}

let toastTimer = 0;
export function toast(text) {
  const box = $("hj-toast");
  box.textContent = text;
  box.classList.add("hj-on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove("hj-on"), Math.max(2500, text.length * 120));
}

export function setValue(area, text) {
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  setter.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export function goTo(id) {
  const tab = document.querySelector(`#hj-places button[role=tab][aria-controls$="${id}"]`);
  if (tab) tab.click();
}

export async function copy(text) {
  if (navigator.clipboard && isSecureContext) await navigator.clipboard.writeText(text);
  else {
    const area = document.createElement("textarea"); // plain-HTTP intranet names
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(words.copied);
}
