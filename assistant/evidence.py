"""Judging sentences: how much of what was asked stands in one sentence.

A topic is cut into model tokens, each weighted by its learned length times its rarity in the
library. A sentence's score is the share of that weight it carries (MaxSim over its own tokens),
mixed with the share its whole chunk and heading path carry, so that "开展了3次" under the heading
走访慰问 counts. Alternatives (祭扫烈士、缅怀英烈) are judged one by one; the best one counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.retriever import Retriever
from assistant.store import ChunkRow
from assistant.text import fold
from assistant.tokenizer import unmask
from embeddings.encoder import TokenIds
from embeddings.late_interaction import TokenIndex

SENTENCE_SHARE = 0.75  # the rest of a score comes from the chunk with its headings
PART_SHARE = 0.75  # an alternative's share, the rest comes from the topic as a whole

_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』\"）)]*|\n|$)")
_ALTERNATIVE = re.compile(r"、|或者?|以及|\s")
_CACHED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a chunk; offsets into the document."""

    chunk: ChunkRow
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its score, 0 to 1, for one topic."""

    sentence: Sentence
    score: float


@dataclass(frozen=True, slots=True)
class Topic:
    """What is looked for, as token ids and their weights; one entry per alternative, whole first.

    The arrays of an entry have the same length; weights are at least 0.
    """

    text: str
    parts: tuple[tuple[TokenIds, NDArray[np.float32]], ...]


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences, blank edges cut off, empty ones left out.

    Example:
        >>> split_sentences("一是学。二是做；完")
        [(0, 4), (4, 8), (8, 9)]
    """
    spans = []
    for found in _SENTENCE.finditer(text):
        body = found[0].strip()
        if body:
            start = found.start() + found[0].index(body[0])
            spans.append((start, start + len(body)))
    return spans


class Judge:
    """Scores sentences of one generation; keeps the tokens of sentences it has seen."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._sentences = lru_cache(_CACHED_ROWS)(self._split)

    def topic(self, text: str) -> Topic:
        """A topic with its alternatives."""
        whole = unmask(fold(text))
        pieces = [p for p in _ALTERNATIVE.split(whole) if len(p) > 1]
        texts = [whole, *pieces] if len(pieces) > 1 else [whole]
        index = self._retriever.token_index
        ids = self._retriever.models.tokens.token_ids(texts)
        return Topic(text, tuple((i, index.weights(i)) for i in ids))

    def judge(self, rows: Sequence[int], topic: Topic) -> list[Evidence]:
        """Every sentence of these chunks with its score, in the order of rows and text."""
        if not rows:
            return []
        split = [self._sentences(int(r)) for r in rows]
        sentences = [s for found, _ in split for s in found]
        tokens = [t for _, found in split for t in found]
        owner = np.repeat(np.arange(len(rows)), [len(found) for found, _ in split])
        index = TokenIndex.of_passages(self._retriever.models.tokens, tokens)
        scores = np.zeros(len(sentences), np.float32)
        whole = np.zeros(0, np.float32)
        for i, (ids, weights) in enumerate(topic.parts):
            chunk = self._retriever.token_index.max_sim(ids, weights, np.asarray(rows, np.int64))
            part = SENTENCE_SHARE * index.max_sim(ids, weights) + (
                1 - SENTENCE_SHARE
            ) * np.asarray(chunk)[owner]
            if i == 0:
                whole = scores = part
            else:
                scores = np.maximum(scores, PART_SHARE * part + (1 - PART_SHARE) * whole)
        return [Evidence(s, float(x)) for s, x in zip(sentences, scores, strict=True)]

    def _split(self, row: int) -> tuple[list[Sentence], list[TokenIds]]:
        """The sentences of a chunk and their distinct tokens."""
        chunk = self._retriever.generation.rows[row]
        text, at = chunk.chunk.text, chunk.chunk.start
        sentences = [
            Sentence(chunk, at + start, at + end, text[start:end])
            for start, end in split_sentences(text)
        ]
        ids = self._retriever.models.tokens.token_ids([unmask(fold(s.text)) for s in sentences])
        return sentences, ids
