"""Whether a sentence bears on a question: what it shows, and the sum of that with its weights.

A token of the fake encoder is one character of 学习走访慰问义诊宣讲问题打算党史.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.answering import bearing, passage
from assistant.answering.bearing import Shown, Situation, Weights
from assistant.evidence import Judge, TopicTokens
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "走访各村各户共计八十六户，逐户登记需求。打算明年再到各村各户去办一次义诊。\n"
    )
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("bearing"), FILES)


def shown(retriever, question, words):
    """What the sentence with these words shows of a question."""
    task = task_for(retriever, question)
    (found,) = [e for e in passage.ranked_sentences(task) if words in e.sentence.text]
    return bearing.shown(task, found)


def test_the_sum_is_the_bias_and_every_weight_times_what_is_shown():
    weights = Weights(-2.0, Shown(1.0, 2.0, 3.0, -4.0, 0.5), 0.0)
    seen = Shown(score=0.5, together=0.25, known=1.0, absent=0.75, length=2.0)
    assert weights.sum_of(seen) == pytest.approx(-2.0 + 0.5 + 0.5 + 3.0 - 3.0 + 1.0)


def test_known_is_what_stands_anywhere_in_the_library(retriever):
    """义诊 stands in the other sentence; 宣讲 nowhere, and what is rare weighs more."""
    assert shown(retriever, "义诊", "走访").known == pytest.approx(1.0)
    assert shown(retriever, "宣讲", "走访").known == 0.0
    half = shown(retriever, "走访宣讲", "走访").known
    assert 0.0 < half < 0.5


def test_together_is_the_best_run_of_clauses(retriever):
    assert shown(retriever, "走访", "走访").together == pytest.approx(1.0)
    assert shown(retriever, "走访", "打算").together == 0.0


def test_length_is_the_logarithm_of_the_number_of_tokens(retriever):
    assert shown(retriever, "走访义诊", "走访").length == pytest.approx(math.log(4))


def test_a_single_character_is_never_absent(retriever):
    assert shown(retriever, "宣讲", "走访").absent == 0.0


def test_nouns_are_told_by_the_part_of_speech_of_the_word_they_belong_to(retriever):
    task = task_for(retriever, "走访义诊")
    assert bearing.nouns(task, ("走访", "义诊")).tolist() == [False, True]
    assert bearing.nouns(task, ("走", "义", "诊", "无")).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("question", "situation"),
    [
        ("走访了多少户？", Situation.ANYWHERE),
        ("甲镇走访了多少户？", Situation.EXACT),
        ("甲镇怎么走访？", Situation.ONE),
    ],
)
def test_the_weights_go_by_what_limits_the_question(retriever, question, situation):
    assert bearing.situation_of(task_for(retriever, question).question) is situation


def test_one_of_several_chosen_sentences_is_enough(retriever):
    task = task_for(retriever, "甲镇走访义诊")
    ranked = passage.ranked_sentences(task)
    least = bearing.WEIGHTS[Situation.ONE].least
    sums = [bearing.WEIGHTS[Situation.ONE].sum_of(bearing.shown(task, e)) for e in ranked]
    assert [bearing.bears(task, [e]) for e in ranked] == [s >= least for s in sums]
    assert bearing.bears(task, ranked) is (max(sums) >= least)
    assert not bearing.bears(task, [])


@pytest.mark.parametrize(
    ("carried", "absent"),
    [((1.0, 0.29), 0.6), ((1.0, 0.3), 0.0), ((0.0, 1.0), 0.0)],  # 走访 is no noun
)
def test_absent_is_the_share_of_nouns_that_hardly_anything_is_like(
    retriever, monkeypatch, carried, absent
):
    task = task_for(retriever, "走访义诊")
    best = passage.ranked_sentences(task)[0]
    tokens = TopicTokens(
        ("走访", "义诊"),
        np.array([0.4, 0.6], np.float32),
        np.array(carried, np.float32),
        np.array([True, False]),
    )
    monkeypatch.setattr(Judge, "tokens_of", lambda *_: tokens)
    seen = bearing.shown(task, best)
    assert seen.absent == pytest.approx(absent)
    assert seen.known == pytest.approx(0.4)
