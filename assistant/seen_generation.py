"""A generation as who may see some files alone would find it: smaller, whole in itself.

It shares the indexes and texts of the generation it is a part of; rows and documents are numbered
anew, so that whatever works on a generation works on it and cannot reach what is hidden: the
number of a hidden row does not exist here. Frequencies of words in BM25 stay those of the whole
(docs/groups.md); those of late interaction are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.generation import Generation
from assistant.lexical_index import LexicalIndex
from assistant.seen_store import open_seen
from assistant.store import ChunkRow
from assistant.token_lists import SentenceLists, TokenLists
from embeddings.dense_index import DenseIndex
from embeddings.encoder import Rows

_WORDS = 4096  # whose frequencies are kept

RowIds = NDArray[np.int64]
Floats = NDArray[np.float32]


class SeenGeneration(Generation):
    """The seen part of an opened generation.

    Attributes:
        whole_rows: (rows,), int64, ascending: the number each row has in the whole.
    """

    def __init__(self, whole: Generation, sees: Callable[[str], bool]) -> None:
        """Take the files that `sees` allows, by name; nothing is opened but the database.

        Raises:
            sqlite3.DatabaseError: If the database is gone.
        """
        self.folder, self.number = whole.folder, whole.number
        self.store, self.whole_rows = open_seen(whole.folder / "store.sqlite", sees)
        self._whole = whole
        self.dense = SeenDense(whole.dense, self.whole_rows)
        self.lexical = SeenLexical(whole, self)
        self.manifest = replace(
            whole.manifest, documents=len(self.documents), chunks=len(self.whole_rows)
        )

    @cached_property
    def tokens(self) -> TokenLists:  # type: ignore[override]  # an attribute of the whole
        """The token lists of the seen rows; answers do without, likenesses need them."""
        return self._whole.tokens.part(self.whole_rows)

    def sentences_of(self, rows: NDArray[np.int64]) -> SentenceLists | None:
        """The sentences of some rows, as the whole keeps them."""
        return self._whole.sentences_of(self.whole_rows[rows])

    def cut(self, made: Callable[[Sequence[ChunkRow]], SentenceLists]) -> None:
        """Make the sentences of the whole, where it keeps none."""
        self._whole.cut(made)

    @cached_property
    def rows(self) -> list[ChunkRow]:
        """Every seen chunk, in row order; texts are shared with the whole."""
        labels = {d.id: d.label for d in self.documents}
        whole = self._whole.rows
        return [
            replace(whole[w], row=row, label=labels[whole[w].chunk.document_id])
            for row, w in enumerate(self.whole_rows.tolist())
        ]


class SeenDense(DenseIndex):
    """Some rows of a dense index, numbered anew."""

    def __init__(self, whole: DenseIndex, rows: RowIds) -> None:
        self._all = whole
        self._kept = rows

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def dim(self) -> int:
        """Components per row."""
        return self._all.dim

    def search(self, query: Rows, k: int, allowed: RowIds | None = None) -> tuple[RowIds, Floats]:
        """As in the whole index, among the rows there are."""
        rows = self._kept if allowed is None else self._kept[allowed]
        found, cosines = self._all.search(query, k, rows)
        return np.searchsorted(self._kept, found), cosines

    def rows(self, ids: RowIds) -> Rows:
        """The stored rows (len(ids), dim), float32."""
        return self._all.rows(self._kept[ids])


class SeenLexical(LexicalIndex):
    """Some documents of a lexical index, their rows numbered anew."""

    def __init__(self, whole: Generation, seen: SeenGeneration) -> None:
        self._all = whole.lexical
        self._kept = seen.whole_rows
        number = {d.id: i for i, d in enumerate(whole.documents)}
        # a document that repeats a hidden one has no rows before the next generation, so no number
        self._documents = [number.get(d.id) for d in seen.documents]
        self._every = [d for d in self._documents if d is not None]
        self._counted = lru_cache(_WORDS)(self._count)

    def __len__(self) -> int:
        return len(self._kept)

    def search(
        self, terms: Sequence[str], k: int, documents: Sequence[int] | None = None
    ) -> tuple[RowIds, Floats]:
        """As in the whole index, among the documents there are."""
        found, scores = self._all.search(terms, k, self._numbers(documents))
        return np.searchsorted(self._kept, found), scores

    def document_frequency(self, term: str, documents: Sequence[int] | None = None) -> int:
        """Number of seen chunks that hold the term; of some documents, by number, or of all."""
        if documents is None:
            return self._counted(term)
        return self._all.document_frequency(term, self._numbers(documents))

    def _count(self, term: str) -> int:
        return self._all.document_frequency(term, self._every)

    def _numbers(self, documents: Sequence[int] | None) -> list[int]:
        """The numbers of documents in the whole index."""
        if documents is None:
            return self._every
        return [n for d in documents if (n := self._documents[d]) is not None]
