/* Who the page is for: their name and the way out, for 管理 the users and what was done, and
   nothing on show that they may not use.
   The server refuses in any case; a session that has ended leads to the login page. */

import { $, call, toast } from "./base.js";

function leave() {
  call("POST", "/logout")
    .then(() => location.assign("/login?left"))
    .catch((error) => toast(error.message));
}

function watch() { // Gradio asks by itself: its refusals for want of a session are seen here
  const plain = window.fetch;
  window.fetch = async (...asked) => {
    const reply = await plain(...asked);
    if (reply.status === 401) location.assign("/login?expired");
    return reply;
  };
}

export function greet() {
  const tag = document.querySelector('meta[name="hj-visitor"]');
  document.body.dataset.rank = tag ? tag.content : "manage";
  if (!tag || !tag.dataset.name) return; // no login here
  document.body.dataset.login = "yes";
  watch();
  $("hj-dark").before(badge(tag.dataset));
  $("hj-history").append(badge(tag.dataset)); // where a phone has room for it
}

function button(text, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", run);
  return made;
}

function badge(said) {
  const shown = document.createElement("span");
  shown.textContent = shown.title = said.name;
  const overview = button(said.overview, () => look(said));
  overview.className = "hj-for-managers";
  const box = document.createElement("div");
  box.className = "hj-visitor";
  box.append(shown, overview, button(said.logout, leave));
  return box;
}

async function look(said) { // the users and what was done, in a dialog that Escape closes
  const dialog = document.createElement("dialog");
  dialog.id = "hj-access";
  dialog.className = "hj-dialog";
  const title = document.createElement("h2");
  title.textContent = said.overview;
  const body = document.createElement("div");
  dialog.setAttribute("aria-label", said.overview);
  dialog.append(title, body, button(said.close, () => dialog.close()));
  dialog.addEventListener("close", () => dialog.remove());
  try {
    body.innerHTML = await (await call("GET", "/hujian/access")).text(); // escaped by the server
  } catch (error) {
    toast(error.message);
    return;
  }
  document.body.append(dialog);
  dialog.showModal();
}
