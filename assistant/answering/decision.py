"""Whether an organisation has a record of a topic: a probability, calibrated on judged questions.

Logistic regression over what its best sentence shows. The weights come from
`python -m benchmarks.calibration`, which leaves out one question at a time; how they were chosen
stands in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from assistant.answering.composed import Task
from assistant.evidence import Evidence, Topic
from assistant.names import label_of
from assistant.text import fold_all

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


BIAS = -3.97
WEIGHTS = Shown(score=1.63, literal=1.29, rank=1.56, relative=1.73, scattered=-1.97)


def probabilities(task: Task, judged: Sequence[Evidence]) -> NDArray[np.float64]:
    """(sentences,): how likely each sentence is a record of the topic.

    All are 0 where the best sentence of the library says too little of it: the rest is measured
    against the best.
    """
    if max((e.score + e.literal for e in judged), default=0.0) < ANYTHING:
        return np.zeros(len(judged))
    columns = [_VALUES(s) for s in all_shown(task, judged)]
    shown = np.array(columns, np.float64).reshape(-1, len(_VECTOR))
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(shown @ _VECTOR + BIAS)))
    return found


def all_shown(task: Task, judged: Sequence[Evidence]) -> list[Shown]:
    """What every judged sentence shows, in their order."""
    if not judged:
        return []
    phrases = phrases_of(task.topic)
    texts = fold_all([e.sentence.text for e in judged])
    whole = [any(p in t for p in phrases) for t in texts]
    writers = {label_of(e.sentence.chunk) for e, w in zip(judged, whole, strict=True) if w}
    common = float(len(writers) >= SEVERAL)
    share = dict(zip(task.ranking.rows.tolist(), task.ranking.scores.tolist(), strict=True))
    best = max(share.values(), default=0.0) or 1.0
    top = max(e.score for e in judged) or 1.0
    return [
        Shown(
            e.score,
            e.literal,
            share[e.sentence.chunk.row] / best,
            e.score / top,
            0.0 if w else common,
        )
        for e, w in zip(judged, whole, strict=True)
    ]


def phrases_of(topic: Topic) -> list[str]:
    """The topic as one phrase without blanks, then the other ways of saying it."""
    return [p.replace(" ", "") for p in (topic.whole, *topic.ways)]


NAMES = tuple(f.name for f in fields(Shown))
_VALUES = attrgetter(*NAMES)
_VECTOR = np.array([getattr(WEIGHTS, name) for name in NAMES])
