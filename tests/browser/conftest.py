"""The page in a real browser: the server runs in a process of its own, on a free port.

Chromium is the system's (CI installs Debian's); without one these tests skip. Names other than
loopback do not resolve in the browser, and every request is recorded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    filter(None, (shutil.which(n) for n in ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
expect.set_options(timeout=15_000)  # other work may share the machine
SCREENS = ROOT / "docs" / "screens"


def pytest_collection_modifyitems(items):
    """Mark what lies here, and skip it where there is no Chromium."""
    skip = pytest.mark.skip(reason="no Chromium on this machine (apt install chromium)")
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(skip)


@dataclass
class Site:
    """A running server: its address, its process, and how long it took to answer."""

    address: str
    process: subprocess.Popen[str]
    seconds: float
    folder: Path  # of its library


def launch(library: Path, documents: Path | None = None) -> Site:
    """Start a server over a library folder, filled from a folder, and wait for its address."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUJIAN_")}
    environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve", str(library), *filter(None, [documents])],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    for line in process.stdout:
        if line.startswith("http://"):
            address = line.strip()
            with urllib.request.urlopen(f"{address}/healthz") as reply:
                assert reply.status == 200
            return Site(address, process, time.monotonic() - begun, library)
    raise AssertionError(f"the server ended with {process.wait()}")


def halt(site: Site) -> None:
    """End a server and wait for it."""
    site.process.terminate()
    site.process.communicate(timeout=20)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over the documents of `serve.py`, shared by the tests that do not change it."""
    running = launch(tmp_path_factory.mktemp("library"))
    yield running
    halt(running)


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Starts servers that one test may change."""
    running: list[Site] = []

    def start(*, empty: bool = False) -> Site:
        folder = tmp_path / ("empty" if empty else "library")
        running.append(launch(folder))
        return running[-1]

    yield start
    for one in running:
        halt(one)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Record:
    """What a page asked for and complained of."""

    hosts: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def open_page(chromium: Browser, record: Record) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address; afterwards no foreign host was asked and nothing failed."""
    contexts: list[BrowserContext] = []

    def start(address: str, *, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: _note(record, r.url))
        page.on("pageerror", lambda e: record.complaints.append(str(e)))
        page.on("console", lambda m: m.type == "error" and record.complaints.append(m.text))
        page.on("dialog", lambda d: (record.ran.append(d.message), d.accept()))
        page.goto(address, wait_until="commit")
        page.wait_for_selector("#hj-box textarea")
        page.wait_for_selector("#hj-log .hj-welcome")
        return page

    yield start
    for context in contexts:
        context.close()
    assert record.hosts <= {"127.0.0.1"}
    assert record.complaints == []


def _note(record: Record, url: str) -> None:
    """Keep a request; data and blob addresses leave nothing."""
    record.requests.append(url)
    if host := urlsplit(url).hostname:
        record.hosts.add(host)


def ask(page: Page, question: str) -> None:
    """Ask by keyboard and wait for the answer."""
    count = page.locator(".hj-answer, .hj-log .hj-fault").count()
    page.fill("#hj-box textarea", question)
    page.press("#hj-box textarea", "Enter")
    page.locator(".hj-answer").nth(count).wait_for()
