/* 设置: rows of synonyms and themes, edited and saved; a wrong row is said at the row. */

import { $, call, toast, words } from "./base.js";
import { confirmed } from "./dialogs.js";
import { renewMatrix } from "./matrix.js";

async function show() {
  try {
    $("hj-settings").innerHTML = await (await call("GET", "/hujian/settings")).text(); // escaped
  } catch (error) {
    toast(error.message);
  }
}

function rows(form) {
  return [...form.querySelectorAll("ol > li")];
}

function cells(row) {
  return [...row.querySelectorAll("input")].map((input) => input.value);
}

function changed(form, is) {
  form.dataset.changed = is ? "yes" : "";
  form.querySelector(".hj-unsaved").textContent = is ? words.unsaved : "";
}

function sayAt(form, row, text) {
  for (const fault of form.querySelectorAll(".hj-row-fault")) {
    fault.hidden = true;
    fault.textContent = "";
  }
  const at = rows(form)[row];
  if (!at) return toast(text);
  const fault = at.querySelector(".hj-row-fault");
  fault.textContent = text;
  fault.hidden = false;
  return at.querySelector("input").focus();
}

async function save(form) {
  for (const row of rows(form)) {
    if (cells(row).every((text) => !text.trim())) row.remove(); // a blank row says nothing
  }
  const button = form.querySelector(".hj-go");
  button.disabled = true;
  try {
    const body = JSON.stringify({ seen: form.dataset.seen, rows: rows(form).map(cells) });
    await call("PUT", `/api/v1/settings/${form.dataset.setting}`, body);
    toast(words.settingsSaved);
    await renew(form);
  } catch (error) {
    if (error.row === undefined) toast(error.message);
    else sayAt(form, error.row, error.message);
  }
  button.disabled = false;
}

async function renew(form) { // this part alone: what is unsaved in the other one stays
  const fresh = document.createElement("div");
  fresh.innerHTML = await (await call("GET", "/hujian/settings")).text(); // escaped
  const section = form.closest("section");
  section.replaceWith(fresh.querySelector(`#${section.id}`));
  if (form.dataset.setting === "themes" && $("hj-matrix-result")) renewMatrix();
}

async function restore(form) {
  if (!(await confirmed(words.restoreConfirm, words.restoreDo))) return;
  try {
    const asked = new URLSearchParams({ seen: form.dataset.seen });
    await call("DELETE", `/api/v1/settings/${form.dataset.setting}?${asked}`);
    toast(words.restoredSetting);
    await renew(form);
  } catch (error) {
    toast(error.message);
  }
}

function add(form) {
  const list = form.querySelector("ol");
  list.append(form.querySelector("template").content.cloneNode(true));
  list.lastElementChild.querySelector("input").focus();
}

function take(row, form) {
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  changed(form, true);
  (next ? next.querySelector("input") : form.querySelector(".hj-add-row")).focus();
}

export function fillSettings(place) {
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.target);
  });
  place.addEventListener("input", (event) => changed(event.target.form, true));
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !button.form) return;
    if (button.matches(".hj-add-row")) add(button.form);
    if (button.matches(".hj-take-row")) take(button.closest("li"), button.form);
    if (button.matches(".hj-restore")) restore(button.form);
  });
  addEventListener("beforeunload", (event) => {
    if (place.querySelector('form[data-changed="yes"]')) event.preventDefault();
  });
  show();
}
