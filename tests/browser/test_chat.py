"""问答 as a user sees it."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask
from tests.browser.test_axe import findings
from ui.conversations import FILE, Conversations
from ui.texts_dialogs import RATE_REASONS


@pytest.fixture
def page(site, open_page) -> Page:
    return open_page(site.address)


def test_a_citation_opens_its_document_beside_the_chat_with_the_sentence_marked(page: Page):
    ask(page, "青石镇走访慰问了多少户？")
    answer = page.locator(".hj-answer").first
    expect(answer).to_contain_text("163户")
    answer.locator(".hj-cite").first.click()
    mark = page.locator("#hj-source mark").first
    expect(mark).to_contain_text("163户")
    expect(mark).to_be_in_viewport()
    expect(page.locator("#hj-source h2")).to_contain_text("青石镇")
    expect(answer).to_be_visible()


def test_enter_on_a_citation_opens_it_and_escape_returns_to_it(page: Page):
    ask(page, "青石镇走访慰问了多少户？")
    link = page.locator(".hj-answer .hj-cite").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hj-source mark").first).to_be_in_viewport()
    expect(page.locator("#hj-document")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#hj-source")).to_be_hidden()
    expect(link).to_be_focused()


def test_next_and_previous_walk_through_the_citations(page: Page):
    ask(page, "哪些单位开展了义诊？")
    page.locator(".hj-answer .hj-cite").first.click()
    expect(page.locator("#hj-position")).to_contain_text("引文 1 /")
    first = page.locator("#hj-source mark").first.inner_text()
    expect(page.locator("#hj-previous")).to_be_disabled()
    page.click("#hj-next")
    expect(page.locator("#hj-position")).to_contain_text("引文 2 /")
    expect(page.locator("#hj-source mark").first).not_to_have_text(first)
    page.click("#hj-previous")
    expect(page.locator("#hj-source mark").first).to_have_text(first)


def test_the_outline_leads_to_a_heading(page: Page):
    ask(page, "青石镇走访慰问了多少户？")
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator(".hj-outline summary").click()
    page.locator(".hj-outline a", has_text="下一步打算").click()
    expect(page.locator(".hj-paper .hj-heading", has_text="下一步打算")).to_be_in_viewport()


def test_strength_words_and_coverage_stand_under_an_answer(page: Page):
    ask(page, "哪些单位开展了义诊？")
    facts = page.locator(".hj-answer .hj-facts").first
    expect(facts.locator(".hj-strength")).to_have_text(re.compile("依据[强中弱]"))
    page.locator(".hj-how summary").first.click()
    expect(page.locator(".hj-how").first).to_contain_text("义诊")


def test_a_question_without_evidence_is_refused_with_the_nearest_passages(page: Page):
    ask(page, "火星移民基地的氧气循环系统是谁设计的？")
    answer = page.locator(".hj-answer").first
    expect(answer.locator(".hj-strength")).to_have_text("未找到依据")
    expect(answer.locator(".hj-cite")).to_have_count(0)


def test_an_example_is_asked_by_a_click(page: Page):
    example = page.locator("a.hj-ask").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".hj-question").first).to_have_text(question)
    page.locator(".hj-answer").first.wait_for()


def test_a_filter_limits_the_answer(page: Page):
    page.click("#hj-organisation input")
    page.get_by_role("option", name="育才中学").click()
    page.keyboard.press("Escape")
    ask(page, "开展了多少场义诊？")
    answer = page.locator(".hj-answer").first
    expect(answer).to_contain_text("2场")
    expect(answer).not_to_contain_text("28场")


def test_a_follow_up_takes_the_earlier_question_along(page: Page):
    ask(page, "青石镇存在哪些问题？")
    ask(page, "那下一步打算呢？")
    expect(page.locator(".hj-answer").nth(1)).to_contain_text("台账")


def test_a_suggested_follow_up_is_asked_by_a_click_and_answered_from_the_library(page: Page):
    ask(page, "青石镇走访慰问了多少户？")
    page.locator(".hj-next a.hj-ask", has_text="青石镇存在哪些问题？").click()
    expect(page.locator(".hj-question").nth(1)).to_have_text("青石镇存在哪些问题？")
    expect(page.locator(".hj-answer").nth(1)).to_contain_text("参学率只有七成左右")
    expect(page.locator(".hj-next:visible")).to_have_count(1)  # under the last answer alone


def test_a_new_conversation_is_empty(page: Page):
    ask(page, "哪些单位开展了义诊？")
    page.click("#hj-new")
    expect(page.locator(".hj-answer")).to_have_count(0)
    expect(page.locator(".hj-welcome")).to_be_visible()


def test_on_a_phone_a_new_conversation_is_begun_from_the_list(site, open_page):
    page = open_page(site.address, width=390, height=844)
    ask(page, "哪些单位开展了义诊？")
    page.click("#hj-history-open")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#hj-history")).to_be_hidden()
    expect(page.locator(".hj-answer")).to_have_count(0)
    expect(page.locator(".hj-welcome")).to_be_visible()


def test_the_sources_can_be_copied(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "青石镇走访慰问了多少户？")
    page.locator('a[href="#copy-sources"]').first.click()
    expect(page.locator("#hj-toast")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("[1] 〔青石镇《")


def test_an_answer_is_copied_as_plain_text_with_its_sources(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "青石镇走访慰问了多少户？")
    page.locator('a[href="#copy-answer"]').first.click()
    expect(page.locator("#hj-toast")).to_have_text("已复制")
    answer, _, sources = page.evaluate("navigator.clipboard.readText()").partition("\n\n")
    assert "163户" in answer
    assert answer.rstrip().endswith("[1]")
    assert re.match(r"\[1\] 〔青石镇《.+》二、（三）第 \d+ 段〕", sources)
    assert "<" not in answer + sources


def test_enter_during_composition_does_not_send(page: Page):
    box = page.locator("#hj-box textarea")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "yizhen", "selectionStart": 6, "selectionEnd": 6}
    )
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    session.send("Input.insertText", {"text": "义诊"})
    expect(box).to_have_value("义诊")
    page.wait_for_timeout(300)
    expect(page.locator(".hj-question")).to_have_count(0)
    box.press("Enter")
    page.locator(".hj-answer").first.wait_for()


def test_dark_can_be_chosen_and_is_kept(page: Page):
    assert not page.evaluate("document.body.classList.contains('dark')")
    page.click("#hj-dark")
    page.reload(wait_until="commit")
    page.wait_for_selector("#hj-box textarea")
    expect(page.locator("body")).to_have_class("dark")


def test_nine_tabs_can_all_ask(site, open_page):
    pages = [open_page(site.address)]
    for _ in range(8):
        extra = pages[0].context.new_page()
        extra.goto(site.address, wait_until="commit")
        pages.append(extra)
    for one in pages:
        one.wait_for_selector("#hj-log .hj-welcome")
        ask(one, "青石镇走访慰问了多少户？")


def test_a_reload_comes_back_to_the_conversation(page: Page):
    ask(page, "青石镇走访慰问了多少户？")
    page.reload(wait_until="commit")
    expect(page.locator(".hj-answer")).to_contain_text("163户")
    ask(page, "那义诊呢？")
    expect(page.locator(".hj-question")).to_have_count(2)


def test_a_kept_conversation_is_found_opened_and_deleted(page: Page, record):
    ask(page, "县人民医院开展了多少场义诊？")
    page.click("#hj-new")
    page.click("#hj-history-open")
    page.fill("#hj-history-find", "县人民医院开展了多少场")
    entry = page.locator("#hj-history-list li")
    expect(entry).to_have_count(1)
    entry.locator("a").click()
    expect(page.locator(".hj-answer")).to_contain_text("28场")
    page.click("#hj-history-open")
    entry.locator(".hj-rename").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("input")).to_have_value("县人民医院开展了多少场义诊？")
    dialog.locator("input").fill("县人民医院开展了多少场：核对过")
    page.keyboard.press("Enter")
    expect(entry).to_contain_text("核对过")
    entry.locator(".hj-forget").click()
    expect(dialog).to_contain_text("删除对话“县人民医院开展了多少场：核对过”？")
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    page.keyboard.press("Enter")
    expect(entry).to_have_count(1)
    entry.locator(".hj-forget").click()
    dialog.get_by_role("button", name="删除").click()
    expect(entry).to_have_count(0)
    expect(page.locator(".hj-answer")).to_have_count(0)
    assert record.ran == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "md"])
def test_an_answer_is_downloaded(page: Page, kind: str):
    ask(page, "哪些单位开展了义诊？")
    with page.expect_download() as download:
        page.locator(f'a[href^="#export-{kind}-"]').first.click()
    assert download.value.suggested_filename == f"哪些单位开展了义诊.{kind}"
    assert download.value.path().stat().st_size > 500


def judged(site) -> list[tuple[str, str]]:
    """What is kept of judged answers: verdict and reason."""
    return [(r.verdict, r.reason) for r in Conversations(site.folder / FILE).rated()]


def test_an_answer_is_rated_with_its_reasons_by_keyboard_alone(page: Page, site, record):
    ask(page, "哪些单位开展了义诊？")
    wrong = page.locator('a[href^="#rate-bad-"]').first
    wrong.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="哪里不对？")).to_be_visible()
    page.keyboard.press("Space")  # the first reason has the focus
    for _ in range(len(RATE_REASONS)):
        page.keyboard.press("Tab")
    page.keyboard.type("36户")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#hj-toast")).to_have_text("记下了，谢谢")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-current", "true")
    assert judged(site)[-1] == ("bad", "数不对\n36户")
    assert record.ran == []


def test_escape_takes_a_rating_back_and_leaves_the_document_open(page: Page, site):
    ask(page, "哪些单位开展了义诊？")
    before = judged(site)
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator("#hj-source mark").first.wait_for()
    wrong = page.locator('a[href^="#rate-bad-"]').first
    wrong.click()
    page.get_by_label("答非所问").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(wrong).to_be_focused()
    expect(page.locator("#hj-source")).to_be_visible()
    assert judged(site) == before
    page.locator('a[href^="#rate-good-"]').first.click()
    expect(page.locator("#hj-toast")).to_have_text("记下了，谢谢")
    assert judged(site)[-1] == ("good", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reasons_fit_a_phone_in_english_and_have_no_finding(site, open_page, scheme: str):
    page = open_page(f"{site.address}/?lang=en", width=390, height=640, scheme=scheme)
    ask(page, "哪些单位开展了义诊？")
    page.locator('a[href^="#rate-bad-"]').first.click()
    dialog = page.get_by_role("dialog", name="What is wrong?")
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] <= 640
    assert findings(page, "reasons to tick") == []
    page.get_by_label("Nothing in the documents says so").check()
    dialog.get_by_role("button", name="Send").click()
    expect(page.locator("#hj-toast")).to_have_text("Noted, thank you")
    assert judged(site)[-1] == ("bad", "材料里没有，不该作答")


def test_a_question_read_with_the_conversation_can_be_asked_alone(page: Page):
    ask(page, "青石镇存在哪些问题？")
    ask(page, "那下一步打算呢？")
    again = page.locator(".hj-answer").nth(1).locator(".hj-alone")
    again.click()
    expect(page.locator(".hj-question")).to_have_count(1)
    expect(page.locator(".hj-question")).to_have_text("那下一步打算呢？")
    page.locator(".hj-answer").wait_for()


def test_a_new_question_goes_to_the_top_with_its_answer_below(page: Page):
    ask(page, "哪些单位开展了义诊？")
    ask(page, "哪些单位存在问题？")
    question = page.locator("#hj-log .user-row").nth(1)
    expect(question).to_be_in_viewport()
    top = page.locator("#hj-log .bubble-wrap").bounding_box()["y"]
    page.wait_for_timeout(300)
    below = page.evaluate("(e => e.scrollHeight - e.scrollTop - e.clientHeight)"
                          "(document.querySelector('#hj-log .bubble-wrap'))")  # fmt: skip
    assert question.bounding_box()["y"] - top < 60 or below < 2


def test_a_limit_is_added_and_taken_away_by_chips(page: Page):
    ask(page, "哪些单位开展了义诊？")
    page.locator(".hj-narrow summary").click()
    page.locator(".hj-narrow a.hj-limit", has_text="育才中学").click()
    second = page.locator(".hj-answer").nth(1)
    expect(second).to_contain_text("2场")
    expect(second).not_to_contain_text("28场")
    expect(page.locator("#hj-organisation .token")).to_have_text(re.compile("育才中学"))
    second.get_by_role("link", name="去掉“育才中学”再问").click()
    third = page.locator(".hj-answer").nth(2)
    expect(third).to_contain_text("28场")
    expect(page.locator("#hj-organisation .token")).to_have_count(0)
    expect(page.locator(".hj-question").nth(2)).to_have_text("哪些单位开展了义诊？")


def test_a_cited_sentence_is_copied_with_its_reference(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "青石镇走访慰问了多少户？")
    page.locator(".hj-answer .hj-cite").first.click()
    page.get_by_role("link", name="复制引用").click()
    expect(page.locator("#hj-toast")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        "“.*163户.*”〔青石镇《青石镇2022年党史学习教育工作总结》二、（三）第 \\d+ 段〕", copied
    )


def test_an_answer_is_printed_with_its_sources_in_full_and_nothing_else(page: Page, tmp_path):
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    ask(page, "哪些单位开展了义诊？")
    with page.context.expect_page() as opened:
        page.locator('a[href^="#print-"]').click()
    paper = opened.value
    paper.wait_for_function("() => window.printed === true")  # its own listener of the load
    expect(paper.get_by_role("heading", level=1)).to_have_text("哪些单位开展了义诊？")
    passages = paper.locator("blockquote").all_inner_texts()
    assert any("组织县医院下乡义诊6场" in p for p in passages)
    paper.emulate_media(media="print")
    expect(paper.locator("button")).to_be_hidden()
    expect(paper.locator(".note")).to_contain_text("资料库第 1 版")
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper.pdf(path=tmp_path / "answer.pdf", prefer_css_page_size=True)
    document = pdfium.PdfDocument(tmp_path / "answer.pdf")
    text = "".join(p.get_textpage().get_text_range() for p in document)
    assert text.count("义诊") >= 6
