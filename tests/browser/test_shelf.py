"""资料库 as a user keeps it in order: the health report, corrections, removing and undoing."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask
from tests.browser.documents import village
from tests.browser.test_library import open_library


def row_of(page: Page, name: str):
    return page.locator(".hj-documents tbody tr:not(.hj-detail)", has_text=name)


def add(page: Page, *files: Path) -> None:
    page.set_input_files("#hj-files", list(files))
    page.locator(".hj-job.hj-done").first.wait_for()


def test_the_report_counts_every_state_and_a_filter_shows_one(own_site, open_page, tmp_path: Path):
    page = open_page(own_site().address)
    open_library(page)
    bad, ads = tmp_path / "空白.docx", tmp_path / "有广告.md"
    bad.write_bytes(b"")
    ads.write_text(village("松岗村", 3) + "\n\n更多范文请加微信，客服代笔，会员下载\n", "utf-8")
    add(page, bad, ads)
    expect(page.locator(".hj-summary")).to_contain_text("1 个有修补")
    expect(page.locator(".hj-summary")).to_contain_text("1 个未读出")
    page.locator(".hj-filter", has_text="未读出").click()
    expect(page.locator(".hj-documents tbody tr")).to_have_count(1)
    expect(row_of(page, "空白.docx")).to_contain_text("0 字节")
    page.locator(".hj-filter", has_text="有修补").click()
    row_of(page, "有广告.md").locator(".hj-more").click()
    expect(page.locator(".hj-file-detail")).to_contain_text("去掉了广告")
    page.locator(".hj-gone summary").click()
    line = page.locator(".hj-gone li")
    expect(line).to_contain_text("更多范文请加微信")
    expect(line).to_contain_text("广告")
    line.locator("a").click()  # where it stood
    expect(page.locator("#hj-source mark")).to_contain_text("建立管护队伍")


def test_the_report_is_downloaded(site, open_page):
    page = open_page(site.address)
    open_library(page)
    with page.expect_download() as download:
        page.locator(".hj-exports a", has_text="XLSX").click()
    assert download.value.suggested_filename == "健康报告.xlsx"
    with zipfile.ZipFile(download.value.path()) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "青石镇/2022年总结.txt" in sheet


def test_a_role_is_corrected_by_a_choice_and_the_correction_undone(own_site, open_page):
    site = own_site()
    page = open_page(site.address)
    open_library(page)
    row_of(page, "青石镇").locator(".hj-more").click()
    page.locator(".hj-sections summary").click()
    role = page.get_by_label("“三、存在问题”的类别")
    expect(role).to_have_value("存在问题")
    role.select_option("经验体会")
    expect(page.locator(".hj-by-hand")).to_have_count(1)
    expect(role).to_have_value("经验体会")
    page.reload(wait_until="commit")  # it is kept by the library, not by the page
    page.wait_for_selector("#hj-box textarea")
    open_library(page)
    row_of(page, "青石镇").locator(".hj-more").click()
    expect(role).to_have_value("经验体会")
    page.locator(".hj-take-back").click()
    expect(page.locator(".hj-by-hand")).to_have_count(0)
    page.locator(".hj-sections summary").wait_for()
    expect(role).to_have_value("存在问题")


def test_a_corrected_organisation_is_marked_and_undone_alone(own_site, open_page):
    page = open_page(own_site().address)
    open_library(page)
    row = row_of(page, "育才中学")
    row.locator(".hj-correct").click()
    page.fill("#hj-correct input[name=organisation]", "育才实验中学")
    page.fill("#hj-correct input[name=date]", "2022-01-05")
    page.locator("#hj-correct button.hj-go").click()
    row = row_of(page, "育才实验中学")
    row.locator(".hj-more").click()
    expect(page.locator(".hj-by-hand")).to_have_count(2)
    page.get_by_label("撤销对“单位”的更正").click()
    expect(page.locator(".hj-by-hand")).to_have_count(1)
    expect(page.locator(".hj-file-detail")).to_contain_text("2022-01-05")
    expect(row_of(page, "育才实验中学")).to_have_count(0)


def test_several_files_are_removed_at_once_and_undone(own_site, open_page):
    page = open_page(own_site().address)
    open_library(page)
    for name in ("青石镇", "县人民医院"):
        row_of(page, name).locator(".hj-pick").check()
    expect(page.locator("#hj-picked")).to_contain_text("已选 2 个")
    page.locator(".hj-remove-picked").click()
    expect(page.locator("#hj-undo")).to_contain_text("已移除 2 个文件")
    expect(page.locator(".hj-documents tbody tr")).to_have_count(2)
    expect(page.locator("#hj-holdings")).to_contain_text("2 份材料")
    page.locator(".hj-undo").click()
    expect(page.locator(".hj-documents tbody tr")).to_have_count(4)
    expect(page.locator("#hj-undo")).to_be_hidden()
    page.get_by_role("tab", name="问答").click()
    ask(page, "青石镇清渠工程投资多少？")
    expect(page.locator(".hj-answer").first).to_contain_text("62万元")


def test_removed_files_wait_in_the_trash_and_come_back_one_by_one_or_never(
    own_site, open_page, record
):
    page = open_page(own_site().address)
    open_library(page)
    for name in ("青石镇", "育才中学", "县人民医院"):
        row_of(page, name).locator(".hj-remove").click()
        expect(row_of(page, name)).to_have_count(0)
    page.reload(wait_until="commit")
    page.wait_for_selector("#hj-box textarea")
    open_library(page)
    page.locator(".hj-trash summary").click()
    expect(page.locator(".hj-trash li")).to_have_count(3)
    page.get_by_label("恢复“育才中学工作总结.txt”").click()
    expect(row_of(page, "育才中学")).to_have_count(1)
    expect(page.locator(".hj-trash li")).to_have_count(2)  # still open
    page.locator(".hj-empty-trash").click()
    expect(page.get_by_role("dialog")).to_contain_text("彻底清除 2 个")
    page.keyboard.press("Escape")
    expect(page.locator(".hj-trash li")).to_have_count(2)
    page.locator(".hj-empty-trash").click()
    page.get_by_role("dialog").get_by_role("button", name="彻底清除").click()
    expect(page.locator(".hj-trash")).to_have_count(0)
    assert record.ran == []
    expect(page.locator(".hj-documents tbody tr")).to_have_count(2)


def test_a_long_list_is_turned_page_by_page_and_searched(own_site, open_page, tmp_path: Path):
    page = open_page(own_site().address)
    open_library(page)
    archive = tmp_path / "各村.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for n in range(60):
            file.writestr(f"{n:02}村.md", village(f"第{n}村", n + 1))
    add(page, archive)
    expect(page.locator(".hj-pager")).to_contain_text("共 64 个")
    expect(page.locator(".hj-documents tbody tr")).to_have_count(50)
    page.locator(".hj-turn", has_text="下一页").click()
    expect(page.locator(".hj-documents tbody tr")).to_have_count(14)
    page.fill("#hj-find", "第7村")
    expect(page.locator(".hj-documents tbody tr")).to_have_count(1)
    page.locator(".hj-pick-all").check()
    page.locator(".hj-remove-picked").click()
    expect(page.locator(".hj-none-yet")).to_contain_text("没有符合条件的文件")


def test_storage_and_version_are_shown(site, open_page):
    page = open_page(site.address)
    open_library(page)
    page.locator(".hj-storage summary").click()
    expect(page.locator(".hj-storage")).to_contain_text("hujian-static-zh-en，版本")
    expect(page.locator(".hj-storage")).to_contain_text("格式版本")


def test_everything_is_done_by_keyboard_and_the_focus_stays(own_site, open_page):
    page = open_page(own_site().address)
    open_library(page)
    more = row_of(page, "青石镇").locator(".hj-more")
    more.focus()
    page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    page.locator(".hj-sections summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("“三、存在问题”的类别").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hj-by-hand")).to_have_count(1)
    expect(page.get_by_label("“三、存在问题”的类别")).to_be_focused()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hj-file-detail")).to_have_count(0)
    row_of(page, "育才中学").locator(".hj-remove").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hj-undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row_of(page, "育才中学")).to_have_count(1)


def test_the_place_fits_a_phone(own_site, open_page):
    page = open_page(own_site().address, width=390, height=844)
    open_library(page)
    row_of(page, "青石镇").locator(".hj-more").click()
    page.locator(".hj-sections summary").click()
    page.locator(".hj-role").first.scroll_into_view_if_needed()
    place = page.locator("#hj-library")
    assert place.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    for part in page.locator(".hj-file-detail .hj-role").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
