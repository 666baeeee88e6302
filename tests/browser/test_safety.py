"""Nothing of a document, a name or a question runs, and nothing leaves the machine."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask
from tests.browser.documents import HOSTILE, HOSTILE_NAME


def nothing_ran(page: Page) -> None:
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.locator("#hj-log, #hj-source, #hj-library").locator(
        "script, iframe, img, form, object, embed, [onerror], [onload]"
    ).count() == 0  # fmt: skip


def test_hostile_text_is_displayed_as_text_in_answers_and_in_its_document(site, open_page):
    page = open_page(site.address)
    ask(page, "黑石村组织义诊多少场？")
    answer = page.locator(".hj-answer").first
    expect(answer).to_contain_text("<script>window.ran=1</script>")
    expect(answer).to_contain_text("${window.ran=4}")
    answer.locator(".hj-cite").first.click()
    paper = page.locator(".hj-paper")
    expect(paper).to_contain_text("<script>window.ran=1</script>")
    expect(paper.locator("mark").first).to_be_visible()
    nothing_ran(page)


@pytest.mark.parametrize(
    "question",
    [
        HOSTILE,
        "<form action=http://evil.example><button>义诊</button></form>",
        "<details open ontoggle=window.ran=21>义诊</details>",
        "```html\n<script>window.ran=22</script>\n```义诊",
        "$$\\href{javascript:window.ran=23}{义诊}$$",
        "<math><mtext><img src=x onerror=window.ran=24></mtext></math>义诊",
        '<a href="data:text/html,<script>window.ran=25</script>">义诊</a>',
        "<style>*{display:none}</style>义诊",
    ],
)
def test_a_hostile_question_is_displayed_as_text(site, open_page, question: str):
    page = open_page(site.address)
    page.fill("#hj-box textarea", question)
    page.click("#hj-send")
    page.locator(".hj-answer").first.wait_for()
    shown = page.locator(".hj-question").first.inner_text()
    assert shown.split() == question.split()
    nothing_ran(page)


def test_hostile_names_are_displayed_as_text_in_the_library(site, open_page):
    page = open_page(site.address)
    page.get_by_role("tab", name="资料库").click()
    expect(page.locator(".hj-documents")).to_contain_text(HOSTILE_NAME)
    page.locator("tr", has_text=HOSTILE_NAME).locator(".hj-more").click()
    expect(page.locator(".hj-sections")).to_contain_text("${window.ran=10}")
    page.locator(".hj-gone summary").click()
    expect(page.locator(".hj-gone")).to_contain_text("<svg onload")
    nothing_ran(page)


def test_a_phone_has_no_sideways_scroll(site, open_page):
    page = open_page(site.address, width=390, height=844)
    ask(page, "哪些单位开展了义诊？")
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 390
    page.locator(".hj-answer .hj-cite").first.click()
    expect(page.locator("#hj-source mark").first).to_be_in_viewport()
    assert page.evaluate(width) == 390
    page.click("#hj-close")
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    assert page.evaluate(width) == 390
    assert page.evaluate("document.querySelector('#hj-library').scrollWidth") <= 390


def test_hostile_themes_practices_and_titles_are_displayed_as_text(site, open_page, record):
    page = open_page(site.address)
    hostile = "<img src=x onerror=window.ran=31>${window.ran=32}义诊"
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-matrix td").first.wait_for()
    page.fill("#hj-themes", hostile)
    page.press("#hj-themes", "Enter")
    expect(page.locator(".hj-heat thead")).to_contain_text("<img")
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practice", hostile)
    page.locator("#hj-practice-form button").click()
    page.locator("#hj-similar-result > *").first.wait_for()
    page.get_by_role("tab", name="问答").click()
    ask(page, f"义诊{hostile}")
    page.click("#hj-history-open")
    page.fill("#hj-history-find", "onerror=window.ran=31")
    entry = page.locator("#hj-history-list li")
    expect(entry).to_have_count(1)
    expect(entry.locator("a")).to_contain_text("<img src=x")
    dialog = page.get_by_role("dialog")
    entry.locator(".hj-rename").click()
    expect(dialog.locator("input")).to_have_value(re.compile("onerror=window.ran=31"))
    page.keyboard.press("Escape")
    entry.locator(".hj-forget").click()
    expect(dialog).to_contain_text("<img src=x")
    nothing_ran(page)
    dialog.get_by_role("button", name="删除").click()
    expect(entry).to_have_count(0)
    nothing_ran(page)


def test_a_forged_conversation_or_turn_number_gives_nothing(site, open_page):
    page = open_page(site.address)
    for path in ("/api/v1/turns/999999/export/docx", "/api/v1/turns/-1/export/md"):
        assert page.request.get(site.address + path).status == 404
    body = page.request.get(f"{site.address}/hujian/source?document=../../etc/passwd")
    assert body.status == 404
