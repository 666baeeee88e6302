/* The page's script: the header, the source panel beside the chat, and the library place.
   It holds no words (they come in #hj-frame from ui/texts.py) and makes no HTML out of data:
   fragments arrive escaped from the server, everything else is set as text. */
"use strict";
(() => {
  const frame = JSON.parse(document.getElementById("hj-frame").textContent);
  const words = frame.words;
  const $ = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /* ------------------------------------------------------------ asking the server */

  async function call(method, address, body) {
    let reply;
    try {
      reply = await fetch(address, { method, body });
    } catch {
      throw new Error(words.noServer);
    }
    if (reply.ok) return reply;
    let fault = null;
    try {
      fault = (await reply.json()).error;
    } catch { /* not ours: said in general words below */ }
    throw new Error((fault && fault.message) || words.unexpected);
  }

  let toastTimer = 0;
  function toast(text) {
    const box = $("hj-toast");
    box.textContent = text;
    box.classList.add("hj-on");
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => box.classList.remove("hj-on"), Math.max(2500, text.length * 120));
  }

  /* ------------------------------------------------------------ the standing parts */

  function make(tag, id, html, attributes = {}) {
    const element = document.createElement(tag);
    element.id = id;
    element.innerHTML = html; // only frame parts of ui/frame.py come here
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  }

  let dark = false;
  function setDark(wanted) {
    dark = wanted;
    document.body.classList.toggle("dark", dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }

  function preferredDark() {
    const asked = new URLSearchParams(location.search).get("__theme");
    if (asked) return asked === "dark";
    const kept = localStorage.getItem("hj-theme");
    return kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function putUp() {
    make("header", "hj-header", frame.header);
    make("aside", "hj-source", frame.panel, { "aria-label": words.source, hidden: "" });
    make("aside", "hj-history", frame.history, { "aria-label": words.history, hidden: "" });
    make("div", "hj-toast", "", { role: "status", "aria-live": "polite" });
    setDark(preferredDark());
    $("hj-dark").addEventListener("click", () => {
      setDark(!dark);
      localStorage.setItem("hj-theme", dark ? "dark" : "light");
    });
    $("hj-close").addEventListener("click", closeSource);
    $("hj-previous").addEventListener("click", () => step(-1));
    $("hj-next").addEventListener("click", () => step(1));
    $("hj-history-open").addEventListener("click", () => showHistory($("hj-history").hidden));
    $("hj-history-close").addEventListener("click", () => showHistory(false));
    $("hj-history-find").addEventListener("input", listHistory);
    $("hj-history-list").addEventListener("click", changeHistory);
    showHoldings();
  }

  async function showHoldings() {
    try {
      $("hj-holdings").innerHTML = await (await call("GET", "/hujian/holdings")).text();
    } catch (error) {
      toast(error.message);
    }
  }

  /* ------------------------------------------------------------ a document beside the chat */

  let current = null; // the link that was opened
  const CITE = /^#cite-(.+)-(\d+)-(\d+)$/;

  function siblings() {
    const answer = current && current.closest(".hj-answer");
    if (!answer) return [];
    const seen = new Map(); // one link per citation, in order of first appearance
    for (const link of answer.querySelectorAll('a[href^="#cite-"]')) {
      const href = link.getAttribute("href");
      if (!seen.has(href)) seen.set(href, link);
    }
    return [...seen.values()];
  }

  function place() {
    const all = siblings();
    const k = all.findIndex((link) => link.getAttribute("href") === current.getAttribute("href"));
    return { all, k };
  }

  async function openSource(link) {
    const [, document_id, start, end] = CITE.exec(link.getAttribute("href"));
    current = link;
    mark(link);
    const panel = $("hj-source");
    const body = $("hj-document");
    panel.hidden = false;
    document.body.classList.add("hj-reading");
    const asked = new URLSearchParams({ document: decodeURIComponent(document_id), start, end });
    let html;
    try {
      html = await (await call("GET", `/hujian/source?${asked}`)).text();
    } catch (error) {
      body.textContent = error.message;
      return;
    }
    if (current !== link) return; // another one was opened meanwhile
    body.innerHTML = html; // escaped by ui/source.py
    const { all, k } = place();
    $("hj-position").textContent =
      k >= 0 ? fill(words.position, { k: k + 1, total: all.length }) : "";
    $("hj-previous").disabled = k <= 0;
    $("hj-next").disabled = k < 0 || k >= all.length - 1;
    $("hj-previous").hidden = $("hj-next").hidden = all.length < 2;
    const marked = body.querySelector("mark");
    if (marked) marked.scrollIntoView({ block: "center" });
    else body.scrollTop = 0;
    if (matchMedia("(max-width: 900px)").matches) $("hj-close").focus();
  }

  function goToHeading(id) {
    const heading = $(id);
    if (heading) heading.scrollIntoView({ block: "start" });
    const outline = document.querySelector(".hj-outline");
    if (outline) outline.open = false;
  }

  function mark(link) {
    for (const old of document.querySelectorAll(".hj-now")) old.classList.remove("hj-now");
    if (link) link.classList.add("hj-now");
  }

  function step(by) {
    const { all, k } = place();
    const link = all[k + by];
    if (link) openSource(link);
  }

  function closeSource() {
    if ($("hj-source").hidden) return;
    $("hj-source").hidden = true;
    document.body.classList.remove("hj-reading");
    mark(null);
    if (current && current.isConnected) current.focus();
    current = null;
  }

  /* ------------------------------------------------------------ asking */

  function askAbout(text) {
    const box = document.querySelector("#hj-box textarea");
    setValue(box, text);
    setTimeout(() => $("hj-send").click(), 0);
  }

  function goTo(id) {
    const tab = document.querySelector(`#hj-places button[role=tab][aria-controls$="${id}"]`);
    if (tab) tab.click();
  }

  async function copy(text) {
    if (navigator.clipboard && isSecureContext) await navigator.clipboard.writeText(text);
    else {
      const area = document.createElement("textarea"); // plain-HTTP intranet names
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    toast(words.copied);
  }

  function asText(answer) {
    const lines = [];
    for (const part of answer.children) {
      if (part.matches(".hj-facts, .hj-actions, .hj-next, details")) continue;
      const clone = part.cloneNode(true);
      for (const link of clone.querySelectorAll(".hj-cite")) link.textContent = `[${link.textContent}]`;
      for (const item of clone.querySelectorAll("li")) item.prepend("· ");
      for (const cell of clone.querySelectorAll("td, th")) cell.append("\t");
      for (const block of clone.querySelectorAll("li, tr, p")) block.append("\n");
      lines.push(clone.textContent.replace(/\u2060/g, "").trim());
    }
    return lines.filter(Boolean).join("\n");
  }

  function sourcesAsText(answer) {
    const items = answer.querySelectorAll(".hj-sources li");
    return [...items]
      .map((li) => `[${li.querySelector(".hj-cite").textContent}] ${li.querySelector(".hj-ref").textContent}`)
      .join("\n");
  }

  /* ------------------------------------------------------------ kept conversations */

  let restored = false;
  const hidden = () => document.querySelector("#hj-conversation textarea");

  function setValue(area, text) {
    const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    setter.call(area, text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function openConversation(id) {
    goTo("chat");
    closeSource();
    showHistory(false);
    setValue(hidden(), id);
    setTimeout(() => $("hj-reopen").click(), 0);
  }

  function keepPlace() { // a reload of the page comes back to its conversation
    const ready = document.querySelector(".hj-question, .hj-welcome") && $("hj-reopen");
    if (!ready || !hidden()) return;
    const kept = sessionStorage.getItem("hj-conversation");
    if (!restored) {
      restored = true;
      if (kept) openConversation(kept);
    } else if (hidden().value !== (kept || "")) {
      sessionStorage.setItem("hj-conversation", hidden().value);
    }
  }

  function showHistory(shown) {
    $("hj-history").hidden = !shown;
    $("hj-history-open").setAttribute("aria-expanded", String(shown));
    if (shown) {
      listHistory();
      $("hj-history-find").focus();
    }
  }

  async function listHistory() {
    const asked = new URLSearchParams({ search: $("hj-history-find").value });
    try {
      $("hj-history-list").innerHTML = await (await call("GET", `/hujian/conversations?${asked}`)).text();
    } catch (error) {
      toast(error.message);
    }
  }

  async function changeHistory(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { id, title } = button.dataset;
    try {
      if (button.matches(".hj-rename")) {
        const name = prompt(words.newName, title);
        if (!name) return;
        await call("POST", `/api/v1/conversations/${id}/title?${new URLSearchParams({ title: name })}`);
      } else {
        if (!confirm(fill(words.forget, { title }))) return;
        await call("DELETE", `/api/v1/conversations/${id}`);
        if (hidden().value === id) $("hj-new").click();
      }
    } catch (error) {
      toast(error.message);
    }
    listHistory();
  }

  function download(turn, kind) {
    const link = document.createElement("a");
    link.href = `/api/v1/turns/${turn}/export/${kind}`;
    link.download = "";
    link.click();
  }

  async function rate(turn, verdict) {
    const reason = verdict === "bad" ? prompt(words.why) : "";
    if (reason === null) return;
    try {
      await call("POST", `/api/v1/turns/${turn}/rating?${new URLSearchParams({ verdict, reason })}`);
      toast(words.rated);
    } catch (error) {
      toast(error.message);
    }
  }

  const PATTERNS = [
    [/^#export-(docx|xlsx|md)-(\d+)$/, (found) => download(found[2], found[1])],
    [/^#rate-(good|bad)-(\d+)$/, (found) => rate(found[2], found[1])],
    [/^#open-([0-9a-f]{32})$/, (found) => openConversation(found[1])],
    [/^#(head-\d+)$/, (found) => goToHeading(found[1])],
  ];

  const LINKS = {
    "#ask": (link) => askAbout(link.textContent),
    "#library": () => goTo("library"),
    "#copy-answer": (link) => {
      const answer = link.closest(".hj-answer");
      copy(`${asText(answer)}\n\n${sourcesAsText(answer)}`.trim());
    },
    "#copy-sources": (link) => copy(sourcesAsText(link.closest(".hj-answer"))),
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    const href = link.getAttribute("href");
    const run = LINKS[href];
    if (CITE.test(href)) openSource(link);
    else if (run) run(link);
    else {
      const [pattern, follow] = PATTERNS.find(([p]) => p.test(href)) || [];
      if (!follow) return;
      follow(pattern.exec(href));
    }
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if ($("hj-history").hidden) closeSource();
      else showHistory(false);
    }
    const reading = !$("hj-source").hidden && $("hj-source").contains(document.activeElement);
    if (reading && event.altKey && event.key === "ArrowLeft") step(-1);
    if (reading && event.altKey && event.key === "ArrowRight") step(1);
  });

  /* ------------------------------------------------------------ library */

  const LEFT_OUT = /(^|\/)(\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;
  let polling = 0;
  let uploading = null; // {id, stop}

  function renew() {
    showHoldings();
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

  function send(id, file, name, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      uploading.request = request;
      request.open("PUT", `/api/v1/uploads/${id}/file?${new URLSearchParams({ name })}`);
      request.upload.onprogress = (event) => onProgress(event.loaded);
      request.onerror = () => reject(new Error(words.noServer));
      request.onabort = () => reject(new Error(""));
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
    if (uploading.request) uploading.request.abort();
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

  async function upload(files) {
    const wanted = files.filter(({ name }) => !LEFT_OUT.test(name));
    if (!wanted.length || uploading) return;
    uploading = { stopped: false };
    const size = wanted.reduce((sum, { file }) => sum + file.size, 0);
    const { bar, count, faults } = card(size || 1);
    let before = 0;
    try {
      const { id } = await (await call("POST", "/api/v1/uploads")).json();
      for (const [n, { file, name }] of wanted.entries()) {
        if (uploading.stopped) break;
        count.textContent = fill(words.count, { done: n, total: wanted.length });
        const result = file.size > frame.maxFile
          ? [fill(words.refused, { name, reason: words.tooLarge })]
          : await send(id, file, name, (loaded) => { bar.value = before + loaded; });
        for (const text of result) complain(faults, text);
        before += file.size;
        bar.value = before;
      }
      const { received } = await (await call("GET", `/api/v1/jobs/${id}`)).json();
      if (uploading.stopped || !received) await discard(id);
      else await call("POST", `/api/v1/uploads/${id}/start`);
    } catch (error) {
      if (!uploading.stopped) complain(faults, error.message);
    }
    if (!faults.children.length) $("hj-upload").replaceChildren();
    else finish(faults.closest("article"), bar);
    uploading = null;
    $("hj-jobs").dataset.open = 1;
    showJobs();
  }

  const named = (list) =>
    [...list].map((file) => ({ file, name: file.webkitRelativePath || file.name }));

  async function entries(transfer) {
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

  function narrow(text) {
    const wanted = text.trim().toLowerCase();
    for (const row of document.querySelectorAll(".hj-documents tbody tr")) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
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

  function fillLibrary(place) {
    place.innerHTML = frame.library;
    for (const id of ["hj-files", "hj-folder"]) {
      $(id).addEventListener("change", (event) => {
        upload(named(event.target.files));
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
      upload(await entries(event.dataTransfer));
    });
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.matches(".hj-remove")) remove(button);
      if (button.matches(".hj-cancel")) cancelJob(button);
    });
    place.addEventListener("input", (event) => {
      if (event.target.id === "hj-find") narrow(event.target.value);
    });
    showShelf();
    showJobs();
  }

  /* ------------------------------------------------------------ what Gradio puts up later */

  function tend() {
    const library = $("hj-library");
    if (library && !library.dataset.filled) {
      library.dataset.filled = "yes";
      fillLibrary(library);
    }
    for (const input of document.querySelectorAll("#hj-filters input[role=combobox]")) {
      if (!input.placeholder) input.placeholder = words.any;
    }
    const log = document.querySelector('#hj-log [role="log"]');
    if (log && log.getAttribute("aria-label") !== words.log) log.setAttribute("aria-label", words.log);
    for (const message of document.querySelectorAll('#hj-log [data-testid="bot"], #hj-log [data-testid="user"]')) {
      const label = message.dataset.testid === "bot" ? words.answer : words.question;
      if (message.getAttribute("aria-label") !== label) message.setAttribute("aria-label", label);
    }
  }

  let asked = 0;
  function followQuestions() {
    const questions = document.querySelectorAll("#hj-log .user-row");
    if (questions.length > asked) questions[questions.length - 1].scrollIntoView({ block: "start" });
    asked = questions.length;
  }

  let pending = false;
  new MutationObserver(() => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => { pending = false; tend(); followQuestions(); keepPlace(); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  putUp();
  tend();
  new MutationObserver(() => { // Gradio sets the scheme of the system when it starts
    if (document.body.classList.contains("dark") !== dark) setDark(dark);
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
})();
