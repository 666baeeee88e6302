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
from dataclasses import dataclass, field, replace

from assistant.bare_headings import BareKind, find_bare
from assistant.heading_shape import Shape, read_shape
from assistant.numbering import Style, is_weak, read_marker
from assistant.readers.blocks import Block, BlockKind, join_lines

_EXPLICIT = -10  # rank of an explicit heading of level 0; level 1 is -9, all above numbers
_ABOVE = 0  # rank of bare headings that stand above 一、
_MAX_LEVEL = 6
_MAX_JUMP = 3
_OFTEN = 0.25


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading in block `block`: its text is `text[:end]`, the body begins at `body`.

    Where `end` is 0 there is no heading, but a section of this level begins here: an item that
    is a whole sentence among siblings with headings.
    """

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
    kept: bool = True
    plain: bool = False  # a whole sentence among headings: it opens a section without a heading


@dataclass(slots=True)
class _Open:
    """An open level of the stack: the rank, its last value, its group of siblings.

    `interrupted` holds the sequences that a restart at 1 broke off; they may be taken up again.
    """

    rank: int
    value: int
    group: int
    interrupted: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Nesting:
    """The stack while candidates pass by."""

    stack: list[_Open] = field(default_factory=list)
    groups: int = 0
    closed: dict[int, tuple[_Open, int]] = field(default_factory=dict)  # rank → (level, parent)

    def cut(self, depth: int) -> None:
        """Close the levels from `depth` on; their sequences may be taken up again."""
        for position in range(depth, len(self.stack)):
            parent = self.stack[position - 1].group if position else 0
            self.closed[self.stack[position].rank] = (self.stack[position], parent)
        del self.stack[depth:]

    def reopen(self, rank: int, value: int) -> bool:
        """Open the closed sequence that this number goes on, if its parent is still open."""
        found = self.closed.get(rank)
        if found is None or found[0].value + 1 != value:
            return False
        groups = [0, *(level.group for level in self.stack)]
        if found[1] not in groups:
            return False
        self.cut(groups.index(found[1]))
        self.stack.append(found[0])
        return True


def mend_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headings that stood on two lines put on one.

    "三、持续提升政府 / 治理效能和服务水平": a numbered line, a short line of the same make, text.
    """
    mended: list[Block] = []
    skip = -1
    for i, block in enumerate(blocks):
        if i == skip:
            continue
        if i + 2 < len(blocks) and _is_torn(block, blocks[i + 1], blocks[i + 2]):
            whole = replace(block, text=join_lines(block.text, blocks[i + 1].text))
            mended.append(whole)
            skip = i + 1
        else:
            mended.append(block)
    return mended


def _is_torn(first: Block, second: Block, third: Block) -> bool:
    """Whether the second line is the rest of the first, a numbered heading."""
    kinds = {first.kind, second.kind}
    if kinds != {BlockKind.PARAGRAPH} or first.bold != second.bold or second.spaced:
        return False
    marker = read_marker(first.text)
    if marker is None or marker.style > Style.HAN_BRACKET or read_marker(second.text) is not None:
        return False
    if re.search(r"[。；！？：:;，]", first.text[-1] + second.text):
        return False
    if first.centred != second.centred:
        return second.centred and len(second.text) <= 6 and marker.style <= Style.CHAPTER
    whole = len(first.text) + len(second.text)
    marked = first.centred or len(second.text) <= 12
    return marked and whole <= 48 and len(first.text) >= 7 and len(third.text) >= 40


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
            shape = _marked(end or len(block.text), len(block.text))
            value = marker.value if marker else 0
            found[i] = _Candidate(i, explicit[i], 0 if explicit[i] < 0 else value, shape)
        elif marker is not None and marker.style is not Style.DASH:
            numbered = read_shape(block.text, marker, bold=block.bold)
            found[i] = _Candidate(i, int(marker.style), marker.value, numbered, is_weak(block.text))
    numbered_blocks = {i: (c.rank, c.value) for i, c in found.items()}
    for i, kind in find_bare(blocks, numbered_blocks).items():
        rank = _ABOVE if kind is BareKind.ABOVE else int(Style.HAN)
        end = len(blocks[i].text.rstrip("：:"))
        found[i] = _Candidate(i, rank, 0, _marked(end, len(blocks[i].text)))
    return [found[i] for i in sorted(found)]


def _marked(end: int, length: int) -> Shape:
    """The shape of a line that is a heading whatever it looks like."""
    return Shape(standalone=True, end=end, body=length, marked=True)


def _explicit_ranks(blocks: Sequence[Block]) -> dict[int, int]:
    """Ranks of the headings that the format marks itself.

    Where all of them carry official numbers, the numbers rank them; otherwise their levels do.
    """
    marked = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    styles = {i: read_marker(blocks[i].text) for i in marked}
    numbered = [m for m in styles.values() if m is not None and m.style is not Style.ARABIC]
    if marked and len(numbered) >= max(2, 0.8 * len(marked)):
        return {i: int(m.style) if (m := styles[i]) is not None else int(Style.HAN) for i in marked}
    return {i: _EXPLICIT + blocks[i].level for i in marked}


def _nest(candidates: list[_Candidate]) -> None:
    """Give every candidate its level and its group of siblings; drop what fits no sequence."""
    nesting = _Nesting()
    for candidate in candidates:
        candidate.plain = False
        if not _place(candidate, nesting):
            candidate.kept = False


def _place(candidate: _Candidate, nesting: _Nesting) -> bool:
    """Push a candidate on the stack; False where its number fits nothing there."""
    stack = nesting.stack
    depth = _depth(stack, candidate.rank)
    if depth is None and nesting.reopen(candidate.rank, candidate.value):
        depth = len(stack) - 1
    if depth is None:
        if candidate.weak or (candidate.value > 1 and not _may_open(candidate)):
            return False
        keep = len(stack)
        while keep and stack[keep - 1].rank > candidate.rank:
            keep -= 1
        nesting.cut(keep)
        nesting.groups += 1
        stack.append(_Open(candidate.rank, candidate.value, nesting.groups))
        depth = len(stack) - 1
    else:
        top = stack[depth]
        if candidate.value and not _follows(candidate, top.value) and not _resume(candidate, top):
            return False
        nesting.cut(depth + 1)
        if candidate.value == 1 and top.value >= 1:
            nesting.groups += 1
            top.interrupted.append((top.value, top.group))
            top.group = nesting.groups
        top.value = candidate.value or top.value
    candidate.level = depth + 1
    candidate.group = stack[depth].group
    return True


def _depth(stack: Sequence[_Open], rank: int) -> int | None:
    """Where a rank is open on the stack."""
    return next((d for d, level in enumerate(stack) if level.rank == rank), None)


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


def _needed(rank: int) -> float:
    """The share of siblings that must head text: numbers deep down are lists more often."""
    if rank <= Style.HAN:
        return 0.25
    return 0.5 if rank <= Style.ORDINAL else 0.7


def _resume(candidate: _Candidate, top: _Open) -> bool:
    """Take up a sequence that a list inside it had interrupted, where the number fits that."""
    while top.interrupted:
        value, group = top.interrupted.pop()
        if candidate.value == value + 1:
            top.value, top.group = value, group
            return True
    return False


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
        if sum(heads) < _needed(candidates[members[0]].rank) * len(members):
            dropped = True
            for position in members:
                candidates[position].kept = candidates[position].shape.marked
        else:
            for position, head in zip(members, heads, strict=True):
                shape = candidates[position].shape
                if not head and not shape.usable:
                    candidates[position].kept = False
                    dropped = True
                elif not head and shape.sentence:
                    candidates[position].plain = True
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
        # below the last item of a list goes on the text that the list stands in
        ends = candidate.block + 1 == len(blocks) or candidate.rank > Style.ORDINAL
        return not candidate.shape.sentence or not ends
    after = candidates[following]
    if after.block > candidate.block + 1 or after.level > candidate.level:
        return (
            not candidate.shape.sentence
            or after.level > candidate.level
            or _is_body(blocks[candidate.block + 1])
        )
    return not candidate.shape.sentence and candidate.rank <= Style.HAN_BRACKET


def _is_body(block: Block) -> bool:
    """Whether a block is text below a heading and not a short note to a list item."""
    return len(block.text) >= 30


def _level_styles(candidates: Sequence[_Candidate]) -> None:
    """Give a numbering style one level throughout: the deepest that it often has.

    "1." below （一） is level 3; where it stands right below 三、 in the same document it still is.
    """
    levels: dict[int, Counter[int]] = defaultdict(Counter)
    for candidate in candidates:
        if candidate.rank >= Style.HAN_BRACKET:
            levels[candidate.rank][candidate.level] += 1
    for candidate in candidates:
        counts = levels.get(candidate.rank)
        if counts:
            total = sum(counts.values())
            often = [level for level, n in counts.items() if n >= _OFTEN * total]
            candidate.level = max(candidate.level, max(often, default=0))


def _normalised(candidates: Sequence[_Candidate]) -> list[HeadingMark]:
    """The marks with levels from 1 without holes."""
    _level_styles(candidates)
    used = Counter(c.level for c in candidates if c.kept)
    order = {level: i + 1 for i, level in enumerate(sorted(used))}
    return [
        HeadingMark(c.block, min(order[c.level], _MAX_LEVEL), 0, 0)
        if c.plain
        else HeadingMark(c.block, min(order[c.level], _MAX_LEVEL), c.shape.end, c.shape.body)
        for c in candidates
        if c.kept
    ]
