"""Chunks cut into sentences: their tokens, made once at indexing, and what judging needs of them.

The tokens of a chunk and those of its sentences come from one pass of the tokenizer: no word
crosses the end of a sentence, so the pieces of a search text have together the tokens it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from assistant.generation import heading_text, search_text
from assistant.sentence_ends import split_sentences
from assistant.store import ChunkRow
from assistant.text import Joined, are_simplified, fold, fold_all
from assistant.token_lists import SentenceLists, TokenLists
from assistant.tokenizer import holds_mask, unmask
from embeddings.encoder import TokenEncoder, TokenIds


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a chunk, its heading before the first; offsets into the document."""

    chunk: ChunkRow
    start: int
    end: int
    text: str


def _spans(chunk: ChunkRow) -> list[tuple[int, int]]:
    """The sentences of a chunk's passage; a heading belongs to its first sentence."""
    lead = len(chunk.lead)
    spans = split_sentences(chunk.passage)
    while lead and len(spans) > 1 and spans[0][1] <= lead:
        spans[:2] = [(spans[0][0], spans[1][1])]
    return spans


class Cut:
    """Chunks cut into sentences, to be judged; what only some topics ask for is made when asked.

    Attributes:
        lists: Spans and tokens, a row for each chunk.
        owner: (sentences,), int64: the place of each sentence's chunk among the chunks.
        rows: (sentences,), int64: the row of each sentence's chunk.
    """

    def __init__(self, chunks: Sequence[ChunkRow], lists: SentenceLists) -> None:
        self._chunks = chunks
        self.lists = lists
        self.owner: NDArray[np.int64] = np.repeat(np.arange(len(chunks)), np.diff(lists.first))
        self.rows = np.array([c.row for c in chunks], np.int64)[self.owner]

    def sentence(self, i: int) -> Sentence:
        """The sentence at a place, in the order of chunks and text."""
        chunk = self._chunks[self.owner[i]]
        a, b = self.lists.spans[i].tolist()
        return Sentence(chunk, chunk.start + a, chunk.start + b, chunk.passage[a:b])

    @cached_property
    def _passages(self) -> list[str]:
        """The chunks' passages folded."""
        return fold_all([c.passage for c in self._chunks])

    @cached_property
    def folded(self) -> Joined:
        """The sentences folded."""
        spans = zip(self.owner.tolist(), self.lists.spans.tolist(), strict=True)
        return Joined([self._passages[i][a:b] for i, (a, b) in spans])

    @cached_property
    def texts(self) -> Joined:
        """The sentences folded and unmasked."""
        texts = list(self.folded.texts)
        for i in np.flatnonzero(self.lists.unlike[self.owner]).tolist():
            texts[i] = unmask(texts[i])  # the other chunks hold no mask
        return Joined(texts)

    @cached_property
    def around(self) -> Joined:
        """Per chunk, title and search text, folded and unmasked."""
        heads = fold_all([f"{c.title}\n{heading_text(c)}" for c in self._chunks])
        chunks = zip(self._chunks, heads, self._passages, strict=True)
        texts = [f"{head}\n{passage[len(c.lead) :]}" for c, head, passage in chunks]
        for i in np.flatnonzero(self.lists.unlike).tolist():
            texts[i] = unmask(texts[i])
        return Joined(texts)


@dataclass(frozen=True, slots=True)
class Parts:
    """A chunk in the pieces that its sentences are made of, to be segmented at once.

    Attributes:
        chunk: The chunk.
        spans: Its sentences, in its passage.
        texts: Its search text in pieces that no word crosses: what stands before the body, then
            the body's share of each sentence. All in one where it is `unlike`.
        unlike: Whether folding or unmasking may change its tokens, or a word cross a piece.
    """

    chunk: ChunkRow
    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    unlike: bool


def parts_of(chunks: Sequence[ChunkRow]) -> list[Parts]:
    """The chunks in pieces."""
    texts = [f"{c.title}\n{c.lead}\n{search_text(c)}" for c in chunks]
    plain = are_simplified(texts).tolist()
    alike = [p and not holds_mask(t) for p, t in zip(plain, fold_all(texts), strict=True)]
    return [_in_pieces(c) if a else _whole(c) for c, a in zip(chunks, alike, strict=True)]


def _in_pieces(chunk: ChunkRow) -> Parts:
    spans, lead, text = tuple(_spans(chunk)), chunk.lead, chunk.chunk.text
    if lead and lead[-1].isalnum() and text[:1].isalnum():
        return _whole(chunk)  # a heading that runs into the text may share a word with it
    pieces = [text[max(0, a - len(lead)) : b - len(lead)] for a, b in spans]
    return Parts(chunk, spans, (heading_text(chunk), *pieces), unlike=False)


def _whole(chunk: ChunkRow) -> Parts:
    return Parts(chunk, tuple(_spans(chunk)), (search_text(chunk),), unlike=True)


def lists_of(
    parts: Sequence[Parts], inside: Sequence[Sequence[TokenIds]], tokens: TokenEncoder
) -> SentenceLists:
    """The sentences of chunks with their tokens.

    Args:
        parts: The chunks.
        inside: Per chunk, the token ids of each of its texts.
        tokens: Gives the ids of what does not stand in these texts as it is judged.
    """
    missing = [t for p in parts for t in _missing(p)]
    distinct = list(dict.fromkeys(missing))  # titles and headings repeat
    known = dict(zip(distinct, tokens.token_ids(distinct), strict=True))
    ids = (known[t] for t in missing)
    around, own = [], []
    for p, (_, *pieces) in zip(parts, inside, strict=True):
        around.append(next(ids))
        sentences = [next(ids) for _ in p.spans] if p.unlike else pieces
        if p.chunk.lead and sentences and not p.unlike:
            sentences[0] = np.concatenate([next(ids), sentences[0]])
        own += sentences
    spans = [span for p in parts for span in p.spans]
    return SentenceLists(
        np.array([0, *accumulate(len(p.spans) for p in parts)], np.int64),
        np.array(spans, np.int32).reshape(-1, 2),
        TokenLists.join(own),
        TokenLists.join(around),
        np.array([p.unlike for p in parts], bool),
    )


def _missing(parts: Parts) -> list[str]:
    """The texts of a chunk still to be segmented: around it, then sentences or the heading."""
    chunk = parts.chunk
    title, passage = unmask(fold(chunk.title)), chunk.passage
    if parts.unlike:
        whole = f"{title}\n{unmask(fold(search_text(chunk)))}"
        return [whole, *(unmask(fold(passage[a:b])) for a, b in parts.spans)]
    return [title, chunk.lead] if chunk.lead and parts.spans else [title]


def sentence_lists(chunks: Sequence[ChunkRow], tokens: TokenEncoder) -> SentenceLists:
    """The sentences of chunks whose generation keeps none."""
    parts = parts_of(chunks)
    ids = iter(tokens.token_ids([t for p in parts for t in p.texts]))
    return lists_of(parts, [[next(ids) for _ in p.texts] for p in parts], tokens)
