"""Where the texts of documents stand in their files, kept as numbers: a listing asks 500 times."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.records import Anchor

_NO_PAGE = 0  # pages count from 1


class Anchors:
    """The anchors of documents, 16 bytes each."""

    def __init__(self, written: Iterable[Sequence[object]]) -> None:
        """Read (document id, JSON list of [start, end, paragraph, page or null])."""
        self._first: dict[str, tuple[int, int]] = {}
        values: list[int] = []
        for document_id, text in written:
            begin = len(values) // 4
            for start, end, paragraph, page in json.loads(str(text)):
                values += (start, end, paragraph, page or _NO_PAGE)
            self._first[str(document_id)] = begin, len(values) // 4
        self._values = np.array(values, np.int32).reshape(-1, 4)

    def at(self, document_id: str, offset: int) -> Anchor | None:
        """The first anchor of a document whose stretch holds an offset."""
        begin, end = self._first.get(document_id, (0, 0))
        own = self._values[begin:end]
        holding = np.flatnonzero((own[:, 0] <= offset) & (offset < own[:, 1]))
        if not len(holding):
            return None
        start, stop, paragraph, page = own[holding[0]].tolist()
        return Anchor(start, stop, paragraph, page or None)
