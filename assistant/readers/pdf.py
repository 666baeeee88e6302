"""PDF with a text layer: lines by position, joined into paragraphs; heads and page numbers off.

pdfium gives characters and boxes. From them come the margins of the text, which lines reach the
right one (they go on), which are indented (they start a paragraph), centred, or cells of a
table; running heads are lines that repeat at the top or bottom of pages. A file without a text
layer is reported as a scan. The only importer of pypdfium2.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile, SourceFile, tidy
from assistant.readers.layout import PageLine, line_blocks
from assistant.readers.scan import Picture, scan_source

_SCALE = 150 / 72
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(raw: RawFile) -> SourceFile:
    """The paragraphs and table rows of a PDF.

    Raises:
        UnreadableDocument: If it is encrypted, broken, or has no text layer.
    """
    try:
        document = pypdfium2.PdfDocument(raw.content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error)
        reason = reasons.ENCRYPTED if locked else reasons.BROKEN.format(detail="PDF 结构")
        raise UnreadableDocument(raw.path, reason) from error
    try:
        return _source(raw, document)
    finally:
        document.close()


def _source(raw: RawFile, document: pypdfium2.PdfDocument) -> SourceFile:
    """The source file of an open PDF."""
    pages = len(document)
    read_pages = min(pages, raw.limits.max_pages)
    lines: list[PageLine] = []
    empty = characters = 0
    for number in range(read_pages):
        found = list(_page_lines(document, number))
        size = sum(len(line.text) for line in found)
        empty += size == 0
        characters += size
        lines.extend(found)
        if characters > raw.limits.max_characters:
            read_pages = number + 1
            break
    if characters < 8 * max(1, read_pages) and characters < 400:
        return scan_source(raw, _pictures(document, read_pages), pages)
    blocks, removed = line_blocks(lines, read_pages)
    return SourceFile("pdf", blocks, tuple(removed), tuple(_notes(pages, read_pages, empty)))


def _pictures(document: pypdfium2.PdfDocument, pages: int) -> Iterator[Picture]:
    """The pages as pictures of 150 dots an inch."""
    for number in range(pages):
        try:
            page = document[number]
            pixels = page.render(scale=_SCALE).to_numpy()
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            continue
        yield Picture(number + 1, pixels)
        page.close()


def _notes(pages: int, read_pages: int, empty: int) -> Iterator[str]:
    """What is worth saying about the pages."""
    if read_pages < pages:
        yield reasons.NOTE_PAGES.format(read=read_pages, pages=pages)
    if 0 < empty < read_pages and empty > 1:
        yield reasons.NOTE_SCANNED_PAGES.format(count=empty)


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[PageLine]:
    """The lines of one page in reading order; a page that cannot be opened gives none."""
    try:
        page = document[number]
        width, height = page.get_size()
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    text = text_page.get_text_range()
    aligned = len(text) == text_page.count_chars()
    start = 0
    for line in text.split("\n"):
        body = line.rstrip("\r")
        if body.strip():
            if aligned:
                yield from _measure(text_page, body, start, (number + 1, width, height))
            else:
                yield PageLine(tidy(body), number + 1)
        start += len(line) + 1
    text_page.close()
    page.close()


def _measure(
    text_page: pypdfium2.PdfTextPage, body: str, start: int, place: tuple[int, float, float]
) -> Iterator[PageLine]:
    """One text line with its box; split where pdfium glued two visual lines into one."""
    number, width, height = place
    first = len(body) - len(body.lstrip())
    cells: list[list[str]] = [[]]
    left, bottom, right, top = text_page.get_charbox(start + first, loose=True)
    begin = left
    row_bottom, row_top = bottom, top
    previous_right = right
    for offset in range(first, len(body)):
        char = body[offset]
        at_gap = offset > first and (body[offset - 1] == " ") and char != " "
        if at_gap:
            left, bottom, right, top = text_page.get_charbox(start + offset, loose=True)
            size = max(1.0, row_top - row_bottom)
            if top < row_bottom + 0.2 * size or bottom > row_top - 0.2 * size:
                box = (begin, previous_right, row_top / height, size)
                yield _line(cells, number, width, box)
                cells, begin, row_bottom, row_top = [[]], left, bottom, top
            elif left - previous_right > 1.2 * size:
                cells.append([])
        if char == " " and offset > first and body[offset - 1] != " ":
            previous_right = text_page.get_charbox(start + offset - 1, loose=True)[2]
        cells[-1].append(char)
    last = len(body.rstrip()) - 1
    previous_right = text_page.get_charbox(start + last, loose=True)[2]
    box = (begin, previous_right, row_top / height, max(1.0, row_top - row_bottom))
    yield _line(cells, number, width, box)


def _line(
    cells: list[list[str]], number: int, width: float, box: tuple[float, float, float, float]
) -> PageLine:
    """A page line from its cells; positions are shares of the page's width and height."""
    texts = [words for cell in cells if (words := tidy("".join(cell)))]
    left, right, top, size = box
    return PageLine(
        " ".join(texts), number, tuple(texts), left / width, right / width, top, size / width
    )
