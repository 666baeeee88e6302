/* 对照: themes against organisations. */

import { $, call, frame, toast, words } from "./base.js";

let asked = 0; // counts the questions, so that a late answer never replaces a newer one
let waiting = 0;

const buttons = () => [...document.querySelectorAll("#hj-theme-choice .hj-theme")];
const isOn = (button) => button.getAttribute("aria-pressed") === "true";
const turn = (button, on) => button.setAttribute("aria-pressed", String(on));

export async function compare() {
  const result = $("hj-matrix-result");
  const mine = ++asked;
  if (!result.firstChild) result.textContent = words.checking;
  result.classList.add("hj-busy");
  const parameters = new URLSearchParams();
  for (const button of buttons().filter(isOn)) parameters.append("theme", button.dataset.theme);
  try {
    const html = await (await call("GET", `/hujian/matrix?${parameters}`)).text();
    if (mine === asked) result.innerHTML = html; // escaped by ui/matrix.py
  } catch (error) {
    if (mine === asked) result.textContent = error.message;
  }
  if (mine === asked) result.classList.remove("hj-busy");
}

function soon() { // several themes may be clicked in a row
  clearTimeout(waiting);
  waiting = setTimeout(compare, 250);
}

function add(theme) {
  const found = buttons().find((button) => button.dataset.theme === theme);
  if (found) return turn(found, true);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hj-theme hj-own";
  button.dataset.theme = theme;
  button.textContent = theme;
  turn(button, true);
  let chips = document.querySelector("#hj-theme-choice .hj-chips");
  if (!chips) {
    chips = document.createElement("div");
    chips.className = "hj-chips";
    $("hj-theme-choice").append(chips);
  }
  return chips.append(button);
}

async function listThemes() {
  const own = buttons().filter((button) => button.matches(".hj-own"));
  const off = new Set(buttons().filter((b) => !isOn(b)).map((b) => b.dataset.theme));
  try {
    $("hj-theme-choice").innerHTML = await (await call("GET", "/hujian/themes")).text(); // escaped
  } catch (error) {
    toast(error.message);
  }
  for (const button of own) add(button.dataset.theme);
  for (const button of buttons()) turn(button, !off.has(button.dataset.theme));
}

export async function renewMatrix() { // the library has changed
  await listThemes();
  await compare();
}

export function fillMatrix(place) {
  place.innerHTML = frame.matrix;
  $("hj-theme-choice").addEventListener("click", (event) => {
    const button = event.target.closest(".hj-theme");
    if (!button) return;
    turn(button, !isOn(button));
    soon();
  });
  $("hj-themes-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const names = $("hj-themes").value.split(/[、，,；;|/\s]+/).filter(Boolean);
    if (!names.length) return $("hj-themes").focus();
    names.forEach(add);
    $("hj-themes").value = "";
    return compare();
  });
  for (const [id, on] of [["hj-themes-all", true], ["hj-themes-none", false]]) {
    $(id).addEventListener("click", () => {
      for (const button of buttons()) turn(button, on);
      soon();
    });
  }
  $("hj-quotes").addEventListener("change", () => {
    $("hj-matrix-result").classList.toggle("hj-brief", !$("hj-quotes").checked);
  });
  renewMatrix();
}
