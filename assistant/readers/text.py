"""Plain text (.txt): decoded, lines joined where the file was wrapped, one block a paragraph.

Text that is Markdown by its content (pandoc output saved as .txt) goes through `markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import Block, RawFile, SourceFile, tidy
from assistant.readers.decoding import Decoded, decode
from assistant.readers.markdown import looks_like_markdown, markdown_source
from assistant.readers.wrapping import Line, columns, join_wrapped, wrap_width

_LITERAL_BLANK = re.compile(r"<U\+(?:00A0|3000|200B|FEFF)>|&nbsp;|&emsp;|&ensp;")
_RULE = re.compile(r"[-=_*—─━~]{5,}")


def read(raw: RawFile) -> SourceFile:
    """The paragraphs of a plain text file.

    Raises:
        UnreadableDocument: If the bytes are no text, or there is nothing but blanks.
    """
    decoded = decode(raw)
    notes = list(_notes(decoded))
    text = decoded.text
    if len(text) > raw.limits.max_characters:
        text = text[: raw.limits.max_characters]
        notes.append(reasons.NOTE_TRUNCATED.format(count=raw.limits.max_characters // 10_000))
    if not text.strip():
        raise UnreadableDocument(raw.path, reasons.BLANK)
    if looks_like_markdown(text):
        return markdown_source(text, "txt", notes)
    lines = list(text_lines(text))
    width = wrap_width(lines)
    if width is not None:
        notes.append(reasons.NOTE_WRAPS)
    blocks = tuple(
        Block(p.text, spaced=p.first.blank_before, gap=p.first.gap, centred=p.first.centred)
        for p in join_wrapped(lines, width)
    )
    return SourceFile("txt", blocks, notes=tuple(notes))


def text_lines(text: str) -> Iterator[Line]:
    """The lines that hold text, with their indentation; rules (-----) separate."""
    blank = gap = False
    if "<U+" in text or "&" in text:
        text = _LITERAL_BLANK.sub(" ", text)
    for raw_line in text.split("\n"):
        clean = tidy(raw_line)
        if not clean:
            blank = True
        elif _RULE.fullmatch(clean):
            blank = gap = True
        else:
            body = raw_line.rstrip()
            indent = columns(body[: len(body) - len(body.lstrip())].expandtabs(4))
            yield Line(clean, indent, blank, gap=gap, centred=indent >= 16)
            blank = gap = False


def _notes(decoded: Decoded) -> Iterator[str]:
    """What is worth saying about the encoding."""
    if decoded.encoding != "utf-8":
        yield reasons.NOTE_ENCODING.format(encoding=decoded.encoding.upper())
    if decoded.faults:
        yield reasons.NOTE_BAD_BYTES.format(count=decoded.faults)
