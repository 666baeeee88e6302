"""Listings: a number that a question states must stand beside what it measures."""

from __future__ import annotations

import pytest

from assistant.answering import listing
from assistant.synonyms import Expansion
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
    return {e.sentence.chunk.title[:2] for e in listing.stating(task, judged) if e.score}


def test_the_number_of_another_clause_is_of_another_thing(retriever):
    names = stating(retriever, "哪些镇走访慰问了60户？")
    assert names == {"甲镇"}


def test_where_no_sentence_states_the_number_all_are_judged(retriever):
    names = stating(retriever, "哪些镇走访慰问了75户？")
    assert names == {"甲镇", "乙镇", "丙镇"}


def test_a_question_without_a_number_asks_for_none(retriever):
    names = stating(retriever, "哪些镇走访慰问了群众？")
    assert names == {"甲镇", "乙镇", "丙镇"}


# the fake encoder knows single characters: 慰问 is a word of two tokens
VISITS = {
    "a.md": "# 甲镇2021年工作总结\n\n一、主要做法\n\n全年慰问老党员六十户。\n",
    "b.md": "# 乙镇2021年工作总结\n\n一、主要做法\n\n对困难户逐户慰劳，并且询问需要。\n",
    "c.md": "# 丙镇2021年工作总结\n\n一、主要做法\n\n到村里问需，安慰病人。\n",
    "d.md": "# 丁镇2021年工作总结\n\n一、主要做法\n\n到村里看望老人，问寒问暖。\n",
}


@pytest.fixture(scope="module")
def visits(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("visits"), VISITS)


@pytest.mark.parametrize(
    ("synonyms", "held"),
    [
        ((), {"甲镇"}),  # 慰劳，并且询问: another clause; 问需，安慰: the other way round
        ((Expansion("慰问", ("看望",)),), {"甲镇", "丁镇"}),
    ],
)
def test_a_word_of_two_tokens_stands_in_one_clause_in_its_order_or_as_a_synonym(
    visits, synonyms, held
):
    task = task_for(visits, "哪些镇慰问了？", synonyms)
    judged = listing.judged_sentences(task, {"甲镇", "乙镇", "丙镇", "丁镇"}, task.topic)
    assert task.judge.broken_words(task.topic) == ["慰问"]
    assert {e.sentence.chunk.title[:2] for e in listing.holding(task, judged) if e.score} == held


def test_where_no_sentence_holds_the_word_all_are_judged(visits):
    task = task_for(visits, "哪些镇义诊了？")
    judged = listing.judged_sentences(task, {"甲镇", "乙镇", "丙镇", "丁镇"}, task.topic)
    assert listing.holding(task, judged) is judged
