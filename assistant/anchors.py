"""Where the texts of documents stand in their files, kept as numbers: a listing asks 500 times."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from assistant.records import Anchor

_NO_PAGE = 0  # pages count from 1


class Anchors:
    """The anchors of documents, 16 bytes each; within a document they ascend and lie apart."""

    def __init__(self, written: Iterable[Sequence[object]]) -> None:
        """Read (document id, JSON list of [start, end, paragraph, page or null])."""
        self._places: dict[str, tuple[int, int]] = {}
        self._starts, self._ends = array("i"), array("i")
        self._paragraphs, self._pages = array("i"), array("i")
        for document_id, text in written:
            begin = len(self._starts)
            for start, end, paragraph, page in json.loads(str(text)):
                self._starts.append(start)
                self._ends.append(end)
                self._paragraphs.append(paragraph)
                self._pages.append(page or _NO_PAGE)
            self._places[str(document_id)] = begin, len(self._starts)

    def at(self, document_id: str, offset: int) -> Anchor | None:
        """The anchor of a document whose stretch holds an offset, if one does."""
        begin, end = self._places.get(document_id, (0, 0))
        i = bisect_right(self._starts, offset, begin, end) - 1
        if i < begin or offset >= self._ends[i]:
            return None
        return Anchor(self._starts[i], self._ends[i], self._paragraphs[i], self._pages[i] or None)
