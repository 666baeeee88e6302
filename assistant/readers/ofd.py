"""OFD (GB/T 33190): the text objects of every page by position, joined like PDF lines."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile, SourceFile, tidy
from assistant.readers.container import Container, attribute, local
from assistant.readers.layout import PageLine, line_blocks

_A4 = (210.0, 297.0)


def read(raw: RawFile) -> SourceFile:
    """The paragraphs of an OFD document.

    Raises:
        UnreadableDocument: If the container is broken or its pages hold no text.
    """
    container = Container(raw)
    lines: list[PageLine] = []
    pages = 0
    for part in _page_parts(container):
        pages += 1
        if pages > raw.limits.max_pages:
            break
        root = container.xml_or_none(part)
        if root is not None:
            lines.extend(_page_lines(root, pages))
    if not lines:
        reason = reasons.SCAN.format(pages=pages) if pages else reasons.BLANK
        raise UnreadableDocument(raw.path, reason)
    blocks, removed = line_blocks(lines, pages)
    return SourceFile("ofd", blocks, tuple(removed))


def _page_parts(container: Container) -> Iterator[str]:
    """The content parts of the pages, in order."""
    root = container.xml("OFD.xml")
    for element in root.iter():
        if local(element.tag) != "DocRoot" or not element.text:
            continue
        document = element.text.strip().lstrip("/")
        folder = posixpath.dirname(document)
        for page in container.xml(document).iter():
            if local(page.tag) == "Page" and (place := attribute(page, "BaseLoc")):
                absolute = place.startswith("/")
                yield place.lstrip("/") if absolute else posixpath.normpath(f"{folder}/{place}")


def _page_lines(root: Element, number: int) -> list[PageLine]:
    """The text objects of a page as lines, top down."""
    width, height = _size(root)
    placed: list[tuple[float, float, float, float, str]] = []  # top, left, right, size, text
    for element in root.iter():
        if local(element.tag) == "TextObject":
            text = tidy(
                "".join(code.text or "" for code in element if local(code.tag) == "TextCode")
            )
            box = _numbers(attribute(element, "Boundary"))
            if text and len(box) == 4:
                size = (_numbers(attribute(element, "Size")) or [box[3]])[0]
                placed.append((box[1], box[0], box[0] + box[2], max(size, 1.0), text))
    placed.sort(key=lambda p: (round(p[0], 1), p[1]))
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for item in placed:
        if rows and abs(rows[-1][-1][0] - item[0]) < 0.5 * item[3]:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [_line(sorted(row, key=lambda p: p[1]), number, width, height) for row in rows]


def _line(
    row: list[tuple[float, float, float, float, str]], number: int, width: float, height: float
) -> PageLine:
    """The objects of one line joined; wide gaps part cells."""
    cells = [row[0][4]]
    for before, item in itertools.pairwise(row):
        if item[1] - before[2] > 1.2 * item[3]:
            cells.append(item[4])
        else:
            cells[-1] += item[4]
    top, left, _, size, _ = row[0]
    right = max(item[2] for item in row)
    return PageLine(
        " ".join(cells), number, tuple(cells), left / width, right / width, 1 - top / height,
        size / width,
    )  # fmt: skip


def _size(root: Element) -> tuple[float, float]:
    """Width and height of a page in millimetres; A4 where it does not say."""
    for element in root.iter():
        if local(element.tag) == "PhysicalBox":
            box = _numbers(element.text)
            if len(box) == 4 and box[2] > 0 and box[3] > 0:
                return box[2], box[3]
    return _A4


def _numbers(text: str | None) -> list[float]:
    """Numbers parted by blanks; none where one is not a number."""
    try:
        return [float(word) for word in (text or "").split()]
    except ValueError:
        return []
