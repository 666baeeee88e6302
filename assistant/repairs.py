"""Blocks that were glued together taken apart again, before documents and headings are sought.

"……步伐坚实。 一、综 合" ends with a heading that belongs to what follows; a text that lost all its
line ends is one block of many pages. Only numbers in sequence, at the start of a sentence, part
a block, and only where the block is far too long or ends with the bare heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.numbering import Style, read_marker
from assistant.readers.blocks import Block, BlockKind

_HAN = "一二三四五六七八九十"
_TAIL = re.compile(rf"(?<=[。！？”])\s*(?=[{_HAN}]{{1,3}}、[^。！？；，：]{{2,30}}$)")
_NUMBER = re.compile(
    rf"(?:\A|(?<=[。！？；”：\s]))\s*(?=(?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)])[^、。]{{2}})"
)
_TITLE = re.compile(
    r"(?<=[。！？”\s])(?=[一-鿿×XＸ*]{2,24}(?:19|20)\d\d年[^。，；、！？“”《》：]{0,24}(?:工作总结|学习教育总结|工作报告|工作汇报)(?![。，；、》”]))"
)
_TITLE_HERE = re.compile(
    r"[一-鿿×XＸ*]{2,24}(?:19|20)\d\d年[^。，；、！？“”《》：]{0,24}(?:工作总结|学习教育总结|工作报告|工作汇报)"
)
_LONG = 1_500  # characters from which a block with a sequence of numbers was glued
_VERY_LONG = 6_000  # characters from which titles are sought inside a block
_ENOUGH = 3


def take_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with glued ones in their parts; most files come back as they are."""
    parted: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and len(block.text) > 40:
            parted.extend(_parts(block))
        else:
            parted.append(block)
    return parted


def _parts(block: Block) -> Iterator[Block]:
    """One block in its parts."""
    titles = _title_cuts(block.text) if len(block.text) >= _VERY_LONG else set()
    cuts = set(titles)
    if len(block.text) >= _LONG:
        cuts |= _sequence_cuts(block.text)
    tail = _TAIL.search(block.text, max(0, len(block.text) - 40))
    if tail:
        cuts.add(tail.end())
    bounds = [0, *sorted(cut for cut in cuts if 0 < cut < len(block.text)), len(block.text)]
    for i, (start, end) in enumerate(pairwise(bounds)):
        text = block.text[start:end].strip()
        if text:
            title = start in titles and _TITLE_HERE.fullmatch(text) is not None
            yield replace(block, text=text, gap=block.gap and i == 0, opens=title)


def _title_cuts(text: str) -> set[int]:
    """Before and after the titles inside a text without line ends, where there are several."""
    starts = [found.end() for found in _TITLE.finditer(text)]
    if _TITLE_HERE.match(text):
        starts.insert(0, 0)
    if len(starts) < _ENOUGH:
        return set()
    ends = {found.end() for start in starts if (found := _TITLE_HERE.match(text, start))}
    return {*starts, *ends}


def _sequence_cuts(text: str) -> set[int]:
    """Before the numbers 一、二、三 … (and （一）（二）…) that follow one another in a text."""
    cuts: set[int] = set()
    for style in (Style.HAN, Style.HAN_BRACKET):
        run: list[int] = []
        expected = 1
        for found in _NUMBER.finditer(text):
            marker = read_marker(text[found.end() : found.end() + 12])
            if marker is None or marker.style is not style:
                continue
            if marker.value == 1:
                cuts |= set(run) if len(run) >= _ENOUGH else set()
                run, expected = [found.end()], 2
            elif marker.value == expected:
                run.append(found.end())
                expected += 1
        cuts |= set(run) if len(run) >= _ENOUGH else set()
    return cuts
