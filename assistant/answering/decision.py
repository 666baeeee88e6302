"""Whether an organisation has a record of a topic: a probability, calibrated on judged questions.

Logistic regression over what its best sentence shows. The weights come from
`python -m benchmarks.calibration`, which leaves out one question at a time; how they were chosen
stands in docs/decisions.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assistant.answering.composed import Task
from assistant.evidence import Topic
from assistant.judged import Judged

Floats = NDArray[np.float64]

ANYTHING = 1.2  # judge's score and literal share of the best sentence, where anything is there
FOUND = 0.35  # probability from which on a record is there
SEVERAL = 2  # organisations that write the phrase as asked: then others mean another thing


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sentence shows of a topic, each from 0 to 1.

    Attributes:
        score: The judge's score.
        literal: Share of the topic's weight whose very tokens stand in the sentence.
        rank: Fused score of its chunk, of the best chunk's.
        relative: Its score, of the best sentence's.
        scattered: 1 where several organisations write the whole phrase and this sentence does not.
    """

    score: float
    literal: float
    rank: float
    relative: float
    scattered: float


BIAS = -4.94
WEIGHTS = Shown(score=1.83, literal=2.09, rank=1.31, relative=2.14, scattered=-1.96)


def probabilities(task: Task, judged: Judged) -> Floats:
    """(sentences,): how likely each sentence is a record of the topic.

    All are 0 where the best sentence of the library says too little of it: the rest is measured
    against the best.
    """
    if (judged.scores + judged.literal).max(initial=0.0) < ANYTHING:
        return np.zeros(len(judged))
    found: Floats = 1.0 / (1.0 + np.exp(-(_columns(task, judged) @ _VECTOR + BIAS)))
    return found


def all_shown(task: Task, judged: Judged) -> list[Shown]:
    """What every judged sentence shows, in their order."""
    return [Shown(*values) for values in _columns(task, judged).tolist()]


def _columns(task: Task, judged: Judged) -> Floats:
    """(sentences, features): the same as an array."""
    whole = judged.cut.folded.holding(phrases_of(task.topic))
    rows, ranking = judged.cut.rows, task.ranking
    writers = np.unique(task.retriever.owner_of_row[rows[whole]])
    common = float(len(writers) >= SEVERAL)
    order = np.argsort(ranking.rows)
    share = ranking.scores[order[np.searchsorted(ranking.rows, rows, sorter=order)]]
    best = float(ranking.scores.max(initial=0.0)) or 1.0
    top = float(judged.scores.max(initial=0.0)) or 1.0
    return np.stack(
        [
            judged.scores,
            judged.literal.astype(np.float64),
            share.astype(np.float64) / best,
            judged.scores / top,
            np.where(whole, 0.0, common),
        ],
        axis=1,
    )


def phrases_of(topic: Topic) -> list[str]:
    """The topic as one phrase without blanks, then the other ways of saying it."""
    return [p.replace(" ", "") for p in (topic.whole, *topic.ways)]


NAMES = tuple(f.name for f in fields(Shown))
_VECTOR = np.array([getattr(WEIGHTS, name) for name in NAMES])
