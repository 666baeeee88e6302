"""Hits for a query: BM25, cosine and late interaction, divided by their maxima and summed.

    score(q,d) = 1.0·BM25/max BM25 + 1.0·cos/max cos + 1.25·MaxSim/max MaxSim

The maxima run over the candidates: the best `DEPTH` chunks of the lexical and of the dense
ranking among the chunks that pass the filters, which in a small library are all of them. The
weights were measured (docs/decisions.md); the optimum is flat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.generation import Generation
from assistant.models import Models
from assistant.names import label
from assistant.parts_of_year import parts_of_year
from assistant.records import DocumentSummary, Filters, Hit, Role, Scores
from assistant.text import fold
from embeddings.late_interaction import TokenIndex

RowIds = NDArray[np.int64]
Floats = NDArray[np.float32]

BM25_WEIGHT, COSINE_WEIGHT, MAX_SIM_WEIGHT = 1.0, 1.0, 1.25
DEPTH = 2_000
SYNONYMS_WEIGHT = 0.9


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates with their parts; all arrays have one entry per candidate, best first.

    Attributes:
        rows: Row ids, int64.
        scores: The fused score, float32, at most 3.25.
        bm25, cosine, max_sim: The parts, float32, raw.
    """

    rows: RowIds
    scores: Floats
    bm25: Floats
    cosine: Floats
    max_sim: Floats

    def __len__(self) -> int:
        return len(self.rows)


class Retriever:
    """Searches one generation."""

    def __init__(self, generation: Generation, models: Models) -> None:
        self.generation = generation
        self.models = models

    @cached_property
    def token_index(self) -> TokenIndex:
        """Late interaction over the generation's chunks."""
        tokens = self.generation.tokens
        return TokenIndex(tokens.ids, tokens.offsets, self.models.tokens)

    @cached_property
    def labels(self) -> list[str]:
        """Per document, what its organisation goes by."""
        return [label(d) for d in self.generation.documents]

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The organisations, in the order of their documents."""
        return tuple(dict.fromkeys(self.labels))

    @cached_property
    def owner_of_row(self) -> RowIds:
        """(rows,), int64: the place of each chunk's organisation among the owners."""
        places = {name: i for i, name in enumerate(self.owners)}
        of_document = np.array([places[name] for name in self.labels], np.int64)
        owners: RowIds = of_document[self.generation.document_of_row]
        return owners

    def allowed_rows(self, filters: Filters) -> NDArray[np.bool_] | None:
        """(rows,), bool: which chunks pass the filters; None where every chunk does."""
        if not (filters.organisations or filters.years or filters.roles):
            return None
        g = self.generation
        named = [not filters.organisations or n in filters.organisations for n in self.labels]
        allowed = np.array(named, bool)[g.document_of_row]
        if filters.years:
            allowed &= self._in_years(set(filters.years))
        if filters.roles:
            allowed &= self._in_roles(filters.roles)
        return allowed

    def rows_of_titles(
        self, years: Sequence[int], parts: Sequence[str], allowed: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_] | None:
        """(rows,), bool: the allowed chunks of summaries whose title names the years and parts.

        A summary without a year in its title goes by its period. Parts of a year (11月, 上半年)
        only limit where a summary among those left names one of them.
        """
        if not years and not parts:
            return allowed
        g = self.generation
        fits = np.array([not years or bool(n & set(years)) for n in self._named_years], bool)
        left: NDArray[np.bool_] = fits[g.document_of_row]
        if allowed is not None:
            left = left & allowed
        if not parts:
            return left
        inside = [
            bool(set(parts) & set(parts_of_year(fold(f"{d.title} {d.period or ''}"))))
            for d in g.documents
        ]
        narrowed: NDArray[np.bool_] = left & np.array(inside, bool)[g.document_of_row]
        if narrowed.any() or self._divided(left):
            return narrowed
        return left if years else allowed

    def rows_of(
        self, documents: Sequence[str], allowed: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_] | None:
        """(rows,), bool: the allowed chunks of some documents, by id; all of them for none."""
        if not documents:
            return allowed
        g = self.generation
        rows: NDArray[np.bool_] = np.array([d.id in documents for d in g.documents], bool)[
            g.document_of_row
        ]
        return rows if allowed is None else rows & allowed

    def rows_about(self, year: int) -> NDArray[np.bool_]:
        """(rows,), bool: chunks of summaries of a year, of its title, or that name it."""
        g = self.generation
        titled = np.array([year in named for named in self._named_years], bool)
        named = g.folded.holding([str(year)])
        rows: NDArray[np.bool_] = self._in_years({year}) | titled[g.document_of_row] | named
        return rows

    @cached_property
    def _named_years(self) -> list[set[int]]:
        """Per document, the years in its title."""
        return [_title_years(d) for d in self.generation.documents]

    def _divided(self, rows: NDArray[np.bool_]) -> bool:
        """Whether every summary of these chunks names a part of the year in its title."""
        g = self.generation
        titles = [g.documents[i].title for i in np.unique(g.document_of_row[rows]).tolist()]
        return bool(titles) and all(parts_of_year(fold(t)) for t in titles)

    def _in_years(self, years: set[int]) -> NDArray[np.bool_]:
        """(rows,), bool: chunks about one of the years.

        A summary's plans are about the years after it; everything else is about its period.
        """
        g = self.generation
        about = [bool(years & _period_years(d)) for d in g.documents]
        planned = [bool(years & _planned_years(d)) for d in g.documents]
        plans = self._in_roles((Role.PLANS,))
        return np.where(
            plans,
            np.array(planned, bool)[g.document_of_row],
            np.array(about, bool)[g.document_of_row],
        )

    def _in_roles(self, roles: Sequence[Role]) -> NDArray[np.bool_]:
        wanted = [i for i, role in enumerate(Role) if role in roles]
        return np.isin(self.generation.role_of_row, wanted)

    def rank(
        self, text: str, allowed: NDArray[np.bool_] | None = None, otherwise: str = ""
    ) -> Ranking:
        """All candidates for a query text, best first; ties by row id.

        Args:
            text: The words to search for, in any script and width.
            allowed: (rows,), bool, which chunks may be found; None allows all.
            otherwise: The same said with synonyms; a chunk's score is the better of the two, that
                of the synonyms counting `SYNONYMS_WEIGHT`.
        """
        first = self._rank(text, allowed)
        return _better(first, self._rank(otherwise, allowed)) if otherwise else first

    def _rank(self, text: str, allowed: NDArray[np.bool_] | None) -> Ranking:
        g = self.generation
        documents = rows = None
        if allowed is not None:
            rows = np.flatnonzero(allowed).astype(np.int64)
            documents = np.unique(g.document_of_row[rows]).tolist()
        terms = self.models.tokenizer.terms(text)
        lexical, bm25 = g.lexical.search(terms, DEPTH, documents)
        if allowed is not None:
            kept = allowed[lexical]
            lexical, bm25 = lexical[kept], bm25[kept]
        query = self.models.encoder.encode_queries([text])[0]
        dense, cosine = g.dense.search(query, DEPTH, rows)
        return self._fuse(text, (lexical, bm25), (dense, cosine))

    def _fuse(
        self, text: str, lexical: tuple[RowIds, Floats], dense: tuple[RowIds, Floats]
    ) -> Ranking:
        """The union of two rankings with all three parts and their weighted sum."""
        rows = np.union1d(lexical[0], dense[0])
        bm25, cosine = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
        bm25[np.searchsorted(rows, lexical[0])] = lexical[1]
        cosine[np.searchsorted(rows, dense[0])] = dense[1]
        ids = self.models.tokens.token_ids([text])[0]
        max_sim = self.token_index.max_sim(ids, rows=rows)
        scores = (
            BM25_WEIGHT * _scaled(bm25)
            + COSINE_WEIGHT * _scaled(cosine)
            + MAX_SIM_WEIGHT * _scaled(max_sim)
        )
        order = np.lexsort((rows, -scores))
        return Ranking(rows[order], scores[order], bm25[order], cosine[order], max_sim[order])

    def hits(self, ranking: Ranking, words: Sequence[str], limit: int = 20) -> list[Hit]:
        """The first chunks of a ranking as hits; `words` are those looked for in each."""
        parts = [_scaled(p)[:limit] for p in (ranking.bm25, ranking.cosine, ranking.max_sim)]
        found = self.generation.store.chunk_rows(ranking.rows[:limit])
        hits = []
        for i, row_id in enumerate(ranking.rows[:limit].tolist()):
            row = found[row_id]
            folded = fold(row.passage)
            hits.append(
                Hit(
                    rank=i + 1,
                    score=round(float(ranking.scores[i]), 4),
                    scores=Scores(*(round(float(p[i]), 4) for p in parts)),
                    chunk=row.chunk,
                    document_id=row.chunk.document_id,
                    document=row.file,
                    document_title=row.title,
                    organisation=row.organisation,
                    section=row.path,
                    role=row.role,
                    matched=tuple(w for w in words if w in folded),
                    passage=row.passage,
                    start=row.start,
                )
            )
        return hits


def _better(first: Ranking, second: Ranking) -> Ranking:
    """Two rankings as one: of each chunk the better score, with the parts it comes from."""
    rows = np.concatenate([first.rows, second.rows])
    scores = np.concatenate([first.scores, second.scores * np.float32(SYNONYMS_WEIGHT)])
    order = np.lexsort((rows, -scores))
    _, once = np.unique(rows[order], return_index=True)  # the first, that is the better, of each
    kept = order[np.sort(once)]
    parts = [
        np.concatenate([getattr(first, name), getattr(second, name)])[kept]
        for name in ("bm25", "cosine", "max_sim")
    ]
    return Ranking(rows[kept], scores[kept], *parts)


def _title_years(document: DocumentSummary) -> set[int]:
    """The years in a summary's title, else, or where a user corrected them, of its period."""
    if document.years_corrected:
        return _period_years(document)
    named = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?=年|\D|$)", fold(document.title))}
    return named or _period_years(document)


def _period_years(document: DocumentSummary) -> set[int]:
    """The years a summary reports on; those of its plans left out where its period is known."""
    named = {int(y) for y in re.findall(r"20\d\d|19\d\d", document.period or "")}
    return named or set(document.years)


def _planned_years(document: DocumentSummary) -> set[int]:
    """The years a summary's plans are about: those it names and the one after its period."""
    reported = _period_years(document)
    return set(document.years) | ({max(reported) + 1} if reported else set())


def _scaled(part: Floats) -> Floats:
    """The part divided by its maximum; zeros where nothing is positive."""
    top = float(part.max(initial=0.0))
    return part / top if top > 0 else np.zeros_like(part)
