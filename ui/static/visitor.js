/* Who the page is for: their name and the way out, and nothing on show that they may not use.
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

function badge({ name, logout }) {
  const shown = document.createElement("span");
  shown.textContent = shown.title = name;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = logout;
  button.addEventListener("click", leave);
  const box = document.createElement("div");
  box.className = "hj-visitor";
  box.append(shown, button);
  return box;
}
