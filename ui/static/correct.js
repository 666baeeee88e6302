/* The dialog that corrects what was read of a document. */

import { call, frame, toast, words } from "./base.js";

function dialog() {
  let box = document.getElementById("hj-correct");
  if (box) return box;
  box = document.createElement("dialog");
  box.id = "hj-correct";
  box.setAttribute("aria-label", words.correctTitle);
  box.innerHTML = frame.correct;
  document.body.append(box);
  return box;
}

const FIELDS = ["organisation", "title", "years", "date"];

export function correct(button, done) {
  const box = dialog();
  const form = box.querySelector("form");
  for (const name of FIELDS) form.elements[name].value = button.dataset[name];
  box.returnValue = "";
  box.onclose = async () => {
    if (!box.returnValue) return;
    const address = `/api/v1/documents/${encodeURIComponent(button.dataset.id)}/correction`;
    try {
      if (box.returnValue === "reset") await call("DELETE", address);
      else await call("POST", address, JSON.stringify(changed(form, button)));
      toast(box.returnValue === "reset" ? words.restored : words.corrected);
      done();
    } catch (error) {
      toast(error.message);
    }
  };
  box.showModal();
}

function changed(form, button) { // what was left as it is says nothing
  const said = {};
  for (const name of FIELDS) {
    const value = form.elements[name].value.trim();
    if (value && value !== button.dataset[name]) said[name] = value;
  }
  if (said.years) said.years = (said.years.match(/\d{4}/g) || []).map(Number);
  return said;
}
