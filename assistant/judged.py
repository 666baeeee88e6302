"""Judged sentences: one as a record, many as arrays that make a record of what is looked at.

A listing judges four thousand sentences of five hundred organisations and shows one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.sentences import Cut, Sentence

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its score for one topic.

    Attributes:
        score: Share of the topic's weight, 0 to 1.
        missing: Share of the weight whose tokens neither the sentence nor its chunk carries by
            half; what a sentence says of another thing.
        literal: Share of the weight whose very tokens stand in the sentence.
        lacks: Share of the heaviest word of which sentence and chunk hold nothing alike.
    """

    sentence: Sentence
    score: float
    missing: float = 0.0
    literal: float = 0.0
    lacks: float = 0.0


class Judged:
    """The sentences of some chunks with their scores, in the order of chunks and text.

    Attributes:
        cut: The sentences.
        scores: (sentences,), float64.
        missing, literal, lacks: (sentences,), float32.
    """

    def __init__(
        self, cut: Cut, scores: NDArray[np.float64], missing: Floats, literal: Floats, lacks: Floats
    ) -> None:
        """Take what `Evidence` says of each sentence."""
        self.cut = cut
        self.scores, self.missing, self.literal, self.lacks = scores, missing, literal, lacks

    def __len__(self) -> int:
        """Number of sentences."""
        return len(self.scores)

    def __getitem__(self, i: int) -> Evidence:
        """One sentence with its scores."""
        values = (self.scores, self.missing, self.literal, self.lacks)
        return Evidence(self.cut.sentence(i), *(float(v[i]) for v in values))

    def __iter__(self) -> Iterator[Evidence]:
        """Every sentence with its scores."""
        return (self[i] for i in range(len(self)))

    def only(self, kept: Sequence[bool]) -> Judged:
        """The same sentences, of which those not kept say nothing; all of them where none is."""
        said = np.array(kept, bool)
        if not said.any():
            return self
        return Judged(self.cut, self.scores * said, self.missing, self.literal * said, self.lacks)
