"""The first load of the page: its files come at once, each of them once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Record, Site, ask

FEW = 60  # requests until a question can be asked


def test_all_files_of_the_page_are_named_in_its_head(
    site: Site, open_page: Callable[..., Page], record: Record
):
    said: list[str] = []
    page = open_page(site.address)
    page.on("console", lambda message: said.append(message.text))
    expect(page.locator("#hj-holdings")).not_to_be_empty()
    paths = [urlsplit(url).path for url in record.requests if url.startswith("http")]
    head = page.evaluate("""() => [...document.querySelectorAll('link[rel=modulepreload]')]
        .map((link) => new URL(link.href).pathname)""")
    scripts = [path for path in paths if path.endswith(".js")]
    assert sorted(scripts) == sorted(set(head))
    assert len([path for path in paths if path.endswith(".css")]) == 3  # Gradio's, theme, ours
    assert len(paths) == len(set(paths)) <= FEW
    page.wait_for_timeout(4_000)  # Chromium complains of a preload that nobody used
    assert [text for text in said if "preload" in text] == []


def test_an_answer_needs_no_further_files(
    site: Site, open_page: Callable[..., Page], record: Record
):
    page = open_page(site.address)
    loaded = len(record.requests)
    ask(page, "哪些单位开展了义诊？")
    asked = {urlsplit(url).path for url in record.requests[loaded:]}
    assert not [path for path in asked if path.startswith("/assets/")]
