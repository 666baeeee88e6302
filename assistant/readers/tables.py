"""Rows of cells, from any spreadsheet or delimited file, to blocks.

A table of documents (a column of long texts) becomes documents, one a row: "one row one record".
Any other table stays a table: its lines as rows, a line with a single cell as text (a title, a
note). Long tables name the column before every value, so that a row can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.readers.blocks import Block, BlockKind, tidy

_LONG_TEXT = 200  # characters from which a cell is the text of a document
_LONG_TABLE = 12  # rows above which every value is given its column
_TITLE = re.compile(r"标题|题目|名称|文件名|title", re.I)
_ISSUER = re.compile(r"单位|机关|部门|机构|组织|作者|organi[sz]ation|unit|issuer", re.I)
_DATE = re.compile(r"日期|时间|date", re.I)
_WIDEST = 60  # columns that one merged cell may span
_FIGURE = re.compile(r"[\d.,%％‰\s()（）万亿元-]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")


@dataclass(slots=True)
class Cell:
    """A cell as a format stores it: its text, and how many columns and rows it covers."""

    text: str = ""
    columns: int = 1
    rows: int = 1


def laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The texts by row and column, merged cells resolved so that columns stay in their places.

    Words merged over rows stand in each of them; a number stands once, so that nothing adds up
    twice. The further columns of a cell are blank.

    Example:
        >>> laid_out([[Cell("工程", rows=2), Cell("12")], [Cell("5")]])
        [['工程', '12'], ['工程', '5']]
    """
    below: dict[int, tuple[int, str]] = {}  # column → rows still covered, text
    grid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _cover(texts, below)
            repeated = "" if is_figure(cell.text) else cell.text
            for shift in range(min(max(cell.columns, 1), _WIDEST)):
                if cell.rows > 1:
                    below[len(texts)] = (cell.rows - 1, "" if shift else repeated)
                texts.append("" if shift else cell.text)
        _cover(texts, below)
        grid.append(texts)
    return grid


def is_figure(text: str) -> bool:
    """Whether a cell holds a number and no words."""
    return bool(_FIGURE.fullmatch(text))


def _cover(texts: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Append what cells of rows above hold at the next columns."""
    while len(texts) in below:
        column = len(texts)
        left, text = below.pop(column)
        if left > 1:
            below[column] = (left - 1, text)
        texts.append(text)


def table_blocks(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The blocks of one sheet.

    Args:
        rows: Cells as text; rows may differ in length.
    """
    cleaned = [[tidy(_TAG.sub("", cell)) for cell in row] for row in rows]
    filled = [row for row in cleaned if any(row)]
    start = next((i for i, row in enumerate(filled) if _filled(row) > 1), len(filled))
    for row in filled[:start]:
        yield Block(next(cell for cell in row if cell), centred=True)
    table = filled[start:]
    if not table:
        return
    column = _text_column(table)
    if column is not None:
        yield from _document_blocks(table, column)
    else:
        yield from _row_blocks(table)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell) for cell in row)


def _text_column(table: Sequence[Sequence[str]]) -> int | None:
    """The column that holds the texts of documents, or None where there is none."""
    body = table[1:]
    if not body:
        return None
    width = max(len(row) for row in body)
    lengths = [sum(len(row[c]) for row in body if c < len(row)) / len(body) for c in range(width)]
    best = max(range(width), key=lambda c: lengths[c])
    return best if lengths[best] >= _LONG_TEXT else None


def _document_blocks(table: Sequence[Sequence[str]], column: int) -> Iterator[Block]:
    """Every row as a document: title, organisation and date above, then the text."""
    header = table[0]
    title, issuer, day = (
        next((c for c, name in enumerate(header) if c != column and pattern.search(name)), None)
        for pattern in (_TITLE, _ISSUER, _DATE)
    )
    for row in table[1:]:
        named = row[title] if title is not None and title < len(row) else ""
        by = row[issuer] if issuer is not None and issuer < len(row) else ""
        first = named or (f"{by}工作总结" if by else row[0])
        if first:
            yield Block(first, BlockKind.HEADING, 1, opens=True)
        if by:
            yield Block(by)
        if day is not None and day < len(row) and row[day]:
            yield Block(row[day])
        for line in re.split(
            r"\s{2,}|(?<=。)\s(?=[一二三四五六七八九十（(]{1,3}[、）)一二三四五六七八九十])",
            row[column],
        ):
            if line:
                yield Block(line)


def _row_blocks(table: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The rows of a table; single cells are text; in long tables values carry their column."""
    header = table[0]
    named = len(table) > _LONG_TABLE and all(header) and len(set(header)) == len(header)
    for i, row in enumerate(table):
        if _filled(row) == 1 and i:
            yield Block(next(cell for cell in row if cell))
        elif named and i:
            pairs = zip(header, row, strict=False)
            yield Block("；".join(f"{n}：{cell}" for n, cell in pairs if cell), BlockKind.ROW)
        else:
            last = max(c for c, cell in enumerate(row) if cell)
            yield Block(" | ".join(row[: last + 1]), BlockKind.ROW)
