"""Rows of the large lexicons: a line each, `流浪犬：没主人的狗、野狗`; # begins a remark.

A line of text, and not TOML, since thousands of rows are read before the first answer.
"""

from __future__ import annotations

from importlib import resources

from assistant.text import fold


def read_rows(name: str) -> dict[str, tuple[str, ...]]:
    """The rows of a file of the lexicon, folded: what stands before the colon, and after it."""
    text = fold((resources.files("assistant.lexicon") / name).read_text("utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    pairs = (line.split(":", 1) for line in lines)
    return {term: tuple(row.split("、")) for term, row in pairs}
