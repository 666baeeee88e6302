/* The health report of 资料库: one line per file, its details, correcting, removing and restoring. */

import { $, call, fill, frame, toast, words } from "./base.js";
import { correct } from "./correct.js";
import { confirmed } from "./dialogs.js";

const view = { search: "", state: "", page: 1, open: new Set() }; // what the list shows
let undoable = [];
let changed = () => {};

export function onChange(renew) { // what else of the page shows what the library holds
  changed = renew;
}

const asked = () =>
  new URLSearchParams({ search: view.search, state: view.state, page: view.page });

/* ------------------------------------------------------------ showing */

const KEYS = ["file", "job", "id", "section", "state", "page"];

export function swap(place, made) { // the focus stays on the button that is there again
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const name = focused && focused.className.split(" ")[0];
  const same = (one) => KEYS.every((key) => one.dataset[key] === focused.dataset[key]);
  const opened = [...place.querySelectorAll("details[open]")].map(keyOf);
  place.replaceChildren(...made.childNodes);
  for (const one of place.querySelectorAll("details")) {
    if (opened.includes(keyOf(one))) one.open = true;
  }
  if (focused && focused.id && $(focused.id)) $(focused.id).focus();
  else if (name) [...place.querySelectorAll(`.${CSS.escape(name)}`)].find(same)?.focus();
}

export function built(html) { // escaped by ui/shelf.py, file_list.py, file_detail.py, job_cards.py
  const made = document.createElement("div");
  made.innerHTML = html;
  return made;
}

function keyOf(details) {
  const row = details.closest("tr");
  const place = details.closest(".hj-found");
  const nth = place ? [...row.querySelectorAll(".hj-found")].indexOf(place) : 0;
  return [row ? row.dataset.file : "", nth, details.className].join("\n");
}

export async function showShelf() {
  const place = $("hj-shelf");
  if (!place) return;
  try {
    const made = built(await (await call("GET", `/hujian/library?${asked()}`)).text());
    await openAgain(made); // the details first, so that nothing jumps
    swap(place, made);
  } catch (error) {
    toast(error.message);
  }
}

async function showRows(focus) {
  const sought = view.search;
  try {
    const html = await (await call("GET", `/hujian/files?${asked()}`)).text();
    if (view.search !== sought) return; // a later key was pressed meanwhile
    $("hj-rows").innerHTML = html; // escaped by ui/file_list.py
    view.open.clear();
    showPicked();
    if (focus) $("hj-rows").querySelector(".hj-table")?.focus();
  } catch (error) {
    toast(error.message);
  }
}

async function openAgain(place) {
  for (const button of place.querySelectorAll(".hj-more")) {
    if (view.open.has(button.dataset.file)) await open(button);
  }
}

async function open(button) {
  const file = button.dataset.file;
  const html = await (await call("GET", `/hujian/file?${new URLSearchParams({ name: file })}`)).text();
  const row = document.createElement("tr");
  row.className = "hj-detail";
  row.dataset.file = file;
  const cell = row.insertCell();
  cell.colSpan = button.closest("tr").cells.length;
  cell.innerHTML = html; // escaped by ui/file_detail.py
  button.closest("tr").after(row);
  button.setAttribute("aria-expanded", "true");
  view.open.add(file);
  fillRoles(row);
}

async function toggle(button) {
  const file = button.dataset.file;
  if (!view.open.has(file)) {
    try {
      await open(button);
    } catch (error) {
      toast(error.message);
    }
    return;
  }
  view.open.delete(file);
  button.setAttribute("aria-expanded", "false");
  button.closest("tr").nextElementSibling.remove();
}

function fillRoles(place) { // the server sends the role that holds; the others are the same for all
  for (const select of place.querySelectorAll(".hj-role")) {
    if (select.options.length > 1) continue;
    const now = select.options[0].textContent;
    for (const role of frame.roles.filter((r) => r !== now)) select.add(new Option(role, role));
  }
}

/* ------------------------------------------------------------ changing */

let last = Promise.resolve();
const change = (work, said) => { // one after another: the library has one writer
  last = last.then(() => changeNow(work, said));
  return last;
};

async function changeNow(work, said) { // one change of the library, then everything anew
  const place = $("hj-shelf");
  place.setAttribute("aria-busy", "true");
  try {
    await work();
    if (said) toast(said);
    changed();
  } catch (error) {
    toast(error.message);
    showShelf(); // a choice that did not hold goes back
  } finally {
    place.removeAttribute("aria-busy");
  }
}

const send = (address, values) => call("POST", address, JSON.stringify(values));

function remove(names) {
  return change(async () => {
    await send("/api/v1/documents/remove", { names });
    undoable = names;
    for (const name of names) view.open.delete(name);
    const text = names.length === 1
      ? fill(words.removed, { file: names[0] })
      : fill(words.removedMany, { count: names.length });
    $("hj-undo").querySelector("span").textContent = text;
    $("hj-undo").hidden = false;
    if (!document.activeElement || document.activeElement === document.body) {
      $("hj-undo").querySelector("button").focus(); // the button that was pressed has gone
    }
  });
}

function restore(names) {
  return change(async () => {
    await send("/api/v1/documents/restore", { names });
    if (names.some((name) => undoable.includes(name))) $("hj-undo").hidden = true;
  }, words.broughtBack);
}

async function emptyTrash(button) {
  const question = fill(words.trashConfirm, { count: button.dataset.count });
  if (!(await confirmed(question, words.clear))) return;
  $("hj-undo").hidden = true;
  change(() => call("DELETE", "/api/v1/trash"), words.trashEmptied);
}

const correction = (id) => `/api/v1/documents/${encodeURIComponent(id)}/correction`;

const choosing = new WeakMap(); // a select → the timer of its last choice

function changeRole(select) {
  const { id, section } = select.dataset;
  const roles = [{ section: JSON.parse(section), role: select.value }];
  clearTimeout(choosing.get(select));
  const later = () => change(() => send(correction(id), { roles }), words.corrected);
  choosing.set(select, setTimeout(later, 400)); // the arrow keys pass other roles by
}

function takeBack(button) {
  const { id, field, section } = button.dataset;
  const which = new URLSearchParams({ field });
  for (const heading of JSON.parse(section)) which.append("section", heading);
  button.disabled = true;
  change(() => call("DELETE", `${correction(id)}?${which}`), words.restored);
}

/* ------------------------------------------------------------ choosing */

const picks = () => [...document.querySelectorAll("#hj-rows .hj-pick")];
const picked = () => picks().filter((box) => box.checked).map((box) => box.value);

function showPicked() {
  const count = picked().length;
  $("hj-picked").hidden = !count;
  $("hj-picked").querySelector("span").textContent = fill(words.picked, { count });
  const all = document.querySelector(".hj-pick-all");
  if (all) all.checked = count > 0 && count === picks().length;
}

function filter(button) {
  for (const other of document.querySelectorAll(".hj-filter")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  Object.assign(view, { state: button.dataset.state, page: 1 });
  showRows();
}

const CLICKS = {
  "hj-more": toggle,
  "hj-remove": (button) => { button.disabled = true; remove([button.dataset.file]); },
  "hj-remove-picked": () => remove(picked()),
  "hj-undo": () => restore(undoable),
  "hj-restore": (button) => restore([button.dataset.file]),
  "hj-restore-all": () =>
    restore([...document.querySelectorAll(".hj-restore")].map((one) => one.dataset.file)),
  "hj-empty-trash": emptyTrash,
  "hj-correct": (button) => correct(button, () => changed()),
  "hj-take-back": takeBack,
  "hj-filter": filter,
  "hj-turn": (button) => { view.page = Number(button.dataset.page); showRows("list"); },
};

export function tendShelf(place) {
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const run = button && CLICKS[button.className.split(" ")[0]];
    if (run) run(button);
  });
  place.addEventListener("input", (event) => {
    if (event.target.id !== "hj-find") return;
    Object.assign(view, { search: event.target.value, page: 1 });
    showRows();
  });
  place.addEventListener("change", (event) => {
    if (event.target.matches(".hj-role")) changeRole(event.target);
    if (event.target.matches(".hj-pick-all")) {
      for (const box of picks()) box.checked = event.target.checked;
    }
    if (event.target.matches(".hj-pick, .hj-pick-all")) showPicked();
  });
}
