"""When an organisation has a record: what a sentence shows, its probability, and the gate."""

from __future__ import annotations

import math

import pytest

from assistant.answering import decision
from assistant.answering.decision import ANYTHING, BIAS, WEIGHTS, Shown, all_shown, probabilities
from assistant.evidence import Evidence
from assistant.sentences import Sentence
from tests.libraries import retriever_over, row_with, task_for

FILES = {
    "甲镇.md": "# 甲镇2021年工作总结\n\n一、主要做法\n\n举办义诊。\n",
    "乙镇.md": "# 乙镇2021年工作总结\n\n一、主要做法\n\n开展义诊走访。\n",
    "丙镇.md": "# 丙镇2021年工作总结\n\n一、主要做法\n\n义务出诊。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("listing"), FILES)


@pytest.fixture
def task(retriever):
    return task_for(retriever, "哪些单位举办了义诊？")


def evidence(retriever, words, score, literal):
    """A sentence of the chunk that holds these words, with scores made by hand."""
    chunk = retriever.generation.rows[row_with(retriever, words)]
    start = chunk.start + chunk.passage.index(words)
    return Evidence(Sentence(chunk, start, start + len(words), words), score, 0.0, literal)


def test_a_probability_is_the_logistic_of_the_weighted_sum(task, retriever, monkeypatch):
    shown = [Shown(0.8, 0.5, 0.9, 1.0, 0.0), Shown(0.8, 0.5, 0.9, 1.0, 1.0)]
    monkeypatch.setattr(decision, "all_shown", lambda _task, _judged: shown)
    judged = [evidence(retriever, "举办义诊", 0.8, 0.5)] * 2
    plain = BIAS + 0.8 * WEIGHTS.score + 0.5 * WEIGHTS.literal + 0.9 * WEIGHTS.rank
    plain += WEIGHTS.relative
    expected = [1 / (1 + math.exp(-plain)), 1 / (1 + math.exp(-(plain + WEIGHTS.scattered)))]
    assert probabilities(task, judged).tolist() == pytest.approx(expected)
    assert expected[1] < expected[0]


def test_all_that_can_be_shown_is_a_record_and_nothing_shown_is_none():
    best = BIAS + WEIGHTS.score + WEIGHTS.literal + WEIGHTS.rank + WEIGHTS.relative
    assert 1 / (1 + math.exp(-best)) >= decision.FOUND
    assert 1 / (1 + math.exp(-BIAS)) < decision.FOUND


def test_where_the_best_sentence_says_too_little_nothing_is_a_record(task, retriever):
    below = [
        evidence(retriever, "举办义诊", ANYTHING / 2, ANYTHING / 2 - 0.01),
        evidence(retriever, "义务出诊", 0.5, 0.0),
    ]
    assert probabilities(task, below).tolist() == [0.0, 0.0]
    enough = [evidence(retriever, "举办义诊", ANYTHING / 2, ANYTHING / 2), below[1]]
    assert all(p > 0 for p in probabilities(task, enough).tolist())
    assert probabilities(task, []).tolist() == []


def test_what_a_sentence_shows_is_measured_against_the_best(task, retriever):
    judged = [
        evidence(retriever, "举办义诊", 0.5, 0.25),
        evidence(retriever, "义务出诊", 1.0, 0.75),
    ]
    share = dict(zip(task.ranking.rows.tolist(), task.ranking.scores.tolist(), strict=True))
    first, second = all_shown(task, judged)
    assert (first.score, first.literal, first.relative) == (0.5, 0.25, 0.5)
    assert (second.score, second.literal, second.relative) == (1.0, 0.75, 1.0)
    best = max(share.values())
    assert first.rank == pytest.approx(share[judged[0].sentence.chunk.row] / best)
    assert second.rank == pytest.approx(share[judged[1].sentence.chunk.row] / best)


def test_who_writes_it_otherwise_is_scattered_where_two_write_the_phrase(task, retriever):
    clinic = evidence(retriever, "举办义诊", 1.0, 1.0)
    other = evidence(retriever, "义务出诊", 1.0, 1.0)
    second = evidence(retriever, "开展义诊走访", 1.0, 1.0)
    assert [s.scattered for s in all_shown(task, [clinic, second, other])] == [0.0, 0.0, 1.0]
    # one organisation alone, however often, is no custom of writing
    assert [s.scattered for s in all_shown(task, [clinic, clinic, other])] == [0.0, 0.0, 0.0]


def test_the_phrase_may_stand_in_brackets_of_the_question(retriever):
    task = task_for(retriever, "哪些单位举办了走访（义诊、宣讲都算）？")
    judged = [
        evidence(retriever, "举办义诊", 1.0, 1.0),
        evidence(retriever, "开展义诊走访", 1.0, 1.0),
        evidence(retriever, "义务出诊", 1.0, 1.0),
    ]
    assert [s.scattered for s in all_shown(task, judged)] == [0.0, 0.0, 1.0]
