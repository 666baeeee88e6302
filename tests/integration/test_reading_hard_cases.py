"""The 30 hard cases of ../shared/corpora/real/README.md, by number, on files that we wrote.

case    test here                                               and in
1-5     test_01, 02, 03_and_04, 05 (gaps, restarts)
6-8     test_06, test_07, test_08
9-12    test_09_and_11, test_10, test_11 (once a file), test_12  test_sources
13-17   test_13_and_14, test_13 (asked), test_15, test_16_and_17, test_17
18-20   test_18, test_19, test_20
21-22   test_21, test_21_gb18030, test_22 (asked)
23-25   test_23, test_24, test_24_chrome, test_25
26-28   test_26, test_26_merged (2), test_27 (asked), test_28        test_sources (masks stay two)
29-30   test_29, test_30                                         test_reading, test_reading_formats

The real files that hold the same cases are in tests/acceptance/test_ingest.py, marked `shared`.
"""

import io
import re

import docx
import pytest

from assistant.config import Settings
from assistant.reading import read_file
from assistant.records import Outcome, Request, Status
from assistant.service import open_assistant

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"

pytestmark = pytest.mark.integration


@pytest.fixture
def read(tmp_path):
    """Write a file below a folder of documents and read it."""

    def reader(name, *lines, encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("\n".join(lines).encode(encoding))
        return read_file(path, name)

    return reader


@pytest.fixture
def library(tmp_path):
    """Write files and open a library over them, with the built-in model."""
    opened = []

    def opener(files):
        for name, lines in files.items():
            path = tmp_path / "材料" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes("\n".join(lines).encode("utf-8"))
        assistant = open_assistant(Settings(library=tmp_path / "库"))
        opened.append(assistant)
        assistant.index([tmp_path / "材料"])
        return assistant

    yield opener
    for assistant in opened:
        assistant.close()


def tree(report):
    return [(h.level, h.text) for d in report.documents for h in d.headings]


def word(tmp_path, *lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / "总结.docx"
    path.write_bytes(stream.getvalue())
    return read_file(path, path.name)


def test_01_word_without_styles(tmp_path):
    report = word(
        tmp_path,
        "青石镇总结",
        BODY,
        "一、做法",
        "（一）学",
        BODY,
        "（二）干",
        BODY,
        "二、问题",
        BODY,
    )
    assert tree(report) == [(1, "一、做法"), (2, "（一）学"), (2, "（二）干"), (1, "二、问题")]


def test_02_level_one_without_numbers(read):
    report = read(
        "a.txt", "石桥镇2025年政府工作报告", BODY, "2024年工作回顾", BODY, "2025年工作安排", BODY
    )
    assert tree(report) == [(1, "2024年工作回顾"), (1, "2025年工作安排")]


def test_03_and_04_run_in_headings_brackets_and_numbers(read):
    report = read(
        "a.txt", "青石镇2021年总结", BODY, "一、做法",
        f"(一)抓学习。{BODY}", f"（二）抓服务。{BODY}",
        "二、实事", f"1．修路。{BODY}", f"2.2021年打井。{BODY}", f"3、通电。{BODY}",
    )  # fmt: skip
    assert [text for _, text in tree(report)] == [
        "一、做法", "(一)抓学习", "（二）抓服务", "二、实事", "1．修路", "2.2021年打井", "3、通电",
    ]  # fmt: skip


def test_05_a_missing_number_is_noted(read):
    report = read("a.txt", "青石镇总结", BODY, "一、农业", BODY, "二、工业", BODY, "四、商业", BODY)
    assert len(tree(report)) == 3
    assert any("二、工业" in note and "四、商业" in note for note in report.notes)


def test_05_numbers_that_restart_under_headings_that_are_sentences(read):
    report = read(
        "a.txt", "开发组2005年第一季度工作总结", BODY,
        "第一季度取得的主要进展如下：", "一、修路", BODY, "二、打井", BODY,
        "第二季度工作计划如下：", "一、植树", BODY, "二、清淤", BODY,
    )  # fmt: skip
    assert tree(report) == [
        (1, "第一季度取得的主要进展如下"), (2, "一、修路"), (2, "二、打井"),
        (1, "第二季度工作计划如下"), (2, "一、植树"), (2, "二、清淤"),
    ]  # fmt: skip


def test_06_table_rows_are_no_headings(read, tmp_path):
    rows = ["十八、卫生健康支出 2.71", "十九、住房保障支出 29.42", "二十、其他支出 703"]
    report = read(
        "a.txt", "青石镇2021年决算说明", "一、收入情况", BODY, "二、支出情况", BODY, *rows,
        "三、名词解释", BODY,
    )  # fmt: skip
    assert [text for _, text in tree(report)] == ["一、收入情况", "二、支出情况", "三、名词解释"]
    assert all(row in report.documents[0].text for row in rows)
    document = docx.Document()
    for line in ("青石镇2021年决算说明", "一、收入情况", BODY):
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for cell, words in zip(
        (c for r in table.rows for c in r.cells),
        ["十九、住房", "29", "二十、其他", "7"],
        strict=True,
    ):
        cell.text = words
    document.save(str(tmp_path / "b.docx"))
    assert tree(read_file(tmp_path / "b.docx", "b.docx")) == [(1, "一、收入情况")]


def test_07_a_heading_glued_to_the_line_before(read):
    report = read("a.txt", "青石镇公报", f"{BODY} 一、综 合", BODY, "二、农 业", BODY)
    assert [text for _, text in tree(report)] == ["一、综 合", "二、农 业"]


def test_08_a_table_of_contents_is_no_section(read):
    contents = ["目  录", "一、做法……………1", "二、问题……………3", "三、打算……………5"]
    report = read(
        "a.txt",
        "青石镇2021年工作总结",
        *contents,
        "一、做法",
        BODY,
        "二、问题",
        BODY,
        "三、打算",
        BODY,
    )
    assert tree(report) == [(1, "一、做法"), (1, "二、问题"), (1, "三、打算")]
    assert [r.reason for r in report.removed] == ["contents"] * 4
    assert "……" not in report.documents[0].text


def test_09_and_11_the_same_body_in_two_reports(read):
    lines = ["# 青石镇2021年总结", "", BODY * 4, "", "# 梅岭乡2021年总结", "", BODY * 4]
    documents = read("汇编.md", *lines).documents
    assert [d.organisation for d in documents] == ["青石镇", "梅岭乡"]
    assert documents[0].chunks[0].text == documents[1].chunks[0].text
    assert documents[0].chunks[0].id != documents[1].chunks[0].id


def test_09_two_reports_one_without_a_title(tmp_path):
    report = word(
        tmp_path,
        "青石镇2021年工作总结", "一、做法", BODY * 3, "二、问题", BODY * 3,
        "青石镇", "2021年12月20日",
        "梅岭乡2021年工作总结", "一、做法", BODY * 3, "二、问题", BODY * 3,
    )  # fmt: skip
    assert [d.organisation for d in report.documents] == ["青石镇", "梅岭乡"]


def test_11_the_same_report_three_times_in_a_file_is_answered_once(library, tmp_path):
    one = ["# 青石镇2021年总结", "", f"一、做法\n\n{BODY * 3}", ""]
    assistant = library({"汇编.md": [*one, *one, *one]})
    documents = assistant.documents()
    assert [d.duplicate_of for d in documents] == [None, *[documents[0].id] * (len(documents) - 1)]
    answer = assistant.ask(Request("青石镇走访慰问困难群众多少户？"))
    assert "36户" in answer.text
    assert len({(c.document_id, c.start) for c in answer.citations}) == len(answer.citations)
    assert {c.document_id for c in answer.citations} == {documents[0].id}


def test_12_two_sources_are_answered_and_cited_once(library):
    lines = ["青石镇2021年总结", "一、做法", BODY, "二、问题", "一是人手不足。"]
    assistant = library({"总结.txt": lines, "copies/总结.txt": [f"{line}\r" for line in lines]})
    answer = assistant.ask(Request("青石镇走访慰问困难群众多少户？"))
    assert [(c.document, c.also_in) for c in answer.citations] == [
        ("总结.txt", ("copies/总结.txt",))
    ]


def test_13_of_consecutive_years_the_right_one_answers(library):
    assistant = library(
        {
            f"{year}.txt": [f"青石镇{year}年工作总结", f"一、做法\n全年走访慰问困难群众{n}户。"]
            for year, n in ((2021, 36), (2022, 50), (2023, 71))
        }
    )
    assert [d.duplicate_of for d in assistant.documents()] == [None] * 3
    answer = assistant.ask(Request("青石镇2022年走访慰问了多少户？"))
    assert "50户" in answer.text
    assert {c.document for c in answer.citations} == {"2022.txt"}


def test_10_reports_without_a_single_line_end(read):
    towns = ["青石镇", "梅岭乡", "南溪镇", "白鹭镇"]
    text = "".join(f"{t}2021年工作总结{BODY * 45}" for t in towns)
    assert [d.organisation for d in read("a.txt", text).documents] == towns


def test_13_and_14_a_report_of_2025_is_about_2024(read):
    lines = ["政府工作报告", "一、2024年工作回顾", BODY, "二、2025年工作安排", BODY]
    (document,) = read("2025年石桥镇政府工作报告.txt", *lines).documents
    assert (document.period, document.years) == ("2024年", (2024, 2025))


def test_15_the_news_source_is_not_the_organisation(read):
    (document,) = read(
        "a.txt", "2025年安徽省政府工作报告", "来源：湖北日报", "一、工作", BODY
    ).documents
    assert document.organisation == "安徽省"
    assert "湖北日报" not in document.text


def test_16_and_17_the_organisation_in_the_file_name_or_folder(read):
    lines = ["2021年工作总结", "一、工作", BODY.replace("我镇", "")]
    assert read("青石镇2021年工作总结.txt", *lines).documents[0].organisation == "青石镇"
    assert read("云岭县水利局/总结.txt", *lines).documents[0].organisation == "云岭县水利局"


def test_17_the_organisation_in_a_column_of_a_table(read):
    rows = [f"{unit},2021年工作总结,2021-12-30,{BODY * 6}" for unit in ("青石镇", "梅岭乡")]
    documents = read("汇总.csv", "单位,标题,日期,正文", *rows, encoding="utf-8-sig").documents
    assert [(d.organisation, d.date) for d in documents] == [
        ("青石镇", "2021-12-30"),
        ("梅岭乡", "2021-12-30"),
    ]


@pytest.mark.parametrize(
    ("line", "day"),
    [("一九五四年九月二十三日", "1954-09-23"), ("中華民國113年11月1日", "2024-11-01"),
     ("2005-12-xx", None), ("２０２１年３月１８日", "2021-03-18")],
)  # fmt: skip
def test_18_dates_of_every_kind(read, line, day):
    assert read("a.txt", "青石镇工作总结", line, BODY).documents[0].date == day


def test_19_a_signature_outside_the_period(read):
    (document,) = read(
        "a.txt", "青石镇2007年上半年工作总结", BODY, "青石镇", "2007年6月15日"
    ).documents
    assert (document.period, document.date) == ("2007年上半年", "2007-06-15")


def test_20_months_across_a_year(read):
    (document,) = read("a.txt", "开发组2003年12月份与2004年1月份工作总结", BODY).documents
    assert document.years == (2003, 2004)


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
