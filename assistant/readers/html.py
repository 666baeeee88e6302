"""Web pages (.html, Word's HTML, .mht): the visible text by block elements.

Headings, bold lines, centred lines and tables are kept as such; scripts, styles, navigation and
hidden elements are not text. A table used for layout gives its paragraphs.
"""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, BlockKind, RawFile, SourceFile, tidy
from assistant.readers.decoding import decode
from assistant.readers.tables import Cell, laid_out

_SILENT = frozenset(
    {"script", "style", "head", "nav", "noscript", "template", "svg", "select", "button", "iframe",
     "object", "textarea", "footer", "aside", "form"}
)  # fmt: skip
_BREAKING = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "main",
     "blockquote", "pre", "hr", "center", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td",
     "th", "caption", "body", "html", "figure", "figcaption"}
)  # fmt: skip
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*(?:center|right)", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_DEEPEST = 400
_LONGEST_CELL = 160  # a longer cell, or one with paragraphs, belongs to a layout table


def read(raw: RawFile) -> SourceFile:
    """The visible blocks of a web page.

    Raises:
        UnreadableDocument: If the bytes are no text or nothing is visible.
    """
    page = _Page()
    page.feed(_markup(raw)[: 4 * raw.limits.max_characters])
    page.close()
    page.end_block()
    if not page.blocks:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return SourceFile("html", tuple(page.blocks))


def _markup(raw: RawFile) -> str:
    """The HTML text; of a web archive its first HTML part."""
    if not re.match(rb"\s*(?:MIME-Version|From|Content-Type)\s*:", raw.content[:200], re.I):
        return decode(raw).text
    message = email.message_from_bytes(raw.content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return decode(RawFile(raw.path, raw.name, payload, raw.limits)).text
    raise UnreadableDocument(raw.path, reasons.BLANK)


class _Page(HTMLParser):
    """Gathers the text of the current block; `open` is the stack of elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[tuple[str, bool, bool, bool]] = []  # tag, silent, centred, bold
        self._pieces: list[str] = []
        self._bold = 0
        self._shown = 0
        self._rows: list[list[Cell]] | None = None
        self._paragraphs: list[Block] = []  # what the current table would give as layout

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _BREAKING:
            self.end_block()
        if tag == "table" and self._rows is None:
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        values = {key: value or "" for key, value in attrs}
        if tag in ("td", "th") and self._rows:
            self._rows[-1].append(Cell("", _span(values, "colspan"), _span(values, "rowspan")))
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        style = values.get("style", "")
        above = self._open[-1] if self._open else ("", False, False, False)
        silent = above[1] or tag in _SILENT or bool(_HIDDEN.search(style)) or "hidden" in values
        centred = (
            above[2] or tag == "center" or bool(_CENTRED.search(style))
            or values.get("align", "").lower() in ("center", "right")
        )  # fmt: skip
        bold = above[3] or tag in ("b", "strong") or bool(_BOLD.search(style))
        self._open.append((tag, silent, centred, bold))

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what was left open inside it."""
        if tag in _BREAKING:
            self.end_block(tag)
        if tag == "table" and self._rows is not None and self._depth("table") == 1:
            self._end_table()
        for i in range(len(self._open) - 1, max(-1, len(self._open) - 60), -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                return

    def handle_data(self, data: str) -> None:
        """Text of the current block."""
        silent = bool(self._open) and self._open[-1][1]
        if not silent:
            self._pieces.append(data)
            length = len(data.strip())
            self._shown += length
            self._bold += length if self._open and self._open[-1][3] else 0

    def _depth(self, tag: str) -> int:
        return sum(element[0] == tag for element in self._open)

    def end_block(self, closing: str = "") -> None:
        """End the current block."""
        text = tidy("".join(self._pieces))
        bold = self._shown > 0 and self._bold >= 0.9 * self._shown
        self._pieces, self._bold, self._shown = [], 0, 0
        if not text:
            return
        level = next((int(t[1]) for t, *_ in reversed(self._open) if re.fullmatch("h[1-6]", t)), 0)
        centred = bool(self._open) and self._open[-1][2]
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        text = f"- {text}" if closing == "li" and not re.match(r"[（(\d一-十①-⑳]", text) else text
        block = Block(text, kind, level, bold=bold, centred=centred)
        if self._rows is None:
            self.blocks.append(block)
            return
        self._paragraphs.append(block)
        if self._rows and self._rows[-1]:
            cell = self._rows[-1][-1]
            cell.text = f"{cell.text} {text}".strip()

    def _end_table(self) -> None:
        """Put a table as rows, or as paragraphs where it only laid out the page."""
        rows = [row for row in laid_out(self._rows or []) if any(row)]
        cells = [cell for row in rows for cell in row]
        width = max((len(row) for row in self._rows or []), default=0)
        layout = width <= 1 or any(len(c) > _LONGEST_CELL for c in cells)
        if layout or not rows:
            self.blocks.extend(self._paragraphs)
        else:
            self.blocks.extend(Block(" | ".join(row), BlockKind.ROW) for row in rows)
        self._rows, self._paragraphs = None, []


def _span(values: dict[str, str], name: str) -> int:
    """How many columns or rows a cell says that it covers; 1 where it says nothing sensible."""
    value = values.get(name, "").strip()
    return max(int(value), 1) if value.isdecimal() and len(value) < 4 else 1
