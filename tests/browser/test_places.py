"""互鉴 and 对照 as a user sees them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask


@pytest.fixture
def page(site, open_page) -> Page:
    return open_page(site.address)


def test_a_theme_is_compared_over_all_organisations_and_a_cell_opens_its_passage(page: Page):
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-matrix td").first.wait_for()
    page.fill("#hj-themes", "义诊、清渠")
    page.press("#hj-themes", "Enter")
    expect(page.locator(".hj-matrix thead th")).to_have_count(3)
    row = page.locator(".hj-matrix tbody tr", has_text="青石镇")
    expect(row.locator("td").nth(0)).to_have_text("有记载")
    other = page.locator(".hj-matrix tbody tr", has_text="育才中学")
    expect(other.locator("td").nth(1)).to_have_text("未见")
    row.locator("td a").first.click()
    expect(page.locator("#hj-source mark").first).to_contain_text("义诊6场")


def test_a_theme_can_be_asked_about_in_the_chat(page: Page):
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-matrix thead a", has_text="义诊").click()
    expect(page.locator(".hj-question")).to_have_text("哪些单位开展了义诊？")
    page.locator(".hj-answer").wait_for()


def test_a_written_practice_finds_others(page: Page):
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practice", "组织医疗志愿者到乡村开展义诊，为群众免费检查")
    page.get_by_role("button", name="找相近的做法").click()
    card = page.locator(".hj-card", has_text="县人民医院")
    expect(card.locator(".hj-shared").first).to_be_visible()
    card.locator(".hj-open").click()
    expect(page.locator("#hj-source mark").first).to_contain_text("义诊")


def test_a_cited_passage_leads_to_like_practices_elsewhere(page: Page):
    ask(page, "青石镇组织了多少场义诊？")
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator("#hj-source .hj-others").click()
    expect(page.locator(".hj-card").first).to_be_visible()
    expect(page.locator(".hj-card h3", has_text="青石镇")).to_have_count(0)


def test_an_empty_library_says_what_to_do_everywhere(own_site, open_page):
    page = open_page(own_site(empty=True).address)
    for tab in ("互鉴", "对照"):
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(".hj-muted", has_text="先添加材料").last).to_be_visible()
