"""Who gave a report, its number and date: from the lines around its title and signature."""

from __future__ import annotations

import pytest

from assistant.answering import about_document, passage
from assistant.answering.composed import Composed, NoEvidence
from assistant.question import Wants
from assistant.text import fold
from tests.libraries import retriever_over, task_for

BODY = "走访慰问群众。" * 100
FILES = {
    "a.md": (
        "# 甲省2024年政府工作报告\n\n甲省代省长 王强\n\n（甲政〔2024〕7号）\n\n"
        f"一、主要做法\n\n{BODY}\n\n二、存在问题\n\n县长 赵刚在会上作了宣讲。\n"
    ),
    "b.md": f"# 乙省2023年政府工作报告\n\n一、主要做法\n\n{BODY}{BODY}县长 赵刚作了宣讲。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("front"), FILES)


def test_the_speaker_stands_below_the_title(retriever):
    found = passage.answer(task_for(retriever, "甲省2024年政府工作报告是谁作的？"))
    assert isinstance(found, Composed)
    (citation,) = found.citations
    assert "代省长 王强" in citation.passage


def test_a_name_far_behind_the_title_is_no_speaker(retriever):
    outcome = about_document.answer(task_for(retriever, "乙省2023年政府工作报告是谁作的？"))
    assert isinstance(outcome, NoEvidence)


def test_the_number_of_the_document(retriever):
    found = passage.answer(task_for(retriever, "甲省2024年政府工作报告的文号是什么？"))
    assert isinstance(found, Composed)
    assert "甲政〔2024〕7号" in found.citations[0].passage


LISTED = """公文名称,发文机关,发文字号,成文日期
乙县走访慰问办法,乙县,乙政〔2014〕3号,2014年01月06日
乙县义诊宣讲办法,乙县,乙政〔2015〕9号,2015年02月07日
"""
SIGNED = (
    "# 丙镇2021年工作总结\n\n一、主要做法\n\n走访慰问群众。\n\n二、下一步打算\n\n"
    "2022年1月召开会议，走访慰问。\n\n丙镇人民政府\n\n2021年12月6日\n"
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    files = {"list.csv": LISTED, "c.md": SIGNED}
    return retriever_over(tmp_path_factory.mktemp("lists"), files)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("走访慰问办法的文号是什么？", "乙政〔2014〕3号"),
        ("义诊宣讲办法的发文字号是什么？", "乙政〔2015〕9号"),
        ("义诊宣讲办法的成文日期是哪天？", "2015年02月07日"),
    ],
)
def test_the_entry_of_a_list_gives_number_and_date_of_what_it_names(lists, question, given):
    found = about_document.answer(task_for(lists, question))
    assert isinstance(found, Composed)
    assert given in found.text
    # the entry of the other stays out
    assert ("2014" in found.text) != ("2015" in found.text)


def test_the_date_of_a_summary_is_the_line_that_signs_it(lists):
    found = about_document.answer(task_for(lists, "丙镇2021年工作总结的落款是哪天？"))
    assert isinstance(found, Composed)
    (citation,) = found.citations
    # with whoever signs; not the January in the text
    assert citation.passage.split() == ["丙镇人民政府", "2021年12月6日"]


def test_a_document_of_another_name_has_no_number_to_give(lists):
    outcome = about_document.answer(task_for(lists, "党史学习办法的文号是什么？"))
    assert isinstance(outcome, NoEvidence)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲省省长 王强", True),
        ("省长王强代表省人民政府作报告", True),
        ("省长王强，2024年1月", True),
        ("王强作报告", False),
    ],
)
def test_a_speaker_is_a_name_behind_a_post(text, names):
    assert bool(about_document.WANTED[Wants.SPEAKER].search(fold(text))) is names
