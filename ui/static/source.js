/* A document beside the chat: opened by a citation, walked through by previous and next. */

import { $, call, fill, words } from "./base.js";

let current = null; // the link that was opened
export const CITE = /^#cite-(.+)-(\d+)-(\d+)$/;

function siblings() {
  const answer = current && current.closest(".hj-answer, .hj-matrix, .hj-cards, .hj-overview");
  if (!answer) return [];
  const seen = new Map(); // one link per citation, in order of first appearance
  for (const link of answer.querySelectorAll('a[href^="#cite-"]')) {
    const href = link.getAttribute("href");
    if (!seen.has(href)) seen.set(href, link);
  }
  return [...seen.values()];
}

function place() {
  const all = siblings();
  const k = all.findIndex((link) => link.getAttribute("href") === current.getAttribute("href"));
  return { all, k };
}

export async function openSource(link) {
  const [, document_id, start, end] = CITE.exec(link.getAttribute("href"));
  current = link;
  mark(link);
  const panel = $("hj-source");
  const body = $("hj-document");
  panel.hidden = false;
  document.body.classList.add("hj-reading");
  const asked = new URLSearchParams({ document: decodeURIComponent(document_id), start, end });
  let html;
  try {
    html = await (await call("GET", `/hujian/source?${asked}`)).text();
  } catch (error) {
    body.textContent = error.message;
    return;
  }
  if (current !== link) return; // another one was opened meanwhile
  body.innerHTML = html; // escaped by ui/source.py
  const { all, k } = place();
  $("hj-position").textContent =
    k >= 0 ? fill(words.position, { k: k + 1, total: all.length }) : "";
  $("hj-previous").disabled = k <= 0;
  $("hj-next").disabled = k < 0 || k >= all.length - 1;
  $("hj-previous").hidden = $("hj-next").hidden = all.length < 2;
  const marked = body.querySelector("mark");
  if (marked) marked.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
  if (matchMedia("(max-width: 900px)").matches) $("hj-close").focus();
}

export function goToHeading(id) {
  const heading = $(id);
  if (heading) heading.scrollIntoView({ block: "start" });
  const outline = document.querySelector(".hj-outline");
  if (outline) outline.open = false;
}

function mark(link) {
  for (const old of document.querySelectorAll(".hj-now")) old.classList.remove("hj-now");
  if (link) link.classList.add("hj-now");
}

export function step(by) {
  const { all, k } = place();
  const link = all[k + by];
  if (link) openSource(link);
}

export function closeSource() {
  if ($("hj-source").hidden) return;
  $("hj-source").hidden = true;
  document.body.classList.remove("hj-reading");
  mark(null);
  if (current && current.isConnected) current.focus();
  current = null;
}
