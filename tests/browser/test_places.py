"""互鉴 and 对照 as a user sees them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask


@pytest.fixture
def page(site, open_page) -> Page:
    return open_page(site.address)


def heads(page: Page) -> list[str]:
    """The themes of the matrix."""
    return [t.strip() for t in page.locator(".hj-heat thead th a").all_inner_texts()]


def test_own_themes_are_compared_over_all_organisations_and_a_cell_opens_its_passage(page: Page):
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-heat td").first.wait_for()
    page.click("#hj-themes-none")
    page.fill("#hj-themes", "义诊、清渠")
    page.press("#hj-themes", "Enter")
    expect(page.locator(".hj-heat thead th")).to_have_count(3)
    row = page.locator(".hj-heat tbody tr", has_text="青石镇")
    expect(row.locator("td").nth(0)).to_contain_text("强")
    other = page.locator(".hj-heat tbody tr", has_text="育才中学")
    expect(other.locator("td").nth(1)).to_have_text("未见")
    row.locator("td a").first.click()
    expect(page.locator("#hj-source mark").first).to_contain_text("义诊6场")


def test_a_theme_is_taken_away_and_put_back_by_keyboard(page: Page):
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-heat td").first.wait_for()
    before = heads(page)
    chip = page.locator(".hj-theme", has_text="走访慰问")
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".hj-heat thead a", has_text="走访慰问")).to_have_count(0)
    page.keyboard.press(" ")
    expect(page.locator(".hj-heat thead a", has_text="走访慰问")).to_have_count(1)
    assert heads(page) == before


def test_the_matrix_can_be_read_without_quotations_and_downloaded(page: Page):
    page.get_by_role("tab", name="对照").click()
    quote = page.locator(".hj-heat .hj-quote").first
    expect(quote).to_be_visible()
    page.uncheck("#hj-quotes")
    expect(quote).to_be_hidden()
    with page.expect_download() as waiting:
        page.click("#hj-matrix-result .hj-actions a")
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_the_figures_stand_below_with_their_sum(page: Page):
    page.get_by_role("tab", name="对照").click()
    table = page.locator(".hj-counts-table")
    expect(table.locator("tbody tr", has_text="县人民医院")).to_contain_text("42户")
    table.locator("a", has_text="42户").click()
    expect(page.locator("#hj-source mark").first).to_contain_text("走访慰问老党员42户")


def test_a_theme_can_be_asked_about_in_the_chat(page: Page):
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-heat thead a", has_text="志愿服务").click()
    expect(page.locator(".hj-question")).to_have_text("哪些单位开展了志愿服务？")
    page.locator(".hj-answer").wait_for()


def test_a_written_practice_finds_others(page: Page):
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practice", "组织医疗志愿者到乡村开展义诊，为群众免费检查")
    page.get_by_role("button", name="找相近的做法").click()
    card = page.locator(".hj-card", has_text="县人民医院")
    expect(card.locator(".hj-shared").first).to_be_visible()
    expect(card.locator(".hj-likeness")).to_contain_text("相近：")
    card.get_by_text("和比照的做法对着看").click()
    expect(card.get_by_text("为什么是")).to_be_visible()
    card.locator(".hj-card-foot .hj-open").click()
    expect(page.locator("#hj-source mark", has_text="义诊").first).to_be_visible()


def test_a_practice_of_the_library_is_chosen_by_its_name(page: Page):
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practices-find", "田间小课堂")
    chip = page.locator("#hj-practices a")
    expect(chip).to_have_count(1)
    chip.click()
    expect(page.locator(".hj-compared")).to_contain_text("田间小课堂")
    expect(page.locator(".hj-compared")).to_contain_text("出自〔青石镇")
    expect(page.locator(".hj-card h3", has_text="青石镇")).to_have_count(0)


def test_the_result_can_be_taken_along(page: Page):
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practice", "开展义诊")
    page.press("#hj-practice-form button", "Enter")
    for label, suffix in (("导出 Word", ".docx"), ("导出 Excel", ".xlsx")):
        with page.expect_download() as waiting:
            page.locator("#hj-similar-result .hj-actions a", has_text=label).click()
        assert waiting.value.suggested_filename.endswith(suffix)
    page.locator(".hj-card .hj-copy").first.click()
    expect(page.locator("#hj-toast")).to_have_text("已复制")


def test_a_cited_passage_leads_to_like_practices_elsewhere(page: Page):
    ask(page, "青石镇组织了多少场义诊？")
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator("#hj-source .hj-others").click()
    expect(page.locator(".hj-card").first).to_be_visible()
    expect(page.locator(".hj-card h3", has_text="青石镇")).to_have_count(0)


def test_a_source_of_an_answer_leads_to_like_practices_elsewhere(page: Page):
    ask(page, "青石镇组织了多少场义诊？")
    page.locator(".hj-answer .hj-sources summary").click()
    page.locator(".hj-answer .hj-sources .hj-like").first.click()
    expect(page.locator(".hj-compared")).to_contain_text("义诊")
    expect(page.locator(".hj-card").first).to_be_visible()


def test_a_selection_in_a_document_leads_to_like_practices_elsewhere(page: Page):
    ask(page, "青石镇组织了多少场义诊？")
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator("#hj-source mark").first.wait_for()
    chosen = page.evaluate(
        """() => {
          const line = [...document.querySelectorAll('.hj-paper p')].find(
            (p) => p.textContent.includes('田间小课堂'));
          const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          let node; while ((node = text.nextNode()) && !node.data.includes('田间小课堂'));
          const at = node.data.indexOf('田间小课堂');
          getSelection().setBaseAndExtent(node, at, node, at + 10);
          return getSelection().toString();
        }"""
    )
    link = page.locator("#hj-source .hj-others")
    expect(link).to_have_text("用选中的文字找类似做法")
    link.click()
    expect(page.locator(".hj-compared .hj-card-text")).to_have_text(chosen)


def test_what_the_library_holds_is_unfolded(page: Page):
    page.get_by_role("tab", name="互鉴").click()
    for title in ("这批材料里大家在做什么", "只有一家在做的", "文字几乎相同的段落"):
        part = page.locator(".hj-overview", has_text=title)
        expect(part.locator("> div")).to_be_hidden()
        part.locator("> summary").click()
        expect(part.locator("> div > .hj-muted").first).to_be_visible()


def test_both_places_fit_a_phone(site, open_page):
    page = open_page(site.address, width=390, height=844)
    page.get_by_role("tab", name="互鉴").click()
    page.fill("#hj-practice", "开展义诊")
    page.get_by_role("button", name="找相近的做法").click()
    page.locator(".hj-card").first.wait_for()
    assert page.evaluate("document.querySelector('#hj-similar').scrollWidth") <= 390
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-heat td").first.wait_for()
    assert page.evaluate("document.querySelector('#hj-matrix').scrollWidth") <= 390
    table = page.locator(".hj-matrix-scroll").first
    table.evaluate("e => { e.scrollLeft = 300; e.scrollTop = 60; }")
    head = table.locator("tbody th").first.bounding_box()
    assert head and head["x"] < 40


def test_an_empty_library_says_what_to_do_everywhere(own_site, open_page):
    page = open_page(own_site(empty=True).address)
    for tab in ("互鉴", "对照"):
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(".hj-muted", has_text="添加材料").last).to_be_visible()
