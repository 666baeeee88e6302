"""When an organisation has a record: what a sentence shows, its probability, and the gate."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.answering import decision
from assistant.answering.decision import ANYTHING, BIAS, WEIGHTS, all_shown, probabilities
from assistant.judged import Judged
from assistant.sentences import Cut
from assistant.token_lists import SentenceLists, TokenLists
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


def judged_as(retriever, *given):
    """Sentences with scores made by hand: (words of one chunk, score, literal share) of each."""
    chunks = [retriever.generation.rows[row_with(retriever, words)] for words, _, _ in given]
    begins = [c.passage.index(words) for c, (words, _, _) in zip(chunks, given, strict=True)]
    spans = [(b, b + len(words)) for b, (words, _, _) in zip(begins, given, strict=True)]
    nothing = TokenLists.join([np.empty(0, np.int32)] * len(given))
    lists = SentenceLists(
        np.arange(len(given) + 1), np.array(spans, np.int32).reshape(-1, 2), nothing, nothing,
        np.zeros(len(given), bool),
    )  # fmt: skip
    scores, literal = (np.array([g[i] for g in given], np.float64) for i in (1, 2))
    zeros = np.zeros(len(given), np.float32)
    return Judged(Cut(chunks, lists), scores, zeros, literal.astype(np.float32), zeros)


def test_a_probability_is_the_logistic_of_the_weighted_sum(task, retriever, monkeypatch):
    shown = np.array([[0.8, 0.5, 0.9, 1.0, 0.0], [0.8, 0.5, 0.9, 1.0, 1.0]])
    monkeypatch.setattr(decision, "_columns", lambda _task, _judged: shown)
    judged = judged_as(retriever, *[("举办义诊", 0.8, 0.5)] * 2)
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
    other = ("义务出诊", 0.5, 0.0)
    below = judged_as(retriever, ("举办义诊", ANYTHING / 2, ANYTHING / 2 - 0.01), other)
    assert probabilities(task, below).tolist() == [0.0, 0.0]
    enough = judged_as(retriever, ("举办义诊", ANYTHING / 2, ANYTHING / 2 + 0.01), other)
    assert all(p > 0 for p in probabilities(task, enough).tolist())
    assert probabilities(task, judged_as(retriever)).tolist() == []


def test_what_a_sentence_shows_is_measured_against_the_best(task, retriever):
    judged = judged_as(retriever, ("举办义诊", 0.5, 0.25), ("义务出诊", 1.0, 0.75))
    share = dict(zip(task.ranking.rows.tolist(), task.ranking.scores.tolist(), strict=True))
    first, second = all_shown(task, judged)
    assert (first.score, first.literal, first.relative) == (0.5, 0.25, 0.5)
    assert (second.score, second.literal, second.relative) == (1.0, 0.75, 1.0)
    best = max(share.values())
    assert first.rank == pytest.approx(share[judged[0].sentence.chunk.row] / best)
    assert second.rank == pytest.approx(share[judged[1].sentence.chunk.row] / best)


def test_who_writes_it_otherwise_is_scattered_where_two_write_the_phrase(task, retriever):
    clinic, other = ("举办义诊", 1.0, 1.0), ("义务出诊", 1.0, 1.0)
    second = ("开展义诊走访", 1.0, 1.0)
    two = judged_as(retriever, clinic, second, other)
    assert [s.scattered for s in all_shown(task, two)] == [0.0, 0.0, 1.0]
    # one organisation alone, however often, is no custom of writing
    one = judged_as(retriever, clinic, clinic, other)
    assert [s.scattered for s in all_shown(task, one)] == [0.0, 0.0, 0.0]


def test_the_phrase_may_stand_in_brackets_of_the_question(retriever):
    task = task_for(retriever, "哪些单位举办了走访（义诊、宣讲都算）？")
    judged = judged_as(
        retriever, ("举办义诊", 1.0, 1.0), ("开展义诊走访", 1.0, 1.0), ("义务出诊", 1.0, 1.0)
    )
    assert [s.scattered for s in all_shown(task, judged)] == [0.0, 0.0, 1.0]
