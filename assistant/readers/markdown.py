"""Markdown (.md, and .txt that is Markdown by content): marks removed, characters kept.

Lines of one paragraph are joined; `#` lines become headings; table rows and list items are
blocks of their own. Only what a renderer hides is removed, so that a passage stands in the file
word for word once white space and Markdown marks are set aside. Bold marks that are really a
mask ("**市**局") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.numbering import read_marker
from assistant.readers.blocks import (
    Block,
    BlockKind,
    RawFile,
    SourceFile,
    join_lines,
    opening,
    tidy,
)
from assistant.readers.decoding import decode
from assistant.records import RemovedLine

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*?)[ \t]*#*$")
_HASH_HEADING = re.compile(r"(#{1,6})(?=[一-鿿（(\d])(.*)$")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)([^*_\n]{1,2000}?)\1")
_MASK_INNER = re.compile(r"[省市县縣区區镇鎮乡鄉州村局院厅处科某]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|'\"$^&%@=:;,/?])")
_TAG = re.compile(
    r"</?(?:div|span|p|br|font|center|b|i|u|em|strong|sub|sup|a|img|figure|figcaption|table|thead|tbody|tr|td|th|details|summary|ul|ol|li|hr|h[1-6])\b[^<>]{0,500}/?>",
    re.I,
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?")
_LIST = re.compile(r"(?:[-*+•]|\d{1,3}[.)、．])[ \t]+\S")
_FENCE = re.compile(r"```|~~~|:::")
_SIGNS = 3
_CLOSING = "，。、；：！？）」』”’》】,;:!?)"
_MARKER_LINE = re.compile(r"#{1,6}\w{2,24}#{1,6}")  # "##paidbegin##"
_SHORT_HEADING = 32  # a longer line may have been cut by the writer's program
_RULE = re.compile(r"([-*_=])(?:[ \t]*\1){2,}")
_STRONG_SIGN = re.compile(
    r"(?m)^#{1,6}[ \t]+\S|^\*\*[^*\n]{2,80}\*\*[ \t]*$|\]\([^)\n]{0,200}\)|^\|.{3,200}\|[ \t]*$"
)


def looks_like_markdown(text: str) -> bool:
    """Whether a .txt is Markdown: headings, whole bold lines, links or tables, more than two."""
    signs = _STRONG_SIGN.finditer(text[:200_000])
    return sum(1 for _ in islice(signs, _SIGNS)) == _SIGNS


def read(raw: RawFile) -> SourceFile:
    """The paragraphs, headings and rows of a Markdown file.

    Raises:
        UnreadableDocument: If the bytes are no text, or there is nothing but blanks.
    """
    decoded = decode(raw)
    notes = []
    if decoded.encoding != "utf-8":
        notes.append(reasons.NOTE_ENCODING.format(encoding=decoded.encoding.upper()))
    if not decoded.text.strip():
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return markdown_source(decoded.text[: raw.limits.max_characters], "md", notes)


def markdown_source(text: str, kind: str, notes: Sequence[str] = ()) -> SourceFile:
    """The source file of a Markdown text."""
    reader = _Markdown()
    for line in _visible_lines(text):
        reader.add(line)
    reader.flush()
    return SourceFile(kind, tuple(reader.blocks), tuple(reader.removed), tuple(notes))


def _visible_lines(text: str) -> Iterator[str]:
    """The lines without comments; front matter between two `---` lines is left out."""
    lines = (_COMMENT.sub("", text) if "<!--" in text else text).split("\n")
    start = 0
    if lines and lines[0].strip() == "---":
        closing = next((i for i, s in enumerate(lines[1:40], 1) if s.strip() == "---"), None)
        start = closing + 1 if closing else 0
    return iter(lines[start:])


class _Markdown:
    """Collects lines into blocks; `parts` is the paragraph under construction."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.removed: list[RemovedLine] = []
        self.parts: list[str] = []
        self.cells: list[str] | None = None  # the row of an HTML table
        self.blank = False
        self.gap = False

    def add(self, line: str) -> None:
        """Take the next line."""
        bare = line.strip()
        if not bare:
            self.flush()
            self.blank = True
        elif heading := _HEADING.match(bare) or _HASH_HEADING.match(bare):
            self.flush()
            self._put(plain(heading[2]), BlockKind.HEADING, len(heading[1]))
        elif _FENCE.match(bare) or _RULE.fullmatch(bare) or _TABLE_RULE.fullmatch(bare):
            self.flush()
            self._drop(bare, "markup")
        elif self.cells is not None or bare[:6].lower() == "<table":
            self._table_line(bare)
        elif bare.startswith("|") and bare.count("|") >= 2:
            self.flush()
            self._put(table_row(bare), BlockKind.ROW, 0)
        else:
            hard = line.endswith("  ") or (bare.endswith("\\") and not bare.endswith("\\\\"))
            self._text_line(bare)
            if hard:
                self.flush()

    def _text_line(self, bare: str) -> None:
        """A line of a paragraph or a list item."""
        shown = bare.lstrip("> ") if bare.startswith(">") else bare
        shown = _TAG.sub("", shown).strip() if "<" in shown else shown
        if not shown or (shown.startswith("![") and _LINK.fullmatch(shown)):
            self._drop(bare, "image" if "![" in bare or "<img" in bare else "markup")
            return
        if _LIST.match(shown) or bare.startswith(">") or self._is_new(shown):
            self.flush()
        self.parts.append(shown)
        if bare.endswith("\\") and not bare.endswith("\\\\"):
            self.parts[-1] = shown.rstrip("\\")
        if bare.endswith("<br>"):
            self.flush()

    def _is_new(self, line: str) -> bool:
        """Whether a line is a paragraph of its own although no blank line stands before it.

        Chinese writers take a line end for the end of a paragraph; only what was cut is joined.
        """
        if not self.parts:
            return False
        before = self.parts[-1].rstrip("* ")
        if _MARKER_LINE.fullmatch(line) or _MARKER_LINE.fullmatch(before):
            return True
        if line[0] in _CLOSING or not before:
            return False
        if before[-1] in "。！？；：" or read_marker(line.lstrip("* ")) is not None:
            return True
        whole = len(self.parts) == 1 and len(before) <= _SHORT_HEADING
        return whole and read_marker(before.lstrip("* ")) is not None

    def _table_line(self, bare: str) -> None:
        """A line of an HTML table: cells are gathered until the row ends."""
        self.flush()
        if self.cells is None:
            self.cells = []
        for piece in re.split(r"(?i)</tr>|<tr[^<>]*>", bare):
            words = plain(_TAG.sub(" ", piece))
            if words:
                self.cells.append(words)
            if piece != bare:
                self._end_row()
        if re.search(r"(?i)</tr>|</table", bare):
            self._end_row()
        if "</table" in bare.lower():
            self.cells = None

    def _end_row(self) -> None:
        """Put the gathered cells as one row."""
        if self.cells:
            self._put(" | ".join(self.cells), BlockKind.ROW, 0)
            self.cells = []

    def flush(self) -> None:
        """End the paragraph under construction."""
        if not self.parts:
            return
        joined = [self.parts[0]]
        for part in self.parts[1:]:
            joined.append(join_lines(joined[-1][-1:], part)[1:])
        raw_text = "".join(joined).strip()
        self.parts = []
        bold = bool(re.fullmatch(r"\*\*[^*]{1,200}\*\*[：:。]?", raw_text))
        self._put(plain(raw_text), BlockKind.PARAGRAPH, 0, "bold" if bold else "")

    def _put(self, text: str, kind: BlockKind, level: int, mark: str = "") -> None:
        """Append a block unless nothing is left of it."""
        if not text:
            return
        self.blocks.append(
            Block(text, kind, level, bold=mark == "bold", gap=self.gap, spaced=self.blank)
        )
        self.gap = self.blank = False

    def _drop(self, line: str, reason: str) -> None:
        """Record a removed line."""
        self.gap = True
        if line not in ("```", ":::", "---"):
            self.removed.append(RemovedLine(tidy(line)[:200], reason, opening(self.blocks)))


def plain(text: str) -> str:
    """The text without Markdown marks; masks and every other character stay."""
    if "](" in text:
        text = _LINK.sub(_link_text, _LINK.sub(_link_text, text))  # a link may hold a link
    if "**" in text or "__" in text:
        text = _BOLD.sub(_unbold, text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "`" in text:
        text = re.sub(r"`([^`]*)`", r"\1", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return tidy(text)


def _link_text(found: re.Match[str]) -> str:
    """What a reader sees of a link; an image has only its description, which is left out."""
    return "" if found[1] else found[2]


def _unbold(found: re.Match[str]) -> str:
    """The text between bold marks, or the marks with it where they mask a name."""
    inner = found[2]
    return found[0] if _MASK_INNER.fullmatch(inner) else inner


def table_row(line: str) -> str:
    """A Markdown table row as cells joined by " | "; empty cells stay."""
    cells = [plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    return " | ".join(cells) if any(cells) else ""
