/* 资料库: files on their way in and the jobs that read them; the list of files is in shelf.js. */

import { $, call, frame, toast } from "./base.js";
import { renewMatrix } from "./matrix.js";
import { built, onChange, showShelf, swap, tendShelf } from "./shelf.js";
import { showPractices } from "./similar.js";
import { entries, named, sending, upload } from "./upload.js";

let polling = 0;
let shown = null; // the cards as they came last: what did not change is left alone

function renew() {
  showHoldings();
  if ($("hj-matrix-result")) renewMatrix();
  showPractices();
  $("hj-renew").click(); // the choices of the filters and the welcome
  showShelf();
}

async function showJobs() {
  clearTimeout(polling);
  const place = $("hj-jobs");
  if (!place) return;
  let open = 0, held = 0;
  try {
    const reply = await call("GET", `/hujian/jobs?${new URLSearchParams({ own: sending() })}`);
    open = Number(reply.headers.get("X-Hujian-Open"));
    held = Number(reply.headers.get("X-Hujian-Held"));
    const html = await reply.text();
    if (html !== shown) swap(place, built(html));
    shown = html;
  } catch (error) {
    toast(error.message);
    polling = setTimeout(showJobs, 5000); // the server may come back, and the job with it
    return;
  }
  const before = Number(place.dataset.open || 0);
  place.dataset.open = open;
  if (open || held) polling = setTimeout(showJobs, open ? 500 : 3000);
  if (!open && before) {
    const ended = place.querySelector(".hj-job h3");
    if (ended) toast(ended.textContent); // cards change too often to be read out themselves
    renew();
  }
}

async function add(files) {
  await upload(files);
  $("hj-jobs").dataset.open = 1;
  showJobs();
}

const STEER = {
  "hj-cancel": ["DELETE", ""],
  "hj-pause": ["POST", "/pause"],
  "hj-resume": ["POST", "/resume"],
};

async function steer(button) {
  const [method, what] = STEER[button.className];
  button.disabled = true;
  try {
    await call(method, `/api/v1/jobs/${button.dataset.job}${what}`);
  } catch (error) {
    toast(error.message);
  }
  shown = null; // the buttons are put up anew
  showJobs();
}

export function fillLibrary(place) {
  place.innerHTML = frame.library;
  for (const id of ["hj-files", "hj-folder"]) {
    $(id).addEventListener("change", (event) => {
      add(named(event.target.files));
      event.target.value = "";
    });
  }
  const drop = $("hj-drop");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("hj-over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("hj-over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("hj-over");
    add(await entries(event.dataTransfer));
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && STEER[button.className] && button.dataset.job) steer(button);
  });
  tendShelf(place);
  onChange(renew);
  showShelf();
  showJobs();
}

export async function showHoldings() {
  try {
    $("hj-holdings").innerHTML = await (await call("GET", "/hujian/holdings")).text();
  } catch (error) {
    toast(error.message);
  }
}
