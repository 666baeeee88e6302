"""BM25 over terms, by tantivy; the only importer of tantivy.

A document of this index is one chunk: its row id, the number of its document (for filters) and
its terms joined by blanks, which tantivy's `whitespace` tokenizer gives back unchanged. Scores
are tantivy's BM25 (k1 1.2, b 0.75; Robertson & Zaragoza 2009). The index is written once and
never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

RowIds = NDArray[np.int64]

_HEAP = 96_000_000  # bytes of the writer's buffer


@dataclass(frozen=True, slots=True)
class LexicalRow:
    """What the index holds of one chunk; `document` counts the documents of the library from 0."""

    row: int
    document: int
    terms: Sequence[str]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True, fast=False)
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(folder: Path, rows: Iterable[LexicalRow]) -> int:
    """Write an index of the rows into a new or empty folder; returns their number."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for row in rows:
        document = tantivy.Document()
        document.add_unsigned("row", row.row)
        document.add_unsigned("document", row.document)
        document.add_text("terms", " ".join(row.terms))
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


class LexicalIndex:
    """An opened index; immutable, safe for concurrent readers."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        Raises:
            FileNotFoundError: If there is no index in the folder.
            ValueError: If its files are broken.
        """
        if not (folder / "meta.json").is_file():
            raise FileNotFoundError(folder)
        self._index = tantivy.Index.open(str(folder))
        self._schema = _schema()
        self._searcher = self._index.searcher()
        self._rows = self._row_map()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def _row_map(self) -> dict[int, RowIds]:
        """Row id by segment and document number, so that a search need not fetch documents."""
        rows: dict[int, list[tuple[int, int]]] = {}
        if len(self):
            every = self._searcher.search(
                tantivy.Query.all_query(),
                len(self),
                count=False,
                order_by_field="row",
                order=tantivy.Order.Asc,
            )
            for row, address in every.hits:
                rows.setdefault(address.segment_ord, []).append((address.doc, row))
        maps = {}
        for segment, pairs in rows.items():
            ids = np.full(max(d for d, _ in pairs) + 1, -1, np.int64)
            for doc, row in pairs:
                ids[doc] = row
            maps[segment] = ids
        return maps

    def search(
        self, terms: Sequence[str], k: int, documents: Sequence[int] | None = None
    ) -> tuple[RowIds, NDArray[np.float32]]:
        """Row ids and BM25 scores of the k best chunks, best first; ties by row id.

        Args:
            terms: Query terms, any of which may match; repeats count once.
            k: At most this many.
            documents: Numbers of the documents that may be found; None allows all.
        """
        unique = list(dict.fromkeys(terms))
        if not unique or not len(self) or k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "terms", t, "freq"))
                for t in unique
            ]
        )
        query = self._within(query, documents)
        found = self._searcher.search(query, min(k, len(self)), count=False).hits
        ids = np.array([self._rows[a.segment_ord][a.doc] for _, a in found], np.int64)
        scores = np.array([s for s, _ in found], np.float32)
        order = np.lexsort((ids, -scores))
        return ids[order], scores[order]

    def _within(self, query: tantivy.Query, documents: Sequence[int] | None) -> tantivy.Query:
        """The query limited to some documents, with the scores it has."""
        if documents is None:
            return query
        allowed = tantivy.Query.term_set_query(self._schema, "document", list(documents))
        limit = tantivy.Query.const_score_query(allowed, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, limit)]
        )

    def document_frequency(self, term: str, documents: Sequence[int] | None = None) -> int:
        """Number of chunks that hold the term; of some documents, by number, or of all."""
        if not len(self):
            return 0
        query = tantivy.Query.term_query(self._schema, "terms", term, "freq")
        query = self._within(query, documents)
        return int(self._searcher.search(query, 1, count=True).count or 0)
