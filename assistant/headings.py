"""The section tree from the text alone: numbers, run-in headings, bare lines, marked headings.

A single line cannot say whether "1.加强领导。…" is a heading or a list item, nor at which level.
So candidates are gathered first, then nested by their numbering styles with a stack, then judged
in groups of siblings: a group in which most members head some text is a group of headings, one
whose members are whole sentences is a list. Lists are dropped and the nesting is redone. Table
rows are never candidates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.bare_headings import BareKind, find_bare
from assistant.heading_shape import Shape, read_shape
from assistant.numbering import Style, is_weak, read_marker
from assistant.readers.blocks import Block, BlockKind

_EXPLICIT = -10  # rank of an explicit heading of level 0; level 1 is -9, all above numbers
_ABOVE = 0  # rank of bare headings that stand above 一、
_MAX_LEVEL = 6
_MAX_JUMP = 3


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading in block `block`: its text is `text[:end]`, the body begins at `body`."""

    block: int
    level: int
    end: int
    body: int


@dataclass(slots=True)
class _Candidate:
    """A block that may be a heading, with what the nesting found out about it."""

    block: int
    rank: int
    value: int  # 0 where it has no number
    shape: Shape
    weak: bool = False
    level: int = 0
    group: int = -1
    children: int = 0
    kept: bool = True


@dataclass(slots=True)
class _Open:
    """An open level of the stack: the rank, its last value, its group of siblings."""

    rank: int
    value: int
    group: int


@dataclass(slots=True)
class _Nesting:
    """The stack while candidates pass by."""

    stack: list[_Open] = field(default_factory=list)
    groups: int = 0


def find_headings(blocks: Sequence[Block]) -> list[HeadingMark]:
    """The headings of one document, in order.

    Args:
        blocks: The body, without title, signature and contents.
    """
    candidates = _candidates(blocks)
    for _ in range(4):
        _nest(candidates)
        dropped = _drop_lists(candidates, blocks)
        candidates = [c for c in candidates if c.kept]
        if not dropped:
            break
    return _normalised(candidates)


def _candidates(blocks: Sequence[Block]) -> list[_Candidate]:
    """Every block that may be a heading."""
    explicit = _explicit_ranks(blocks)
    found: dict[int, _Candidate] = {}
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.ROW or not block.text:
            continue
        marker = read_marker(block.text)
        if i in explicit:
            end = len(block.text.rstrip("：:。"))
            shape = Shape(True, end or len(block.text), len(block.text), marked=True)
            value = marker.value if marker else 0
            found[i] = _Candidate(i, explicit[i], 0 if explicit[i] < 0 else value, shape)
        elif marker is not None and marker.style is not Style.DASH:
            numbered = read_shape(block.text, marker, bold=block.bold)
            found[i] = _Candidate(
                i, int(marker.style), marker.value, numbered, is_weak(block.text)
            )
    numbered_blocks = {i: (c.rank, c.value) for i, c in found.items()}
    for i, kind in find_bare(blocks, numbered_blocks).items():
        rank = _ABOVE if kind is BareKind.ABOVE else int(Style.HAN)
        end = len(blocks[i].text.rstrip("：:"))
        found[i] = _Candidate(i, rank, 0, Shape(True, end, len(blocks[i].text), marked=True))
    return [found[i] for i in sorted(found)]


def _explicit_ranks(blocks: Sequence[Block]) -> dict[int, int]:
    """Ranks of the headings that the format marks itself.

    Where all of them carry official numbers, the numbers rank them; otherwise their levels do.
    """
    marked = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    styles = {i: read_marker(blocks[i].text) for i in marked}
    numbered = [m for m in styles.values() if m is not None and m.style is not Style.ARABIC]
    if marked and len(numbered) >= max(2, 0.8 * len(marked)):
        return {
            i: int(m.style) if (m := styles[i]) is not None else int(Style.HAN) for i in marked
        }
    return {i: _EXPLICIT + blocks[i].level for i in marked}


def _nest(candidates: list[_Candidate]) -> None:
    """Give every candidate its level and its group of siblings; drop what fits no sequence."""
    nesting = _Nesting()
    for candidate in candidates:
        candidate.children = 0
        if not _place(candidate, nesting):
            candidate.kept = False
    by_group: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.kept:
            by_group[candidate.group].append(candidate)


def _place(candidate: _Candidate, nesting: _Nesting) -> bool:
    """Push a candidate on the stack; False where its number fits nothing there."""
    stack = nesting.stack
    depth = next((d for d, o in enumerate(stack) if o.rank == candidate.rank), None)
    if depth is None:
        if candidate.weak or (candidate.value > 1 and not _may_open(candidate)):
            return False
        while stack and stack[-1].rank > candidate.rank:
            stack.pop()
        nesting.groups += 1
        stack.append(_Open(candidate.rank, candidate.value, nesting.groups))
        depth = len(stack) - 1
    else:
        top = stack[depth]
        if candidate.value and not _follows(candidate, top.value):
            return False
        del stack[depth + 1 :]
        if candidate.value == 1 and top.value >= 1:
            nesting.groups += 1
            top.group = nesting.groups
        top.value = candidate.value or top.value
    candidate.level = depth + 1
    candidate.group = stack[depth].group
    return True


def _may_open(candidate: _Candidate) -> bool:
    """Whether a sequence may begin with this number although it is not 1."""
    alone = candidate.shape.standalone and not candidate.shape.sentence
    return candidate.value <= 3 and alone and candidate.rank <= Style.HAN_BRACKET


def _follows(candidate: _Candidate, last: int) -> bool:
    """Whether a number continues a sequence: the next ones, or a restart at 1."""
    if candidate.weak:
        return candidate.value == last + 1
    if candidate.value == 1:
        return True
    return last < candidate.value <= last + _MAX_JUMP


def _drop_lists(candidates: list[_Candidate], blocks: Sequence[Block]) -> bool:
    """Drop the groups of siblings that are lists of items, not headings."""
    groups: dict[int, list[int]] = defaultdict(list)
    dropped = False
    for position, candidate in enumerate(candidates):
        if candidate.kept:
            groups[candidate.group].append(position)
        else:
            dropped = True
    for members in groups.values():
        heads = [_heads_text(candidates, position, blocks) for position in members]
        if sum(heads) < 0.5 * len(members):
            dropped = True
            for position in members:
                candidates[position].kept = candidates[position].shape.marked
        else:
            for position, head in zip(members, heads, strict=True):
                if not head and not candidates[position].shape.usable:
                    candidates[position].kept = False
                    dropped = True
    return dropped


def _heads_text(candidates: Sequence[_Candidate], position: int, blocks: Sequence[Block]) -> bool:
    """Whether a candidate heads some text: a run-in heading, or a line with a body below it."""
    candidate = candidates[position]
    if candidate.shape.marked:
        return True
    if not candidate.shape.usable:
        return False
    if not candidate.shape.standalone:
        return True
    following = position + 1
    while following < len(candidates) and not candidates[following].kept:
        following += 1
    if following == len(candidates):
        return candidate.block + 1 < len(blocks) or not candidate.shape.sentence
    after = candidates[following]
    if after.block > candidate.block + 1 or after.level > candidate.level:
        return not candidate.shape.sentence or after.level > candidate.level or _is_body(
            blocks[candidate.block + 1]
        )
    return not candidate.shape.sentence and candidate.rank <= Style.HAN_BRACKET


def _is_body(block: Block) -> bool:
    """Whether a block is text below a heading and not a short note to a list item."""
    return len(block.text) >= 30


def _normalised(candidates: Sequence[_Candidate]) -> list[HeadingMark]:
    """The marks with levels from 1 without holes."""
    used = Counter(c.level for c in candidates if c.kept)
    order = {level: i + 1 for i, level in enumerate(sorted(used))}
    return [
        HeadingMark(c.block, min(order[c.level], _MAX_LEVEL), c.shape.end, c.shape.body)
        for c in candidates
        if c.kept
    ]
