"""What Word keeps beside the text: outline levels, bold and alignment by style, list numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from assistant.readers.container import attribute, local

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.I)
_OFF = frozenset({"0", "false", "off", "none"})
_HAN = "零一二三四五六七八九"
_HAN_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
     "japaneseCounting", "ideographDigital", "koreanCounting", "japaneseDigitalTenThousand"}
)  # fmt: skip
_FORMAL_FORMATS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional"})
_FORMAL = "零壹贰叁肆伍陆柒捌玖"


def _child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    if element is None:
        return None
    return next((c for c in element if local(c.tag) == name), None)


def _value(element: Element | None, name: str) -> str | None:
    """The `val` of a child."""
    child = _child(element, name)
    return None if child is None else attribute(child, "val")


class Styles:
    """Paragraph and run properties with those of the named styles behind them."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for style in root if root is not None else ():
            identity = attribute(style, "styleId") if local(style.tag) == "style" else None
            if identity:
                self._styles[identity] = style

    def _chain(self, identity: str | None) -> list[Element]:
        """A style and those it is based on."""
        chain: list[Element] = []
        while identity in self._styles and len(chain) < 12:
            style = self._styles[identity or ""]
            chain.append(style)
            identity = _value(style, "basedOn")
        return chain

    def _paragraph_chain(self, properties: Element | None) -> list[Element]:
        return self._chain(_value(properties, "pStyle"))

    def outline_level(self, properties: Element | None) -> int:
        """The heading level from 1, 0 for body text."""
        own = _value(properties, "outlineLvl")
        if own is not None and own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        for style in self._paragraph_chain(properties):
            named = _HEADING_NAME.match(_value(style, "name") or "")
            if named:
                return int(named[1])
            level = _value(_child(style, "pPr"), "outlineLvl")
            if level is not None and level.isdecimal():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def alignment(self, properties: Element | None) -> str:
        """left, center, right, both …; empty where nothing is said."""
        own = _value(properties, "jc")
        if own is not None:
            return own
        for style in self._paragraph_chain(properties):
            value = _value(_child(style, "pPr"), "jc")
            if value is not None:
                return value
        return ""

    def breaks_page(self, properties: Element | None) -> bool:
        """Whether the paragraph starts a new page."""
        mark = _child(properties, "pageBreakBefore")
        return mark is not None and attribute(mark, "val") not in _OFF

    def is_bold(self, run: Element) -> bool:
        """Whether a run is bold by itself or by its character style."""
        properties = _child(run, "rPr")
        mark = _child(properties, "b")
        if mark is not None:
            return attribute(mark, "val") not in _OFF
        for style in self._chain(_value(properties, "rStyle")):
            if _child(_child(style, "rPr"), "b") is not None:
                return True
        return False

    def numbering_of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list a paragraph belongs to and its level from 0."""
        sources = [properties] + [_child(s, "pPr") for s in self._paragraph_chain(properties)]
        for source in sources:
            mark = _child(source, "numPr")
            identity = _value(mark, "numId")
            if identity is not None:
                level = _value(mark, "ilvl") or "0"
                return (identity, int(level)) if identity != "0" and level.isdecimal() else None
        return None


class Numbering:
    """The automatic numbers, counted on as the paragraphs pass by."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._shared: dict[str, str] = {}
        abstract: dict[str, Element] = {}
        for child in root if root is not None else ():
            name = local(child.tag)
            if name == "abstractNum":
                abstract[attribute(child, "abstractNumId") or ""] = child
            elif name == "num":
                key = _value(child, "abstractNumId") or ""
                identity = attribute(child, "numId") or ""
                self._shared[identity] = key
                self._levels[identity] = _levels(abstract.get(key))

    def next_label(self, properties: Element | None, styles: Styles) -> str:
        """The number of the next paragraph as text ("一、"), empty where it has none."""
        place = styles.numbering_of(properties)
        if place is None:
            return ""
        identity, level = place
        levels = self._levels.get(identity, {})
        definition = levels.get(level)
        if definition is None:
            return ""
        counts = self._counts[self._shared[identity]]
        start = _value(definition, "start") or "1"
        first = int(start) if start.isdecimal() else 1
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return _label(definition, levels, counts)


def _levels(abstract: Element | None) -> dict[int, Element]:
    """The level definitions of an abstract list."""
    found = {}
    for child in abstract if abstract is not None else ():
        level = attribute(child, "ilvl") if local(child.tag) == "lvl" else None
        if level is not None and level.isdecimal():
            found[int(level)] = child
    return found


def _label(definition: Element, levels: dict[int, Element], counts: dict[int, int]) -> str:
    """The label by the level's pattern ("%1、", "（%2）"); bullets give nothing."""
    pattern = _value(definition, "lvlText") or ""
    if _value(definition, "numFmt") in (None, "bullet", "none") and "%" not in pattern:
        return ""

    def number(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        kind = _value(levels.get(level), "numFmt") or "decimal"
        return _in_format(counts.get(level, 1), kind)

    return re.sub(r"%([1-9])", number, pattern)


def _in_format(value: int, kind: str) -> str:
    """A number in a Word number format; unknown formats give Arabic digits."""
    if kind in _HAN_FORMATS and 0 < value < 100:
        return _han(value, _HAN, "十")
    if kind in _FORMAL_FORMATS and 0 < value < 100:
        return _han(value, _FORMAL, "拾")
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + value - 1)
    return str(value)


def _han(value: int, digits: str, ten: str) -> str:
    """A number below 100 in Chinese digits.

    Example:
        >>> _han(12, "零一二三四五六七八九", "十")
        '十二'
    """
    tens, ones = divmod(value, 10)
    if not tens:
        return digits[ones]
    head = ("" if tens == 1 and ten == "十" else digits[tens]) + ten
    return head + (digits[ones] if ones else "")
