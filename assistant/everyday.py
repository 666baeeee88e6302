"""A reverse dictionary: from roundabout words (街上没主人的狗) to those texts write (流浪犬).

The lexicon holds, for a term, several ways in which people describe it. A question that says half
of a description or more, in any order and in words of the same meaning, is searched with the term
too, as strongly as it says it. It is matched by token vectors: no wording has to be foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon_rows import read_rows
from assistant.synonyms import Expansion
from embeddings.encoder import TokenEncoder, TokenIds
from embeddings.late_interaction import flatten

EVERYDAY_FILE = "everyday.txt"
SAID = 0.5  # share of a description's weight that a question must carry
NONE, WHOLE = 0.2, 0.75  # cosines: chance, and the same meaning
PART = 0.5  # how far a token must be carried for a word of the question to stand for it
MOST = 6  # groups of words of one question that describe something
MOST_TERMS = 4  # that the same words may describe

Floats = NDArray[np.float32]


class Everyday:
    """Terms, each with its descriptions, ready to be matched."""

    def __init__(self, table: Mapping[str, Sequence[str]], encoder: TokenEncoder) -> None:
        """Take a table of folded terms with their folded descriptions."""
        self._encoder = encoder
        terms = [t for t, said in table.items() for _ in said]
        each = encoder.token_ids([s for said in table.values() for s in said])
        self._terms = [t for t, tokens in zip(terms, each, strict=True) if len(tokens)]
        ids, self._offsets = flatten([tokens for tokens in each if len(tokens)])
        self._known, self._place = np.unique(ids, return_inverse=True)
        self._vectors = encoder.token_vectors(self._known)
        self._weights = self._weighted()

    def _weighted(self) -> Floats:
        """Per token of every description, its share of the description's weight.

        A token's weight is its learned length times its rarity among all descriptions.
        """
        count = max(1, len(self._terms))
        frequency = np.bincount(self._place, minlength=len(self._known))
        rarity = np.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        each = (self._encoder.token_norms(self._known) * rarity).astype(np.float32)
        weights: Floats = each[self._place]
        lengths = np.diff(self._offsets)
        if not len(weights):
            return np.zeros(0, np.float32)
        totals = np.add.reduceat(weights, self._offsets[:-1])
        shares: Floats = weights / np.maximum(np.repeat(totals, lengths), np.float32(1e-6))
        return shares

    def of(
        self, plain: str, words: Sequence[str], occurs: Callable[[str], bool]
    ) -> tuple[Expansion, ...]:
        """What a question describes: its words that do, and the term that may stand for them.

        Args:
            plain: The topic, folded.
            words: Its words as the tokenizer cuts them.
            occurs: Whether a term stands anywhere in the library; others are left out.
        """
        asked = self._encoder.token_ids([plain])[0]
        if not len(asked) or not len(self._weights):
            return ()
        cosines = self._vectors @ self._encoder.token_vectors(asked).T
        carried = np.clip((cosines - NONE) / (WHOLE - NONE), 0.0, 1.0)
        best = carried.max(axis=1)
        shares = np.add.reduceat(best[self._place] * self._weights, self._offsets[:-1])
        found: dict[str, Expansion] = {}
        for i in np.argsort(-shares, kind="stable").tolist():
            term = self._terms[i]
            if shares[i] < SAID:
                break
            if term in plain or any(term in e.tried for e in found.values()) or not occurs(term):
                continue
            cells = self._place[self._offsets[i] : self._offsets[i + 1]]
            told = asked[(carried[cells] >= PART).any(axis=0)]
            by = self._words(words, told)
            if by in found and len(found[by].tried) < MOST_TERMS:
                found[by] = found[by]._replace(tried=(*found[by].tried, term))
            elif by and by not in found and len(found) < MOST:
                found[by] = Expansion(by, (term,), float(shares[i]))
        return tuple(found.values())

    def _words(self, words: Sequence[str], told: TokenIds) -> str:
        """Those words of a question that hold one of the tokens, side by side."""
        each = self._encoder.token_ids(list(words)) if words else []
        held = [w for w, ids in zip(words, each, strict=True) if np.isin(ids, told).any()]
        return " ".join(dict.fromkeys(held))


@cache
def everyday_table() -> dict[str, tuple[str, ...]]:
    """The lexicon's terms with their descriptions, folded."""
    return read_rows(EVERYDAY_FILE)
