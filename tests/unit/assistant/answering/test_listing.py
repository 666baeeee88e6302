"""Listings: a number that a question states must stand beside what it measures."""

from __future__ import annotations

import pytest

from assistant.answering import listing
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": "# 甲镇2021年工作总结\n\n一、主要做法\n\n全年走访慰问60户，义诊共办了三场。\n",
    "b.md": "# 乙镇2021年工作总结\n\n一、主要做法\n\n全年走访慰问30户，义诊受益群众60户。\n",
    "c.md": "# 丙镇2021年工作总结\n\n一、主要做法\n\n全年走访慰问160户，义诊共办了三场。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("listing"), FILES)


def stating(retriever, question):
    task = task_for(retriever, question)
    judged = listing.judged_sentences(task, {"甲镇", "乙镇", "丙镇"}, task.topic)
    return {e.sentence.chunk.title[:2] for e in listing.stating(task, judged)}


def test_the_number_of_another_clause_is_of_another_thing(retriever):
    names = stating(retriever, "哪些镇走访慰问了60户？")
    assert names == {"甲镇"}


def test_where_no_sentence_states_the_number_all_are_judged(retriever):
    names = stating(retriever, "哪些镇走访慰问了75户？")
    assert names == {"甲镇", "乙镇", "丙镇"}


def test_a_question_without_a_number_asks_for_none(retriever):
    names = stating(retriever, "哪些镇走访慰问了群众？")
    assert names == {"甲镇", "乙镇", "丙镇"}
