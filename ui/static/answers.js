/* What can be done with an answer: ask on, copy, export, rate. */

import { $, call, copy, setValue, toast, words } from "./base.js";
import { asked } from "./dialogs.js";

export function askAbout(text) {
  const box = document.querySelector("#hj-box textarea");
  setValue(box, text);
  setTimeout(() => $("hj-send").click(), 0);
}

export function askWithin(limits) { // ui/narrowing.py made them; the server reads them again
  setValue(document.querySelector("#hj-limits textarea"), limits);
  setTimeout(() => $("hj-narrow").click(), 0);
}

export function asText(answer) {
  const lines = [];
  for (const part of answer.children) {
    if (part.matches(".hj-facts, .hj-actions, .hj-next, details")) continue;
    const clone = part.cloneNode(true);
    for (const link of clone.querySelectorAll(".hj-cite")) link.textContent = `[${link.textContent}]`;
    for (const item of clone.querySelectorAll("li")) item.prepend("· ");
    for (const cell of clone.querySelectorAll("td, th")) cell.append("\t");
    for (const block of clone.querySelectorAll("li, tr, p")) block.append("\n");
    lines.push(clone.textContent.replace(/\u2060/g, "").trim());
  }
  return lines.filter(Boolean).join("\n");
}

export function sourcesAsText(answer) {
  const items = answer.querySelectorAll(".hj-sources li");
  return [...items]
    .map((li) => `[${li.querySelector(".hj-cite").textContent}] ${li.querySelector(".hj-ref").textContent}`)
    .join("\n");
}

export function download(turn, kind) {
  const link = document.createElement("a");
  link.href = `/api/v1/turns/${turn}/export/${kind}`;
  link.download = "";
  link.click();
}

export async function rate(link, turn, verdict) {
  const asking = new URLSearchParams({ verdict });
  if (verdict === "bad") {
    const said = await asked("rating");
    if (!said) return;
    for (const [name, value] of new FormData(said.form)) asking.append(name, value);
  }
  try {
    await call("POST", `/api/v1/turns/${turn}/rating?${asking}`);
    for (const other of link.closest(".hj-actions").querySelectorAll('a[href^="#rate-"]')) {
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    toast(words.rated);
  } catch (error) {
    toast(error.message);
  }
}
