/* 对照: themes against organisations. */

import { $, call, frame, toast, words } from "./base.js";

export async function compare() {
  const result = $("hj-matrix-result");
  if (!result.firstChild) result.textContent = words.comparing;
  result.classList.add("hj-busy");
  try {
    const asked = new URLSearchParams({ themes: $("hj-themes").value });
    result.innerHTML = await (await call("GET", `/hujian/matrix?${asked}`)).text(); // escaped
  } catch (error) {
    toast(error.message);
  }
  result.classList.remove("hj-busy");
}

export function fillMatrix(place) {
  place.innerHTML = frame.matrix;
  $("hj-themes-form").addEventListener("submit", (event) => {
    event.preventDefault();
    compare();
  });
  compare();
}
