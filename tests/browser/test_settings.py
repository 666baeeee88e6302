"""设置 and the choice of language as a user sees them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import ask


def test_synonyms_are_edited_and_hold_at_the_next_question(own_site, open_page, record):
    page = open_page(own_site().address)
    page.get_by_role("tab", name="设置").click()
    part = page.locator("#hj-set-synonyms")
    part.get_by_role("button", name="加一行").click()
    expect(part.locator("input").first).to_be_focused()
    page.keyboard.type("瞧大夫")
    expect(part.locator(".hj-unsaved")).to_have_text("有没保存的改动")
    part.get_by_role("button", name="保存").click()
    fault = part.locator(".hj-row-fault:visible")
    expect(fault).to_contain_text("第 1 行没有保存")
    assert record.complaints.pop().startswith("Failed to load resource")
    part.locator("input").nth(1).fill("义诊")
    page.keyboard.press("Enter")
    expect(page.locator("#hj-toast")).to_contain_text("已保存")
    expect(part.locator(".hj-unsaved")).to_have_text("")
    page.get_by_role("tab", name="问答").click()
    ask(page, "哪些单位组织瞧大夫？")
    expect(page.locator(".hj-answer")).to_contain_text("义诊")
    page.locator(".hj-how summary").click()
    expect(page.locator(".hj-how")).to_contain_text("瞧大夫 → 义诊")


def test_the_later_of_two_tabs_is_not_saved_over_the_earlier(own_site, open_page, record):
    address = own_site().address
    pages = [open_page(address), open_page(address)]
    for page in pages:
        page.get_by_role("tab", name="设置").click()
        page.locator("#hj-set-themes input").first.wait_for()
    for number, page in enumerate(pages):
        page.locator("#hj-set-themes input").first.fill(f"主题{number}")
        page.locator("#hj-set-themes .hj-go").click()
        page.locator("#hj-toast.hj-on").wait_for()
    expect(pages[1].locator("#hj-toast")).to_contain_text("刚才已经在别处改过")
    expect(pages[1].locator("#hj-set-themes input").first).to_have_value("主题1")
    assert record.complaints.pop().startswith("Failed to load resource")
    pages[0].locator("#hj-set-themes .hj-restore").click()
    pages[0].get_by_role("dialog").get_by_role("button", name="改用自带的").click()
    expect(pages[0].locator("#hj-set-themes input").first).to_have_value("学习方式")
    expect(pages[0].locator("#hj-set-themes .hj-restore")).to_have_count(0)


def test_a_theme_that_is_saved_is_a_column_of_the_matrix_at_once(own_site, open_page):
    page = open_page(own_site().address)
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-heat td").first.wait_for()
    page.get_by_role("tab", name="设置").click()
    page.locator("#hj-set-themes input").first.fill("读书与研学")
    page.locator("#hj-set-themes .hj-go").click()
    page.get_by_role("tab", name="对照").click()
    expect(page.locator(".hj-theme").first).to_contain_text("读书与研学")
    expect(page.locator(".hj-heat thead th").nth(1)).to_contain_text("读书与研学")


def test_the_page_can_be_read_in_english_and_back(site, open_page):
    page = open_page(site.address)
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("#hj-log .hj-welcome")
    assert page.evaluate("document.documentElement.lang") == "en"
    for name in ("Ask", "Learn", "Compare", "Library", "Settings"):
        expect(page.get_by_role("tab", name=name)).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.locator("#hj-box textarea")).to_have_attribute("placeholder", re.compile("Enter"))
    page.click("#hj-role input")
    page.get_by_role("option", name="Problems").click()
    page.keyboard.press("Escape")
    ask(page, "育才中学有哪些不足？")
    expect(page.locator(".hj-strength")).to_have_text(re.compile("Evidence: (strong|medium|weak)"))
    page.goto(page.url.split("?")[0])
    expect(page.locator(".hj-facts")).to_contain_text("Read as")
    page.get_by_role("link", name="中文").click()
    expect(page.locator(".hj-strength")).to_have_text(re.compile("依据[强中弱]"))
    expect(page.get_by_role("button", name="发送")).to_be_visible()


def test_gradios_own_words_follow_the_page_and_not_the_browser(site, open_page):
    page = open_page(f"{site.address}/?lang=en")
    page.click("#hj-role input")
    page.get_by_role("option", name="Problems").click()
    page.keyboard.press("Escape")
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title]')]"
        ".map(e => `${e.ariaLabel || ''} ${e.title}`).join('|')"
    )
    assert not re.search("[\u4e00-\u9fff]", labels.replace("中文", ""))


def test_two_readers_at_once_get_each_their_own_language(site, open_page):
    chinese, english = open_page(site.address), open_page(f"{site.address}/?lang=en")
    for page in (chinese, english):
        page.fill("#hj-box textarea", "哪些单位开展了义诊？")
    for page in (chinese, english):
        page.press("#hj-box textarea", "Enter")
    for page, words in ((chinese, re.compile("依据[强中弱]")), (english, re.compile("Evidence"))):
        expect(page.locator(".hj-strength")).to_have_text(words)
    chinese.click("#hj-new")
    english.click("#hj-new")
    expect(chinese.locator(".hj-welcome h2")).to_have_text("想从这些总结里知道什么？")
    expect(english.locator(".hj-welcome h2")).to_contain_text("What would you like to know")
