"""Names by their characters: which of thousands a question may hold with one of them misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.text import code_points


class Spelt:
    """Names with what each stands for, looked through all at once."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Take (name, what it stands for); names are folded and not empty."""
        self._pairs = pairs
        self._codes = code_points([name for name, _ in pairs])
        self._starts = np.cumsum([0, *(len(name) for name, _ in pairs)])[:-1]

    def almost_in(self, folded: str) -> Iterator[tuple[str, str]]:
        """The pairs whose name has at most one character that a text lacks, in their order."""
        if self._pairs:
            lacks = ~np.isin(self._codes, code_points([folded]))
            lacking = np.add.reduceat(lacks, self._starts, dtype=np.int64)
            yield from (self._pairs[i] for i in np.flatnonzero(lacking < 2).tolist())
