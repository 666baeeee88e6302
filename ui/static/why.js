/* Why an answer is what it is: fetched when it is asked for, folded away by asking again. */

import { call, toast } from "./base.js";

export async function showWhy(link, turn) {
  const answer = link.closest(".hj-answer");
  const shown = answer.querySelector(".hj-why");
  if (shown) {
    shown.remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  try {
    const reply = await call("GET", `/hujian/why?${new URLSearchParams({ turn })}`);
    const why = document.createElement("details");
    why.className = "hj-more hj-why";
    why.open = true;
    why.innerHTML = await reply.text(); // escaped by ui/why.py
    link.closest(".hj-actions").after(why);
    link.setAttribute("aria-expanded", "true");
  } catch (error) {
    toast(error.message);
  } finally {
    link.removeAttribute("aria-busy");
  }
}
