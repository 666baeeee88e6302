"""Hard cases 21 to 30: script and code, lines and tables, figures and masks, bad files."""

import re

import docx
import pytest

from assistant.reading import read_file
from assistant.records import Outcome, Request, Status
from tests.integration.test_reading_hard_cases import BODY

pytestmark = pytest.mark.integration


def test_21_literal_blanks_and_utf_16(read):
    report = read("a.txt", "<U+00A0>青石镇2021年总结", BODY, encoding="utf-16")
    assert report.documents[0].title == "青石镇2021年总结"


def test_21_gb18030_byte_order_marks_and_wide_digits(read):
    line = "青石镇２０２１年总结"
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        (document,) = read("a.txt", line, f"全年增长９．１％。{BODY}", encoding=encoding).documents
        assert (document.title, document.years) == (line, (2021,))
        assert "９．１％" in document.text


def test_21_wide_digits_are_found_by_narrow_ones(library):
    assistant = library(
        {"a.txt": ["青石镇2021年总结", "一、做法", f"粮食产量增长９．１％。{BODY}"]}
    )
    answer = assistant.ask(Request("青石镇粮食产量增长了9.1%吗？"))
    assert "９．１％" in answer.text


def test_22_a_question_in_the_other_script(library):
    simple = ["青石镇2021年总结", "一、做法", f"党史学习教育宣讲12场。{BODY}"]
    traditional = [
        "臺南市政府2021年工作總結",
        "一、做法",
        "舉辦黨史學習教育宣講８場，參加幹部４百人。",
    ]
    assistant = library({"a.txt": simple, "b.txt": traditional})
    assert "12场" in assistant.ask(Request("青石鎮黨史學習教育宣講了多少場？")).text
    answer = assistant.ask(Request("台南市政府党史学习教育宣讲了多少场？"))
    assert "８場" in answer.text
    assert {c.document for c in answer.citations} == {"b.txt"}


def wrapped(text, width=56):
    """The text in lines of at most `width` columns; a number is never cut, as in an editor."""
    lines, line, used = [], "", 0
    for piece in re.findall(r"[\x21-\x7e]+|.", text):
        size = len(piece) if piece.isascii() else 2 * len(piece)
        if used + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + piece, used + size
    return [*lines, line]


def test_23_hard_wraps_are_joined_and_list_items_stay(read):
    sentence = "我镇党员走访慰问困难群众36户，人口出生率7.98‰，新修公路12公里，群众满意度提高。"
    lines = wrapped("　　" + sentence * 6)
    assert len(lines) > 8
    items = ["　　1.修建通村公路12公里；", "　　2.新打机井5眼；", "　　3.改造危房20户。"]
    report = read("a.txt", "青石镇2021年工作总结", *lines, *items, *lines)
    found = report.documents[0].text.split("\n")
    assert found[1:] == [sentence * 6, *[item.strip() for item in items], sentence * 6]
    assert any("换行" in note for note in report.notes)


def test_24_units_and_notes_of_tables_stay(read):
    (document,) = read(
        "a.txt", "青石镇总结", BODY, "单位：万元", "注：本表不含村级。", "- 1 -"
    ).documents
    assert "单位：万元" in document.text
    assert "注：本表不含村级。" in document.text
    assert "- 1 -" not in document.text


def test_24_web_chrome_and_advertisements_go_with_a_reason(read):
    report = read(
        "a.txt", "您的位置：首页 > 工作总结", "青石镇2021年总结", "下载 打印 【字号：大 中 小】",
        "一、做法", BODY, "由会员分享，更多范文请关注公众号", "注：本文数字截至11月。",
        "扫一扫在手机打开当前页",
    )  # fmt: skip
    text = report.documents[0].text
    assert "注：本文数字截至11月。" in text
    for noise in ("首页", "打印", "会员", "扫一扫"):
        assert noise not in text
        assert any(noise in line.text for line in report.removed)


def test_25_footnote_marks_stay_apart_from_numbers(read):
    text = read("a.txt", "合肥市公报", f"生产总值[2]13507.69亿元。{BODY}").documents[0].text
    assert "[2]13507.69亿元" in text


def test_26_blank_cells_keep_their_place(tmp_path):
    document = docx.Document()
    document.add_paragraph("青石镇2021年总结")
    document.add_paragraph(BODY)
    table = document.add_table(2, 3)
    for cell, words in zip(
        (c for r in table.rows for c in r.cells), ["项", "甲", "乙", "修路", "", "5"], strict=True
    ):
        cell.text = words
    document.save(str(tmp_path / "a.docx"))
    assert "修路 |  | 5" in read_file(tmp_path / "a.docx", "a.docx").documents[0].text


def test_26_merged_cells_keep_columns_in_their_places(tmp_path):
    document = docx.Document()
    for line in ("青石镇2021年总结", BODY, "单位：万元"):
        document.add_paragraph(line)
    table = document.add_table(4, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "两村"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "工程"
    for row, column, words in (
        (0, 0, "项目"), (1, 1, "12"), (2, 2, "5"), (3, 0, "合计"), (3, 1, "12"), (3, 2, "5"),
    ):  # fmt: skip
        table.cell(row, column).text = words
    document.save(str(tmp_path / "a.docx"))
    text = read_file(tmp_path / "a.docx", "a.docx").documents[0].text
    rows = ["单位：万元", "项目 | 两村 | ", "工程 | 12 | ", "工程 |  | 5", "合计 | 12 | 5"]
    assert "\n".join(rows) in text


def test_26_merged_cells_of_a_web_page(read):
    rows = (
        "<tr><td>项目</td><td colspan=2>两村</td></tr>"
        "<tr><td rowspan=2>工程</td><td>12</td><td></td></tr><tr><td></td><td>5</td></tr>"
        "<tr><td rowspan=2>合计</td><td rowspan=2>12</td><td>5</td></tr><tr><td>6</td></tr>"
    )
    page = f"<h1>青石镇2021年总结</h1><p>{BODY}</p><table>{rows}</table>"
    text = read("a.html", page).documents[0].text
    table = ["项目 | 两村 | ", "工程 | 12 | ", "工程 |  | 5", "合计 | 12 | 5", "合计 |  | 6"]
    assert "\n".join(table) in text


def test_27_distributed_figures_keep_their_order_and_their_sign(library):
    sentence = "PM10、PM2.5平均浓度分别下降19.4%、14.9%。"
    assistant = library(
        {"a.txt": ["青石镇2021年总结", "一、做法", f"生态环境改善，{sentence}{BODY}"]}
    )
    answer = assistant.ask(Request("青石镇PM2.5平均浓度变化了多少？"))
    assert "分别下降19.4%、14.9%" in answer.text
    assert any(sentence in c.passage for c in answer.citations)


def test_28_masked_organisations_stay_as_they_stand(read):
    report = read("a.txt", "**市**局2021年工作总结", "一、做法", f"服务群众XX人次。{BODY}")
    assert report.documents[0].organisation == "**市**局"
    assert "XX人次" in report.documents[0].text
    assert any("隐去" in note for note in report.notes)


def test_28_masked_values_are_unknown_and_organisations_stay_two(library):
    lines = ["**市**局2021年工作总结", "一、做法", "开展义诊，服务群众XX人次。"]
    other = ["**市**局2022年工作总结", "一、做法", "走访慰问困难群众36户，慰问金5万元。"]
    assistant = library({"a.txt": lines, "b.txt": other})
    assert len(assistant.organisations()) == 2
    answer = assistant.ask(Request("**市**局2021年义诊服务群众多少人次？"))
    assert "XX人次" in answer.text
    assert "0人次" not in answer.text


def test_29_a_bad_file_is_named_and_the_rest_is_read(library, tmp_path):
    assistant = library({"a.txt": ["青石镇2021年总结", BODY]})
    folder = tmp_path / "材料"
    (folder / "空.docx").write_bytes(b"")
    (folder / "~$总结.docx").write_bytes(b"xx")
    (folder / "假.docx").write_bytes(bytes(range(256)) * 9)
    (folder / "加密.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    report = assistant.index([folder])
    reasons = {f.file: f.reason for f in report.files if f.outcome is Outcome.FAILED}
    assert set(reasons) == {"空.docx", "~$总结.docx", "假.docx", "加密.docx"}
    for file, words in (("空.docx", "0 字节"), ("~$总结.docx", "锁文件"), ("加密.docx", "密码")):
        assert words in reasons[file]
    assert assistant.ask(Request("青石镇走访慰问多少户？")).status is Status.ANSWERED


def test_30_a_form_and_a_resolution(read):
    form = [
        "工作总结模板",
        "一、基本情况（填写单位概况）",
        "二、主要做法____",
        "三、问题（请填写）____",
        "四、打算____",
    ]
    assert "模板" in read("a.txt", *form).reason
    report = read(
        "b.txt", "石桥镇人民代表大会关于政府工作报告的决议", f"会议批准了这个报告。{BODY}"
    )
    assert any("决议" in note for note in report.notes)
