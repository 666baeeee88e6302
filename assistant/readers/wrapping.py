"""Hard-wrapped lines joined into paragraphs, for formats that know only lines (.txt, PDF, OFD).

Two things are repaired. A file wrapped at a fixed width is recognised by its many lines that end
just at that width: a full line goes on in the next one unless that one starts a paragraph. And
in any file a stray break inside a sentence (before a comma, after an opening quote, around a
link that stood on its own line) is closed. Numbers, list items and headings start a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.numbering import Style, read_marker
from assistant.readers.blocks import join_lines

_CLOSING = "，。、；：！？）」』”’》〉】,;:!?)%％‰"
_OPENING = "（「『“‘《〈【(、，"
_SENTENCE_END = "。！？!?…”」』"
_LIST_START = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)|[-—•●■◆★·*○※☆]{1,2}\s?|注[：:]|附[：:]|[【\[]"
)
_ADDRESS = re.compile(r"https?://\S+$|^https?://")
_WIDE = re.compile("[\u00b7\u2014-\u2027\u2460-\uffdc\U00020000-\U0003ffff]")
_GLUED = re.compile(r"[。！？”]\s*[一二三四五六七八九十]{1,3}、[^。！？；，：]{2,30}$")
_UNFINISHED = 40  # a paragraph of this length without a stop at its end was cut
_FRAGMENT = 24  # a link's text that stood on a line of its own is not longer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: trimmed text, width of its indentation in half-width columns."""

    text: str
    indent: int = 0
    blank_before: bool = False
    page: int | None = None
    full: bool | None = None  # geometry knows whether the line reaches the right margin
    starts: bool | None = None  # geometry knows whether the line is indented
    row: bool = False
    bold: bool = False
    centred: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines; `first` carries what is known of the first line."""

    text: str
    first: Line


def columns(text: str) -> int:
    """Width of a text in half-width columns: a Han character counts two."""
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width the lines are wrapped at, or None where every line is a paragraph.

    Wrapped means: many lines end within one character of a common width, and few go beyond.
    """
    widths = [columns(line.text) + line.indent for line in lines if line.text]
    long = [w for w in widths if w >= 40]
    if len(long) < 8:
        return None
    counts = Counter(long)
    edge = max(counts, key=lambda w: sum(counts[w + d] for d in (-3, -2, -1, 0)))
    near = sum(n for w, n in counts.items() if edge - 6 <= w <= edge + 2)
    beyond = sum(n for w, n in counts.items() if w > edge + 2)
    if edge <= 130 and near >= 0.5 * len(long) and beyond <= 0.08 * len(long):
        return edge
    return None


def join_wrapped(lines: Sequence[Line], width: int | None) -> list[Paragraph]:
    """The paragraphs of the lines.

    Args:
        lines: Without empty ones.
        width: What `wrap_width` gave, or None.
    """
    paragraphs: list[Paragraph] = []
    parts: list[str] = []
    length = 0
    for i, line in enumerate(lines):
        if parts and not _goes_on(lines, i, width, length):
            paragraphs.append(Paragraph(_joined(parts), lines[i - len(parts)]))
            parts, length = [], 0
        parts.append(line.text)
        length += len(line.text)
    if parts:
        paragraphs.append(Paragraph(_joined(parts), lines[len(lines) - len(parts)]))
    return paragraphs


def _joined(parts: list[str]) -> str:
    """The lines of one paragraph as one."""
    if len(parts) == 1:
        return parts[0]
    pieces = [parts[0]]
    for part in parts[1:]:
        glued = join_lines(pieces[-1][-1:], part)
        pieces.append(glued[1:] if pieces[-1] else glued)
    return "".join(pieces)


def _goes_on(lines: Sequence[Line], i: int, width: int | None, length: int) -> bool:
    """Whether line i continues the paragraph before it, which has `length` characters so far."""
    before, line = lines[i - 1], lines[i]
    if line.row or before.row:
        return False
    if line.text[0] in _CLOSING and not line.text.startswith(("……", "——")):
        return True
    if line.blank_before or _ADDRESS.search(line.text) or _starts_paragraph(line):
        return False
    if line.full is not None or before.full is not None:
        return bool(before.full) and not line.starts and not _own_line(before)
    if line.indent >= 2 and line.indent > before.indent:
        return False
    if width is not None:
        full = columns(before.text) + before.indent >= width - 6
        ended = (
            before.text[-1] in _SENTENCE_END and columns(before.text) + before.indent < width - 1
        )
        return full and not ended
    return _broken_inside(lines, i, length)


def _own_line(before: Line) -> bool:
    """Whether the line before is complete by itself although it reaches the margin."""
    return before.centred and before.text[-1] not in _OPENING


def _starts_paragraph(line: Line) -> bool:
    """Whether the line starts with a number or list sign that opens a paragraph."""
    if _LIST_START.match(line.text):
        return True
    marker = read_marker(line.text)
    if marker is None:
        return False
    if marker.style in (Style.ARABIC, Style.ARABIC_BRACKET):
        return marker.end < len(line.text) and not line.text[marker.end].isdigit()
    return True


def _broken_inside(lines: Sequence[Line], i: int, length: int) -> bool:
    """Whether a sentence was cut between line i - 1 and line i of a file that is not wrapped."""
    before, line = lines[i - 1], lines[i]
    if line.indent >= 2:
        return False
    last = before.text[-1]
    if last in _OPENING and len(before.text) > 1:
        return True
    if last in _SENTENCE_END or last in "：:；;":
        return False
    following = lines[i + 1].text[0] if i + 1 < len(lines) else ""
    if len(line.text) <= _FRAGMENT and following and following in _CLOSING:
        return True  # "…所作的 / 政府工作报告 / 。"
    if _GLUED.search(before.text, max(0, len(before.text) - 40)):
        return False  # "……步伐坚实。 一、综 合": the heading of what follows
    if length >= _UNFINISHED and read_marker(before.text) is None:
        return _is_word(last) and _is_word(line.text[0])  # a long paragraph without its stop
    return len(line.text) <= 3 and line.text.isdecimal() and length > _UNFINISHED


def _is_word(char: str) -> bool:
    """Whether a character belongs to a Chinese sentence and not to an address or a table."""
    return "一" <= char <= "鿿" or char in "《“「0123456789"
