"""Runs of clauses of a sentence: what is said in one breath."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLAUSE = re.compile(r"[^，,：:。！？；\n]*(?:[，,：:。！？；\n]+[”’」』\"）)]*|$)")
SHORTEST, LONGEST = 12, 60  # characters of a run
CLAUSES = 4  # of a run


def clauses(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses of sentences, their marks included; blank ones left out.

    Example:
        >>> clauses("办义诊，送药。")
        [(0, 4), (4, 7)]
    """
    return [m.span() for m in _CLAUSE.finditer(text) if m[0].strip()]


def runs(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of up to four clauses of about 12 to 60 characters, as half-open places in `spans`.

    Clauses that are too short altogether make one run.

    Example:
        >>> runs([(0, 4), (4, 7)])
        [(0, 2)]
        >>> runs([(0, 20), (20, 40)])
        [(0, 1), (0, 2), (1, 2)]
    """
    found = []
    for i, (start, _) in enumerate(spans):
        for j in range(i, min(i + CLAUSES, len(spans))):
            size = spans[j][1] - start
            if size >= SHORTEST:
                found.append((i, j + 1))
            if size > LONGEST:
                break
    return found or [(0, len(spans))]
