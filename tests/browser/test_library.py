"""资料库 as a user sees it: adding, watching, cancelling, removing."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask
from tests.browser.documents import village


def open_library(page: Page) -> None:
    page.get_by_role("tab", name="资料库").click()
    page.wait_for_selector("#hj-shelf :is(.hj-figures, .hj-first)")


def test_an_empty_library_says_what_to_do_and_an_upload_makes_it_answer(
    own_site, open_page, tmp_path: Path
):
    page = open_page(own_site(empty=True).address)
    expect(page.locator(".hj-welcome")).to_contain_text("先放进几份工作总结")
    page.click(".hj-welcome a")
    page.wait_for_selector("#hj-files", state="attached")
    good, bad = tmp_path / "红星村2023年工作总结.md", tmp_path / "空白.docx"
    good.write_text(village("红星村", 7), "utf-8")
    bad.write_bytes(b"")
    page.set_input_files("#hj-files", [good, bad])
    job = page.locator(".hj-job.hj-done")
    expect(job).to_contain_text("新增 1")
    expect(job.locator(".hj-failed")).to_contain_text("空白.docx")
    expect(page.locator(".hj-documents")).to_contain_text("红星村")
    expect(page.locator("#hj-holdings")).to_contain_text("1 份材料")
    page.get_by_role("tab", name="问答").click()
    ask(page, "红星村开展了多少场义诊？")
    expect(page.locator(".hj-answer").first).to_contain_text("7场")


def test_a_document_can_be_read_whole_and_removed(own_site, open_page, record):
    page = open_page(own_site().address)
    open_library(page)
    page.locator(".hj-read", has_text="育才中学").click()
    expect(page.locator("#hj-source .hj-paper")).to_contain_text("红领巾讲解员")
    page.click("#hj-close")
    row = page.locator(".hj-documents tbody tr", has_text="育才中学")
    row.locator(".hj-remove").click()
    expect(row).to_have_count(0)
    expect(page.locator("#hj-undo")).to_contain_text("已移除“育才中学工作总结.txt”")
    assert record.ran == []  # it can be undone, so nothing is asked


def test_the_list_can_be_narrowed(site, open_page):
    page = open_page(site.address)
    open_library(page)
    page.fill("#hj-find", "医院")
    expect(page.locator(".hj-documents tbody tr:visible")).to_have_count(1)


def test_progress_is_seen_by_a_second_tab_and_the_outcome_survives_a_reload(
    own_site, open_page, tmp_path: Path
):
    page = open_page(own_site(empty=True).address)
    open_library(page)
    files = []
    for n in range(30):
        files.append(tmp_path / f"{n:02}村.md")
        files[-1].write_text(village(f"第{n}村", n + 1), "utf-8")
    page.set_input_files("#hj-files", files)
    page.locator(".hj-job:not(.hj-uploading)").first.wait_for()
    page.reload(wait_until="commit")
    page.wait_for_selector("#hj-box textarea")
    open_library(page)
    expect(page.locator(".hj-job.hj-done")).to_contain_text("新增 30")


def test_an_upload_on_its_way_can_be_cancelled_and_leaves_nothing(
    own_site, open_page, tmp_path: Path
):
    site = own_site(empty=True)
    page = open_page(site.address)
    open_library(page)
    page.route("**/file?*", lambda route: None)  # the files never arrive
    files = [tmp_path / f"{n}村.md" for n in range(6)]
    for n, file in enumerate(files):
        file.write_text(village(f"第{n}村", n), "utf-8")
    page.set_input_files("#hj-files", files)
    page.locator(".hj-job.hj-uploading button").click()
    expect(page.locator(".hj-job")).to_have_count(0)
    assert page.request.get(f"{site.address}/api/v1/jobs").json() == []
    assert page.request.get(f"{site.address}/healthz").json()["documents"] == 0


def test_a_zip_is_unpacked_and_what_is_refused_is_named(own_site, open_page, tmp_path: Path):
    page = open_page(own_site(empty=True).address)
    open_library(page)
    archive = tmp_path / "各村.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("红星村.md", village("红星村", 7))
        file.writestr("程序.exe", b"MZ")
    page.set_input_files("#hj-files", archive)
    expect(page.locator(".hj-uploading .hj-failed")).to_contain_text("程序.exe")
    expect(page.locator(".hj-job.hj-done")).to_contain_text("新增 1")
    expect(page.locator(".hj-documents")).to_contain_text("各村/红星村.md")


def test_a_wrong_organisation_is_corrected_and_answers_go_by_it(own_site, open_page):
    page = open_page(own_site().address)
    open_library(page)
    row = page.locator(".hj-documents tbody tr", has_text="育才中学")
    row.locator(".hj-correct").click()
    page.fill("#hj-correct input[name=organisation]", "育才实验中学")
    page.locator("#hj-correct button.hj-go").click()
    expect(page.locator(".hj-documents")).to_contain_text("育才实验中学")
    page.get_by_role("tab", name="问答").click()
    ask(page, "育才实验中学开展了多少场义诊？")
    expect(page.locator(".hj-answer").first).to_contain_text("2场")
