"""Sections into chunks: on sentence ends, about 120 to 350 characters, every character once.

First come the natural cuts: paragraphs, and the items of "一是……二是……" inside one. Small pieces
that follow one another are put together, large ones are cut at the last sentence end (then
semicolon, then comma) that fits. One pass over the text; text without punctuation is cut at the
limit.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

SMALLEST = 120
TARGET = 260
LARGEST = 350

_ITEM = re.compile(
    r"(?<=[。；;：:！\n])(?=(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，,是、]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]))"
)
_ENDS = (
    re.compile(r"[。！？!?…]+[”’」』）)》〉]*"),
    re.compile(r"[；;]+[”’」』）)]*"),
    re.compile(r"[，,、：:]"),
)
_BLANK = re.compile(r"\s*")


def split_section(
    text: str, start: int, end: int, breaks: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """The chunk spans of a section, in order; together they cover it but for white space.

    Args:
        text: The document's text.
        start: Where the section's body begins.
        end: Where it ends.
        breaks: Offsets at which a chunk must end (a removed line stood there).
    """
    pieces: list[tuple[int, int]] = []
    for first, last in _stretches(text, start, end):
        pieces.extend(_natural(text, first, last))
    return _trimmed(text, _packed(pieces, frozenset(breaks)))


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of a span, each with its line feed."""
    found = []
    while start < end:
        line_feed = text.find("\n", start, end)
        stop = end if line_feed < 0 else line_feed + 1
        found.append((start, stop))
        start = stop
    return found


def _natural(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One paragraph as one piece, or in the pieces of its items, none above the limit."""
    if end - start <= TARGET:
        return [(start, end)]
    cuts = [found.start() for found in _ITEM.finditer(text, start, end)]
    bounds = [start, *(c for c in cuts if start < c < end), end]
    pieces = []
    for first, last in itertools.pairwise(bounds):
        pieces.extend(_within_limit(text, first, last))
    return pieces


def _within_limit(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece cut so that no part exceeds the limit, in parts of about equal length."""
    pieces = []
    while end - start > LARGEST:
        left = end - start
        parts = -(-left // TARGET)
        goal = start + left // parts
        cut = _best_cut(text, start, min(end, start + LARGEST), goal)
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces


def _best_cut(text: str, start: int, limit: int, goal: int) -> int:
    """The end nearest to the goal: of a sentence, else a clause, else the limit itself."""
    for pattern in _ENDS:
        ends = [found.end() for found in pattern.finditer(text, start + SMALLEST // 2, limit)]
        ends = [e for e in ends if e < limit or limit == len(text)] or ends
        if ends:
            return min(ends, key=lambda e: abs(e - goal))
    return limit


def _packed(pieces: Sequence[tuple[int, int]], breaks: frozenset[int]) -> list[tuple[int, int]]:
    """Neighbouring pieces put together while they are small and stay below the limit."""
    packed: list[tuple[int, int]] = []
    for start, end in pieces:
        if packed and start not in breaks:
            first, last = packed[-1]
            together = end - first
            small = last - first < SMALLEST or end - start < SMALLEST // 2
            if (small and together <= LARGEST) or together <= SMALLEST + 40:
                packed[-1] = (first, end)
                continue
        packed.append((start, end))
    return packed


def _trimmed(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without white space at their ends; empty ones are left out."""
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = end - (len(piece) - len(piece.rstrip()))
        if first < last:
            trimmed.append((first, last))
    return trimmed
