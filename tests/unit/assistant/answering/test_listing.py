"""Which sentences of each organisation are judged, and which of them decides."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answering import listing
from assistant.answering.composed import Composed
from assistant.answering.listing import best_of_each, candidates, judged_sentences
from assistant.names import label_of
from tests.libraries import retriever_over, task_for

FILES = {
    f"{name}{year}.md": f"# {name}{year}年工作总结\n\n一、主要做法\n\n{text}\n"
    for name, year, text in [
        ("甲镇", 2020, "义诊两次。宣讲党史。"),
        ("乙镇", 2020, "开展走访。"),
        ("甲镇", 2021, "举办义诊。"),
        ("甲镇", 2022, "党史学习。"),
        ("丙局", 2021, "学习问题。"),
    ]
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("listing"), FILES)


@pytest.fixture
def task(retriever):
    return task_for(retriever, "哪些单位举办了义诊？")


def test_candidates_stand_in_the_order_of_the_documents_that_may_answer(retriever):
    # by file name: 丙局2021, 乙镇2020, 甲镇2020, 甲镇2021, 甲镇2022
    assert candidates(task_for(retriever, "哪些单位举办了义诊？")) == ["丙局", "乙镇", "甲镇"]
    assert candidates(task_for(retriever, "哪些镇举办了义诊？")) == ["乙镇", "甲镇"]
    assert candidates(task_for(retriever, "2021年哪些单位举办了义诊？")) == ["丙局", "甲镇"]


def test_of_each_organisation_asked_the_best_ranked_chunks_are_judged(task, monkeypatch):
    ranked = task.ranking.rows.tolist()
    own = [r for r in ranked if label_of(task.retriever.generation.rows[r]) == "甲镇"]
    assert len(own) == 3
    judged = judged_sentences(task, {"甲镇", "乙镇"}, task.topic)
    assert {label_of(e.sentence.chunk) for e in judged} == {"甲镇", "乙镇"}
    assert len(set(judged.cut.rows.tolist())) == 4
    monkeypatch.setattr(listing, "PER_ORGANISATION", 2)
    fewer = judged_sentences(task, {"甲镇"}, task.topic)
    assert list(dict.fromkeys(fewer.cut.rows.tolist())) == own[:2]


def test_the_first_of_the_best_sentences_decides(task):
    judged = judged_sentences(task, {"甲镇", "乙镇"}, task.topic)
    values = np.zeros(len(judged))
    best = best_of_each(task, judged, values)
    owners = [label_of(e.sentence.chunk) for e in judged]
    assert best == {name: owners.index(name) for name in ("甲镇", "乙镇")}
    last = len(owners) - 1 - owners[::-1].index("甲镇")
    values[last] = 1.0
    assert best_of_each(task, judged, values)["甲镇"] == last


def test_a_listing_shows_the_sentence_that_says_it(task):
    found = listing.answer(task)
    assert isinstance(found, Composed)
    assert [(o.name, o.evidence.value) for o in found.organisations] == [
        ("甲镇", "found"), ("丙局", "not_found"), ("乙镇", "not_found"),
    ]  # fmt: skip
    assert [c.passage for c in found.citations] in (["举办义诊。"], ["义诊两次。"])
