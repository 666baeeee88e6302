"""How far a numbered line reaches as a heading: the whole line, a run-in phrase, or not at all.

"（一）压实责任。细化方案……" is a run-in heading: the phrase up to the first stop. "一、主要工作" is
a line of its own. "3. 完善多语的字体处理和其他机制，修复……" is neither: an item of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.numbering import Marker, Style

_STOPS = "。！？!?；;"
_COLONS = "：:"
_OPENING = "“‘《「『（(【〔"
_CLOSING = "”’》」』）)】〕"
_LONGEST_LINE = 70  # a heading on a line of its own
_LONGEST_LEAD = {Style.ARABIC: 40, Style.ARABIC_BRACKET: 36, Style.CIRCLED: 30, Style.ORDINAL: 40}
_LONGEST_LEAD_COLON = 22
_SHORTEST_BODY = 6
_LISTS = re.compile(r"如下|包括|主要有|分别(?:是|为)|有[：:]?$|例如|比如|即[：:]?$")
_ADDRESS = re.compile(r"https?://|@|QQ|邮箱|电话|邮编|网址|网站")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line offers as a heading.

    Attributes:
        standalone: The whole line is the heading.
        end: Where the heading ends (without its stop).
        body: Where the text after the heading begins; the end of the line where there is none.
        sentence: A standalone line that ends like a sentence, as list items do.
        usable: Whether it can be a heading at all.
        marked: The format, or bold type, says that it is one.
    """

    standalone: bool
    end: int
    body: int
    sentence: bool = False
    usable: bool = True
    marked: bool = False


_NOTHING = Shape(standalone=False, end=0, body=0, usable=False)


def read_shape(text: str, marker: Marker, *, bold: bool) -> Shape:
    """The shape of a numbered line."""
    limit = _LONGEST_LEAD.get(marker.style, 50)
    stop = _first_stop(text, marker.end, marker.end + limit + 1)
    length = len(text)
    if _ADDRESS.search(text[marker.end : marker.end + 60]):
        return _NOTHING
    if stop is None:
        if length - marker.end > _LONGEST_LINE or length > marker.end + limit + 12:
            return _NOTHING
        return Shape(standalone=True, end=length, body=length, marked=bold)
    rest = length - stop - 1
    if rest == 0:
        colon = text[stop] in _COLONS
        return Shape(standalone=True, end=stop, body=length, sentence=not colon, marked=bold)
    if text[stop] in "；;" or stop - marker.end < 2 or rest < _SHORTEST_BODY:
        return Shape(
            standalone=True, end=length, body=length, sentence=True, usable=length <= _LONGEST_LINE
        )
    if text[stop] in _COLONS:
        lead = text[marker.end : stop]
        if len(lead) > _LONGEST_LEAD_COLON or _LISTS.search(lead):
            return _NOTHING
    body = stop + 1
    while body < length and text[body] in " ”’」』":
        body += 1
    return Shape(standalone=False, end=stop, body=body)


def _first_stop(text: str, start: int, limit: int) -> int | None:
    """The first stop or colon outside brackets and quotation marks, before `limit`."""
    depth = 0
    for i in range(start, min(len(text), limit)):
        char = text[i]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and (char in _STOPS or char in _COLONS):
            if char in ":!?;" and text[i + 1 : i + 2].isalnum() and text[i + 1].isascii():
                continue  # a time or an address
            return i
    return None
