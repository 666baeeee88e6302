"""Text set in columns of a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

_PIECES = re.compile(r"[!-~]+|\s+|.")  # a word of Latin letters stays together
_NEVER_LAST = "（【《〈“‘"
_NEVER_FIRST = "，。、；：！？）】》〉”’…"


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it up to a number of columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; no mark stands on the wrong side of a break."""
    lines = [""]
    for piece in _PIECES.findall(text):
        fits = width(lines[-1]) + width(piece) <= columns or piece in _NEVER_FIRST
        if fits or not lines[-1]:
            lines[-1] += piece
        else:
            kept = lines[-1].rstrip(_NEVER_LAST)
            lines.append(lines[-1][len(kept) :] + piece.lstrip())
            lines[-2] = kept
    return [line.rstrip() for line in lines]


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows of cells as lines, each column as wide as its widest cell."""
    kept = [list(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*kept, strict=True)]
    return [
        "  ".join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip()
        for row in kept
    ]
