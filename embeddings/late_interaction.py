"""MaxSim over static token vectors: for each query token the best matching token of a passage.

After Khattab & Zaharia (ColBERT, SIGIR 2020), but with one vector per token of the vocabulary,
so that a passage is its set of token ids, and with a weight per query token: the length of its
learned vector times its BM25 idf over the user's own passages.

    score(q, d) = Σ_t w_t · max(0, max_{u in d} cos(t, u)) / Σ_t w_t
    w_t = |E_t| · ln(1 + (n − df_t + 0.5) / (df_t + 0.5))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Rows, TokenEncoder, TokenIds

Scores = NDArray[np.float32]
_KEPT_COLUMNS = 256  # query tokens whose cosines with all tokens of the passages are kept
_KEPT_VECTORS = 32_768  # distinct tokens of the passages whose vectors are kept unpacked (64 MB)
_FEW = 4_000  # tokens that are sorted faster than the whole vocabulary is counted through
_BLOCK = 1024  # token vectors unpacked at a time; they fit in a core's cache


@dataclass(frozen=True)
class TokenMatch:
    """Why a passage matches: one token of the query and the token of the passage nearest to it.

    Attributes:
        query_token: Token of the query.
        passage_token: Its best match, or None where the passage has no token.
        cosine: Cosine of the two; 0 without a match.
        weight: Weight of the query token in the score, of a sum of 1.
    """

    query_token: str
    passage_token: str | None
    cosine: float
    weight: float


class TokenIndex:
    """The distinct tokens of every passage, in memory; the caller keeps the two arrays on disk."""

    def __init__(self, tokens: TokenIds, offsets: NDArray[np.int64], encoder: TokenEncoder) -> None:
        """Take the arrays as they are.

        Args:
            tokens: Token ids of all passages, int32, distinct within a passage.
            offsets: (passages + 1,) int64; passage i owns tokens[offsets[i]:offsets[i + 1]].
            encoder: Gives the vectors of the token ids.

        Raises:
            ValueError: If the offsets do not cut the tokens.
        """
        if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(tokens):
            raise ValueError("the offsets must begin with 0 and end with the number of tokens")
        if np.any(np.diff(offsets) < 0):
            raise ValueError("the offsets must not fall")
        self._encoder = encoder
        self._tokens = tokens
        known, self._place = distinct_ids(tokens)
        self._cosines = _Cosines(encoder, known)
        self._starts, self._lengths = offsets[:-1], np.diff(offsets)
        self._frequency = np.bincount(self._place, minlength=len(known))

    def part(self, rows: NDArray[np.int64]) -> TokenIndex:
        """The index of some passages alone, numbered anew; it shares what takes up memory.

        Frequencies, and so the weights of tokens, are those of these passages.

        Args:
            rows: Passages of this index, int64, in the order of their new numbers.
        """
        made = TokenIndex.__new__(TokenIndex)
        made._encoder, made._tokens = self._encoder, self._tokens
        made._place, made._cosines = self._place, self._cosines
        made._starts, made._lengths = self._starts[rows], self._lengths[rows]
        cells, _ = made._cells(np.arange(len(rows)))
        made._frequency = np.bincount(self._place[cells], minlength=len(self._cosines.known))
        return made

    @classmethod
    def of_passages(cls, passages: Sequence[TokenIds], encoder: TokenEncoder) -> TokenIndex:
        """The index of passages given one by one as distinct token ids."""
        return cls(*flatten(passages), encoder)

    def __len__(self) -> int:
        """Number of passages."""
        return len(self._starts)

    def frequencies(self, query: TokenIds) -> NDArray[np.int64]:
        """In how many passages each query token occurs, int64."""
        place, known = self._cosines.places(query)
        found = np.zeros(len(query), dtype=np.int64)
        found[known] = self._frequency[place[known]]
        return found

    def norms(self, query: TokenIds) -> Scores:
        """Lengths of the query tokens' learned vectors, float32."""
        return self._encoder.token_norms(query)

    def max_sim(
        self,
        query: TokenIds,
        weights: Scores | None = None,
        rows: NDArray[np.integer] | None = None,
    ) -> Scores:
        """The score of each passage, 0 to 1, float32; 0 for a passage without tokens.

        Args:
            query: Distinct token ids of the query; without one all scores are 0.
            weights: One per query token, at least 0; None means `token_weights`.
            rows: Passages to score, in any order; None means all.
        """
        count = len(self) if rows is None else len(rows)
        shares = _shares(token_weights(query, self) if weights is None else weights)
        if not len(query) or not count or not shares.any():
            return np.zeros(count, dtype=np.float32)
        if rows is None:
            best = self._columns.maxima(self._cosines.kept(query))
        else:
            best = self._maxima_of(query, np.asarray(rows))
        scores: Scores = np.maximum(best, 0.0) @ shares
        return scores

    def explain(self, query: TokenIds, row: int) -> list[TokenMatch]:
        """How each query token is matched in one passage, in the order of the query."""
        ids = self._tokens[self._starts[row] : self._starts[row] + self._lengths[row]]
        names = self._encoder.token_texts(query)
        shares = _shares(token_weights(query, self))
        if not len(ids):
            return [TokenMatch(n, None, 0.0, float(w)) for n, w in zip(names, shares, strict=True)]
        cosines = self._cosines.made(query, ids)  # (tokens of the passage, tokens of the query)
        best = cosines.argmax(axis=0)
        partners = self._encoder.token_texts(ids[best])
        tops = cosines[best, np.arange(len(query))]
        return [
            TokenMatch(name, partner, float(top), float(share))
            for name, partner, top, share in zip(names, partners, tops, shares, strict=True)
        ]

    def cosines(self, ids: TokenIds, query: TokenIds) -> Rows:
        """(ids, query) cosines of any tokens with query tokens, float32.

        Cosines with tokens of the passages come from the columns kept for recent queries.

        Args:
            ids: Token ids, distinct.
            query: Token ids, distinct.
        """
        place, known = self._cosines.places(ids)
        out = np.empty((len(ids), len(query)), dtype=np.float32)
        out[known] = self._cosines.kept(query, place[known])
        out[~known] = self._cosines.made(query, ids[~known])
        return out

    @cached_property
    def _columns(self) -> _Columns:
        """The passages for a search of all of them."""
        return _Columns(self._place, self._starts, self._lengths)

    def _cells(self, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the tokens of the passages stand, one passage after the other; their lengths."""
        lengths = self._lengths[rows]
        before = np.cumsum(lengths) - lengths
        return np.repeat(self._starts[rows] - before, lengths) + np.arange(lengths.sum()), lengths

    def _maxima_of(self, query: TokenIds, rows: NDArray[np.integer]) -> Rows:
        """(rows, query) best cosines of the named passages only."""
        cells, lengths = self._cells(rows)
        places = self._place[cells]
        cosines, number = self._cosines_of(query, places)
        best = np.zeros((len(rows), len(query)), dtype=np.float32)
        filled = lengths > 0  # reduceat would give an empty passage its neighbour's first token
        if filled.any():
            starts = (np.cumsum(lengths) - lengths)[filled]
            # take: rows of a matrix ten times faster than by an index in brackets
            best[filled] = np.maximum.reduceat(cosines.take(number, axis=0), starts, axis=0)
        return best

    def _cosines_of(self, query: TokenIds, places: NDArray[np.int32]) -> tuple[Rows, NDArray[Any]]:
        """Cosines of some distinct tokens, all those named among them; the row of each named."""
        if self._cosines.keeps(query):
            return self._cosines.kept(query), places
        known = self._cosines.known
        used = np.zeros(len(known), dtype=bool)
        used[places] = True
        distinct = np.flatnonzero(used)
        if 2 * len(distinct) > len(known):
            return self._cosines.kept(query), places
        return self._cosines.made(query, known[distinct]), (np.cumsum(used) - 1)[places]


class _Cosines:
    """Cosines of query tokens with the distinct tokens of all passages; recent ones are kept.

    Attributes:
        known: The distinct tokens, ascending.
    """

    def __init__(self, encoder: TokenEncoder, known: TokenIds) -> None:
        self.known = known
        self._encoder = encoder
        self._vectors: Rows | None = None
        self._seen: dict[int, Scores] = {}
        self._lock = Lock()

    def places(self, ids: TokenIds) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The place of each token among the known ones, and whether it is one of them."""
        place = np.searchsorted(self.known, ids)
        place[place == len(self.known)] = 0
        known = self.known[place] == ids if len(self.known) else np.zeros(len(ids), dtype=bool)
        return place, known

    def keeps(self, query: TokenIds) -> bool:
        """Whether the columns of all these query tokens are there."""
        return all(int(i) in self._seen for i in query)

    def kept(self, query: TokenIds, places: NDArray[np.int64] | None = None) -> Rows:
        """(places, query) cosines by way of the kept columns of recent query tokens.

        Args:
            query: Token ids; columns that are not there yet are made and kept.
            places: Places among the distinct tokens; None means all.
        """
        columns = {int(i): self._seen.get(int(i)) for i in query}
        missing = np.asarray([i for i, c in columns.items() if c is None], dtype=np.int32)
        if len(missing):
            fresh = np.ascontiguousarray(self._with_known(missing).T)
            columns.update(zip(missing.tolist(), fresh, strict=True))
            self._keep(dict(zip(missing.tolist(), fresh, strict=True)))
        count = len(self.known) if places is None else len(places)
        out = np.empty((count, len(columns)), dtype=np.float32)
        for k, column in enumerate(c for c in columns.values() if c is not None):
            out[:, k] = column if places is None else column[places]
        return out

    def made(self, query: TokenIds, ids: TokenIds) -> Rows:
        """(ids, query) cosines."""
        right = np.ascontiguousarray(self._encoder.token_vectors(query).T)
        out = np.empty((len(ids), len(query)), dtype=np.float32)
        for i in range(0, len(ids), _BLOCK):
            block = self._encoder.token_vectors(ids[i : i + _BLOCK])
            np.matmul(block, right, out=out[i : i + _BLOCK])
        return out

    def _with_known(self, query: TokenIds) -> Rows:
        """(distinct tokens of the passages, query) cosines."""
        if len(self.known) > _KEPT_VECTORS:
            return self.made(query, self.known)
        if self._vectors is None:
            self._vectors = self._encoder.token_vectors(self.known)
        cosines: Rows = self._vectors @ self._encoder.token_vectors(query).T
        return cosines

    def _keep(self, columns: dict[int, Scores]) -> None:
        """Remember columns and forget the oldest above the limit; several threads may search."""
        with self._lock:
            self._seen.update(columns)
            for oldest in list(self._seen)[: max(0, len(self._seen) - _KEPT_COLUMNS)]:
                del self._seen[oldest]


class _Columns:
    """All passages as columns: the first token of each, the second of each that has two, …

    Passages stand in order of falling length, so every column is a prefix of them and the best
    cosines of all passages are a running maximum over whole arrays.
    """

    def __init__(
        self, place: NDArray[np.int32], starts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> None:
        self._order = np.argsort(-lengths, kind="stable")
        longest = int(lengths.max(initial=0))
        # passages with more than j tokens, for j = 0, 1, …
        fall = len(lengths) - np.cumsum(np.bincount(lengths, minlength=longest + 1))
        self._counts = fall[:longest]
        starts = starts[self._order]
        columns = [place[starts[:count] + j] for j, count in enumerate(self._counts)]
        self._places = np.concatenate([np.zeros(0, dtype=np.int32), *columns])

    def maxima(self, cosines: Rows) -> Rows:
        """(passages, query): the best cosine of each passage's tokens, 0 where it has none.

        Args:
            cosines: (distinct tokens, query) float32.
        """
        found = np.zeros((len(self._order), cosines.shape[1]), dtype=np.float32)
        if len(self._counts):
            gathered = np.take(cosines, self._places, axis=0)
            first = self._counts[0]
            found[:first] = gathered[:first]
            for count in self._counts[1:]:
                np.maximum(found[:count], gathered[first : first + count], out=found[:count])
                first += count
        best = np.empty_like(found)
        best[self._order] = found
        return best


def token_weights(query: TokenIds, index: TokenIndex) -> Scores:
    """|E_t| · idf of each query token, float32; idf counts the passages of the index."""
    frequency = index.frequencies(query)
    idf = np.log(1.0 + (len(index) - frequency + 0.5) / (frequency + 0.5))
    weights: Scores = (index.norms(query) * idf).astype(np.float32)
    return weights


def flatten(passages: Sequence[TokenIds]) -> tuple[TokenIds, NDArray[np.int64]]:
    """Token ids of all passages in one int32 array, and the int64 offsets that cut it."""
    offsets = np.zeros(len(passages) + 1, dtype=np.int64)
    np.cumsum([len(ids) for ids in passages], out=offsets[1:])
    tokens = np.concatenate([np.zeros(0, dtype=np.int32), *passages]).astype(np.int32)
    return tokens, offsets


def distinct_ids(tokens: TokenIds) -> tuple[TokenIds, NDArray[np.int32]]:
    """The distinct ids in ascending order, and each id's place among them."""
    if len(tokens) < _FEW:
        distinct, few = np.unique(tokens, return_inverse=True)
        return distinct, few.astype(np.int32)
    used = np.zeros(int(tokens.max(initial=-1)) + 1, dtype=bool)
    used[tokens] = True
    place = np.cumsum(used, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(used).astype(np.int32), place[tokens]


def _shares(weights: Scores) -> Scores:
    """The weights divided by their sum; all 0 where the sum is 0."""
    total = float(weights.sum())
    return weights / total if total > 0 else np.zeros_like(weights, dtype=np.float32)
