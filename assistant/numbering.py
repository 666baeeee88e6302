"""The numbers that official documents put before their headings: 第一部分、壹、一、（一）1.（1）①.

`read_marker` looks at the start of one line only; whether the line is a heading is decided over
the whole document in `headings`. Half and full width brackets, `.`, `．` and `、` are one style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    c: i
    for i, same in enumerate(
        ("零○", "壹", "贰貳两兩", "叁參叄", "肆", "伍", "陆陸", "柒", "捌", "玖")
    )
    for c in same
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}


class Style(IntEnum):
    """Numbering styles in their usual order, outermost first."""

    PART = 1  # 第一部分 第一篇
    CHAPTER = 2  # 第一章
    SECTION = 3  # 第一节
    FORMAL = 4  # 壹、
    HAN = 5  # 一、
    HAN_BRACKET = 6  # （一）
    ORDINAL = 7  # 第一，
    ARABIC = 8  # 1. 1、
    ARABIC_BRACKET = 9  # （1） 1）
    CIRCLED = 10  # ①
    DASH = 11  # ——


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line: its style, value, and where the text after it begins."""

    style: Style
    value: int
    end: int


_HAN = "一二三四五六七八九十百〇零"
_FORMAL = "壹贰貳叁參叄肆伍陆陸柒捌玖拾"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (Style.PART, rf"第 ?([{_HAN}]{{1,4}}|\d{{1,2}}) ?(?:部分|篇|編|编)[ 、：:．.]*"),
        (Style.CHAPTER, rf"第 ?([{_HAN}]{{1,4}}|\d{{1,3}}) ?章[ 、：:．.]*"),
        (
            Style.SECTION,
            rf"第 ?([{_HAN}]{{1,4}}|\d{{1,3}}) ?[节節](?!日|目|约|約|能|点)[ 、：:．.]*",
        ),
        (Style.FORMAL, rf"([{_FORMAL}]{{1,3}}) ?[、．.：:] ?"),
        (Style.HAN, rf"([{_HAN}]{{1,4}}) ?[、．.] ?(?![{_HAN}]、)"),
        (Style.HAN_BRACKET, rf"[（(] ?([{_HAN}]{{1,4}}) ?[）)][ 、．.]*"),
        (Style.ORDINAL, rf"第([{_HAN}]{{1,3}})[，、,：:] ?"),
        (Style.ARABIC, r"(\d{1,3}) ?(?:[．、]|\.(?!\d{1,3}(?:[^\d年]|$))) ?"),
        (Style.ARABIC, r"(\d{1,2})\.(?=\d)"),
        (Style.ARABIC_BRACKET, r"[（(] ?(\d{1,3}) ?[）)][ 、．.]*"),
        (Style.ARABIC_BRACKET, r"(\d{1,2}) ?[）)][ 、．.]*"),
        (Style.CIRCLED, r"([①-⑳])[ 、．.]*"),
        (Style.ARABIC_BRACKET, r"([⑴-⒇])[ 、．.]*"),
        (Style.HAN_BRACKET, r"([㈠-㈩])[ 、．.]*"),
    )
)
_FIRST = re.compile(rf"[第（(①-⒇㈠-㈩\d{_HAN}{_FORMAL}]")
_WEAK_DECIMAL = re.compile(r"\d{1,2}\.\d")


def read_marker(text: str) -> Marker | None:
    """The number that the line starts with, or None.

    Example:
        >>> read_marker("（三）加强领导")
        Marker(style=<Style.HAN_BRACKET: 6>, value=3, end=3)
    """
    if not _FIRST.match(text):
        return None
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            value = number_value(found[1])
            if value and found.end() < len(text):
                return Marker(style, value, found.end())
    return None


def is_weak(text: str) -> bool:
    """Whether the number could as well be a decimal ("8.6个重大专项"): the sequence decides."""
    return bool(_WEAK_DECIMAL.match(text))


def number_value(digits: str) -> int:
    """The value of Chinese, formal, circled or Arabic digits; 0 where there is none.

    Example:
        >>> number_value("二十三"), number_value("２"), number_value("③"), number_value("拾贰")
        (23, 2, 3, 12)
    """
    if digits.isdecimal():
        return int(digits)
    if len(digits) == 1 and not digits.isalpha():
        return _circled(ord(digits))
    total = current = 0
    positional = not any(d in _TENS for d in digits)
    for digit in digits:
        if digit in _TENS:
            total += max(current, 1) * _TENS[digit]
            current = 0
        elif positional:
            current = current * 10 + _DIGITS.get(digit, 0)
        else:
            current = _DIGITS.get(digit, 0)
    return total + current


def _circled(code: int) -> int:
    """The value of ①, ⑴ or ㈠ by its code point."""
    for first, count in ((0x2460, 20), (0x2474, 20), (0x3220, 10)):
        if first <= code < first + count:
            return code - first + 1
    return 0
