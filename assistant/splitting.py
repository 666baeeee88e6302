"""Several summaries in one file: where each begins.

A line that reads like a title is not enough: sections are called "2021年工作总结" too. It must be
a heading of the first level, name an organisation, stand in the table of contents, be followed
by a date or a signing line, or come where the text before it has ended — several of these.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.front_matter import is_collection_title, looks_like_title
from assistant.numbering import Style, read_marker
from assistant.organisation_names import name_in_title, name_of_line
from assistant.periods import is_date_line
from assistant.readers.blocks import Block, BlockKind

_ENOUGH = 4
_SHORTEST = 120  # characters of body that make a document
_COVER = 3  # blocks that may stand before the first document that the format opens
_SQUEEZE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """The blocks of one document: from `start` to before `end`."""

    start: int
    end: int


def split_documents(blocks: Sequence[Block], contents: Sequence[str] = ()) -> list[Part]:
    """The documents of a file, in order; one where it is not clearly several.

    Args:
        blocks: Cleaned.
        contents: The lines of the table of contents that cleaning took out.
    """
    told = [i for i, block in enumerate(blocks) if block.opens]
    if told:
        bounds = [0 if told[0] <= _COVER else told[0], *told[1:], len(blocks)]
        return [Part(first, last) for first, last in itertools.pairwise(bounds)]
    entries = _titles_listed(contents)
    starts = [i for i in range(len(blocks)) if _score(blocks, i, entries) >= _ENOUGH]
    starts = _far_apart(blocks, starts)
    if len(starts) < 2:
        return [Part(0, len(blocks))]
    if _length(blocks, 0, starts[0]) >= _SHORTEST and not _only_collection(blocks, starts[0]):
        starts.insert(0, 0)
    bounds = [*starts, len(blocks)]
    return [Part(first, last) for first, last in itertools.pairwise(bounds)]


def _score(blocks: Sequence[Block], i: int, entries: set[str]) -> int:
    """How much speaks for a document beginning at block i; 0 where it is no title at all."""
    block = blocks[i]
    if block.kind is BlockKind.ROW or not looks_like_title(block.text.rstrip("：:")):
        return 0
    if is_collection_title(block.text):
        return 0
    marked = block.kind is BlockKind.HEADING and block.level == 1
    score = 2 * (marked + bool(name_in_title(block.text)) + _listed(block.text, entries))
    if not score:
        return 0  # a title like others: "2021年工作总结" heads a section as well
    following = blocks[i + 1 : i + 4]
    score += 2 if any(is_date_line(b.text) or _own_name(b) for b in following[:2]) else 0
    score += block.centred or block.bold or block.spaced
    score += _numbers_restart(following)
    if i and not _has_ended(blocks[i - 1]):
        score -= 2
    return score + 1


def _titles_listed(contents: Sequence[str]) -> set[str]:
    """The contents' lines where most of them are titles; sections are listed elsewhere."""
    lines = [line for line in contents if len(line) > 4]
    titled = [
        line
        for line in lines
        if re.search(r"(?:总结|報告|报告|汇报|小结|小結|總結|公报|讲话)", line)
    ]
    return {_squeeze(line) for line in titled} if len(titled) >= 0.6 * len(lines) else set()


def _listed(text: str, entries: set[str]) -> bool:
    """Whether the table of contents lists a title."""
    squeezed = _squeeze(text)
    return any(squeezed in entry for entry in entries)


def _own_name(block: Block) -> bool:
    """Whether a block is a line of its own with an organisation's name."""
    return len(block.text) <= 40 and name_of_line(block.text) is not None


def _has_ended(block: Block) -> bool:
    """Whether the text before a title has come to an end there."""
    return block.text[-1] in "。！？”」）)." or is_date_line(block.text) or len(block.text) <= 40


def _numbers_restart(blocks: Sequence[Block]) -> bool:
    """Whether the first number after a title is a first one."""
    for block in blocks:
        marker = read_marker(block.text)
        if marker is not None:
            return marker.value == 1 and marker.style <= Style.HAN_BRACKET
    return False


def _far_apart(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """The starts that have enough text before the next one."""
    bounds = [*starts, len(blocks)]
    return [
        first
        for first, last in itertools.pairwise(bounds)
        if _length(blocks, first + 1, last) >= _SHORTEST
    ]


def _only_collection(blocks: Sequence[Block], end: int) -> bool:
    """Whether nothing but short lines (a cover) stands before the first document."""
    return all(len(block.text) <= 40 for block in blocks[:end]) and end <= 12


def _length(blocks: Sequence[Block], start: int, end: int) -> int:
    """Characters of the blocks in between."""
    return sum(len(block.text) for block in blocks[start:end])


def _squeeze(text: str) -> str:
    """Letters, digits and Han characters only."""
    return _SQUEEZE.sub("", text)
