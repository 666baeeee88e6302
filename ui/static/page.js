/* The page's script: puts up the standing parts, gives links and keys their work, and tends to
   what Gradio puts up later. */

import { $, copy, frame, goTo, words } from "./base.js";
import { askAbout, askWithin, asText, download, rate, sourcesAsText } from "./answers.js";
import {
  changeHistory, keepPlace, listHistory, newConversation, openConversation, showHistory,
} from "./history.js";
import { fillLibrary, showHoldings } from "./library.js";
import { fillMatrix } from "./matrix.js";
import { fillSettings } from "./settings.js";
import { showWhy } from "./why.js";
import { copyCitation, fillSimilar, lookForPassage } from "./similar.js";
import { CITE, closeSource, goToHeading, openSource, step } from "./source.js";
import { greet } from "./visitor.js";

/* ------------------------------------------------------------ the standing parts */

function make(tag, id, html, attributes = {}) {
  const element = document.createElement(tag);
  element.id = id;
  element.innerHTML = html; // only frame parts of ui/frame.py come here
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

let dark = false;
function setDark(wanted) {
  dark = wanted;
  document.body.classList.toggle("dark", dark);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
}

function preferredDark() {
  const asked = new URLSearchParams(location.search).get("__theme");
  if (asked) return asked === "dark";
  const kept = localStorage.getItem("hj-theme");
  return kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function putUp() {
  document.body.prepend(make("header", "hj-header", frame.header)); // first for the Tab key
  make("aside", "hj-source", frame.panel, { "aria-label": words.source, hidden: "" });
  make("aside", "hj-history", frame.history, { "aria-label": words.history, hidden: "" });
  make("div", "hj-toast", "", { role: "status", "aria-live": "polite" });
  setDark(preferredDark());
  $("hj-dark").addEventListener("click", () => {
    setDark(!dark);
    localStorage.setItem("hj-theme", dark ? "dark" : "light");
  });
  $("hj-close").addEventListener("click", closeSource);
  $("hj-previous").addEventListener("click", () => step(-1));
  $("hj-next").addEventListener("click", () => step(1));
  $("hj-history-open").addEventListener("click", () => showHistory($("hj-history").hidden));
  $("hj-history-close").addEventListener("click", () => showHistory(false));
  $("hj-history-new").addEventListener("click", newConversation);
  $("hj-history-find").addEventListener("input", listHistory);
  $("hj-history-list").addEventListener("click", changeHistory);
  greet();
  showHoldings();
}

const PATTERNS = [
  [/^#export-(docx|xlsx|md)-(\d+)$/, (found) => download(found[2], found[1])],
  [/^#rate-(good|bad)-(\d+)$/, (found, link) => rate(link, found[2], found[1])],
  [/^#print-(\d+)$/, (found) => open(`/hujian/print/${found[1]}`, "_blank", "noopener")],
  [/^#limit-(.+)$/, (found) => askWithin(decodeURIComponent(found[1]))],
  [/^#why-(\d+)$/, (found, link) => showWhy(link, found[1])],
  [/^#open-([0-9a-f]{32})$/, (found) => openConversation(found[1])],
  [/^#like-(.+)-(\d+)-(\d+)$/, ([, document, start, end]) =>
    lookForPassage(decodeURIComponent(document), start, end)],
  [/^#(head-\d+)$/, (found) => goToHeading(found[1])],
];

const LINKS = {
  "#ask": (link) => askAbout(link.textContent),
  "#copy-citation": copyCitation,
  "#ask-title": (link) => {
    goTo("chat");
    askAbout(link.title);
  },
  "#ask-alone": (link) => {
    const question = link.title;
    $("hj-new").click();
    const begin = () => {
      if (document.querySelector(".hj-question")) setTimeout(begin, 50);
      else askAbout(question);
    };
    begin();
  },
  "#library": () => goTo("library"),
  "#hj-box": () => {
    goTo("chat");
    setTimeout(() => document.querySelector("#hj-box textarea").focus(), 50); // shown by then
  },
  "#copy-reference": (link) => copy(link.dataset.reference),
  "#copy-answer": (link) => {
    const answer = link.closest(".hj-answer");
    copy(`${asText(answer)}\n\n${sourcesAsText(answer)}`.trim());
  },
  "#copy-sources": (link) => copy(sourcesAsText(link.closest(".hj-answer"))),
};

async function openByKeyOrPointer(link, event) {
  await openSource(link);
  if (event.detail === 0) $("hj-document").focus({ preventScroll: true }); // by Enter: read on
}

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest('a[href^="#"]');
  if (!link) return;
  const href = link.getAttribute("href");
  const run = LINKS[href];
  if (CITE.test(href)) openByKeyOrPointer(link, event);
  else if (run) run(link);
  else {
    const [pattern, follow] = PATTERNS.find(([p]) => p.test(href)) || [];
    if (!follow) return;
    follow(pattern.exec(href), link);
  }
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return; // its keys are its own
  if (event.key === "Escape") {
    if ($("hj-history").hidden) closeSource();
    else showHistory(false);
  }
  const reading = !$("hj-source").hidden && $("hj-source").contains(document.activeElement);
  if (reading && event.altKey && event.key === "ArrowLeft") step(-1);
  if (reading && event.altKey && event.key === "ArrowRight") step(1);
});

/* ------------------------------------------------------------ what Gradio puts up later */

function tend() {
  for (const [id, fillPlace] of [["hj-library", fillLibrary], ["hj-matrix", fillMatrix], ["hj-similar", fillSimilar], ["hj-settings", fillSettings]]) {
    const place = $(id);
    if (place && !place.dataset.filled) {
      place.dataset.filled = "yes";
      fillPlace(place);
    }
  }
  for (const input of document.querySelectorAll("#hj-filters input[role=combobox]")) {
    if (!input.placeholder) input.placeholder = words.any;
  }
  const log = document.querySelector('#hj-log [role="log"]');
  if (log && log.getAttribute("aria-label") !== words.log) log.setAttribute("aria-label", words.log);
  for (const message of document.querySelectorAll('#hj-log [data-testid="bot"], #hj-log [data-testid="user"]')) {
    const label = message.dataset.testid === "bot" ? words.answer : words.question;
    if (message.getAttribute("aria-label") !== label) message.setAttribute("aria-label", label);
  }
}

let followed = "";
function followQuestions() { // a new question goes to the top, and again when its answer is there
  const questions = document.querySelectorAll("#hj-log .user-row");
  const now = `${questions.length}${document.querySelector("#hj-log .hj-searching") ? "?" : ""}`;
  if (now === followed) return;
  followed = now;
  if (questions.length) questions[questions.length - 1].scrollIntoView({ block: "start" });
}

let pending = false;
new MutationObserver(() => {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => { pending = false; tend(); followQuestions(); keepPlace(); });
}).observe(document.documentElement, { childList: true, subtree: true });

putUp();
tend();
new MutationObserver(() => { // Gradio sets the scheme of the system when it starts
  if (document.body.classList.contains("dark") !== dark) setDark(dark);
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });
