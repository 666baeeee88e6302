/* Files on their way into the library: chosen or dropped, sent four at a time, then read by a job. */

import { $, call, fill, frame, words } from "./base.js";

const LEFT_OUT = /(^|\/)(\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;
const AT_ONCE = 4;
let uploading = null; // {id, stopped, requests}

export const sending = () => (uploading && uploading.id) || "";

function send(id, file, name, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    uploading.requests.add(request);
    request.open("PUT", `/api/v1/uploads/${id}/file?${new URLSearchParams({ name })}`);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => reject(new Error(words.noServer));
    request.onabort = () => resolve([]);
    request.onloadend = () => uploading && uploading.requests.delete(request);
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText).refused);
      let text = words.unexpected;
      try {
        text = JSON.parse(request.responseText).error.message;
      } catch { /* said in general words */ }
      return resolve([text]); // one refused file does not stop the others
    };
    request.send(file);
  });
}

function card(total) {
  const article = document.createElement("article");
  article.className = "hj-job hj-uploading";
  const title = document.createElement("h3");
  title.textContent = words.uploading;
  const count = document.createElement("span");
  count.className = "hj-muted";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.cancel;
  button.addEventListener("click", stopUpload);
  const head = document.createElement("header");
  head.append(title, count, button);
  const bar = document.createElement("progress");
  bar.max = total;
  bar.setAttribute("aria-label", words.uploading);
  const faults = document.createElement("ul");
  faults.className = "hj-outcomes";
  article.append(head, bar, faults);
  $("hj-upload").replaceChildren(article);
  return { bar, count, faults };
}

async function discard(id) {
  await call("DELETE", `/api/v1/jobs/${id}`); // cancels
  await call("DELETE", `/api/v1/jobs/${id}`); // forgets
}

function stopUpload() {
  if (!uploading) return;
  uploading.stopped = true;
  for (const request of uploading.requests) request.abort();
}

function finish(article, bar) {
  bar.remove();
  article.querySelector("h3").textContent = words.uploaded;
  const button = article.querySelector("button");
  button.textContent = words.dismiss;
  button.addEventListener("click", () => article.remove());
}

function complain(list, text) {
  const item = document.createElement("li");
  item.className = "hj-failed";
  item.textContent = text;
  list.append(item);
}

export async function upload(files) {
  const wanted = files.filter(({ name }) => !LEFT_OUT.test(name));
  if (!wanted.length || uploading) return;
  uploading = { id: "", stopped: false, requests: new Set() };
  const shown = card(wanted.reduce((sum, { file }) => sum + file.size, 0) || 1);
  let id = null;
  try {
    ({ id } = await (await call("POST", "/api/v1/uploads")).json());
    uploading.id = id;
    await sendAll(id, wanted, shown);
    const { received } = await (await call("GET", `/api/v1/jobs/${id}`)).json();
    if (uploading.stopped || !received) await discard(id);
    else await call("POST", `/api/v1/uploads/${id}/start`);
  } catch (error) {
    complain(shown.faults, error.message);
  }
  if (!shown.faults.children.length) $("hj-upload").replaceChildren();
  else finish(shown.faults.closest("article"), shown.bar);
  uploading = null;
}

async function sendAll(id, wanted, { bar, count, faults }) {
  const queue = [...wanted];
  const sent = new Map(); // bytes on their way or arrived, by file
  let done = 0;
  const advance = (file, bytes) => {
    sent.set(file, bytes);
    bar.value = [...sent.values()].reduce((sum, n) => sum + n, 0);
  };
  const work = async () => {
    while (queue.length && !uploading.stopped) {
      const { file, name } = queue.shift();
      const refused = file.size > frame.maxFile
        ? [fill(words.refused, { name, reason: words.tooLarge })]
        : await send(id, file, name, (bytes) => advance(file, bytes));
      for (const text of refused) complain(faults, text);
      advance(file, file.size);
      done += 1;
      count.textContent = fill(words.count, { done, total: wanted.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

export const named = (list) =>
  [...list].map((file) => ({ file, name: file.webkitRelativePath || file.name }));

export async function entries(transfer) {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, name: entry.fullPath.replace(/^\//, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) { // a reader gives at most a hundred entries at once
      const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!part.length) return;
      for (const inner of part) await walk(inner);
    }
  };
  const tops = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  if (!tops.length) return named(transfer.files);
  for (const top of tops) await walk(top);
  return found;
}
