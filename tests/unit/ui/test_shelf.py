"""The library's place as HTML: the list, its pages and filters, the details, removals, storage."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.corrections import Correction
from assistant.health import (
    DocumentHealth,
    FileHealth,
    FileState,
    Remark,
    RemarkKind,
)
from assistant.keeping import RemovedFile
from assistant.records import DocumentSummary, RemovedLine, Role
from tests.fakes_documents import make_document
from tests.fakes_ui import FakeAssistant
from ui import shelf
from ui.file_detail import Opened, detail_html, place_of
from ui.file_list import PAGE, Wanted, files_html, filters_html, states_in_words

ONE = DocumentSummary("d", "甲.md", "甲总结", "甲镇", (), None, (2022,), "2022-12-30", 3)
HOSTILE = '<img src=x onerror=y>" onclick=z'


def file(name: str, state: FileState = FileState.SOUND, **other) -> FileHealth:
    documents = (DocumentHealth(replace(ONE, file=name), 3, 400, ((Role.WORK, 2),)),)
    made = FileHealth(name, "md", 2_048, state, None, (), documents, 0)
    return replace(made, **other)


def rows(html: str) -> list[str]:
    return re.findall(r"<b>([^<]*)</b>", html)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["县人民医院", "", "育才中学", "青石镇"]),
        ("医院", ["县人民医院"]),
        ("总结 2022", ["县人民医院", "青石镇"]),
        (".DOCX", ["青石镇"]),
        ("没有", []),
    ],
)
def test_files_are_found_by_all_words(tmp_path: Path, search: str, found: list[str]):
    assert rows(files_html(FakeAssistant(tmp_path).health(), Wanted(search))) == found


def test_a_long_list_is_shown_page_by_page_and_stays_small():
    files = [file(f"{n:03}.md") for n in range(500)]
    html = files_html(files, Wanted(page=3))
    assert re.findall(r'<tr data-file="(\d+)\.md"', html) == [f"{n:03}" for n in range(100, 150)]
    assert "第 101–150 个，共 500 个" in html
    assert 'data-page="2"' in html
    assert 'data-page="4"' in html
    assert len(html.encode()) < 100_000
    assert files_html(files, Wanted(page=99)).count("<tr data-file") == PAGE
    assert 'data-page="11"' not in files_html(files, Wanted(page=99))
    assert "hj-pager" not in files_html(files[:PAGE], Wanted())


def test_the_summary_adds_up_and_a_filter_shows_one_state():
    files = [
        file("甲.md"), file("乙.md"), file("丙.md", FileState.MENDED),
        file("丁.md", FileState.UNREADABLE, reason="文件是空的", documents=()),
    ]  # fmt: skip
    assert states_in_words(files) == "4 个文件，3 份材料：2 个完好，1 个有修补，1 个未读出"
    html = filters_html(files, FileState.MENDED)
    assert re.findall(r'data-state="(\w*)"', html) == ["", "unreadable", "mended", "sound"]
    assert re.findall(r'aria-pressed="true">([^<]*)<', html) == ["有修补 1"]
    shown = files_html(files, Wanted(state=FileState.UNREADABLE))
    assert re.findall(r'<tr data-file="([^"]*)"', shown) == ["丁.md"]
    assert "文件是空的" in shown
    assert "没有符合条件的文件" in files_html(files, Wanted(state=FileState.ODD))


def test_hostile_names_are_text():
    said = replace(ONE, file=HOSTILE, title=HOSTILE, organisation=HOSTILE, period=HOSTILE)
    hostile = file(
        HOSTILE, reason=HOSTILE, remarks=(Remark(RemarkKind.ODD, HOSTILE),),
        documents=(DocumentHealth(said, 1, 9, ()),),
    )  # fmt: skip
    document = replace(
        make_document(HOSTILE, HOSTILE, "一、" + HOSTILE + "\n义诊\n", (2022,)), id="d"
    )
    removed = (RemovedLine(HOSTILE, HOSTILE, HOSTILE),)
    opened = Opened(hostile, [document], [Correction(organisation=HOSTILE)], removed)
    trash = [RemovedFile(HOSTILE, "2026-01-01T00:00:00+00:00", "2026-01-08T00:00:00+00:00", 1)]
    for html in (files_html([hostile], Wanted()), detail_html(opened), shelf._trash(trash)):
        assert "<img" not in html
        assert 'onclick=z"' not in html.replace("&quot; onclick=z", "")


def test_the_name_of_a_file_goes_back_to_the_server_as_it_is():
    html = files_html([file("甲  乙.md")], Wanted())
    assert 'value="甲  乙.md"' in html
    assert html.count('data-file="甲  乙.md"') == 4


def test_details_say_what_was_found_and_what_was_corrected():
    document = replace(
        make_document("甲.md", "甲镇", "一、做法\n义诊3场。\n二、问题\n学习不深。\n", (2022,)),
        id="d",
    )
    path = ("一、做法",)
    correction = Correction("甲镇", roles=((path, Role.RESULTS),))
    html = detail_html(Opened(file("甲.md"), [document], [correction], ()))
    assert "3 个标题，400 字，3 个片段，1 处数字" in html
    assert "主要做法 2" in html
    assert html.count("人工更正") == 2
    assert 'data-field="organisation"' in html
    assert 'data-field="title"' not in html
    assert html.count("<select") == 2
    assert "章节与类别（2）" in html
    assert "没有清理掉任何一行" in html


@pytest.mark.parametrize(
    ("period", "years", "shown"),
    [
        ("2022年", (2022,), "2022年"),
        ("2022年", (2022, 2023), "2022年（按 2022、2023 查找）"),
        (None, (2022,), "2022"),
        ("“十三五”", (), "“十三五”"),
    ],
)
def test_the_period_is_shown_with_the_years_it_is_found_by(period, years, shown):
    said = replace(ONE, file="甲.md", period=period, years=years)
    document = replace(make_document("甲.md", "甲镇", "义诊3场。\n", ()), id="d")
    one = file("甲.md", documents=(DocumentHealth(said, 0, 400, ()),))
    html = detail_html(Opened(one, [document], [Correction()], ()))
    assert f"<dt>年度</dt><dd>{shown}</dd>" in html


def test_sections_under_one_heading_with_several_roles_show_them_all():
    document = make_document("甲.md", "甲镇", "一、做法\n义诊3场。\n学习2次。\n", (2022,))
    first, second = document.sections
    mixed = replace(document, id="d", sections=(first, replace(second, role=Role.PLANS)))
    html = detail_html(Opened(file("甲.md"), [mixed], [Correction()], ()))
    assert "<option>主要做法、下一步打算</option>" in html


def test_a_removed_line_names_its_paragraph_and_links_to_it():
    document = make_document("甲.md", "甲镇", "标题\n义诊3场，服务群众多人次。\n学习。\n", (2022,))
    place, href = place_of(RemovedLine("广告", "ad", "义诊3场，服务群众多", 4), [document])
    assert place == "第 4 页 · 第 2 段“义诊3场，服务群众多”之后"
    start = document.text.index("义诊")
    assert href == f"#cite-{document.id}-{start}-{start + 10}"
    assert place_of(RemovedLine("广告", "ad"), [document]) == ("开头", "")
    assert place_of(RemovedLine("广告", "ad", "没有的话"), [document]) == ("“没有的话”之后", "")


def test_removed_lines_are_listed_with_their_reason_in_words():
    lines = tuple(RemovedLine(f"第{n}行", "ad", "", None) for n in range(301))
    document = replace(make_document("甲.md", "甲镇", "义诊\n", ()), id="d")
    html = detail_html(Opened(file("甲.md"), [document], [Correction()], lines))
    assert "清理掉的 301 行" in html
    assert html.count("<q>") == 300
    assert "另有 1 行" in html
    assert "<b>广告</b>" in html
    unknown = detail_html(Opened(file("甲.md"), [document], [Correction()], None))
    assert "还没有记录" in unknown


def test_what_could_not_be_read_stands_with_its_reason(tmp_path: Path):
    html = whole(FakeAssistant(tmp_path))
    assert "1 个未读出" in html
    assert "请用 Word 或 WPS 另存为 .docx" in html


def whole(assistant: FakeAssistant) -> str:
    parts = shelf.Shelf(
        assistant.status(), assistant.health(), assistant.trash(), assistant.storage()
    )
    return shelf.library_html(parts, Wanted())


def test_storage_and_version_are_shown(tmp_path: Path):
    html = whole(FakeAssistant(tmp_path))
    assert "2 KB（当前版次 1000 B）" in html
    assert "hujian-static-zh-en，版本 1" in html
    assert "第 1 版，202" in html


def test_an_empty_library_has_no_box_to_search_in(tmp_path: Path):
    html = whole(FakeAssistant(tmp_path, empty=True))
    assert "hj-find" not in html
    assert "把工作总结拖到上面的框里" in html
    assert html.count("<li>") == 3
    assert "hj-figures" not in html


def test_a_document_that_repeats_another_is_marked():
    twin = DocumentHealth(replace(ONE, duplicate_of="e"), 3, 400, (), "乙.md")
    html = files_html([file("甲.md"), file("乙.md", documents=(twin,))], Wanted())
    assert html.count("与另一份相同") == 1
