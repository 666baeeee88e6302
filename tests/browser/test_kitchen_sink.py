"""Every payload in every place that takes text: displayed as text, run nowhere, sent nowhere.

`PAYLOADS` × `PLACES` is the table; a payload says by number which one ran. File names leave out
what no file system takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, ask, halt, launch
from tests.browser.serve import PASSWORD
from ui.access.users import Users
from ui.conversations import FILE, Conversations

EVIL = "http://evil.example"
PAYLOADS = tuple(
    text.replace("RUN", f"(window.ran=[window.ran,{number}])")
    for number, text in enumerate(
        (
            "<script>RUN</script>", "<img src=x onerror=RUN>", "<svg onload=RUN>",
            '"><script>RUN</script>', "'-RUN-'", "${RUN}", "{{RUN}}", "#{RUN}<%=RUN%>",
            '<iframe srcdoc="<script>parent.RUN</script>"></iframe>',
            f"<form action={EVIL}><button autofocus onfocus=RUN>点</button></form>",
            "[点](javascript:RUN)", f"![图]({EVIL}/b.png)", f"<img src={EVIL}/a.png>",
            f"<link rel=stylesheet href={EVIL}/c.css>", f"<style>@import'{EVIL}/d.css'</style>",
            "<details open ontoggle=RUN>", "<math><mtext><img src=x onerror=RUN></mtext></math>",
            '<a href="data:text/html,<script>RUN</script>">点</a>',
            "</textarea><script>RUN</script>", "</title><script>RUN</script>",
            "&lt;script&gt;RUN&lt;/script&gt;",
            "<base href=http://evil.example/>", "$$\\href{javascript:RUN}{x}$$",
            "```html\\n<script>RUN</script>```",
        )
    )
)  # fmt: skip
NAMES = tuple(p for p in PAYLOADS if not {"/", ":"} & set(p))
PLACES = (
    "file names", "headings", "paragraphs", "tables", "organisations", "titles", "questions",
    "chat titles", "themes", "practices", "searches", "logins",
)  # fmt: skip
ELEMENTS = "script, iframe, img, form, object, embed, link, style, base, [onerror], [onload]"
SHOWN = "#hj-log, #hj-source, #hj-library, #hj-history-list, #hj-matrix-result, #hj-similar-result"


def write_hostile(folder: Path) -> Path:
    """Documents that hold the payloads as names, headings, paragraphs and cells."""
    for number, name in enumerate(NAMES):
        body = f"名{number}村开展义诊{number}场，服务群众。"
        text = f"名{number}村2023年工作总结\n\n一、主要做法\n{body}\n"
        path = folder / f"名{number}村{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    file = docx.Document()
    file.add_paragraph("众村2023年工作总结")
    for number, payload in enumerate(PAYLOADS):
        file.add_heading(f"{number + 1}.做法{payload}", 2)
        file.add_paragraph(f"众村走访慰问{number + 2}户，群众满意{payload}。")
    table = file.add_table(rows=len(PAYLOADS), cols=2)
    for row, payload in zip(table.rows, PAYLOADS, strict=True):
        row.cells[0].text, row.cells[1].text = "慰问", payload
    file.save(folder / "众村.docx")
    return folder


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("sink")
    running = launch(base / "library", write_hostile(base / "documents"))
    yield running
    halt(running)


def nothing_ran(page: Page) -> None:
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran || null") is None
    found = page.evaluate(
        "([shown, bad]) => [...document.querySelectorAll(shown)]"
        ".flatMap((part) => [...part.querySelectorAll(bad)].map((e) => e.outerHTML.slice(0, 90)))",
        [SHOWN, ELEMENTS],
    )
    own = ("hj-", "<style>.cls-")  # forms of the page's own, icons of Gradio's
    assert [html for html in found if not any(mark in html for mark in own)] == []


def flat(text: str) -> str:
    return "".join(text.split())


def shows(page: Page, selector: str, payloads: tuple[str, ...] = PAYLOADS) -> None:
    """Every payload stands in the text of a part, character by character."""
    text = flat(" ".join(page.locator(selector).all_inner_texts()))
    for payload in payloads:
        assert flat(payload) in text, payload


def test_the_table_is_large_enough():
    fewer = {"file names", "organisations", "titles"}  # as many as there are file names
    whole = len(PLACES) - len(fewer)
    assert len(NAMES) >= 6
    assert len(PAYLOADS) * whole + len(NAMES) * len(fewer) >= 230


def test_file_names(sink, open_page):
    page = open_page(sink.address)
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    shows(page, "#hj-library", NAMES)
    nothing_ran(page)


def test_headings_paragraphs_and_tables(sink, open_page):
    page = open_page(sink.address)
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    page.locator(".hj-read", has_text="众村").click()
    expect(page.locator("#hj-document")).to_contain_text("众村走访慰问2户")
    text = flat(page.locator("#hj-document .hj-paper").inner_text())
    for payload in PAYLOADS:
        assert text.count(flat(payload)) == 3, payload
    nothing_ran(page)


def test_organisations_and_titles(sink, open_page):
    page = open_page(sink.address)
    known = [
        d for d in page.request.get(f"{sink.address}/api/v1/documents").json()
        if d["document"].startswith("名")
    ]  # fmt: skip
    tried = PAYLOADS[: len(known)]
    for document, payload in zip(known, tried, strict=True):
        reply = page.request.post(
            f"{sink.address}/api/v1/documents/{document['id']}/correction",
            data={"organisation": f"单位{payload}", "title": f"标题{payload}"},
        )
        assert reply.ok, reply.text()
    page.reload(wait_until="commit")
    page.wait_for_selector("#hj-log .hj-welcome")
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    shows(page, "#hj-library", tuple(f"单位{p}" for p in tried))
    shows(page, "#hj-library", tuple(f"标题{p}" for p in tried))
    page.get_by_role("tab", name="问答").click()
    ask(page, "哪些单位开展了义诊？")
    page.locator("#hj-organisation input").click()
    nothing_ran(page)


def test_questions(sink, open_page):
    page = open_page(sink.address)
    for number in range(0, len(PAYLOADS), 3):
        ask(page, " ".join(PAYLOADS[number : number + 3]) + "慰问")
    shows(page, "#hj-log")
    nothing_ran(page)


def test_chat_titles(sink, open_page):
    kept = Conversations(sink.folder / FILE)
    for payload in PAYLOADS:
        conversation, _ = kept.add("", "甲？", {}, "")
        kept.rename(conversation, payload)
    page = open_page(sink.address)
    page.click("#hj-history-open")
    page.locator("#hj-history-list li").nth(len(PAYLOADS) - 1).wait_for()
    text = flat(page.locator("#hj-history-list").inner_text())
    for payload in PAYLOADS:
        assert flat(payload)[:50] in text
    nothing_ran(page)


def test_themes_practices_and_searches(sink, open_page, record):
    page = open_page(sink.address)
    for payload in PAYLOADS:
        page.get_by_role("tab", name="对照").click()
        page.wait_for_selector("#hj-themes")
        page.fill("#hj-themes", f"慰问{payload}"[:40])  # longer ones are refused
        page.press("#hj-themes", "Enter")
        page.get_by_role("tab", name="互鉴").click()
        page.wait_for_selector("#hj-practice")
        page.fill("#hj-practice", f"走访慰问困难群众{payload}")
        page.locator("#hj-practice-form button").click()
        page.get_by_role("tab", name="资料库").click()
        page.wait_for_selector("#hj-find")
        page.fill("#hj-find", payload)
        page.click("#hj-history-open")
        page.fill("#hj-history-find", payload)
        nothing_ran(page)
        page.click("#hj-history-close")
    # themes that are too long or too many are refused in words, which the browser's log repeats
    record.complaints[:] = [c for c in record.complaints if "status of 422" not in c]


def test_logins(chromium, tmp_path_factory, record):
    library = tmp_path_factory.mktemp("sink-login") / "login"
    running = launch(library)
    try:
        page = chromium.new_page()
        page.on("request", lambda r: record.requests.append(r.url))
        for number, payload in enumerate(PAYLOADS):
            page.goto(f"{running.address}/login?note={number}")
            page.fill("#name", payload)
            page.fill("#password", PASSWORD)
            page.keyboard.press("Enter")
            page.get_by_role("alert").wait_for()
            assert page.locator(ELEMENTS.replace("link, ", "").replace("form, ", "")).count() == 1
            assert page.evaluate("window.ran || null") is None
        page.close()
        assert all(url.startswith(running.address) for url in record.requests)
        assert len(Users(library).list()) == 3
    finally:
        halt(running)
