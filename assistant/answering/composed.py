"""What every kind of answer gives, and what it works with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Judge
from assistant.names import Directory
from assistant.question import Question
from assistant.records import Citation, OrganisationEvidence, Strength, Table
from assistant.retriever import Ranking, Retriever


@dataclass(frozen=True, slots=True)
class Task:
    """One question with everything that answering it needs.

    Attributes:
        ranking: Candidate chunks within the question's limits, best first.
        allowed: (rows,), bool, which chunks may answer; None where all may.
    """

    question: Question
    ranking: Ranking
    allowed: NDArray[np.bool_] | None
    retriever: Retriever
    judge: Judge
    directory: Directory


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
    if score >= 0.75:
        return Strength.STRONG
    return Strength.MEDIUM if score >= 0.55 else Strength.WEAK
