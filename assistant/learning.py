"""Learning from one another: alike practices and the matrix of one generation.

`Learning` answers for one generation and keeps what is dear to make; `service.Assistant` opens the
generation and hands the questions on (`learning_methods`).
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from assistant.answering.draft import Draft
from assistant.conversation import understand
from assistant.duplicates import letters_of, repeats
from assistant.errors import SettingsError, UnknownDocument
from assistant.evidence import Judge
from assistant.learnt import Learnt
from assistant.names import Directory, label_of
from assistant.practice_records import (
    Matrix,
    Practice,
    SimilarHit,
    SimilarPractices,
    Theme,
)
from assistant.practices import Likeness, Practices, Wanted, strength_of_likeness
from assistant.records import Kind, Request
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.shared_words import Comparer
from assistant.synonyms import Expansion
from assistant.themes import Matrices, cite, load_themes, typed_themes

SHOWN = 10  # organisations with an alike practice
MORE = 3  # further passages of each
# what a question about like practices has; a description need not be read as one
_ASKS = re.compile(
    r"[？?]|哪|类似|類似|相似|相近|差不多|一样|同样|也|其他|其它|别的|別的|借鉴|similar", re.I
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What learning needs of an opened generation.

    `expansions` gives the words of a text with those that may stand for them.
    """

    library: Path
    retriever: Retriever
    judge: Judge
    directory: Directory
    expansions: Callable[[str], tuple[Expansion, ...]]


class Learning:
    """Answers over one generation; safe for several threads."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._generation = parts.retriever.generation
        self.practices = Practices(parts.retriever, parts.judge)
        self.learnt = Learnt(parts.retriever, self.practices)

    # ------------------------------------------------------------ alike practices

    def similar(self, text: str, limit: int = SHOWN) -> SimilarPractices:
        """The practices alike to a description, or to the one that a question names."""
        began = time.perf_counter()
        return self._similar(self._wanted(text), limit, began)

    def similar_to(self, chunk_id: str, limit: int = SHOWN) -> SimilarPractices:
        """The practices alike to a chunk, in the other organisations.

        Raises:
            UnknownDocument: If there is no such chunk.
        """
        began = time.perf_counter()
        row = self._generation.store.chunk_row_of(chunk_id)
        if row is None:
            raise UnknownDocument(self._parts.library, chunk_id)
        text = row.chunk.text
        source = Sentence(row, row.chunk.start, row.chunk.end, text)
        return self._similar(self._told(source), limit, began)

    def similar_to_passage(
        self, document_id: str, span: tuple[int, int], limit: int = SHOWN
    ) -> SimilarPractices:
        """The practices alike to a stretch of a document, in the other organisations.

        Args:
            document_id: The document.
            span: Half-open, in its text; what reaches beyond the chunk it begins in is cut off.
            limit: Organisations that are shown.

        Raises:
            UnknownDocument: If there is no such document, or the stretch holds no text of it.
        """
        began = time.perf_counter()
        source = self._passage(document_id, span)
        return self._similar(self._told(source), limit, began)

    def _passage(self, document_id: str, span: tuple[int, int]) -> Sentence:
        """A stretch of a document as a sentence of the chunk that it overlaps most.

        Raises:
            UnknownDocument: If there is none.
        """
        inside = [
            (min(span[1], r.chunk.end) - max(span[0], r.start), r)
            for r in self._generation.rows
            if r.chunk.document_id == document_id
        ]
        overlap, row = max(inside, key=lambda x: x[0], default=(0, None))
        if row is None or overlap <= 0:
            raise UnknownDocument(self._parts.library, document_id)
        start, end = max(span[0], row.start), min(span[1], row.chunk.end)
        return Sentence(row, start, end, row.passage[start - row.start : end - row.start])

    def _wanted(self, text: str) -> Wanted:
        """What a text asks for: the practice a question names, or the description it is."""
        if not _ASKS.search(text):
            return self._described(text)
        question = understand(Request(text), self._parts.directory)
        if question.kind is not Kind.SIMILAR:
            return self._described(text)
        topic = question.topic or text
        tried = self._parts.expansions(topic)
        wanted = self.practices.wanted(topic, question.quoted, question.excluded, tried)
        return replace(wanted, sort=question.sort)

    def _described(self, text: str) -> Wanted:
        """A practice that a text describes itself."""
        return Wanted(text, synonyms=self._parts.expansions(text))

    def _told(self, source: Sentence) -> Wanted:
        """The practice that a passage tells of; those of its own organisation are left out."""
        text = " ".join(source.text.split())
        owner = frozenset([label_of(source.chunk)])
        return Wanted(text, source, owner, self._parts.expansions(text))

    def _similar(self, wanted: Wanted, limit: int, began: float) -> SimilarPractices:
        draft = Draft(self._generation.store)
        found = self.practices.find(wanted)
        told = wanted.source.text if wanted.source else wanted.text
        comparer = Comparer(
            self.practices,
            self._parts.retriever.token_index,
            told,
            self._parts.expansions(told),
        )
        source = cite(draft, wanted.source, 1.0) if wanted.source else None
        copies = _copies(found)
        hits = [
            replace(_hit(draft, comparer, wanted, n, h), copies=copies[h.organisation])
            for n, h in enumerate(found[:limit], 1)
        ]
        names = {h.organisation for h in found}
        return SimilarPractices(
            Practice(told, source, tuple(sorted(wanted.excluded))),
            tuple(hits),
            max(0, len(found) - limit),
            tuple(
                n
                for n in self.practices.spread.names
                if n not in names and n not in wanted.excluded
            ),
            len(self._generation.documents),
            len(self._generation.unreadable),
            1000 * (time.perf_counter() - began),
        )

    # ------------------------------------------------------------ matrix

    def compare(self, names: Sequence[str] = ()) -> Matrix:
        """The matrix of the named themes; of all themes of the library where none is named.

        Raises:
            SettingsError: If the user's file of themes is broken.
        """
        began = time.perf_counter()
        known = load_themes(self._parts.library)
        themes = typed_themes(names, known) if names else known
        matrices = Matrices(self._parts.retriever, self._parts.judge, self.practices)
        rows = matrices.rows(themes)
        return Matrix(themes, rows, 1000 * (time.perf_counter() - began))

    def known_themes(self) -> tuple[Theme, ...]:
        """The themes of the library; see `themes.load_themes`."""
        return load_themes(self._parts.library)

    def prepare(self) -> None:
        """Make what the first matrix and the first alike practices would wait for.

        The chunks that the library's themes rank first are cut into sentences, theme by theme.
        """
        matrices = Matrices(self._parts.retriever, self._parts.judge, self.practices)
        with contextlib.suppress(SettingsError):  # said when the matrix is asked for
            for theme in self.known_themes():
                matrices.rows((theme,))


def _hit(
    draft: Draft, comparer: Comparer, wanted: Wanted, rank: int, found: Likeness
) -> SimilarHit:
    """One organisation's passage with what it shares and adds."""
    passage = found.sentence.text
    adds = comparer.adds(passage)
    return SimilarHit(
        rank=rank,
        organisation=found.organisation,
        score=round(found.score, 4),
        parts=found.parts,
        strength=strength_of_likeness(found.score, wanted.limits),
        citation=cite(draft, found.sentence, found.score),
        shared=comparer.shared(passage),
        adds=passage[adds[0] : adds[1]],
        adds_span=adds,
        more=tuple(cite(draft, s, found.score) for s in found.more[:MORE]),
        copies=(),
    )


def _copies(found: Sequence[Likeness]) -> dict[str, tuple[str, ...]]:
    """Organisation → the others whose best passage is nearly the same text."""
    letters = [letters_of(h.sentence.text) for h in found]
    copies: dict[str, list[str]] = {h.organisation: [] for h in found}
    for a, b in combinations(range(len(found)), 2):
        if repeats(letters[a], letters[b]):
            copies[found[a].organisation].append(found[b].organisation)
            copies[found[b].organisation].append(found[a].organisation)
    return {name: tuple(others) for name, others in copies.items()}
