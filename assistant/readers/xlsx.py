"""Excel (.xlsx): every visible sheet as a table, values as Excel shows them as far as known.

Read as XML like .docx. Dates are recognised by their cell style; formulas give the value that
was last computed; hidden sheets are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, BlockKind, RawFile, SourceFile
from assistant.readers.container import Container, attribute, local
from assistant.readers.tables import is_figure, table_blocks

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_DATE_CODE = re.compile(r"[yYdD]|年|日")
_EPOCH = date(1899, 12, 30)
_LAST_COLUMN = 512
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")


def read(raw: RawFile) -> SourceFile:
    """The sheets of a workbook.

    Raises:
        UnreadableDocument: If the container is broken or no sheet holds text.
    """
    container = Container(raw)
    strings = _shared_strings(container)
    dates = _date_styles(container)
    blocks: list[Block] = []
    notes: list[str] = []
    sheets = list(_sheets(container))
    for name, part in sheets:
        root = container.xml(part)
        rows = []
        for row in _cells(root, strings, dates):
            rows.append(row)
            if len(rows) >= raw.limits.max_rows:
                notes.append(reasons.NOTE_ROWS.format(count=raw.limits.max_rows))
                break
        found = list(table_blocks(rows))
        if found and len(sheets) > 1 and not any(b.opens for b in found):
            blocks.append(Block(name, BlockKind.HEADING, 1))
        blocks.extend(found)
    if not blocks:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return SourceFile("xlsx", tuple(blocks), notes=tuple(notes))


def _sheets(container: Container) -> Iterator[tuple[str, str]]:
    """Name and part of every visible sheet, in the order of the tabs."""
    workbook = container.xml("xl/workbook.xml")
    targets = {}
    relations = container.xml_or_none("xl/_rels/workbook.xml.rels")
    for relation in relations if relations is not None else ():
        target = (attribute(relation, "Target") or "").lstrip("/")
        targets[attribute(relation, "Id")] = target if target.startswith("xl/") else f"xl/{target}"
    for element in workbook.iter():
        if local(element.tag) == "sheet" and attribute(element, "state") in (None, "visible"):
            part = targets.get(attribute(element, "id"), "")
            if part in container.members:
                yield attribute(element, "name") or "", part


def _shared_strings(container: Container) -> list[str]:
    """The workbook's string table; phonetic runs are left out."""
    root = container.xml_or_none("xl/sharedStrings.xml")
    return [_text(item) for item in root] if root is not None else []


def _text(item: Element) -> str:
    """The text of a string item or inline string."""
    pieces = []
    for child in item:
        name = local(child.tag)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces.append("".join(t.text or "" for t in child if local(t.tag) == "t"))
    return "".join(pieces)


def _date_styles(container: Container) -> frozenset[int]:
    """The cell styles that show a date."""
    root = container.xml_or_none("xl/styles.xml")
    if root is None:
        return frozenset()
    custom = {
        int(attribute(e, "numFmtId") or 0)
        for e in root.iter()
        if local(e.tag) == "numFmt" and _DATE_CODE.search(_bare(attribute(e, "formatCode") or ""))
    }
    formats = next((e for e in root if local(e.tag) == "cellXfs"), ())
    return frozenset(
        i
        for i, e in enumerate(formats)
        if int(attribute(e, "numFmtId") or 0) in custom | _BUILT_IN_DATES
    )


def _bare(code: str) -> str:
    """A number format without quoted text and colours."""
    return re.sub(r"\"[^\"]*\"|\[[^\]]*\]", "", code)


def _cells(root: Element, strings: list[str], dates: frozenset[int]) -> Iterator[list[str]]:
    """The rows of a sheet as text, empty cells filled in, words of merged cells in every row."""
    merged = _merged_down(root)
    below: dict[int, tuple[int, str]] = {}  # column → last row covered, text
    number = 0
    for row in root.iter():
        if local(row.tag) != "row":
            continue
        number = _row_number(attribute(row, "r"), number + 1)
        values: list[str] = []
        for cell in row:
            column = _column(attribute(cell, "r"), len(values))
            if column < _LAST_COLUMN:
                values.extend([""] * (column - len(values)))
                values.append(_value(cell, strings, dates))
        for column, (last, text) in list(below.items()):
            values.extend([""] * (column + 1 - len(values)))
            if number <= last:
                values[column] = values[column] or text
            else:
                del below[column]
        for column, last in merged.get(number, ()):
            if column < len(values) and not is_figure(values[column]):
                below[column] = (last, values[column])
        yield values


def _merged_down(root: Element) -> dict[int, list[tuple[int, int]]]:
    """Row → (column, last row) of the ranges that begin there and cover further rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    for element in root.iter():
        if local(element.tag) != "mergeCell":
            continue
        span = _RANGE.fullmatch(attribute(element, "ref") or "")
        if span and int(span[2]) < int(span[3]) and (column := _column(span[1], 0)) < _LAST_COLUMN:
            found.setdefault(int(span[2]), []).append((column, int(span[3])))
    return found


def _row_number(written: str | None, following: int) -> int:
    """The number of a row; the next one where it carries none."""
    return int(written) if written and written.isdecimal() and len(written) < 8 else following


def _column(reference: str | None, following: int) -> int:
    """The column of a cell reference ("C7" is 2); the next one where there is no reference."""
    letters = re.match(r"[A-Z]{1,3}", reference or "")
    if not letters:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, following)


def _value(cell: Element, strings: list[str], dates: frozenset[int]) -> str:
    """What a cell shows."""
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return "".join(_text(child) for child in cell if local(child.tag) == "is")
    value = next((child.text or "" for child in cell if local(child.tag) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind in ("str", "e", "b"):
        return value
    style = attribute(cell, "s") or ""
    return _number(value, style.isdecimal() and int(style) in dates)


def _number(value: str, is_date: bool) -> str:  # noqa: FBT001 (what the style says of the cell)
    """A number without the traces of binary fractions; a date as Chinese date."""
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date and 1 <= number < 2_958_466:
        day = _EPOCH + timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{number:.12g}" if abs(number) < 1e15 else value
