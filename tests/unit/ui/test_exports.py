import io
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from assistant.records import Request
from tests.fakes_ui import FakeAssistant
from ui import exports
from ui.contract import answer_to_json
from ui.wording import numbering, unmarked

WHEN = datetime(2026, 11, 20, 9, 30)


@pytest.fixture
def answer(tmp_path: Path) -> dict:
    return answer_to_json(FakeAssistant(tmp_path).ask(Request("各单位走访慰问了多少户？")))


def test_word_opens_and_holds_question_table_and_sources(answer: dict):
    file = exports.word(answer, WHEN)
    document = docx.Document(io.BytesIO(file.content))
    lines = [p.text for p in document.paragraphs]
    assert lines[0] == "各单位走访慰问了多少户？"
    assert "[1] 〔青石镇《青石镇2022年党史学习教育工作总结》二、（三）第 7 段〕" in lines
    assert answer["citations"][0]["passage"] in lines
    assert [c.text for c in document.tables[0].rows[0].cells] == ["单位", "原文", "出处"]
    assert "2026-11-20 09:30" in lines[-1]
    assert file.name == "各单位走访慰问了多少户.docx"


def test_excel_has_two_sheets_of_texts(answer: dict):
    with zipfile.ZipFile(io.BytesIO(exports.excel(answer, WHEN).content)) as archive:
        assert archive.testzip() is None
        sheets = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    assert "163户" in sheets[0]
    assert "青石镇/2022年总结.docx" in sheets[1]
    assert "<f>" not in "".join(sheets)


def test_markdown_holds_the_sources_verbatim(answer: dict):
    text = exports.markdown(answer, WHEN).content.decode()
    assert text.startswith("# 各单位走访慰问了多少户？")
    assert f"> {answer['citations'][0]['passage']}" in text
    assert "| 单位 | 原文 | 出处 |" in text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "md"])
def test_hostile_text_stays_text(answer: dict, kind: str):
    hostile = '=HYPERLINK("http://evil")</w:t><script>\x00\x1f\ufffe\ud800|&'
    answer["question"] = hostile
    answer["citations"][0] |= {"passage": hostile, "organisation": hostile}
    answer["table"]["rows"][0][0] = hostile
    if kind == "md":
        answer["question"] = answer["citations"][0]["passage"] = "=x|</w:t>"
        answer["citations"][0]["organisation"] = answer["table"]["rows"][0][0] = "a|b"
    file = exports.FORMATS[kind](answer, WHEN)
    assert not set(file.name) & set('\\/:*?"<>|\0')
    if kind != "md":
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for name in archive.namelist():
                ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("- **青石镇**：义诊6场[1]", "青石镇：义诊6场[1]"),
        (r"\<b\> \[2\] 1\.", "<b> [2] 1."),
        ("## 一、概况", "一、概况"),
        ("> 引文", "引文"),
        ("1. 第一", "1. 第一"),
    ],
)
def test_markdown_is_taken_off_a_line(line: str, plain: str):
    assert unmarked(line) == plain


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (("二、主要做法", "（三）办好实事"), "二、（三）"),
        (("第三章 保障",), "第三章"),
        (("工作回顾", "民生"), "民生"),
        ((), ""),
    ],
)
def test_a_section_is_named_by_its_numbers(section: tuple[str, ...], words: str):
    assert numbering(section) == words
