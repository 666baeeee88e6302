"""Headings without a number: "2024年工作回顾", "加强政府自身建设", "下一月的计划如下：".

A short line counts only with company: bold or centred lines that recur, words that head the
parts of a summary, or a line before each restart of 一、. Where numbers carry the structure,
few bare lines are believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from assistant.numbering import Style
from assistant.readers.blocks import Block, BlockKind

_PART_WORDS = re.compile(
    r"(?:工作)?回顾$|工作(?:安排|任务|打算|计划|目标|思路|重点|要点|建议|部署)$|主要(?:任务|做法|成效|工作|成绩|问题|经验)$"
    r"|(?:存在|面临)的?(?:主要)?(?:问题|不足|困难|挑战)|(?:下一?步|今后|明年|来年).{0,8}(?:打算|计划|安排|思路|工作|措施|重点)"
    r"|基本情况$|(?:总体|整体)(?:要求|情况|思路)$|(?:自身|政府)建设$|^(?:结束语|结语|結語|前言|引言|导言|概述|概况|附件|附录|附表|名词解释|经验(?:与)?体会|工作(?:成效|亮点|体会|开展情况))$"
)
_NOT_BARE = re.compile(
    r"[。；！？!?;，,：:]|^各位|^同志|^注[：:]|^附[：:]|^(?:图|表)\s*\d|^单位[：:]|^[\d\s.%％/-]+$|https?:|@|^[（(].*[）)]$|[、]$|^[-—–•·●■◆★※]|万岁$"
)
_NOTHING_ELSE = re.compile(r"结束语|结语|結語|前言|引言|导言|名词解释")  # never a line of the text
_LEAD_IN = re.compile(r".{4,60}(?:如下|有|为|是|包括|计划|打算|主要工作)?[：:]$")
_LONGEST = 30
_BODY = 30


class BareKind(Enum):
    """Where a bare heading stands towards 一、."""

    ABOVE = "above"
    BESIDE = "beside"


def find_bare(
    blocks: Sequence[Block], numbered: Mapping[int, tuple[int, int]]
) -> dict[int, BareKind]:
    """The bare headings among the blocks.

    Args:
        blocks: The body of a document.
        numbered: Block → (rank, value) of the numbered and marked candidates.
    """
    top = min((rank for rank, _ in numbered.values() if rank > 0), default=0)
    starts = [i for i, place in numbered.items() if place == (top, 1) and top]
    leads = _before_restarts(blocks, starts, numbered)
    if leads:
        lines = [
            i for i in range(len(blocks)) if i not in numbered and _is_bare(blocks, i, numbered)
        ]
        styled = [i for i in lines if blocks[i].centred or blocks[i].bold]
        worded = [i for i in lines if blocks[i].text[-1] in "：:"]
        more = [*worded, *(styled if len(styled) >= 2 else [])]
        return dict.fromkeys(sorted({*leads, *more}), BareKind.ABOVE)
    if any(rank < 0 for rank, _ in numbered.values()):
        return {}  # the format marks its headings; the rest is text
    lines = [i for i in range(len(blocks)) if i not in numbered and _is_bare(blocks, i, numbered)]
    tops = sum(rank == Style.HAN or rank < Style.HAN for rank, _ in numbered.values())
    if tops >= 2:
        return {
            i: BareKind.BESIDE
            for i in lines
            if _PART_WORDS.search(blocks[i].text.rstrip("：:")) and len(blocks[i].text) <= 16
        }
    return _without_numbers(blocks, lines)


def _without_numbers(blocks: Sequence[Block], lines: Sequence[int]) -> dict[int, BareKind]:
    """The bare headings of a document whose level 1 is not numbered."""
    worded = [i for i in lines if _PART_WORDS.search(blocks[i].text.rstrip("：:"))]
    styled = [i for i in lines if blocks[i].bold or blocks[i].centred]
    chosen = set(worded)
    if len(styled) >= 2:
        chosen |= set(styled)
    elif len(lines) >= 3 and (worded or len(lines) <= 0.3 * len(blocks)):
        chosen |= set(lines)
    return dict.fromkeys(sorted(chosen), BareKind.ABOVE)


def _before_restarts(
    blocks: Sequence[Block], starts: Sequence[int], numbered: Mapping[int, tuple[int, int]]
) -> list[int]:
    """The lines that stand before each restart of the top numbers, where there are two or more."""
    if len(starts) < 2:
        return []
    leads = []
    for start in starts:
        before = start - 1
        if before < 0 or before in numbered or blocks[before].kind is BlockKind.ROW:
            continue
        styled = [
            i
            for i in range(max(0, start - 4), start)
            if (blocks[i].centred or blocks[i].bold) and _is_short(blocks[i])
        ]
        if styled:
            leads.append(styled[0])
        elif _LEAD_IN.fullmatch(blocks[before].text) or _is_bare(blocks, before, numbered):
            leads.append(before)
    return leads if len(leads) >= 2 or (leads and leads[-1] + 1 == starts[-1]) else []


def _is_bare(blocks: Sequence[Block], i: int, numbered: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a block is a short line without a stop, followed by text or a number."""
    if not _is_short(blocks[i]) or i + 1 >= len(blocks):
        return False
    after = blocks[i + 1]
    if (blocks[i].centred and not after.centred) or _NOTHING_ELSE.fullmatch(blocks[i].text):
        return True
    if after.kind is BlockKind.ROW:
        return False
    return len(after.text) >= _BODY or i + 1 in numbered


def _is_short(block: Block) -> bool:
    """Whether a block is a short line of words without a stop."""
    if block.kind is BlockKind.ROW or not 2 <= len(block.text) <= _LONGEST:
        return False
    text = block.text
    if text[-1] in "：:" and len(text) <= 14 and _PART_WORDS.search(text[:-1]):
        text = text[:-1]  # "存在的问题："
    return not _NOT_BARE.search(text) and bool(re.search(r"[一-鿿]", text))
