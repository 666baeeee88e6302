"""How alike a sentence is to a practice: its best run of clauses, and where its chunk stands.

The score is a measured sum (benchmarks/practices.py) of

    what the clause carries of the practice, token by token
    what the practice carries of the clause: a clause about more things is less alike
    the cosine of the clause with the practice, and with the passage the practice comes from
    the place of the chunk in the rankings of both

A place is relative: in a library that holds nothing alike some chunk is first all the same. So it
adds little to a sentence that carries little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.bags import unit
from assistant.evidence import Topic
from assistant.practice_records import LikenessParts
from assistant.records import Role
from assistant.sentences import Sentence
from embeddings.encoder import TokenIds

Floats = NDArray[np.float32]

SENTENCE = 0.9  # what a token counts that stands in the sentence but not in the clause
CARRIED, CARRYING, COSINE, PLACE, SOURCE_COSINE, SOURCE_PLACE = 1.0, 1.0, 1.0, 2.0, 0.25, 0.25
_TOTAL = CARRIED + CARRYING + COSINE + PLACE + SOURCE_COSINE + SOURCE_PLACE
BY_PLACE = 0.15  # what the place of its chunk may add: the first of a ranking may say nothing of it
SAYS_CARRIED, SAYS_COSINE = 0.25, 0.2  # a sentence below both says nothing of the practice
LONG, LONGER = 100, 250  # characters from which a sentence is long, is as long as can count
FOR_LENGTH = 0.1  # what the longest loses where one sentence of an organisation is chosen
IN_PROBLEMS, IN_PLANS, IN_LESSONS = 0.7, 0.9, 0.85  # of its score for what is not done (yet)
DONE = (Role.WORK, Role.RESULTS, Role.OTHER)
_ROLE_SHARES = {Role.PROBLEMS: IN_PROBLEMS, Role.PLANS: IN_PLANS, Role.LESSONS: IN_LESSONS}


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its score, and what that is made of."""

    sentence: Sentence
    score: float
    parts: LikenessParts

    @property
    def says_something(self) -> bool:
        """Whether it says anything of the practice, wherever its chunk stands."""
        return self.parts.carried >= SAYS_CARRIED or self.parts.cosine >= SAYS_COSINE

    @property
    def worth(self) -> float:
        """What it is worth to be shown for its organisation: a long one tells of more things."""
        long = min(max(0, len(self.sentence.text) - LONG) / (LONGER - LONG), 1.0)
        return self.score - FOR_LENGTH * long


@dataclass(frozen=True, slots=True)
class Query:
    """A practice as tokens with shares of its weight, its vector, and that of its source."""

    topic: Topic
    ids: TokenIds
    shares: Floats
    vector: Floats
    source: Floats


@dataclass(frozen=True, slots=True)
class Clauses:
    """What is known of clauses, one row each.

    Attributes:
        matches: (clauses, ids), 0 to 1, how far each clause carries each token of the practice.
        back: (clauses, 2), the weight of its tokens, and what the practice carries of it.
        sums: (clauses, dim), sums of token vectors.
    """

    matches: Floats
    back: Floats
    sums: Floats

    def part(self, start: int, end: int) -> Clauses:
        """The clauses of one sentence."""
        own = slice(start, end)
        return Clauses(self.matches[own], self.back[own], self.sums[own])


def best_run(
    query: Query, places: Sequence[tuple[int, int]], cut: Clauses, beside: Floats
) -> tuple[float, float, float]:
    """The best score of a run of clauses of one sentence, its chunk's place left out.

    With it, the share of the practice that the run carries and its cosine with the practice.

    Args:
        query: What is looked for.
        places: Runs, as half-open places among the clauses.
        cut: The clauses of the sentence.
        beside: (ids,), what the chunk around carries.
    """
    floor = np.maximum(SENTENCE * cut.matches.max(axis=0), beside)
    carried = np.array([np.maximum(cut.matches[i:j].max(axis=0), floor) for i, j in places])
    vectors = unit(np.array([cut.sums[i:j].sum(axis=0) for i, j in places], np.float32))
    back = np.array([cut.back[i:j].sum(axis=0) for i, j in places])
    shares, cosines = carried @ query.shares, np.clip(vectors @ query.vector, 0, 1)
    score = (
        CARRIED * shares
        + CARRYING * back[:, 1] / np.maximum(back[:, 0], 1e-6)
        + COSINE * cosines
        + SOURCE_COSINE * np.clip(vectors @ query.source, 0, 1)
    )
    best = int(score.argmax())
    return float(score[best]), float(shares[best]), float(cosines[best])


def with_place(sentence: Sentence, run: tuple[float, float, float], place: float) -> Scored:
    """A sentence with its score, by its best run and its chunk's place."""
    best, carried, cosine = run
    summed = (best + (PLACE + SOURCE_PLACE) * place) / _TOTAL
    score = min(summed, (carried + cosine) / 2 + BY_PLACE) * _done(sentence)
    return Scored(sentence, score, LikenessParts(carried, cosine, place))


def _done(sentence: Sentence) -> float:
    """1 for what was done, less for what is said of problems, plans or lessons."""
    return _ROLE_SHARES.get(sentence.chunk.role, 1.0)
