/* 互鉴: a practice, the most alike of every other organisation, and what the library holds. */

import { $, call, copy, frame, goTo, toast, words } from "./base.js";
import { closeSource } from "./source.js";

let chosen = null; // a stretch of a document: { document, start, end }; null for what is typed
let asked = 0; // counts the questions, so that a late answer never replaces a newer one

async function put(place, address) { // a fragment, escaped by the server
  try {
    place.innerHTML = await (await call("GET", address)).text();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

async function look(limit = 10) {
  const practice = $("hj-practice").value.trim();
  if (!chosen && !practice) return $("hj-practice").focus();
  const result = $("hj-similar-result");
  const mine = ++asked;
  result.classList.add("hj-busy");
  if (!result.firstChild) result.textContent = words.comparing;
  const parameters = new URLSearchParams({ ...(chosen || { practice }), limit });
  try {
    const html = await (await call("GET", `/hujian/similar?${parameters}`)).text();
    if (mine === asked) result.innerHTML = html; // escaped by ui/similar.py
  } catch (error) {
    if (mine === asked) result.textContent = error.message;
  }
  if (mine === asked) result.classList.remove("hj-busy");
  return undefined;
}

function atPlace(run) { // the place is put up when it is first opened
  goTo("similar");
  const begin = () => ($("hj-practice") ? run() : setTimeout(begin, 50));
  begin();
}

export function lookForPassage(document, start, end) {
  closeSource();
  atPlace(() => {
    chosen = { document, start, end };
    $("hj-practice").value = "";
    $("hj-similar").scrollTop = 0;
    look();
  });
}

export const copyCitation = (link) => copy(link.dataset.text);

async function unfold(part) {
  if (!part.open || part.dataset.shown) return;
  const place = part.querySelector(":scope > div");
  if (!place.querySelector(".hj-again")) place.textContent = words.comparing;
  if (!(await put(place, `/hujian/overview/${part.dataset.part}`))) place.textContent = "";
  else if (place.querySelector(".hj-again")) setTimeout(() => unfold(part), 1500); // still at work
  else part.dataset.shown = "yes";
}

export function fillSimilar(place) {
  place.innerHTML = frame.similar;
  $("hj-practice").addEventListener("input", () => { chosen = null; });
  $("hj-practice-form").addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  $("hj-similar-result").addEventListener("click", (event) => {
    const more = event.target.closest(".hj-further");
    if (more) look(Math.min(200, Number(more.dataset.limit)));
  });
  let waiting = 0;
  $("hj-practices-find").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(listPractices, 200);
  });
  for (const part of place.querySelectorAll(".hj-overview")) {
    part.addEventListener("toggle", () => unfold(part));
  }
  listPractices();
}

function listPractices() {
  const search = $("hj-practices-find").value.trim();
  return put($("hj-practices"), `/hujian/practices?${new URLSearchParams({ search })}`);
}

export function showPractices() { // the library has changed
  if (!$("hj-practices")) return;
  listPractices();
  for (const part of document.querySelectorAll(".hj-overview")) {
    delete part.dataset.shown;
    unfold(part);
  }
}

/* ------------------------------------------------------------ a selection in the document panel */

const LEAST = 6; // characters

function characters(range) { // as the server counts them, paragraph numbers left out
  const copied = range.cloneContents();
  for (const number of copied.querySelectorAll(".hj-no")) number.remove();
  return Array.from(copied.textContent).length;
}

function offset(node, at) { // of a place in the document, or null outside its paragraphs
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const line = element && element.closest(".hj-paper p[data-at]");
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, at);
  return Number(line.dataset.at) + characters(range);
}

function selected() { // { document, start, end } of what is selected in the panel, or null
  const selection = getSelection();
  const paper = document.querySelector("#hj-source .hj-paper");
  if (!paper || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || end - start < LEAST) return null;
  return { document: paper.dataset.document, start, end };
}

document.addEventListener("selectionchange", () => {
  const link = document.querySelector("#hj-source .hj-others");
  if (!link) return;
  const passage = selected();
  if (!link.dataset.cited) {
    link.dataset.cited = link.getAttribute("href");
    link.dataset.label = link.textContent;
  }
  if (passage) {
    const { document: id, start, end } = passage;
    link.setAttribute("href", `#like-${encodeURIComponent(id)}-${start}-${end}`);
    link.textContent = words.selected;
  } else if (document.activeElement !== link) {
    link.setAttribute("href", link.dataset.cited);
    link.textContent = link.dataset.label;
  }
});
