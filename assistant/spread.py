"""How widely each token is spread: in how many organisations of a generation it occurs.

What most organisations have (slogans) tells nothing of a practice, and what one alone has (the
name that a practice goes by) finds no other; both weigh less than what some have in common.
"""

from __future__ import annotations

from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.generation import Generation
from assistant.names import label
from embeddings.encoder import TokenIds

Floats = NDArray[np.float32]

COMMON = 0.8  # of its weight that a token loses which every organisation has
OWN_NAME = 0.6  # of its weight that a token keeps which no other organisation has


class Spread:
    """In how many organisations of a generation a token occurs."""

    def __init__(self, generation: Generation) -> None:
        """Count every token once per organisation, in one pass over the token lists."""
        names = [label(d) for d in generation.documents]
        number = {name: i for i, name in enumerate(dict.fromkeys(names))}
        self.names = tuple(number)
        of_document = np.array([number[n] for n in names], np.int32)
        self.of_row: NDArray[np.int32] = (
            of_document[generation.document_of_row] if names else np.empty(0, np.int32)
        )
        tokens = generation.tokens
        size = int(tokens.ids.max(initial=-1)) + 1
        owner = np.repeat(self.of_row, np.diff(tokens.offsets))
        order = np.argsort(owner, kind="stable")
        bounds = np.searchsorted(owner[order], np.arange(len(number) + 1))
        self._counts = np.zeros(size, np.int32)
        for start, end in pairwise(bounds):
            held = np.zeros(size, bool)
            held[tokens.ids[order[start:end]]] = True
            self._counts += held

    def counts(self, ids: TokenIds) -> NDArray[np.int32]:
        """Number of organisations per token, int32; 0 for a token the library has not."""
        found = np.zeros(len(ids), np.int32)
        known = ids < len(self._counts)
        found[known] = self._counts[ids[known]]
        return found

    def damping(self, ids: TokenIds, floor: int) -> Floats:
        """What a token keeps of its weight, (ids,), 0 to 1, by how many organisations have it.

        Args:
            ids: Token ids.
            floor: Tokens that at most so many organisations have say nothing of the others.
        """
        counts = self.counts(ids)
        share = counts / max(1, len(self.names))
        kept = np.where(counts <= floor, OWN_NAME, 1.0) * (1.0 - COMMON * share**2)
        return kept.astype(np.float32)


_spreads: WeakKeyDictionary[Generation, Spread] = WeakKeyDictionary()


def spread_of(generation: Generation) -> Spread:
    """The spread of a generation's tokens, counted once as long as the generation is open."""
    found = _spreads.get(generation)
    if found is None:
        found = _spreads[generation] = Spread(generation)
    return found
