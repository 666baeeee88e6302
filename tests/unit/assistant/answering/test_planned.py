"""Plans for a part of a year: by the heading that names it, else by the summary before it."""

from __future__ import annotations

import pytest

from assistant.answering import section
from tests.libraries import retriever_over, task_for


def summary(period, plan, heading="二、下一步打算"):
    return f"# 甲镇{period}工作总结\n\n一、主要做法\n\n走访慰问群众。\n\n{heading}\n\n{plan}\n"


FILES = {
    "a.md": summary("2021年9月份", "多办宣讲。", "二、2021年10月的打算"),
    "b.md": summary("2021年10月份", "多办义诊。"),
    "c.md": summary("2021年11月份", "多办学习。"),
    "d.md": summary("2021年12月份", "多走访群众。"),
    "e.md": summary("2022年上半年", "加强慰问。") + "\n三、其他\n\n略。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("planned"), FILES)


def files(retriever, question):
    found = section.answer(task_for(retriever, question))
    return list(dict.fromkeys(c.document for c in found.citations))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("甲镇2021年10月有什么打算？", ["a.md"]),  # its heading names October
        ("甲镇2021年11月有什么打算？", ["b.md"]),  # plans of October's summary
        ("甲镇2022年1月有什么打算？", ["d.md"]),  # December is of the year before
        ("甲镇2022年下半年有什么打算？", ["e.md"]),
        ("甲镇2021年11月以后有什么打算？", ["c.md"]),  # what comes after November
        ("甲镇2021年第四季度有什么打算？", ["a.md"]),  # October is in it, and named
    ],
)
def test_plans_stand_in_the_summary_before(retriever, question, expected):
    assert files(retriever, question) == expected


def test_every_plan_is_given_where_none_is_for_the_part_asked_for(retriever):
    assert files(retriever, "甲镇2021年5月有什么打算？") == ["a.md", "b.md", "c.md", "d.md"]


def test_a_heading_for_another_part_ends_the_one_asked_for(tmp_path_factory):
    text = (
        summary("2021年10月份", "多办宣讲。", "二、11月的打算") + "\n三、12月的打算\n\n多学习。\n"
    )
    retriever = retriever_over(tmp_path_factory.mktemp("two"), {"a.md": text})
    found = section.answer(task_for(retriever, "甲镇2021年11月有什么打算？"))
    assert [c.passage.split("\n")[-1] for c in found.citations] == ["多办宣讲。"]
