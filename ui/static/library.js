/* 资料库: the list of documents, the jobs that read files, removing. */

import { $, call, fill, frame, toast, words } from "./base.js";
import { correct } from "./correct.js";
import { renewMatrix } from "./matrix.js";
import { showPractices } from "./similar.js";
import { entries, named, upload } from "./upload.js";

let polling = 0;

function renew() {
  showHoldings();
  if ($("hj-matrix-result")) renewMatrix();
  showPractices();
  $("hj-renew").click(); // the choices of the filters and the welcome
  showShelf();
}

async function showShelf() {
  if (!$("hj-shelf")) return;
  try {
    $("hj-shelf").innerHTML = await (await call("GET", "/hujian/library")).text();
  } catch (error) {
    toast(error.message);
  }
}

async function showJobs() {
  clearTimeout(polling);
  if (!$("hj-jobs")) return;
  let open = 0;
  try {
    const reply = await call("GET", "/hujian/jobs");
    open = Number(reply.headers.get("X-Hujian-Open"));
    $("hj-jobs").innerHTML = await reply.text();
  } catch (error) {
    toast(error.message);
    open = 1;
  }
  const before = Number($("hj-jobs").dataset.open || 0);
  $("hj-jobs").dataset.open = open;
  if (open) polling = setTimeout(showJobs, 500);
  else if (before) renew();
}

async function add(files) {
  await upload(files);
  $("hj-jobs").dataset.open = 1;
  showJobs();
}

async function remove(button) {
  const file = button.dataset.file;
  if (!confirm(fill(words.confirm, { file }))) return;
  button.disabled = true;
  try {
    await call("DELETE", `/api/v1/documents?${new URLSearchParams({ name: file })}`);
    toast(fill(words.removed, { file }));
    renew();
  } catch (error) {
    button.disabled = false;
    toast(error.message);
  }
}

async function narrow(search) {
  try {
    const asked = new URLSearchParams({ search });
    const html = await (await call("GET", `/hujian/documents?${asked}`)).text();
    if ($("hj-find").value === search) $("hj-rows").innerHTML = html; // escaped by ui/shelf.py
  } catch (error) {
    toast(error.message);
  }
}

async function cancelJob(button) {
  try {
    await call("DELETE", `/api/v1/jobs/${button.dataset.job}`);
  } catch (error) {
    toast(error.message);
  }
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
    if (!button) return;
    if (button.matches(".hj-remove")) remove(button);
    if (button.matches(".hj-correct")) correct(button, renew);
    if (button.matches(".hj-cancel")) cancelJob(button);
  });
  place.addEventListener("input", (event) => {
    if (event.target.id === "hj-find") narrow(event.target.value);
  });
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
