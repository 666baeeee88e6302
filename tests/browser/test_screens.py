"""Pictures of the page over `data/samples`, written to docs/screens on demand.

HUJIAN_SCREENS=1 python -m pytest tests/browser/test_screens.py
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, SCREENS, Site, ask, halt, launch

pytestmark = pytest.mark.skipif(
    not os.environ.get("HUJIAN_SCREENS"), reason="set HUJIAN_SCREENS=1 to write docs/screens"
)
LIST = "哪些单位开展了义诊？"
COUNT = "各单位走访慰问了多少户？"
REFUSED = "火星移民基地的氧气循环系统是谁设计的？"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over the demonstration library."""
    running = launch(tmp_path_factory.mktemp("screens") / "library", ROOT / "data" / "samples")
    yield running
    halt(running)


def write(page: Page, name: str) -> None:
    """A picture of the page with few colours, so that the repository stays small."""
    page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    SCREENS.mkdir(parents=True, exist_ok=True)
    path: Path = SCREENS / f"{name}.png"
    small = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def cite(page: Page, number: int = 0) -> None:
    """Open a citation of the last answer."""
    page.locator(".hj-answer").last.locator(".hj-cite").nth(number).click()
    page.locator("#hj-source mark").first.wait_for()


def test_desktop(samples, open_page):
    page = open_page(samples.address)
    write(page, "welcome")
    ask(page, LIST)
    cite(page)
    write(page, "citation")
    page.click("#hj-close")
    page.locator('a[href^="#rate-bad-"]').last.click()
    page.get_by_label("单位不对，或有遗漏").check()
    write(page, "rating")
    page.keyboard.press("Escape")
    ask(page, COUNT)
    write(page, "figures")
    page.click("#hj-new")
    ask(page, REFUSED)
    page.locator(".hj-refusal").wait_for()
    write(page, "refusal")
    page.get_by_role("tab", name="互鉴").click()
    page.locator("#hj-practices a", has_text="院坝会").first.click()
    page.locator(".hj-card").first.wait_for()
    write(page, "similar")
    page.get_by_role("tab", name="对照").click()
    page.locator(".hj-matrix td").first.wait_for()
    write(page, "matrix")
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf .hj-figures")
    write(page, "library")
    page.locator("tr", has_text="农业农村局").locator(".hj-more").click()
    page.locator(".hj-gone summary").click()
    page.locator(".hj-file-detail").evaluate("e => e.closest('tr').scrollIntoView()")
    write(page, "library-details")
    page.get_by_role("tab", name="设置").click()
    page.wait_for_selector(".hj-setting")
    write(page, "settings")
    # the folder of this run says nothing to a reader
    page.locator("#hj-set-storage dd").first.evaluate("e => { e.textContent = 'library' }")
    page.locator("#hj-set-options").evaluate("e => e.scrollIntoView()")
    write(page, "settings-options")


def test_english(samples, open_page):
    page = open_page(f"{samples.address}/?lang=en")
    ask(page, LIST)
    cite(page)
    write(page, "english")
    number = page.locator('a[href^="#print-"]').first.get_attribute("href").split("-")[1]
    page.goto(f"{samples.address}/hujian/print/{number}?lang=zh-CN")
    write(page, "print")


def test_dark(samples, open_page):
    page = open_page(samples.address, scheme="dark")
    ask(page, LIST)
    cite(page, 1)
    write(page, "dark")


def test_login(tmp_path, chromium):
    running = launch(tmp_path / "login")
    try:
        for name, width, language, scheme in (
            ("login", 1280, "zh-CN", "light"), ("phone-login-english", 390, "en", "dark"),
        ):  # fmt: skip
            page = chromium.new_page(
                viewport={"width": width, "height": 800}, color_scheme=scheme, locale="zh-CN"
            )
            page.goto(f"{running.address}/login?lang={language}")
            write(page, name)
            page.close()
    finally:
        halt(running)


def test_phone(samples, open_page):
    page = open_page(samples.address, width=390, height=844)
    write(page, "phone-welcome")
    ask(page, LIST)
    write(page, "phone")
    page.locator('a[href^="#rate-bad-"]').last.click()
    write(page, "phone-rating")
    page.keyboard.press("Escape")
    cite(page)
    write(page, "phone-source")
    page.click("#hj-close")
    page.get_by_role("tab", name="资料库").click()
    page.locator(".hj-report-head").evaluate("e => e.scrollIntoView()")
    write(page, "phone-library")
