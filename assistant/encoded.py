"""Texts that are encoded when they are first asked for, and once however often they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder

AT_ONCE = 512  # texts that are encoded together: more take longer each


class Encoded:
    """The unit rows of texts; for one thread, and gone with who made it."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        """Take the texts; none is encoded yet."""
        self._texts = texts
        self._encoder = encoder
        self._rows = np.zeros((len(texts), encoder.dim), np.float32)
        self._is_made = np.zeros(len(texts), bool)

    def rows(self, places: Sequence[int]) -> NDArray[np.float32]:
        """(places, dim), float32: the rows of the texts at some places."""
        wanted = np.array(places, np.int64)
        new = np.unique(wanted[~self._is_made[wanted]])
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            self._rows[some] = self._encoder.encode_passages([self._texts[i] for i in some])
            self._is_made[some] = True
        found: NDArray[np.float32] = self._rows[wanted]
        return found
