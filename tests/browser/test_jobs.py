"""Reading many files: progress, pause, cancel, reload, a killed program, questions meanwhile."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask, halt, launch
from tests.browser.documents import village
from tests.browser.test_library import open_library
from tests.browser.test_shelf import add

MANY = 300


def villages(folder: Path, count: int, weight: int) -> list[Path]:
    """Summaries of as many villages, each `weight` times as long as a short one."""
    folder.mkdir()
    files = []
    for n in range(count):
        files.append(folder / f"{n:03}村.md")
        body = "\n".join(village(f"第{n}村", n + k) for k in range(weight))
        files[-1].write_text(body, "utf-8")
    return files


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return villages(tmp_path_factory.mktemp("many") / "材料", MANY, 60)


def count_of(page: Page) -> int:
    """How many files the card under way says are read; -1 where there is none."""
    shown = page.locator(".hj-job.hj-running header .hj-muted")
    text = shown.first.inner_text() if shown.count() else ""
    return int(text.split("/")[0]) if "/" in text else -1


def reload(page: Page) -> None:
    page.reload(wait_until="commit")
    page.wait_for_selector("#hj-box textarea")
    open_library(page)


def test_three_hundred_files_are_seen_paused_cancelled_and_kept_over_a_reload(
    own_site, open_page, tmp_path: Path, many: list[Path]
):
    site = own_site(empty=True)
    page = open_page(site.address)
    open_library(page)
    first = tmp_path / "红星村2023年工作总结.md"
    first.write_text(village("红星村", 7), "utf-8")
    add(page, first)
    page.locator(".hj-job.hj-done .hj-cancel").click()
    expect(page.locator(".hj-job")).to_have_count(0)

    page.set_input_files("#hj-files", many)
    running = page.locator(".hj-job.hj-running")
    running.wait_for(timeout=60_000)
    seen = set()
    begun = time.monotonic()
    while len(seen) < 3 and time.monotonic() - begun < 60:
        seen.add(count_of(page))
        page.wait_for_timeout(200)
    assert len(seen - {-1}) >= 2, "progress is seen as it grows"

    page.locator(".hj-pause").click()
    paused = page.locator(".hj-job.hj-paused")
    paused.wait_for()
    reload(page)  # keeps it
    expect(paused).to_contain_text(f"/ {MANY} 个文件")

    page.get_by_role("tab", name="问答").click()  # the page is usable meanwhile
    ask(page, "红星村开展了多少场义诊？")
    expect(page.locator(".hj-answer").first).to_contain_text("7场")
    page.get_by_role("tab", name="资料库").click()

    page.locator(".hj-resume").click()
    running.wait_for()
    page.locator(".hj-job .hj-cancel").click()
    clicked = time.monotonic()
    expect(page.locator(".hj-job.hj-cancelled")).to_have_count(1, timeout=10_000)
    assert time.monotonic() - clicked < 2
    assert page.request.get(f"{site.address}/healthz").json()["documents"] == 1


def test_questions_are_answered_while_three_hundred_files_are_read(
    own_site, open_page, tmp_path: Path, many: list[Path]
):
    site = own_site(empty=True)
    page = open_page(site.address)
    open_library(page)
    first = tmp_path / "红星村2023年工作总结.md"
    first.write_text(village("红星村", 7), "utf-8")
    add(page, first)
    page.set_input_files("#hj-files", many)
    running = page.locator(".hj-job.hj-running")
    running.wait_for(timeout=60_000)
    expect(running).to_contain_text("读入期间照常可以提问")
    page.get_by_role("tab", name="问答").click()
    ask(page, "红星村开展了多少场义诊？")
    jobs = page.request.get(f"{site.address}/api/v1/jobs").json()
    assert [j["state"] for j in jobs if j["open"]] == ["running"]  # it was still reading
    expect(page.locator(".hj-answer").first).to_contain_text("7场")
    page.get_by_role("tab", name="资料库").click()
    expect(page.locator(".hj-job.hj-done").first).to_contain_text(f"新增 {MANY}", timeout=180_000)
    expect(page.locator(".hj-summary")).to_contain_text(f"{MANY + 1} 个文件")


def test_an_upload_cut_off_by_a_reload_offers_what_arrived(own_site, open_page, tmp_path: Path):
    page = open_page(own_site(empty=True).address)
    open_library(page)
    files = villages(tmp_path / "材料", 8, 1)
    sent: list[str] = []

    def some(route):
        sent.append(route.request.url)
        if len(sent) <= 3:
            route.continue_()

    page.route("**/file?*", some)  # three arrive, the others never do
    page.set_input_files("#hj-files", files)
    expect(page.locator(".hj-uploading header .hj-muted")).to_contain_text("3 / 8")
    reload(page)
    stalled = page.locator(".hj-job.hj-stalled")
    expect(stalled).to_contain_text("上传停下了", timeout=20_000)
    stalled.get_by_role("button", name="读入已收到的 3 个").click()
    expect(page.locator(".hj-job.hj-done")).to_contain_text("新增 3")


@pytest.fixture
def killed(tmp_path: Path, many: list[Path]) -> Iterator[Path]:
    """A library whose server was killed with -9 while it read."""
    library = tmp_path / "empty"
    site = launch(library)

    def send(method: str, address: str, body: bytes = b"") -> bytes:
        request = urllib.request.Request(f"{site.address}{address}", body, method=method)
        with urllib.request.urlopen(request) as reply:
            return reply.read()

    job = json.loads(send("POST", "/api/v1/uploads"))["id"]
    for n, path in enumerate(many[:60]):
        send("PUT", f"/api/v1/uploads/{job}/file?name={n}.md", path.read_bytes())
    send("POST", f"/api/v1/uploads/{job}/start")
    while b'"running"' not in send("GET", "/api/v1/jobs"):
        time.sleep(0.02)
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.communicate(timeout=20)
    yield library


def test_a_job_cut_off_by_kill_says_so_and_is_resumed(killed: Path, open_page):
    site = launch(killed)
    try:
        page = open_page(site.address)
        open_library(page)
        card = page.locator(".hj-job.hj-interrupted")
        expect(card).to_contain_text("上次没有读完")
        card.get_by_role("button", name="继续读入（60 个文件）").click()
        expect(page.locator(".hj-job.hj-done")).to_contain_text("新增 60", timeout=60_000)
    finally:
        halt(site)


def test_a_job_cut_off_by_kill_can_be_dismissed(killed: Path, open_page):
    site = launch(killed)
    try:
        page = open_page(site.address)
        open_library(page)
        page.locator(".hj-job.hj-interrupted").get_by_role("button", name="放弃").click()
        expect(page.locator(".hj-job")).to_have_count(0)
        assert list((killed / "uploads").iterdir()) == []
    finally:
        halt(site)
