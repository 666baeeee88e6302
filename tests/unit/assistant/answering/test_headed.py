"""A short section whose heading is the field asked for is given whole."""

from __future__ import annotations

import pytest

from assistant.answering import headed, passage
from assistant.answering.composed import Composed
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n走访群众的实事办了不少，义诊方面也办了。\n\n"
        "（一）义诊方面\n\n购买药品三箱。培训人员五名。\n\n（二）宣讲方面\n\n配备桌椅四十套。\n"
    ),
    "b.md": "# 乙镇2021年工作总结\n\n一、义诊方面\n\n请来医生两位。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("headed"), FILES)


def test_the_section_of_the_field_is_given_in_order(retriever):
    found = passage.answer(task_for(retriever, "甲镇义诊方面的实事有哪些？"))
    assert isinstance(found, Composed)
    # each short sentence alone: the one before it is shown already
    assert [c.passage for c in found.citations] == [
        "（一）义诊方面",
        "购买药品三箱。",
        "培训人员五名。",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "义诊方面的实事有哪些？",  # two organisations have such a section
        "甲镇义诊方面的实事办了吗？",  # one thing is asked
        "甲镇慰问方面的实事有哪些？",  # no heading says so
        "甲镇的实事有哪些？",
    ],
)
def test_without_one_such_section_sentences_answer(retriever, question):
    assert headed.under_heading(task_for(retriever, question)) == []


def test_a_long_section_is_not_given_whole(retriever, monkeypatch):
    task = task_for(retriever, "甲镇义诊方面的实事有哪些？")
    assert headed.under_heading(task)
    monkeypatch.setattr(headed, "LENGTH", 10)
    assert headed.under_heading(task) == []
