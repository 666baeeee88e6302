"""Logging in, what each rank sees, and being logged out, as users see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, ask, halt, launch
from tests.browser.serve import PASSWORD
from tests.browser.test_axe import findings
from ui.access.users import Users


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server whose library has one user of each rank, named by it."""
    folder = tmp_path_factory.mktemp("guarded") / "login"
    running = launch(folder)
    yield running
    halt(running)


@pytest.fixture
def visit(chromium, record) -> Iterator:
    """Opens the login page; nothing foreign was asked for afterwards."""
    contexts = []

    def start(
        site: Site, *, width: int = 1280, scheme: str = "light", locale: str = "zh-CN"
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, locale=locale, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: record.requests.append(r.url))
        page.on("pageerror", lambda e: record.complaints.append(str(e)))
        page.goto(site.address)
        return page

    yield start
    for context in contexts:
        context.close()
    assert record.complaints == []
    assert all(url.startswith(("http://127.0.0.1:", "data:", "blob:")) for url in record.requests)


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    """Log in by keyboard alone."""
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def inside(page: Page) -> Page:
    page.wait_for_selector("#hj-box textarea")
    page.wait_for_selector("#hj-log .hj-welcome")
    return page


def test_a_stranger_is_led_to_the_login_and_a_user_through_it(guarded, visit):
    page = visit(guarded)
    assert page.url == f"{guarded.address}/login"
    enter(page, "查询", "wrong password")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.locator("#name")).to_have_value("查询")
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    inside(page)
    expect(page.locator("#hj-header .hj-visitor")).to_contain_text("查询（查询）")
    ask(page, "青石镇走访慰问了多少户？")
    expect(page.locator(".hj-answer").first).to_contain_text("163户")
    page.locator(".hj-answer .hj-cite").first.click()
    expect(page.locator("#hj-source mark").first).to_be_in_viewport()


@pytest.mark.parametrize(("name", "may_change"), [("查询", False), ("编辑", True), ("管理", True)])
def test_the_library_offers_what_the_rank_allows(guarded, visit, name: str, may_change: bool):
    page = visit(guarded)
    enter(page, name)
    inside(page)
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    expect(page.locator(".hj-read").first).to_be_visible()
    for part in (".hj-drop", ".hj-remove", ".hj-correct"):
        expect(page.locator(part).first).to_be_visible(visible=may_change)


def test_leaving_ends_the_session_and_going_back_shows_nothing(guarded, visit):
    page = visit(guarded)
    enter(page, "编辑")
    inside(page)
    page.locator("#hj-header .hj-visitor button", has_text="退出").click()
    expect(page.get_by_role("alert")).to_contain_text("已退出")
    page.goto(guarded.address)
    assert page.url == f"{guarded.address}/login"
    page.go_back()
    page.go_back()
    expect(page.locator("#hj-box")).to_have_count(0)


def test_conversations_are_ones_own(guarded, visit):
    first, second = visit(guarded), visit(guarded)
    for page, name in ((first, "编辑"), (second, "管理")):
        enter(page, name)
        inside(page)
    ask(first, "育才中学开展了多少场义诊？")
    for page, count in ((first, 1), (second, 0)):
        page.click("#hj-history-open")
        page.fill("#hj-history-find", "育才中学开展了多少场")
        expect(page.locator("#hj-history-list li")).to_have_count(count)


@pytest.mark.parametrize("how", ["by asking", "by looking"])
def test_a_session_that_ends_leads_back_to_the_login(guarded, visit, how: str):
    users = Users(guarded.folder)
    users.add("将走", PASSWORD)
    page = visit(guarded)
    enter(page, "将走")
    inside(page)
    users.remove("将走")
    if how == "by asking":
        page.fill("#hj-box textarea", "义诊多少场？")
        page.press("#hj-box textarea", "Enter")
    else:
        page.click("#hj-history-open")
    expect(page.get_by_role("alert")).to_contain_text("登录已过期")


def test_on_a_phone_in_the_dark_there_is_a_way_in_and_out(guarded, visit):
    page = visit(guarded, width=390, scheme="dark")
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 390
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(20, 24, 31)"
    enter(page, "查询")
    inside(page)
    assert page.evaluate(width) == 390
    page.click("#hj-history-open")
    page.locator("#hj-history .hj-visitor button", has_text="退出").click()
    expect(page.get_by_role("alert")).to_contain_text("已退出")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_login_page_has_no_finding(guarded, visit, scheme: str, width: int):
    page = visit(guarded, width=width, scheme=scheme)
    found = findings(page, "login")
    enter(page, f"无此人{scheme}{width}", "wrong password")
    page.get_by_role("alert").wait_for()
    found += findings(page, "wrong password")
    page.goto(f"{guarded.address}/login?left&lang=en")
    found += findings(page, "left, in English")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert found == [], "\n".join(found)


def test_too_many_failures_say_how_long_to_wait_and_keep_the_name(guarded, visit):
    page = visit(guarded)
    name, alert = page.locator("#name"), page.get_by_role("alert")
    enter(page, "太急的人", "wrong password")
    for _ in range(20):  # each failure after the fifth doubles the wait
        alert.wait_for()
        if "秒后再试" in alert.inner_text():
            break
        page.keyboard.type("wrong password")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(alert).to_contain_text("失败的次数太多")
    expect(name).to_have_value("太急的人")
    expect(page.locator("#password")).to_be_focused()
    assert findings(page, "throttled") == []


def test_the_login_page_is_read_in_either_language_and_by_keyboard(guarded, visit):
    page = visit(guarded, locale="en-GB")
    expect(page.get_by_role("heading")).to_have_text("Log in")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for _ in ("password", "button", "the other language"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading")).to_have_text("登录")
    page.reload()  # the choice is kept
    enter(page, "查询", "wrong password")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    page.get_by_role("link", name="English").click()
    expect(page.locator("label").first).to_have_text("User name")
    enter(page, "查询")
    inside(page)
    expect(page.get_by_role("tab", name="Library")).to_be_visible()


def test_managers_see_users_and_what_was_done(guarded, visit):
    page = visit(guarded)
    enter(page, "管理")
    inside(page)
    page.locator("#hj-header .hj-visitor button", has_text="用户与审计").click()
    dialog = page.locator("#hj-access")
    expect(dialog).to_contain_text("用户 3 个")
    expect(dialog.locator("tbody tr", has_text="登录").first).to_contain_text("管理")
    assert findings(page, "users and audit") == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    other = visit(guarded)
    enter(other, "编辑")
    inside(other)
    expect(other.locator("#hj-header .hj-for-managers")).to_be_hidden()


def test_one_machine_without_users_shows_no_login(site, open_page):
    page = open_page(site.address)
    expect(page.locator(".hj-visitor")).to_have_count(0)
    assert page.evaluate("document.body.dataset.rank") == "manage"
