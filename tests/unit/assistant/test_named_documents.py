from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.named_documents import within_document
from assistant.names import Directory
from assistant.question import read_question
from assistant.records import DocumentSummary


def summary(name, title, organisation=None):
    return DocumentSummary(name, f"{name}.txt", title, organisation, (), None, (2024,), None, 1)


DOCUMENTS = [
    summary("a", "前瞻基礎建設計畫第5期特別預算案報告", "行政院"),
    summary("b", "2024年药品流通行业运行统计分析报告"),
    summary("c", "2023年全省党史学习教育情况报告"),
    summary("d", "2024年全省党史学习教育情况报告"),
]


def asked(text):
    return within_document(read_question(text, Directory(DOCUMENTS)), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "document", "topic", "organisation"),
    [
        (
            "前瞻基础建设第5期特别预算给水环境建设安排了多少亿元？",
            "a",
            "水环境建设安排 亿元",
            "行政院",
        ),
        (
            "药品流通行业运行分析里零售药店有多少家？",
            "b",
            "零售药店 家",
            "2024年药品流通行业运行统计分析报告",
        ),
    ],
)
def test_what_is_asked_of_a_named_document_stands_behind_its_name(
    question, document, topic, organisation
):
    found = asked(question)
    assert found is not None
    assert (found.documents, found.topic) == ((document,), topic)
    assert found.organisations == (organisation,)


@pytest.mark.parametrize(
    "question",
    [
        "前瞻基础建设第6期特别预算给水环境建设安排了多少亿元？",  # another one of its series
        "全省党史学习教育里办了多少场宣讲？",  # two documents have that name
        "药品流通的零售药店有多少家？",  # a topic: too short for a name
        "哪些单位在药品流通行业运行分析里写了药店？",  # a listing asks all of them
        "药品流通局前瞻基础建设第5期特别预算给水环境安排了多少？",  # not as the title says it
    ],
)
def test_what_names_no_document_or_several_is_asked_of_all(question):
    assert asked(question) is None


def test_a_document_that_repeats_another_is_no_second_one():
    twin = replace(summary("e", DOCUMENTS[0].title), duplicate_of="a")
    question = read_question(
        "前瞻基础建设第5期特别预算给水环境建设安排了多少？", Directory(DOCUMENTS)
    )
    found = within_document(question, [*DOCUMENTS, twin])
    assert found is not None
    assert found.documents == ("a",)
