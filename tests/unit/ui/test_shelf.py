import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import DocumentSummary
from tests.fakes_ui import FakeAssistant
from ui import shelf


def rows(html: str) -> list[str]:
    return re.findall(r"<tr><td[^>]*><b>([^<]*)</b>", html)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["县人民医院", "育才中学", "青石镇"]),
        ("医院", ["县人民医院"]),
        ("总结 2022", ["县人民医院", "青石镇"]),
        (".DOCX", ["青石镇"]),
        ("没有", []),
    ],
)
def test_documents_are_found_by_all_words(tmp_path: Path, search: str, found: list[str]):
    assert rows(shelf.documents_html(FakeAssistant(tmp_path).documents(), search)) == found


def test_a_long_list_is_cut_and_says_so():
    one = DocumentSummary("d", "甲.md", "甲", "甲", (), None, (2022,), None, 3)
    html = shelf.documents_html([replace(one, id=str(n)) for n in range(301)])
    assert len(rows(html)) == 300
    assert "前 300 份，共 301 份" in html


def test_hostile_names_are_text():
    hostile = '<img src=x onerror=y>" onclick=z'
    one = DocumentSummary("d", hostile, hostile, hostile, (), hostile, (), None, 3)
    html = shelf.documents_html([one])
    assert "<img" not in html
    assert 'onclick=z"' not in html.replace("&quot; onclick=z", "")


def test_what_could_not_be_read_stands_with_its_reason(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    html = shelf.library_html(assistant.status(), assistant.documents())
    assert "有 1 个文件未读出" in html
    assert "请用 Word 或 WPS 另存为 .docx" in html


def test_an_empty_library_has_no_box_to_search_in(tmp_path: Path):
    assistant = FakeAssistant(tmp_path, empty=True)
    html = shelf.library_html(assistant.status(), assistant.documents())
    assert "hj-find" not in html
    assert "把工作总结拖到上面的框里" in html


def test_a_document_that_repeats_another_is_marked():
    one = DocumentSummary("d", "甲.md", "甲", "甲", (), None, (), None, 3)
    html = shelf.documents_html([one, replace(one, id="e", duplicate_of="d")])
    assert html.count("与另一份相同") == 1
