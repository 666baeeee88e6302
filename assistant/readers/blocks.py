"""What a reader hands over: the lines, paragraphs and rows of one file, before any judgement.

A reader knows its format and nothing else; cleaning, headings and the rest work on `Block`s and
know no format. Block text is one line: trimmed, blanks collapsed, characters as in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.records import RemovedLine


class BlockKind(StrEnum):
    """What a block is in its file."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # the format itself says so (Markdown #, Word outline level, <h1>)
    ROW = "row"  # a table row, cells joined by " | "


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row.

    Attributes:
        text: Without line feeds; hard wraps are joined already.
        level: Heading level from 1 where `kind` is HEADING, else 0.
        bold: The whole block is bold.
        centred: Centred on the page or pushed far to the right by blanks.
        page: Page from 1, or None where the format has none.
        gap: Something stood between this block and the one before that is not in the text.
        spaced: A blank line or a page break stands before it.
        opens: The format says that a document of its own begins here.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    bold: bool = False
    centred: bool = False
    page: int | None = None
    gap: bool = False
    spaced: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as its reader sees it."""

    format: str
    blocks: tuple[Block, ...]
    removed: tuple[RemovedLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file, against bombs and accidents; what lies beyond is reported."""

    max_bytes: int = 64 * 1024 * 1024
    max_unpacked: int = 256 * 1024 * 1024  # bytes of all members of a zip container
    max_members: int = 20_000
    max_pages: int = 2_000
    max_scanned_pages: int = 60  # pages of pictures that are recognised, seconds each
    max_characters: int = 20_000_000
    max_rows: int = 50_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file with its name and the limits it is read under."""

    path: Path
    name: str
    content: bytes
    limits: Limits = DEFAULT_LIMITS


PLACE = 40  # characters that tell a paragraph
_BLANK_RUN = re.compile(r"[\s\u200b\ufeff\u2060]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2060\ufeff\ufffe\uffff]"
)


def tidy(text: str) -> str:
    """The text on one line: trimmed, blanks collapsed, control and zero-width characters gone."""
    return _BLANK_RUN.sub(" ", _INVISIBLE.sub("", text)).strip()


def opening(blocks: Sequence[Block]) -> str:
    """How the last of the blocks begins: where a removed line stood, in words of the text."""
    return blocks[-1].text[:PLACE] if blocks else ""


def join_lines(first: str, second: str) -> str:
    """Two halves of a wrapped line as one: with a blank only between Latin words or numbers."""
    if first and second and first[-1].isascii() and second[0].isascii():
        if first[-1].isalnum() and second[0].isalnum():
            return f"{first} {second}"
        if first[-1] in ",;:" and second[0].isalpha():
            return f"{first} {second}"
    return first + second
