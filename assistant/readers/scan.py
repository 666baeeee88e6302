"""Scanned pages and pictures: text by local recognition (OCR), where the extra is installed.

`pip install 'hujian[ocr]'` brings RapidOCR with its Chinese models inside the package; nothing is
fetched at run time. Without it the file is reported as a scan with the install line. Recognised
lines go through the same layout as PDF lines. The only importer of rapidocr_onnxruntime.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile, SourceFile, tidy
from assistant.readers.layout import PageLine, line_blocks

_ENGINE = "rapidocr_onnxruntime"
_LONGEST = 4_000  # pixels; a page of small print at 300 dots an inch
_LEAST_SURE = 0.5  # lines recognised with less are left out


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels: an array (height, width, 3), bytes 0 to 255."""

    page: int
    pixels: Any


def read(raw: RawFile) -> SourceFile:
    """The text of a picture file.

    Raises:
        UnreadableDocument: If recognition is not installed, or the picture holds no text.
    """
    if not available():
        raise UnreadableDocument(raw.path, reasons.IMAGE)
    return scan_source(raw, iter([Picture(1, _pixels(raw))]), 1)


def _pixels(raw: RawFile) -> Any:
    """The picture as (height, width, 3) bytes, no side longer than `_LONGEST`.

    Raises:
        UnreadableDocument: If the bytes are no picture, or one of monstrous size.
    """
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    monstrous = Image.DecompressionBombError, Image.DecompressionBombWarning
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)  # from 89 megapixels
            with Image.open(io.BytesIO(raw.content)) as picture:
                picture.thumbnail((_LONGEST, _LONGEST))
                return np.asarray(picture.convert("RGB"))
    except (*monstrous, UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableDocument(raw.path, reasons.BROKEN_IMAGE) from error


def available() -> bool:
    """Whether text recognition is installed."""
    return find_spec(_ENGINE) is not None


def scan_source(raw: RawFile, pictures: Iterator[Picture], pages: int) -> SourceFile:
    """The paragraphs of scanned pages.

    Raises:
        UnreadableDocument: If recognition is not installed, or no page holds text.
    """
    if not available():
        raise UnreadableDocument(raw.path, reasons.SCAN.format(pages=pages))
    lines: list[PageLine] = []
    count = 0
    for picture in islice(pictures, raw.limits.max_scanned_pages):
        count += 1
        lines.extend(_recognise(picture))
    if not lines:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    blocks, removed = line_blocks(lines, count)
    notes = [reasons.NOTE_RECOGNISED.format(count=count)]
    if count < pages:
        notes.append(reasons.NOTE_PAGES.format(read=count, pages=pages))
    return SourceFile("scan", blocks, tuple(removed), tuple(notes))


@cache
def _engine() -> Any:
    """The recogniser with the models of its package; loaded once a process."""
    return import_module(_ENGINE).RapidOCR()


def _recognise(picture: Picture) -> list[PageLine]:
    """The lines of one picture, top down; boxes that share a line are its cells."""
    result, _ = _engine()(picture.pixels)
    boxes = [
        (*_edges(corners), tidy(text))
        for corners, text, score in result or ()
        if float(score) >= _LEAST_SURE and tidy(text)
    ]
    if not boxes:
        return []
    width = max(box[1] for box in boxes) + min(box[0] for box in boxes)
    height = max(1.06 * max(box[3] for box in boxes), 1.3 * width)  # a page is upright
    boxes.sort(key=lambda box: (box[2] + box[3], box[0]))
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for box in boxes:
        middle = (box[2] + box[3]) / 2
        if rows and rows[-1][0][2] < middle < rows[-1][0][3]:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_line(sorted(row), picture.page, width, height) for row in rows]


def _edges(corners: Any) -> tuple[float, float, float, float]:
    """Left, right, top, bottom of four corners."""
    across = [float(x) for x, _ in corners]
    down = [float(y) for _, y in corners]
    return min(across), max(across), min(down), max(down)


def _line(
    row: list[tuple[float, float, float, float, str]], page: int, width: float, height: float
) -> PageLine:
    """The boxes of one line as a page line."""
    texts = tuple(box[4] for box in row)
    size = 0.8 * (row[0][3] - row[0][2]) / width
    left, right = row[0][0] / width, max(box[1] for box in row) / width
    return PageLine(" ".join(texts), page, texts, left, right, 1 - row[0][2] / height, size)
