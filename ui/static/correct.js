/* The dialog that corrects what was read of a document. */

import { call, toast, words } from "./base.js";
import { asked } from "./dialogs.js";

const FIELDS = ["organisation", "title", "years", "date"];

export async function correct(button, done) {
  const said = await asked("correct", (form) => {
    for (const name of FIELDS) form.elements[name].value = button.dataset[name];
  });
  if (!said) return;
  const address = `/api/v1/documents/${encodeURIComponent(button.dataset.id)}/correction`;
  try {
    if (said.chosen === "reset") await call("DELETE", address);
    else await call("POST", address, JSON.stringify(changed(said.form, button)));
    toast(said.chosen === "reset" ? words.restored : words.corrected);
    done();
  } catch (error) {
    toast(error.message);
  }
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
