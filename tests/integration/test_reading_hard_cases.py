"""The hard cases of ../shared/corpora/real/README.md, by number, on files that we wrote."""

import io

import docx
import pytest

from assistant.reading import read_file

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


def test_07_a_heading_glued_to_the_line_before(read):
    report = read("a.txt", "青石镇公报", f"{BODY} 一、综 合", BODY, "二、农 业", BODY)
    assert [text for _, text in tree(report)] == ["一、综 合", "二、农 业"]


def test_09_and_11_the_same_body_in_two_reports(read):
    lines = ["# 青石镇2021年总结", "", BODY * 4, "", "# 梅岭乡2021年总结", "", BODY * 4]
    documents = read("汇编.md", *lines).documents
    assert [d.organisation for d in documents] == ["青石镇", "梅岭乡"]
    assert documents[0].chunks[0].text == documents[1].chunks[0].text
    assert documents[0].chunks[0].id != documents[1].chunks[0].id


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


def test_24_units_and_notes_of_tables_stay(read):
    (document,) = read(
        "a.txt", "青石镇总结", BODY, "单位：万元", "注：本表不含村级。", "- 1 -"
    ).documents
    assert "单位：万元" in document.text
    assert "注：本表不含村级。" in document.text
    assert "- 1 -" not in document.text


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


def test_28_masked_organisations_stay_as_they_stand(read):
    report = read("a.txt", "**市**局2021年工作总结", "一、做法", f"服务群众XX人次。{BODY}")
    assert report.documents[0].organisation == "**市**局"
    assert "XX人次" in report.documents[0].text
    assert any("隐去" in note for note in report.notes)


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
