r"""Rich text (.rtf, and old .doc files that are really RTF): paragraphs and table rows.

Control words are followed only as far as they carry text: \\par, \\row, \\cell, \\'xx in the code
page, \\uN. Destinations that hold no text of the body (fonts, styles, pictures) are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, BlockKind, RawFile, SourceFile, tidy

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)",
    re.I,
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf"
    b" footerl footerr footerf footnote listtable listoverridetable rsidtbl generator themedata"
    b" colorschememapping"
    b" latentstyles datastore xmlnstbl fldinst bkmkstart bkmkend pntext revtbl filetbl".split()
)
_MARKS = {
    b"par": "\r", b"line": "\n", b"tab": " ", b"cell": "\x07", b"row": "\x07\r", b"page": "\r",
    b"sect": "\r", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
}  # fmt: skip
_DEEPEST = 500


def read(raw: RawFile) -> SourceFile:
    """The paragraphs and rows of a rich text file.

    Raises:
        UnreadableDocument: If it holds no text.
    """
    blocks = tuple(_blocks("".join(_text(raw.content))))
    if not blocks:
        raise UnreadableDocument(raw.path, reasons.BLANK)
    return SourceFile("rtf", blocks)


def _text(content: bytes) -> Iterator[str]:
    """The text of the body with paragraph and cell marks."""
    reader = _Rtf(content)
    for found in _TOKEN.finditer(content):
        reader.take(found)
    reader.end_bytes()
    return iter(reader.pieces)


class _Rtf:
    r"""The state while tokens pass by: open groups, pending bytes, what a \\u replaces."""

    def __init__(self, content: bytes) -> None:
        page = re.search(rb"\\ansicpg(\d{3,5})", content[:2000])
        chinese = page is None or page[1] in (b"936", b"54936")
        self._encoding = "gb18030" if chinese or page is None else f"cp{page[1].decode()}"
        self.pieces: list[str] = []
        self._silent = [False]
        self._bytes = bytearray()  # a character of two bytes comes one byte at a time
        self._skip = 0  # characters that stand for the \\u before them
        self._width = 1

    def take(self, found: re.Match[bytes]) -> None:
        """Take the next token."""
        word, number, byte, symbol, brace, run = found.groups()
        if byte is not None:
            self._take_byte(int(byte, 16))
        elif run is not None:
            self._take_run(run)
        else:
            self.end_bytes()
            if brace is not None:
                self._take_brace(brace)
            elif word is not None:
                self._take_word(word, number)
            elif symbol is not None:
                self._take_symbol(symbol)

    def _take_byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._silent[-1]:
            self._bytes.append(byte)

    def _take_run(self, run: bytes) -> None:
        if not self._silent[-1]:
            self._bytes += run[self._skip :]
        self._skip = max(0, self._skip - len(run))

    def _take_brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._silent.append(self._silent[-1] or len(self._silent) > _DEEPEST)
        elif len(self._silent) > 1:
            self._silent.pop()
        self._skip = 0

    def _take_word(self, word: bytes, number: bytes | None) -> None:
        self._silent[-1] = self._silent[-1] or word in _SILENT
        if word == b"uc" and number:
            self._width = min(4, abs(int(number)))
        elif self._silent[-1]:
            return
        elif word == b"u" and number:
            self.pieces.append(_character(int(number)))
            self._skip = self._width
        elif word in _MARKS:
            self.pieces.append(_MARKS[word])

    def _take_symbol(self, symbol: bytes) -> None:
        self._silent[-1] = self._silent[-1] or symbol == b"*"
        if not self._silent[-1] and symbol in b"\\{}~":
            self.pieces.append(" " if symbol == b"~" else symbol.decode("ascii"))

    def end_bytes(self) -> None:
        """Decode the bytes gathered so far."""
        if self._bytes:
            self.pieces.append(_decoded(bytes(self._bytes), self._encoding))
            self._bytes.clear()


def _decoded(piece: bytes, encoding: str) -> str:
    """Bytes in the file's code page; an unknown page reads as GB18030."""
    try:
        return piece.decode(encoding, "replace")
    except LookupError:
        return piece.decode("gb18030", "replace")


def _character(code: int) -> str:
    r"""The character of a \\uN, whose number may be negative."""
    code %= 0x10000
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs and rows at their marks."""
    for paragraph in text.split("\r"):
        if "\x07" in paragraph:
            cells = [tidy(cell) for cell in paragraph.strip("\x07").split("\x07")]
            if any(cells):
                yield Block(" | ".join(cells), BlockKind.ROW)
            continue
        for line in paragraph.split("\n"):
            words = tidy(line)
            if words:
                yield Block(words)
