"""Numbers in sentences: whether and where a sentence holds a figure with a measure word.

A figure is a number in digits or Chinese numerals with a measure word behind it (40套, 1000余人次,
两批). Masked numbers (XX次, X人) are figures whose value is unknown. Years, dates, document numbers
and list numbers are not figures.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.text import Searched, fold

_VALUE = r"\d[\d,]*(?:\.\d+)?\s*(?:万|亿|千|百)*"
_NUMERAL = (
    r"[一二两三四五六七八九十][一二三四五六七八九十百千万零]*+"  # 十七 is never 十 and a measure
)
_MASK = r"(?<![\da-z])(?:[x×]{1,4}|\*{1,4})(?![\da-z])"
_MASKS = frozenset("x×*")
_MORE = r"\s*(?:余|多|来|几)?(?:万|亿)?\s*"
_DIGIT_FIGURE = re.compile(rf"(?P<value>{_VALUE}){_MORE}(?P<measure>[\u4e00-\u9fff%‰℃]{{1,4}})")
# 十四五, 一二三: a name, no number
_SERIES = re.compile(r"[一二三四五六七八九][一二三四五六七八九]")
_ITEM_MARK = re.compile(r"^(?:是|要|方面|来|则)")  # 一是…二是…, 一方面
_NOT_FIGURE = re.compile(
    r"^(?:年(?!度|人|内|来|多)|月|日|号(?!线)|时|点(?!位)|分(?=钟|$)|届|条?之)"
)
_CHINESE_FIGURE = re.compile(
    rf"(?<![第一二两三四五六七八九十百千万\d.])(?P<value>{_NUMERAL}){_MORE}(?P<measure>[\u4e00-\u9fff]{{1,4}})"
)
_MASKED_FIGURE = re.compile(
    rf"(?P<value>{_MASK})\s*(?:余|多)?\s*(?P<measure>[\u4e00-\u9fff]{{1,4}})"
)


_COUNTED = re.compile(r"[\u4e00-\u9fff]{1,10}")
_PER_CENT = re.compile(
    rf"百分之(?P<value>{_NUMERAL}|\d+(?:\.\d+)?)(?:点[一二三四五六七八九零〇]+)?"
)
# whom or what a number counts at the end of its phrase, where a word for people was asked for
_PEOPLE = re.compile(
    r"(?:人|者|员|户|家庭|群众|学生|儿童|老人|师|干部|职工|居民|村民|患者|对象)(?:提供|开展|进行|送|发放|办理|参加|受益|得到|$)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands: span in the text, value as written, what follows it.

    `value` is the number, None for a masked one; 万 and 亿 are multiplied out. `counted` is what
    stands behind the number, whose last word may be what is counted (358万 | 居家老年人).
    """

    start: int
    end: int
    written: str
    measure: str
    value: float | None
    counted: str = ""


def find_figures(text: str) -> list[Figure]:
    """All figures of a text in order; masked ones have no value."""
    return figures_in(fold(text))


def figures_in(folded: str) -> list[Figure]:
    """The same of a folded text."""
    found = [*_matches(_DIGIT_FIGURE, folded), *_matches(_CHINESE_FIGURE, folded)]
    if _MASKS & set(folded):
        found += _matches(_MASKED_FIGURE, folded)
    if "百分之" in folded:
        found += _per_cent(folded)
    return sorted(found, key=lambda f: (f.start, -f.end))


def _matches(pattern: re.Pattern[str], folded: str) -> Iterator[Figure]:
    for m in pattern.finditer(folded):
        if pattern is _DIGIT_FIGURE and _NOT_FIGURE.match(m["measure"]):
            continue
        if pattern is _CHINESE_FIGURE and (
            _ITEM_MARK.match(m["measure"]) or _SERIES.search(m["value"])
        ):
            continue
        counted = _COUNTED.match(folded, m.start("measure"))
        yield Figure(
            m.start(),
            m.end("measure"),
            m[0],
            m["measure"],
            _value(m["value"]),
            counted[0] if counted else "",
        )


def _per_cent(folded: str) -> Iterator[Figure]:
    """百分之十七 and 17个百分点, whose measure stands before or is a word of several characters."""
    for m in _PER_CENT.finditer(folded):
        yield Figure(m.start(), m.end(), m[0], "%", _value(m["value"]))


_UNITS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def _value(written: str) -> float | None:
    """The number that a written value means; None for a masked one.

    Example:
        >>> _value("1,200"), _value("3万"), _value("十二"), _value("xx")
        (1200.0, 30000.0, 12.0, None)
    """
    plain = written.replace(",", "").replace(" ", "")
    if re.search(r"[x×*]", plain):
        return None
    digits = re.match(r"\d+(?:\.\d+)?", plain)
    if digits:
        value = float(digits[0])
        for unit in plain[digits.end() :]:
            value *= _UNITS[unit]
        return value
    return chinese_value(plain)


def chinese_value(written: str) -> float:
    """A number in Chinese numerals up to 千万.

    Example:
        >>> chinese_value("二百十七"), chinese_value("十四")
        (217.0, 14.0)
    """
    total, section, digit = 0.0, 0.0, 0.0
    for c in written:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "万":
            total, section, digit = (total + section + digit) * 1e4, 0.0, 0.0
        else:
            section += (digit or 1) * (10 if c == "十" else _UNITS[c])
            digit = 0.0
    return total + section + digit


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Measure word → those that answer the same question, itself first."""
    text = (resources.files("assistant.lexicon") / "measures.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return {word: (word, *(o for o in group if o != word)) for word, group in table.items()}


@cache
def measure_words() -> frozenset[str]:
    """Every measure word known, those that only other measures name included."""
    return frozenset(word for words in _groups().values() for word in words)


@lru_cache(1024)
def measure_length(measure: str) -> int:
    """Characters of the longest measure word that what follows a number begins with; 0 for none."""
    return max((len(m) for m in measure_words() if measure.startswith(m)), default=0)


# behind a mask: the rest of somebody's name (XX局党组), not what is counted
_OF_A_NAME = re.compile(r"[局镇乡市县区省委办厅院校村街部]")


def answers_measure(figure: Figure, measures: Sequence[str]) -> bool:
    """Whether a figure counts what was asked for; any measure does where none was asked for."""
    if not measures:
        known = bool(measure_length(figure.measure)) or figure.measure.startswith("%")  # 百分之十七
        masked = figure.value is None and not _OF_A_NAME.match(figure.measure)
        return known or figure.written[:1].isdigit() or masked
    accepted = _accepted(measures)
    if any(figure.measure.startswith(w) for w in accepted):
        return True
    return "人" in accepted and bool(_PEOPLE.search(figure.counted))


def may_answer(folded: Searched, measures: Sequence[str]) -> NDArray[np.bool_]:
    """(texts,), bool: which texts may hold a figure that counts what was asked for.

    The others hold none: they have none of the measure words, so that nobody need look closer.
    """
    accepted = _accepted(measures)
    if not accepted or "人" in accepted:
        return np.ones(len(folded), bool)
    return folded.holding([*accepted, *(["百分之"] if "%" in accepted else [])])


def _accepted(measures: Sequence[str]) -> list[str]:
    """The measure words that answer a question for some."""
    groups = _groups()
    return [w for m in measures for w in groups.get(m, (m,))]
