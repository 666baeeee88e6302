"""Whether the chosen sentence bears on what was asked: a probability, by what is limited how.

Near misses share words with the question and are about another thing; where no organisation is
named, some sentence of the library always shares some. Logistic regression over what the sentence
and the library show of the topic, one for each situation. The weights come from
`python -m benchmarks.refusal`, which leaves tenths of the questions out; what was measured stands
in docs/decisions.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assistant.answering.composed import Task
from assistant.answering.spans import clause_scores
from assistant.evidence import Evidence
from assistant.question import Question, Wants
from assistant.windows import clauses, runs

NOTHING_ALIKE = 0.3  # carrying below which a text has nothing of a noun
_NOUNS = ("n", "vn", "j", "l", "eng", "s", "i")  # parts of speech by jieba, n with all its kinds


class Situation(StrEnum):
    """By what a question is limited, and what must stand in the sentence."""

    ANYWHERE = "anywhere"
    ONE = "one organisation"
    EXACT = "a number or a name of one organisation"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sentence and the library show of a topic; all but the last from 0 to 1.

    Attributes:
        score: The judge's score.
        together: Share of the topic's weight that the best run of its clauses carries.
        known: Share whose very tokens, or synonyms of them, stand anywhere in the library.
        absent: Share of nouns of two characters or more (one is often a slip) of which neither
            sentence nor chunk holds anything alike.
        length: Natural logarithm of the number of tokens asked for.
    """

    score: float
    together: float
    known: float
    absent: float
    length: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one situation: the bias, the weight of each thing shown, and the least sum that bears."""

    bias: float
    shown: Shown
    least: float

    def sum_of(self, shown: Shown) -> float:
        """The logarithm of the odds that a sentence showing this bears on the question."""
        weighed: float = sum(getattr(self.shown, n) * getattr(shown, n) for n in NAMES)
        return self.bias + weighed


NAMES = tuple(f.name for f in fields(Shown))
WEIGHTS = {
    Situation.ANYWHERE: Weights(-5.80, Shown(2.05, 2.10, 1.48, -1.78, 1.20), -1.0),
    Situation.ONE: Weights(-3.74, Shown(2.67, 3.06, -1.70, -1.92, 1.19), -1.25),
    Situation.EXACT: Weights(-3.68, Shown(2.46, 2.59, -0.99, -2.32, 1.23), -0.55),
}


def situation_of(question: Question) -> Situation:
    """Which of the weights a question is judged by."""
    if not question.organisations:
        return Situation.ANYWHERE
    exact = question.wants in (Wants.NUMBER, Wants.PERSON)
    return Situation.EXACT if exact else Situation.ONE


def bears(task: Task, chosen: Sequence[Evidence]) -> bool:
    """Whether any of the chosen sentences bears on the question."""
    weights = WEIGHTS[situation_of(task.question)]
    return any(weights.sum_of(shown(task, e)) >= weights.least for e in chosen)


def shown(task: Task, e: Evidence) -> Shown:
    """What one sentence, and the library, show of the topic."""
    topic, text = task.topic, e.sentence.text
    tokens = task.judge.tokens_of(e.sentence, topic)
    long = np.array([len(t) > 1 for t in tokens.texts], bool)
    absent = long & nouns(task, tokens.texts) & (tokens.best < NOTHING_ALIKE)
    spans = clauses(text)
    pieces = [text[spans[a][0] : spans[b - 1][1]] for a, b in runs(spans)]
    return Shown(
        e.score,
        max(clause_scores(task, pieces), default=0.0),
        float(tokens.shares @ tokens.known),
        float(tokens.shares @ absent),
        math.log(max(1, len(tokens.texts))),
    )


def nouns(task: Task, tokens: Sequence[str]) -> NDArray[np.bool_]:
    """Which tokens of the topic, in its order, are or belong to nouns."""
    plain = task.topic.whole
    kinds = np.zeros(len(plain), bool)
    at = 0
    for word, kind in task.retriever.models.tokenizer.tagged(plain):
        at = plain.find(word, at)
        kinds[at : at + len(word)] = kind in _NOUNS or kind.startswith("n")
        at += len(word)
    found, at = np.zeros(len(tokens), bool), 0
    for i, token in enumerate(tokens):
        start = plain.find(token, at)
        if start >= 0:
            at = start + len(token)
            found[i] = 2 * kinds[start:at].sum() >= len(token)
    return found
