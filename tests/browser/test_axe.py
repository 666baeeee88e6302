"""Every place judged by axe-core: no finding of any weight, light and dark, wide and narrow.

axe-core comes in the wheel of axe-playwright-python (no download when tests run). All its rules
are on, the size of targets too, which it leaves off by itself.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import ask

OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


def findings(page: Page, place: str) -> list[str]:
    """What axe finds in the page as it stands, one line each."""
    page.wait_for_timeout(350)  # transitions end
    response = Axe().run(page, options=OPTIONS).response
    return [
        f"{place}: {v['id']} ({v['impact']}) {node['target']} {node['html'][:160]}"
        for v in response["violations"] for node in v["nodes"]
    ]  # fmt: skip


def walk(page: Page) -> list[str]:
    """The findings of every place, by keyboard and pointer as a user comes to them."""
    found = findings(page, "welcome")
    ask(page, "哪些单位开展了义诊？")
    for summary in page.locator(".hj-answer summary").all():
        summary.click()
    found += findings(page, "answer") + reasons(page, "reasons")
    page.locator(".hj-answer .hj-cite").first.click()
    page.locator("#hj-source mark").first.wait_for()
    page.locator(".hj-outline summary").click()
    found += findings(page, "document")
    page.click("#hj-close")
    page.locator(".hj-narrow a.hj-limit").first.click()
    page.locator(".hj-off").first.wait_for()
    found += findings(page, "narrowed")
    number = page.locator('a[href^="#print-"]').first.get_attribute("href").split("-")[1]
    page.goto(f"{page.url.split('#')[0]}hujian/print/{number}")
    found += findings(page, "paper")
    page.go_back()
    page.wait_for_selector(".hj-answer")
    ask(page, "火星移民基地的氧气循环系统是谁设计的？")
    found += findings(page, "refusal") + reasons(page, "reasons of a refusal")
    page.click("#hj-history-open")
    page.locator("#hj-history-list li").first.wait_for()
    found += findings(page, "conversations")
    found += dialog(page, "#hj-history-list .hj-rename") + dialog(
        page, "#hj-history-list .hj-forget"
    )
    page.click("#hj-history-close")
    return found + places(page)


def places(page: Page) -> list[str]:
    """The findings of the places beside the chat."""
    found: list[str] = []
    for number, (name, ready) in enumerate(PLACES.items()):
        page.locator("#hj-places [role=tab]:visible").nth(number + 1).click()
        page.wait_for_selector(ready)
        if name == "similar":
            page.locator(".hj-chips a.hj-ask").first.click()
            page.locator(".hj-card").first.wait_for()
            found += findings(page, "cards")
            unfold_similar(page)
        if name == "matrix":
            page.locator("#hj-matrix .hj-fold summary").click()
        if name == "library":
            found += dialog(page, "#hj-shelf .hj-correct")
        found += findings(page, name)
    page.locator("#hj-set-synonyms .hj-add-row").click()
    page.keyboard.type("看病")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hj-row-fault:visible")
    return found + findings(page, "a wrong row")


def dialog(page: Page, opener: str) -> list[str]:
    """The findings of the dialog that a button opens; Escape leaves all as it was."""
    page.locator(opener).first.click()
    page.get_by_role("dialog").wait_for()
    found = findings(page, f"the dialog of {opener}")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    return found


def unfold_similar(page: Page) -> None:
    """Open the folds of the cards and what the library holds of itself."""
    for part in page.locator(".hj-overview").all():
        part.locator("> summary").click()
        part.locator("> div > .hj-muted").first.wait_for()
    for summary in page.locator("#hj-similar details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


def reasons(page: Page, place: str) -> list[str]:
    """The findings of the last answer's reasons, all of them unfolded and folded again."""
    link = page.locator('.hj-answer a[href^="#why-"]').last
    link.click()
    page.locator(".hj-why").wait_for()
    for summary in page.locator(".hj-why details > summary").all():
        summary.click()
    found = findings(page, place)
    link.click()
    page.locator(".hj-why").wait_for(state="detached")
    return found


PLACES = {
    "similar": ".hj-chips a.hj-ask",
    "matrix": ".hj-matrix td",
    "library": "#hj-shelf .hj-documents",
    "settings": ".hj-setting",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_place_has_a_finding(site, open_page, record, scheme: str, width: int):
    page = open_page(site.address, width=width, height=844, scheme=scheme)
    found = walk(page)
    assert record.complaints.pop().startswith("Failed to load resource")  # the wrong row's 422
    assert found == [], "\n".join(found)


def test_an_empty_library_and_the_english_page_have_none_either(own_site, open_page):
    page = open_page(own_site(empty=True).address + "/?lang=en")
    found = findings(page, "welcome")
    for number in (1, 2, 3, 4):
        page.locator("#hj-places [role=tab]:visible").nth(number).click()
        page.wait_for_timeout(300)
        found += findings(page, f"place {number}")
    assert found == [], "\n".join(found)


def test_the_check_finds_what_is_wrong(site, open_page):
    page = open_page(site.address)
    page.evaluate(
        "document.querySelector('#hj-header').insertAdjacentHTML('beforeend',"
        ' \'<img src="data:,"><button style="color:#ddd;background:#fff">灰色的字</button>\')'
    )
    found = " ".join(findings(page, "planted"))
    assert "image-alt" in found
    assert "color-contrast" in found
