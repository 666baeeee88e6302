"""Word (.docx): the body in order, with tables, text boxes, automatic numbers and bold.

The parts are read as XML, not through python-docx: documents whose side parts are missing or
broken still open, strict and transitional namespaces read alike, and automatic numbers
("一、" kept in numbering.xml) come back as text. Deleted revisions, comments, headers and
footers are left out; inserted revisions are in. Text boxes follow the paragraph they hang on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, BlockKind, RawFile, SourceFile, tidy
from assistant.readers.container import Container, attribute, local
from assistant.readers.docx_styles import Numbering, Styles
from assistant.readers.tables import is_figure

_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr",
     "commentReference", "annotationRef", "sectPr", "object", "rt"}
)  # fmt: skip
_WIDEST = 60  # columns that one cell may span
_MAX_DEPTH = 60


def read(raw: RawFile) -> SourceFile:
    """The paragraphs and table rows of a Word document.

    Raises:
        UnreadableDocument: If the container or its main part is broken, or it holds no text.
    """
    container = Container(raw)
    main = _main_part(container)
    root = container.xml(main)
    folder = main.rpartition("/")[0]
    notes = []
    styles_root = container.xml_or_none(f"{folder}/styles.xml")
    if styles_root is None:
        notes.append(reasons.NOTE_PART_BROKEN.format(part="样式"))
    walker = _Walker(
        Styles(styles_root), Numbering(container.xml_or_none(f"{folder}/numbering.xml"))
    )
    body = next((child for child in root if local(child.tag) == "body"), root)
    blocks = tuple(walker.blocks(body))
    if not blocks:
        raise UnreadableDocument(raw.path, _empty_reason(container))
    return SourceFile("docx", blocks, notes=tuple(notes))


def _main_part(container: Container) -> str:
    """The name of the main document part."""
    if "word/document.xml" in container.members:
        return "word/document.xml"
    for name in container.names():
        if name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise UnreadableDocument(container.raw.path, reasons.BROKEN.format(detail="没有正文部分"))


def _empty_reason(container: Container) -> str:
    """Why a document without text has none: pictures alone, or nothing."""
    pictures = sum(name.startswith("word/media/") for name in container.names())
    return reasons.SCAN.format(pages=pictures) if pictures else reasons.BLANK


@dataclass(slots=True)
class _Run:
    """What a paragraph has gathered: pieces of text, how many characters are bold, boxes."""

    pieces: list[str]
    bold: int
    shown: int
    boxes: list[Element]
    page_break: bool = False


class _Walker:
    """Turns body elements into blocks."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._page_break = False

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks below a body, cell, text box or content control."""
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            name = local(child.tag)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from self._table(child, depth)
            elif name not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        """The block of one paragraph (several where it holds line breaks), then its boxes."""
        properties = next((c for c in element if local(c.tag) == "pPr"), None)
        run = _Run([], 0, 0, [])
        self._gather(element, run, 0)
        number = self._numbering.next_label(properties, self._styles)
        lines = [tidy(line) for line in "".join(run.pieces).split("\n")]
        shown = [line for line in lines if line]
        if shown and number:
            shown[0] = number + shown[0]
        template = self._template(properties, run)
        for i, line in enumerate(shown):
            yield replace(template, text=line, spaced=template.spaced and i == 0)
        if shown:
            self._page_break = run.page_break
        else:
            self._page_break = self._page_break or run.page_break
        for box in run.boxes:
            yield from self.blocks(box, depth + 1)

    def _template(self, properties: Element | None, run: _Run) -> Block:
        """A block with everything but its text."""
        level = self._styles.outline_level(properties)
        return Block(
            "",
            BlockKind.HEADING if level else BlockKind.PARAGRAPH,
            level,
            bold=run.shown > 0 and run.bold >= 0.9 * run.shown,
            centred=self._styles.alignment(properties) in ("center", "right", "end"),
            spaced=self._page_break or self._styles.breaks_page(properties),
        )

    def _gather(self, element: Element, run: _Run, depth: int) -> None:
        """Collect the text of a paragraph's children."""
        if depth > _MAX_DEPTH:
            return
        for child in element:
            name = local(child.tag)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._gather_run(child, run, depth)
            elif name == "txbxContent":
                run.boxes.append(child)
            else:
                self._gather(child, run, depth + 1)

    def _gather_run(self, element: Element, run: _Run, depth: int) -> None:
        """Collect the text of one run, counting what is bold."""
        before = len(run.pieces)
        for child in element:
            name = local(child.tag)
            if name == "t":
                run.pieces.append(child.text or "")
            elif name in ("tab", "ptab"):
                run.pieces.append(" ")
            elif name == "noBreakHyphen":
                run.pieces.append("-")
            elif name in ("br", "cr"):
                kind = attribute(child, "type")
                run.page_break = run.page_break or kind == "page"
                run.pieces.append("\n")
            elif name == "lastRenderedPageBreak" or name in _SKIPPED:
                continue
            else:
                self._gather(child, run, depth + 1)
        length = sum(len(piece.strip()) for piece in run.pieces[before:])
        run.shown += length
        if length and self._styles.is_bold(element):
            run.bold += length

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        """One block a row; a table of a single cell is layout and gives its paragraphs."""
        rows = [row for row in _rows(table) if row]
        if max((len(row) for row in rows), default=0) <= 1:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell, depth + 1)
            return
        above: list[str] = []
        for row in rows:
            texts = self._row_texts(row, above, depth)
            if any(texts):
                yield Block(" | ".join(texts), BlockKind.ROW)
            above = texts

    def _row_texts(self, row: Sequence[Element], above: Sequence[str], depth: int) -> list[str]:
        """The texts of a row's columns, each cell on one line.

        A cell merged over columns leaves the others blank, so that columns stay in their places.
        One merged into the cell above repeats its words; a number stands only once.
        """
        texts: list[str] = []
        for cell in row:
            span, merged = _merging(cell)
            if merged:
                held = above[len(texts)] if len(texts) < len(above) else ""
                texts.append("" if is_figure(held) else held)
            else:
                texts.append(" ".join(block.text for block in self.blocks(cell, depth + 1)))
            texts.extend([""] * (span - 1))
        return texts


def _merging(cell: Element) -> tuple[int, bool]:
    """Over how many columns a cell reaches, and whether it goes on from the cell above."""
    properties = next((p for p in cell if local(p.tag) == "tcPr"), ())
    found = {local(p.tag): p for p in properties}
    span = (attribute(found["gridSpan"], "val") or "") if "gridSpan" in found else ""
    merged = "vMerge" in found and attribute(found["vMerge"], "val") != "restart"
    wide = int(span) if span.isdecimal() and len(span) < 4 else 1
    return min(max(wide, 1), _WIDEST), merged


def _rows(table: Element) -> Iterator[list[Element]]:
    """The cells of every row, through content controls."""
    for child in table:
        name = local(child.tag)
        if name == "tr":
            yield list(_cells(child))
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = local(child.tag)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)
