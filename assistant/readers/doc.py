"""Word 97–2003 (.doc) and WPS Writer (.wps): the main text by the piece table ([MS-DOC]).

Text only: paragraphs, table rows, no styles. Field codes, footnotes and headers are left out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, BlockKind, RawFile, SourceFile, tidy
from assistant.readers.ole import CompoundFile

_ENCRYPTED = 0x0100
_TABLE_ONE = 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")


def read(raw: RawFile) -> SourceFile:
    """The paragraphs and rows of an old Word document.

    Raises:
        UnreadableDocument: If it is encrypted, broken, or no Word document.
    """
    file = CompoundFile(raw)
    main = file.stream("WordDocument")
    if main is None or len(main) < 0x1AA:
        raise UnreadableDocument(raw.path, reasons.OLD_OFFICE.format(kind=raw.path.suffix))
    try:
        text = _text(raw, file, main)
    except (struct.error, IndexError) as error:
        raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail="Word 结构")) from error
    blocks = tuple(_blocks(text))
    if not blocks:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return SourceFile("doc", blocks)


def _text(raw: RawFile, file: CompoundFile, main: bytes) -> str:
    """The main text with its control characters."""
    flags = struct.unpack_from("<H", main, 0x0A)[0]
    if flags & _ENCRYPTED:
        raise UnreadableDocument(raw.path, reasons.ENCRYPTED)
    table = file.stream("1Table" if flags & _TABLE_ONE else "0Table")
    length = struct.unpack_from("<I", main, 0x4C)[0]
    if table is None:  # a file saved without a piece table: the text is one run
        first = struct.unpack_from("<I", main, 0x18)[0]
        return main[first : first + length].decode("gb18030", "replace")
    start, size = struct.unpack_from("<II", main, 0x01A2)
    pieces = _pieces(table[start : start + size])
    return "".join(_piece_text(main, piece) for piece in pieces)[:length]


def _pieces(clx: bytes) -> list[tuple[int, int]]:
    """Characters and file position of every piece, after the property runs."""
    position = 0
    while position < len(clx) and clx[position] == 1:
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    if position >= len(clx) or clx[position] != 2:
        raise struct.error
    size = struct.unpack_from("<I", clx, position + 1)[0]
    count = (size - 4) // 12
    base = position + 5
    if count <= 0 or base + 4 * (count + 1) + 8 * count > len(clx):
        raise struct.error
    bounds = struct.unpack_from(f"<{count + 1}I", clx, base)
    found = []
    for i in range(count):
        place = struct.unpack_from("<I", clx, base + 4 * (count + 1) + 8 * i + 2)[0]
        found.append((max(0, bounds[i + 1] - bounds[i]), place))
    return found


def _piece_text(main: bytes, piece: tuple[int, int]) -> str:
    """The characters of one piece, stored in one byte or in two."""
    length, place = piece
    if place & _COMPRESSED:
        start = (place & ~_COMPRESSED) // 2
        return main[start : start + length].decode("cp1252", "replace")
    return main[place : place + 2 * length].decode("utf-16-le", "replace")


def _blocks(text: str) -> Iterator[Block]:
    r"""Paragraphs at carriage returns; cells (\\x07) gathered into rows."""
    previous = None
    while previous != text:  # fields may hold fields
        previous, text = text, _FIELD.sub(lambda found: found[1] or "", text)
    page_break = False
    for paragraph in text.split("\r"):
        page_break = page_break or "\x0c" in paragraph
        if "\x07" in paragraph:
            yield from _rows(paragraph)
            continue
        for line in re.split(r"[\x0b\x0c\n]", paragraph):
            words = tidy(line)
            if words:
                yield Block(words, spaced=page_break)
                page_break = False


def _rows(run: str) -> Iterator[Block]:
    """The rows of a run of cells: a row ends where an empty cell mark doubles."""
    for row in run.split("\x07\x07"):
        cells = [tidy(cell) for cell in row.split("\x07")]
        if sum(map(bool, cells)) > 1:
            yield Block(" | ".join(cells), BlockKind.ROW)
        elif any(cells):
            yield Block(next(cell for cell in cells if cell))
