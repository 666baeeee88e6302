"""Texts as sums of their tokens' learned vectors: what a text is about, word order left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import TokenEncoder, TokenIds

Floats = NDArray[np.float32]


def sums(model: TokenEncoder, lists: Sequence[TokenIds]) -> Floats:
    """(texts, dim) sums of the learned vectors of each text's tokens; zeros without tokens."""
    lengths = np.array([len(x) for x in lists], np.int64)
    flat = np.concatenate([np.zeros(0, np.int32), *lists])
    distinct, place = np.unique(flat, return_inverse=True)
    table = model.token_vectors(distinct) * model.token_norms(distinct)[:, None]
    out = np.zeros((len(lists), table.shape[1]), np.float32)
    filled = lengths > 0
    if filled.any():
        starts = (np.cumsum(lengths) - lengths)[filled]
        out[filled] = np.add.reduceat(table[place], starts, axis=0)
    return out


def unit(rows: Floats) -> Floats:
    """The rows made unit length; zero rows stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Floats = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
    return made
