"""What every kind of answer gives, and what it works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Judge, Topic
from assistant.names import Directory
from assistant.question import Question
from assistant.records import Citation, Filters, OrganisationEvidence, Strength, Table
from assistant.retriever import Ranking, Retriever
from assistant.synonyms import Expansion

STRONG, MEDIUM = 0.75, 0.55  # evidence scores from which on an answer is strong, or medium


@dataclass(frozen=True)
class Task:
    """One question with everything that answering it needs.

    Attributes:
        ranking: Candidate chunks within the question's limits, best first.
        allowed: (rows,), bool, which chunks may answer; None where all may.
        expansions: Words of the topic with those that may stand for them in the texts.
    """

    question: Question
    ranking: Ranking
    allowed: NDArray[np.bool_] | None
    retriever: Retriever
    judge: Judge
    directory: Directory
    expansions: tuple[Expansion, ...] = ()

    @property
    def allowed_without_years(self) -> NDArray[np.bool_] | None:
        """(rows,), bool: the chunks within the question's limits but those of time."""
        return self.retriever.allowed_rows(Filters(self.question.organisations))

    @cached_property
    def topic(self) -> Topic:
        """What is looked for, with its synonyms, as the judge takes it."""
        return self.judge.topic(self.question.topic, self.expansions, self.question.outer)


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer that rests on evidence."""

    text: str
    citations: tuple[Citation, ...]
    strength: Strength
    organisations: tuple[OrganisationEvidence, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class NoEvidence:
    """Why there is no answer, in Chinese; a value, never an exception."""

    reason: str


def strength_of(score: float) -> Strength:
    """Strong, medium or weak for an evidence score from 0 to 1."""
    if score >= STRONG:
        return Strength.STRONG
    return Strength.MEDIUM if score >= MEDIUM else Strength.WEAK
