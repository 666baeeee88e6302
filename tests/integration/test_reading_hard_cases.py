"""The 30 hard cases of ../shared/corpora/real/README.md, by number, on files that we wrote.

Cases 21 to 30 stand in test_reading_hard_cases_words.py.

case    test                                                               and in
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

import docx
import pytest

from assistant.reading import read_file
from assistant.records import Request

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"

pytestmark = pytest.mark.integration


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
