"""The page without a pointer: everything is reached, focus is seen, motion can be switched off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement"


@pytest.fixture
def page(site, open_page) -> Page:
    return open_page(site.address)


def press_until(page: Page, key: str, selector: str, most: int = 60) -> None:
    """Press a key until what has the focus fits a selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"s => {FOCUSED}.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}")


def test_from_a_question_to_its_sources_and_back_by_keyboard_alone(page: Page):
    expect(page.locator("#hj-box textarea")).to_be_focused()
    page.keyboard.type("哪些单位开展了义诊？")
    page.keyboard.press("Enter")
    page.locator(".hj-answer").wait_for()
    expect(page.locator("#hj-box textarea")).to_be_focused()
    press_until(page, "Shift+Tab", ".hj-answer td .hj-cite, .hj-answer li .hj-cite")
    page.keyboard.press("Enter")
    expect(page.locator("#hj-document")).to_be_focused()
    expect(page.locator("#hj-source mark").first).to_be_in_viewport()
    before = page.locator("#hj-position").inner_text()
    press_until(page, "Shift+Tab", "#hj-previous, #hj-next", 3)
    page.keyboard.press("Enter")
    expect(page.locator("#hj-position")).not_to_have_text(before)
    page.locator("#hj-document").focus()
    page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.press("Alt+ArrowRight")
    press_until(page, "Shift+Tab", "#hj-close", 3)
    page.keyboard.press("Enter")
    expect(page.locator("#hj-source")).to_be_hidden()
    assert page.evaluate(f"{FOCUSED}.matches('.hj-cite')")


def test_the_first_tab_stop_leads_to_the_question(page: Page):
    page.get_by_role("tab", name="设置").click()
    page.evaluate("document.activeElement.blur()")
    page.locator("#hj-header").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到提问框")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#hj-box textarea")).to_be_focused()


def test_whatever_has_the_focus_shows_it(page: Page):
    page.locator("#hj-header").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    for _ in range(14):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => {
              for (let e = document.activeElement; e && e !== document.body; e = e.parentElement) {
                const style = getComputedStyle(e);
                if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return "";
                if (e.matches("#hj-compose, #hj-filters .block")) return ""; // their border changes
              }
              return document.activeElement.outerHTML.slice(0, 200);
            }"""
        )
        assert shown == ""


def test_places_are_changed_with_the_keyboard(page: Page):
    page.get_by_role("tab", name="问答").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate(f"{FOCUSED}.getAttribute('role')")
    assert focused == "tab"
    expect(page.get_by_role("tab", selected=True)).to_have_text("互鉴")


def test_motion_stops_for_those_who_want_none(page: Page):
    def animated() -> list[str]:
        return page.evaluate(
            """() => [...document.querySelectorAll('*')].filter((e) => {
              const s = getComputedStyle(e);
              return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0;
            }).map((e) => e.id || e.className)"""
        )

    assert animated()
    page.emulate_media(reduced_motion="reduce")
    assert animated() == []
