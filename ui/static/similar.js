/* 互鉴: a practice, and the most alike of every other organisation. */

import { $, call, frame, goTo, toast, words } from "./base.js";

let from = ""; // the organisation that the practice comes from

async function look() {
  const practice = $("hj-practice").value.trim();
  if (!practice) return;
  const result = $("hj-similar-result");
  result.classList.add("hj-busy");
  if (!result.firstChild) result.textContent = words.comparing;
  try {
    const asked = new URLSearchParams({ practice, leave_out: from });
    result.innerHTML = await (await call("GET", `/hujian/similar?${asked}`)).text(); // escaped
  } catch (error) {
    toast(error.message);
  }
  result.classList.remove("hj-busy");
}

export function lookFor(link) { // a link with a practice in it
  const { practice, from: organisation } = link.dataset;
  goTo("similar");
  const begin = () => {
    if (!$("hj-practice")) return setTimeout(begin, 50); // the place is put up when first opened
    $("hj-practice").value = practice;
    from = organisation || "";
    return look();
  };
  begin();
}

export async function fillSimilar(place) {
  place.innerHTML = frame.similar;
  $("hj-practice").addEventListener("input", () => { from = ""; });
  $("hj-practice-form").addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  showPractices();
}

export async function showPractices() {
  if (!$("hj-practices")) return;
  try {
    $("hj-practices").innerHTML = await (await call("GET", "/hujian/practices")).text(); // escaped
  } catch (error) {
    toast(error.message);
  }
}
