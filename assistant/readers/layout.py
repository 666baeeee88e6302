"""From positioned lines to paragraphs: margins, indents, centred lines, table rows, page furniture.

Positions are shares of the page's width (left, right, size) and height (top, 1 at the top edge).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.readers.blocks import PLACE, Block, BlockKind
from assistant.readers.wrapping import Line, join_wrapped
from assistant.records import RemovedLine

_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·.\s]*",
    re.I,
)
_NUMERIC = re.compile(r"[-−¥￥$]?\d[\d,，]*(?:\.\d+)?[%％]?|[-—]+")
_SENTENCE = re.compile(r"[。；！？]")
_LEADER = re.compile(r"[.…·]{4,}\s*\d{0,4}$")
_CAPTION = re.compile(r"[（(]?(?:单位|單位|注|註|说明|表\s*\d)")
_TWO_NUMBERS = re.compile(r"[一二三四五六七八九十]+、\S+ [一二三四五六七八九十]+、")
_MAX_HOLE = 14  # lines of a table that show no number, between two that do


@dataclass(frozen=True, slots=True)
class PageLine:
    """One visual line: text, its cells where wide gaps part it, and its box."""

    text: str
    page: int
    cells: tuple[str, ...] = ()
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    size: float = 0.0


def line_blocks(
    lines: Sequence[PageLine], pages: int
) -> tuple[tuple[Block, ...], list[RemovedLine]]:
    """The paragraphs and rows of positioned lines, and the page furniture that went."""
    kept, removed = drop_furniture([line for line in lines if line.text], pages)
    blocks = tuple(
        Block(
            p.text,
            BlockKind.ROW if p.first.row else BlockKind.PARAGRAPH,
            centred=p.first.centred,
            page=p.first.page,
            spaced=p.first.blank_before,
        )
        for p in join_wrapped(arrange(kept), None)
    )
    return blocks, removed


def drop_furniture(
    lines: Sequence[PageLine], pages: int
) -> tuple[list[PageLine], list[RemovedLine]]:
    """The lines without running heads and page numbers, and what was dropped."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        by_page[line.page].append(i)
    edges: dict[int, tuple[str, bool]] = {}
    for rows in by_page.values():
        ordered = sorted(rows, key=lambda i: -lines[i].top)
        for i in (*ordered[:2], *ordered[-2:]):
            shape = re.sub(r"\d+", "#", re.sub(r"\s", "", lines[i].text))
            edges[i] = (shape, lines[i].top > 0.5)
    counts = Counter(shape for shape, _ in {(edge, lines[i].page) for i, edge in edges.items()})
    needed = 2 if pages == 2 else max(3, min(8, int(0.4 * pages)))
    kept: list[PageLine] = []
    removed: list[RemovedLine] = []
    for i, line in enumerate(lines):
        repeated = i in edges and counts[edges[i]] >= needed and len(line.text) <= 80
        if i in edges and _PAGE_NUMBER.fullmatch(line.text) and (repeated or _at_edge(line)):
            removed.append(RemovedLine(line.text, "page", _before(kept), line.page))
        elif repeated and _at_edge(line) and not _CAPTION.match(line.text):
            removed.append(RemovedLine(line.text, "running_head", _before(kept), line.page))
        else:
            kept.append(line)
    return kept, removed


def _before(kept: Sequence[PageLine]) -> str:
    """How the line before one that is dropped begins."""
    return kept[-1].text[:PLACE] if kept else ""


def _at_edge(line: PageLine) -> bool:
    """Whether a line lies in the top or bottom margin of its page."""
    return line.top > 0.88 or line.top < 0.14


def arrange(lines: Sequence[PageLine]) -> list[Line]:
    """The lines with what their position says, ready to be joined."""
    left, right, size = _margins(lines)
    rows = _table_rows(lines, left, right, size)
    arranged: list[Line] = []
    before: PageLine | None = None
    for line, row in zip(lines, rows, strict=True):
        centred = _is_centred(line, left, right, size)
        jump = before is not None and before.page == line.page and _leap(before, line)
        arranged.append(
            Line(
                " | ".join(line.cells) if row and len(line.cells) > 1 else line.text,
                page=line.page,
                blank_before=jump,
                full=_is_full(line, right, size) and not row,
                starts=line.left > left + 1.0 * size or centred,
                row=row,
                centred=centred,
            )
        )
        before = line
    return arranged


def _leap(before: PageLine, line: PageLine) -> bool:
    """Whether the line stands clearly further down than the next line would."""
    return before.top - line.top > 3.6 * max(before.size, line.size)


def _margins(lines: Sequence[PageLine]) -> tuple[float, float, float]:
    """Left and right margin and size of the body text, by the longest lines."""
    long = [line for line in lines if len(line.text) >= 15 and len(line.cells) <= 1] or list(lines)
    sizes = Counter(round(line.size, 3) for line in long for _ in range(len(line.text)))
    size = max(sizes, key=lambda s: sizes[s]) if sizes else 0.02
    lefts = Counter(round(line.left, 2) for line in long)
    rights = Counter(round(line.right, 2) for line in long)
    common_left = [x for x, n in lefts.items() if n >= 0.1 * len(long)]
    common_right = [x for x, n in rights.items() if n >= 0.1 * len(long)]
    left = min(common_left, default=min((line.left for line in long), default=0.1))
    right = max(common_right, default=max((line.right for line in long), default=0.9))
    return left, right, size


def _is_centred(line: PageLine, left: float, right: float, size: float) -> bool:
    """Whether the line stands in the middle between the margins, away from both."""
    before, after = line.left - left, right - line.right
    return before > 2.6 * size and after > 2.6 * size and abs(before - after) < 2.2 * size


def _is_full(line: PageLine, right: float, size: float) -> bool:
    """Whether the line reaches the right margin, so that its sentence may go on."""
    return line.right >= right - 1.6 * size and not _LEADER.search(line.text)


def _table_rows(lines: Sequence[PageLine], left: float, right: float, size: float) -> list[bool]:
    """Which lines are table rows or cells: certain ones first, then what lies between them."""
    rows = [
        _is_row(line) and not (len(line.cells) <= 1 and _is_full(line, right, size))
        for line in lines
    ]
    last: int | None = None
    for i, certain in enumerate(list(rows)):
        if not certain:
            continue
        if last is not None and 0 < i - last - 1 <= _MAX_HOLE:
            hole = lines[last + 1 : i]
            if lines[last].page == lines[i].page and all(
                _may_be_cell(line, right, size) for line in hole
            ):
                rows[last + 1 : i] = [True] * len(hole)
        last = i
    for i, line in enumerate(lines):
        aside = line.left > left + 4 * size and not _is_centred(line, left, right, size)
        near = sum(rows[max(0, i - 4) : i + 5])
        rows[i] = rows[i] or (aside and near >= 2 and _may_be_cell(line, right, size))
    return rows


def _may_be_cell(line: PageLine, right: float, size: float) -> bool:
    """Whether the line could be a cell: short, no sentence, not reaching the right margin."""
    wide = line.right >= right - 1.6 * size and line.left < 0.3
    return len(line.text) <= 40 and not wide and not _SENTENCE.search(line.text)


def _is_row(line: PageLine) -> bool:
    """Whether the line alone looks like a table row: several cells, or a number at its end."""
    if _SENTENCE.search(line.text) or len(line.text) > 120 or _LEADER.search(line.text):
        return False
    if len(line.cells) >= 3:
        return any(len(cell) > 1 for cell in line.cells)
    if _TWO_NUMBERS.match(line.text):
        return True
    words = line.text.split(" ")
    return len(words) >= 2 and bool(_NUMERIC.fullmatch(words[-1])) and len(line.text) <= 60
