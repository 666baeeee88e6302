"""Why an answer is what it is, as a user asks for it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask


def test_the_reasons_unfold_by_keyboard_and_fold_again(site, open_page):
    page: Page = open_page(site.address, width=390)
    ask(page, "青石镇走访慰问了多少户？")
    link = page.locator('.hj-answer a[href^="#why-"]')
    link.focus()
    page.keyboard.press("Enter")
    why = page.locator(".hj-answer .hj-why")
    expect(why).to_contain_text("因为")
    expect(link).to_have_attribute("aria-expanded", "true")
    why.locator("details summary").first.click()
    expect(why.locator("table").first).to_contain_text("BM25")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator('a[href="#copy-answer"]').click()
    expect(page.locator("#hj-toast")).to_have_text("已复制")
    assert "BM25" not in page.evaluate("navigator.clipboard.readText()")
    link.click()
    expect(why).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")


def test_every_organisation_of_a_listing_has_its_odds(site, open_page):
    page: Page = open_page(site.address)
    ask(page, "哪些单位开展了义诊？")
    page.locator('.hj-answer a[href^="#why-"]').click()
    page.locator(".hj-why details summary", has_text="可能性").click()
    rows = page.locator(".hj-why tr:visible")
    expect(rows.filter(has_text="育才中学").first).to_contain_text("%")
