/* Dialogs of the page's own, from the forms of ui/dialogs.py: Escape closes them, the focus goes
   back to where it was. */

import { frame } from "./base.js";

export function asked(name, prepare = () => {}) { // what was filled in, null where nothing is to be done
  const box = document.createElement("dialog");
  box.id = `hj-${name}`;
  box.className = "hj-dialog";
  box.innerHTML = frame.dialogs[name];
  const title = box.querySelector("h2");
  title.id = `hj-${name}-title`;
  box.setAttribute("aria-labelledby", title.id);
  const form = box.querySelector("form");
  prepare(form, box);
  document.body.append(box);
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue ? { chosen: box.returnValue, form } : null);
    });
  });
}

export function confirmed(question, deed) {
  return asked("confirm", (form) => {
    form.querySelector(".hj-asked").textContent = question;
    form.querySelector(".hj-go").textContent = deed;
    form.querySelector("button:not(.hj-go)").autofocus = true;
  });
}
