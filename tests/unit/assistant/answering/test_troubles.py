"""Problems told in running text, and why something was not done."""

from __future__ import annotations

import pytest

from assistant.answering import passage, section
from assistant.answering.composed import Composed
from assistant.answering.fitting import gives_reason, says_what_is_wrong
from tests.libraries import retriever_over, task_for

FILLER = "二、存在问题\n\n" + "义诊药品不全，次数也不够多。" * 120
FILES = {
    "a.md": (
        "# 甲省学习宣讲情况报告\n\n一、学习宣讲\n\n学习宣讲走进了各村各户，群众都说很好。"
        "学习宣讲流于形式，缺乏统一安排。\n\n宣讲学习人员。人员难以到齐，学习宣讲多次推迟。\n"
    ),
    "b.md": f"# 乙镇2021年工作总结\n\n一、主要做法\n\n办好义诊。\n\n{FILLER}\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("troubles"), FILES)


def test_what_is_wrong_is_found_outside_of_sections_of_problems(retriever):
    # the sections of problems, 乙镇's, say nothing of 学习宣讲
    found = section.answer(task_for(retriever, "学习宣讲存在哪些问题？"))
    assert isinstance(found, Composed)
    assert {c.document for c in found.citations} == {"a.md"}
    told = [c.passage for c in found.citations]
    assert "学习宣讲流于形式，缺乏统一安排。" in told
    assert not any("走进了各村各户" in t for t in told)  # nothing wrong with that


def test_a_short_sentence_counts_by_what_it_heads(retriever):
    found = section.answer(task_for(retriever, "学习宣讲存在哪些问题？"))
    told = [c.passage for c in found.citations]
    assert told[-2:] == ["宣讲学习人员。", "人员难以到齐，学习宣讲多次推迟。"]


def test_sections_of_problems_answer_where_they_speak_of_the_topic(retriever):
    found = section.answer(task_for(retriever, "义诊存在哪些问题？"))
    assert isinstance(found, Composed)
    assert {c.document for c in found.citations} == {"b.md"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("缺乏整体产业政策", True),
        ("过去强调数量，品质却大打折扣", True),
        ("暂时无专职人员", True),
        ("建成了3所学校", False),
    ],
)
def test_words_for_what_is_lacking(text, wrong):
    assert says_what_is_wrong(text) is wrong


def test_why_not_is_told_by_what_is_lacking(tmp_path):
    text = (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "走访慰问群众的小程序由镇里的几位同事在年初设计完成并多次改进。"
        "走访慰问群众的小程序所用的账号因为种种手续到年底还是无法生效。"
        "走访慰问群众的小程序在这一年里暂时无开发人员来负责后面的工作。"
        "走访慰问群众的小程序在试用的那几个村里很受欢迎并得到了好评。\n"
    )
    retriever = retriever_over(tmp_path, {"a.md": text})
    task = task_for(retriever, "甲镇走访慰问群众的小程序为什么没有办成？")
    found = passage.answer(task)
    assert isinstance(found, Composed)
    assert [c.passage for c in found.citations] == [
        "走访慰问群众的小程序所用的账号因为种种手续到年底还是无法生效。",
        "走访慰问群众的小程序在这一年里暂时无开发人员来负责后面的工作。",
    ]
    why = task_for(retriever, "甲镇为什么走访慰问群众？").question
    assert not gives_reason(why, "走访慰问群众的账号无法生效。")  # why it was done is another thing
