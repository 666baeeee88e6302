"""An answer in the making: cites spans, numbers them by first use, quotes them as Markdown."""

from __future__ import annotations

import re

from assistant.answering import words
from assistant.records import Anchor, Citation
from assistant.store import ChunkRow, Store

_MARKUP = re.compile(r"([\\*_`\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)")


def quoted(text: str) -> str:
    """Document text as Markdown that shows exactly this text, on one line."""
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", line)


class Draft:
    """Collects citations; the same span is cited once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def cite(self, chunk: ChunkRow, start: int, end: int, score: float) -> str:
        """The marker [n] of a span of the chunk's document, which lies inside its passage.

        Raises:
            ValueError: If the span does not lie inside the passage.
        """
        at = chunk.start
        if not at <= start < end <= chunk.chunk.end:
            raise ValueError(f"{start}:{end} is not inside {at}:{chunk.chunk.end}")
        key = (chunk.chunk.document_id, start, end)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(
                Citation(
                    n=self._numbers[key],
                    document_id=chunk.chunk.document_id,
                    document=chunk.file,
                    document_title=chunk.title,
                    organisation=chunk.organisation,
                    section=chunk.path,
                    passage=chunk.passage[start - at : end - at],
                    start=start,
                    end=end,
                    score=round(score, 4),
                    place=_place(self._store.anchor_at(chunk.chunk.document_id, start)),
                    also_in=self._store.twins(chunk.chunk.document_id),
                )
            )
        return f"[{self._numbers[key]}]"


def _place(anchor: Anchor | None) -> str:
    """Where a span begins, in words."""
    if anchor is None:
        return words.SOMEWHERE
    if anchor.page is None:
        return words.PLACE.format(paragraph=anchor.paragraph)
    return words.PLACE_PAGE.format(page=anchor.page, paragraph=anchor.paragraph)
