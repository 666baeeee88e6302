"""Dates as offices write them, and the period that a summary is about.

The year in a title is not always the year of the content: a government work report of 2025
reviews 2024 and plans 2025. So the headings decide where they name years (工作回顾, 工作安排),
then the title's period, then the opening; the signature's date only when nothing else does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.numbering import number_value
from assistant.text import fold

_HAN_DIGITS = "〇○零一二三四五六七八九"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_MONTH = rf"(?:{_NUMBER})月"
_DATES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日?"),
    re.compile(rf"([{_HAN_DIGITS}]{{4}})年({_NUMBER})月({_NUMBER})日"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"),
)
_ROC_DATE = re.compile(r"(?:中华)?民国(\d{1,3})年(\d{1,2})月(\d{1,2})日")
_MASKED_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.年]\d{1,2}[-/.月](?:xx?|×+|\*+)日?")
_INNER_BLANK = re.compile(r"(?<=[一-鿿〇]) (?=[一-鿿〇\d])|(?<=\d) (?=[一-鿿〇])")
_SPACED_DIGITS = re.compile(r"(?<=\b\d) (?=\d\b)")
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?=年|度|[-—~至]|[a-z])|([{_HAN_DIGITS}]{{4}})年")
_REVIEW = re.compile(r"回顾|总结|情况|成效|成果|进展|主要工作$|开展|完成")
_PLAN = re.compile(r"安排|任务|计划|打算|目标|要求|思路|建议|部署|展望|下一步|重点工作|工作重点")
_SPAN = re.compile(
    rf"(?<!\d)((?:19|20)\d\d)年?({_MONTH})?份?(?:至|到|-|—|–|~|与|和|、)((?:19|20)\d\d)年({_MONTH})?"
)
_PART = re.compile(
    rf"((?:19|20)\d\d)(?:年度?)?(上半年|下半年|(?:第?[一二三四1-4]季度)|(?:(?:{_NUMBER})月份?[、和与至到\-—]?){{1,12}})"
)
_COMPARED = re.compile(r"(?:比|较|同|与|自|从|于)(?:19|20)\d\d年?")  # years compared with
_REPORT = re.compile(r"政府工作报告")
_FIVE_YEARS = re.compile(
    r"(?:过去|近|这)?五年.{0,6}(?:工作)?回顾|过去五年(?:的)?(?:政府)?工作|过去一年和五年"
)


@dataclass(frozen=True, slots=True)
class Period:
    """What a document is about: words for a user, and the years of its content."""

    words: str | None
    years: tuple[int, ...]


def find_date(text: str) -> str | None:
    """The first full date in a text as ISO, or None.

    Example:
        >>> find_date("二〇二六年一月二十七日"), find_date("中華民國 113 年 11 月 1 日")
        ('2026-01-27', '2024-11-01')
    """
    flat = _flat(text)
    roc = _ROC_DATE.search(flat)
    if roc:
        return _iso(int(roc[1]) + 1911, int(roc[2]), int(roc[3]))
    for pattern in _DATES:
        for found in pattern.finditer(flat):
            day = _iso(_year_value(found[1]), number_value(found[2]), number_value(found[3]))
            if day:
                return day
    return None


def years_named(text: str) -> tuple[int, ...]:
    """The years that the words of a period name, ascending; those between two of a span too.

    Example:
        >>> years_named("2019年至2021年"), years_named("2024年上半年")
        ((2019, 2020, 2021), (2024,))
    """
    flat = _flat(text)
    spans = [(int(m[1]), int(m[3])) for m in _SPAN.finditer(flat)]
    years = {year for first, last in spans for year in range(first, min(last, first + 10) + 1)}
    years |= {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", flat)}
    return tuple(sorted(years))


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and nothing else worth keeping ("（2021年12月16日）")."""
    flat = _flat(text).strip("()〔〕[]【】 ,。:")
    if len(flat) > 24 or not any(c.isdigit() or c in _HAN_DIGITS for c in flat):
        return False
    flat = re.sub(r"^(?:日期|时间|成文日期|报送日期|发布时间|发布日期)[::]?", "", flat)
    if _MASKED_DAY.fullmatch(flat) or re.fullmatch(
        r"(?:[x×*]+年|\d{4}年)[x×*\d]+月[x×*\d]+日", flat
    ):
        return True
    patterns = (*_DATES, _ROC_DATE)
    return any(pattern.fullmatch(flat) for pattern in patterns) or bool(
        re.fullmatch(rf"(?:19|20)\d\d年(?:{_NUMBER})月|[{_HAN_DIGITS}]{{4}}年(?:{_NUMBER})月", flat)
    )


def find_period(
    title: str, opening: str, headings: Sequence[str], day: str | None, name: str = ""
) -> Period:
    """The period of a document.

    Args:
        title: Its title.
        opening: Its first paragraphs.
        headings: Its level-1 headings.
        day: Its own date as ISO, or None.
        name: The file's name without suffix, used where the title says nothing.
    """
    review, plan = _years_of_headings(headings)
    report = _REPORT.search(_flat(title)) or _REPORT.search(_flat(name))
    titled = _title_period(_flat(title)) or _title_period(_flat(name))
    if titled and not report:
        return Period(titled.words, tuple(sorted({*titled.years, *_following(plan, titled.years)})))
    if review:
        return Period(_words(review), tuple(sorted({*review, *plan})))
    if report:
        year = (titled.years[-1] if titled else 0) or (int(day[:4]) if day else 0)
        if year:
            return _report_period(year, headings, opening)
    named = Counter(_years(_COMPARED.sub("", _flat(opening))))
    if named:
        year = max(named, key=lambda y: named[y])
        if not (day and abs(int(day[:4]) - year) > 1):
            return Period(f"{year}年", (year,))
    if day:
        year = int(day[:4]) - (day[5:7] <= "02")  # a summary signed in January is of last year
        return Period(f"{year}年", (year,))
    return Period(None, ())


def _report_period(year: int, headings: Sequence[str], opening: str) -> Period:
    """A work report of a year reviews the year before (or five) and plans its own."""
    first = year - 1
    if _FIVE_YEARS.search(_flat(" ".join(headings))) or "过去五年" in _flat(opening[:300]):
        first = year - 5
    years = tuple(range(first, year))
    return Period(_words(years), (*years, year))


def _years_of_headings(headings: Iterable[str]) -> tuple[list[int], list[int]]:
    """The years that headings name as reviewed, and as planned."""
    review: list[int] = []
    plan: list[int] = []
    for heading in headings:
        flat = _flat(heading)
        for year in _years(flat):
            if (_PLAN.search(flat) or re.search(r"关于\d{4}年工作$", flat)) and not re.search(
                r"回顾|总结", flat
            ):
                plan.append(year)
            elif _REVIEW.search(flat):
                review.append(year)
    return sorted(set(review)), sorted(set(plan))


def _following(plan: Iterable[int], years: Sequence[int]) -> list[int]:
    """The planned years that are the title's or the one after."""
    return [year for year in plan if years and years[0] <= year <= years[-1] + 1]


def _title_period(flat: str) -> Period | None:
    """The period a title names: a span, a part of a year, a year; None where it names none."""
    span = _SPAN.search(flat)
    if span and int(span[1]) + (not span[2]) <= int(span[3]) <= int(span[1]) + 10:
        first, last = int(span[1]), int(span[3])
        words = f"{first}年{span[2] or ''}至{last}年{span[4] or ''}"
        return Period(words, tuple(range(first, last + 1)))
    part = _PART.search(flat)
    if part:
        rest = re.sub(r"[、和与至到\-—]$", "", part[2])
        return Period(f"{part[1]}年{rest}", (int(part[1]),))
    years = _years(flat)
    if not years:
        return None
    chosen = tuple(sorted({years[0], *(y for y in years[1:] if abs(y - years[0]) == 1)}))
    if re.search(r"计划|打算|安排|要点", flat) and len(chosen) == 2:
        return Period(f"{chosen[0]}年", chosen)
    return Period(_words(chosen), chosen)


def _words(years: Sequence[int]) -> str:
    """A year or a span of years for a user."""
    return f"{years[0]}年" if len(set(years)) == 1 else f"{years[0]}年至{years[-1]}年"


def _years(flat: str) -> list[int]:
    """The years named in a folded text, in order."""
    found = (_year_value(m[1] or m[2]) for m in _YEAR.finditer(flat))
    return [year for year in found if 1900 < year < 2100]


def _year_value(digits: str) -> int:
    """A year in Arabic or Chinese digits."""
    return int(digits) if digits.isdecimal() else number_value(digits.replace("○", "〇"))


def _iso(year: int, month: int, day: int) -> str | None:
    """The date as ISO, or None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _flat(text: str) -> str:
    """Folded text without the blanks that stand inside numbers and dates."""
    flat = fold(text).strip()
    if " " in flat:
        flat = _INNER_BLANK.sub("", _SPACED_DIGITS.sub("", flat))
    return flat
