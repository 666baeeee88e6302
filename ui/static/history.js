/* Kept conversations: a reload comes back to its own, the list opens, renames and deletes. */

import { $, call, fill, goTo, setValue, toast, words } from "./base.js";
import { asked, confirmed } from "./dialogs.js";
import { closeSource } from "./source.js";

let restored = false;
const hidden = () => document.querySelector("#hj-conversation textarea");

export function openConversation(id) {
  goTo("chat");
  closeSource();
  showHistory(false);
  setValue(hidden(), id);
  setTimeout(() => $("hj-reopen").click(), 0);
}

export function newConversation() { // from the list: the chat's own button is not shown on a phone
  goTo("chat");
  closeSource();
  showHistory(false);
  $("hj-new").click();
}

export function keepPlace() { // a reload of the page comes back to its conversation
  const ready = document.querySelector(".hj-question, .hj-welcome") && $("hj-reopen");
  if (!ready || !hidden()) return;
  const kept = sessionStorage.getItem("hj-conversation");
  if (!restored) {
    restored = true;
    if (kept) openConversation(kept);
  } else if (hidden().value !== (kept || "")) {
    sessionStorage.setItem("hj-conversation", hidden().value);
  }
}

export function showHistory(shown) {
  $("hj-history").hidden = !shown;
  $("hj-history-open").setAttribute("aria-expanded", String(shown));
  if (shown) {
    listHistory();
    $("hj-history-find").focus();
  }
}

export async function listHistory() {
  const search = $("hj-history-find").value;
  const asked = new URLSearchParams({ search });
  try {
    const html = await (await call("GET", `/hujian/conversations?${asked}`)).text();
    if ($("hj-history-find").value !== search) return; // a later one was asked for meanwhile
    $("hj-history-list").innerHTML = html; // escaped by ui/shelf.py
  } catch (error) {
    toast(error.message);
  }
}

export async function changeHistory(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { id, title } = button.dataset;
  try {
    if (button.matches(".hj-rename")) {
      const said = await asked("rename", (form) => { form.elements.title.value = title; });
      if (!said) return;
      const asking = new URLSearchParams(new FormData(said.form));
      await call("POST", `/api/v1/conversations/${id}/title?${asking}`);
    } else {
      if (!(await confirmed(fill(words.forget, { title }), words.delete))) return;
      await call("DELETE", `/api/v1/conversations/${id}`);
      if (hidden().value === id) $("hj-new").click();
    }
  } catch (error) {
    toast(error.message);
  }
  listHistory();
}
