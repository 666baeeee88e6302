"""Delimited text (.csv, .tsv): decoded, the delimiter found, then read as a table."""

from __future__ import annotations

import csv
import io
from itertools import islice

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile, SourceFile
from assistant.readers.decoding import decode
from assistant.readers.tables import table_blocks

_DELIMITERS = ",\t;|"
_LONGEST_CELL = 4_000_000


def read(raw: RawFile) -> SourceFile:
    """The rows of a delimited file.

    Raises:
        UnreadableDocument: If it is no text or holds no row.
    """
    decoded = decode(raw)
    text = decoded.text.lstrip("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    notes = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(islice(reader, raw.limits.max_rows + 1))
    except csv.Error as error:
        raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail="表格格式")) from error
    if len(rows) > raw.limits.max_rows:
        rows.pop()
        notes.append(reasons.NOTE_ROWS.format(count=raw.limits.max_rows))
    blocks = tuple(table_blocks(rows))
    if not blocks:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return SourceFile("csv", blocks, notes=tuple(notes))
