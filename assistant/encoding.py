"""What the next generation holds of every row: its vector, its tokens, those of its sentences.

Rows whose texts did not change are taken over from the generation before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.generation import Generation, search_text
from assistant.models import Models
from assistant.records import Progress
from assistant.sentences import lists_of, parts_of, sentence_lists
from assistant.store import ChunkRow
from assistant.token_lists import SentenceLists, TokenLists
from embeddings.encoder import Rows

BATCH = 256  # chunks encoded between two progress reports


@dataclass(frozen=True, slots=True)
class Encoded:
    """All rows of a generation.

    Attributes:
        vectors: (rows, dim), float32, of length 1 or 0.
        tokens: The distinct tokens of each row's search text.
        sentences: Each row's sentences.
    """

    vectors: Rows
    tokens: TokenLists
    sentences: SentenceLists


def encoded(
    rows: Sequence[ChunkRow],
    old: Generation | None,
    models: Models,
    on_progress: Callable[[Progress], None],
) -> Encoded:
    """All rows encoded; those of unchanged chunks come from `old`, made with the same models."""
    vectors = np.zeros((len(rows), models.encoder.dim), np.float32)
    new, before = _unchanged(rows, old)
    fresh = np.setdiff1d(np.arange(len(rows)), new)
    tokens, sentences = [], []
    for at in range(0, len(fresh), BATCH):
        batch = fresh[at : at + BATCH]
        parts = parts_of([rows[i] for i in batch.tolist()])
        made = models.encode([search_text(p.chunk) for p in parts], [p.texts for p in parts])
        vectors[batch] = made.vectors
        tokens.append(TokenLists.join(made.tokens))
        sentences.append(lists_of(parts, made.parts, models.tokens))
        on_progress(Progress("encode", min(at + BATCH, len(fresh)), len(fresh)))
    if old is not None and len(new):
        vectors[new] = old.dense.rows(before)
        tokens.append(old.tokens.part(before))
        kept = old.sentences_of(before)
        sentences.append(kept or sentence_lists([rows[i] for i in new.tolist()], models.tokens))
    order = np.argsort(np.concatenate([fresh, new]))
    return Encoded(
        vectors, TokenLists.chain(tokens).part(order), SentenceLists.chain(sentences).part(order)
    )


def _unchanged(
    rows: Sequence[ChunkRow], old: Generation | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that an old generation holds with the same texts, and their numbers there."""
    if old is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    held = {r.chunk.id: r for r in old.rows}
    pairs = [
        (row.row, was.row)
        for row in rows
        if (was := held.get(row.chunk.id)) and _texts_of(was) == _texts_of(row)
    ]
    new, before = np.array(pairs, np.int64).reshape(-1, 2).T
    return new, before


def _texts_of(row: ChunkRow) -> tuple[str, str, str]:
    """All that its tokens are made of."""
    return row.title, row.lead, search_text(row)
