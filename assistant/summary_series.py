"""Summaries of one series: files of one folder whose names differ in nothing but their period.

Where a summary says nowhere who wrote it (2002年4月份工作总结.txt, signed by nobody), its
neighbours of the same series do: 3月份, 5月份 … all of one organisation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.organisation_names import is_masked
from assistant.text import fold

SERIES = 3  # summaries that name the organisation, at least, and no fewer than those that do not

_PERIOD = re.compile(
    r"(?:19|20)\d\d|\d{1,2}(?=月|季|[-_.年]|$)|第?[一二三四五六七八九十\d]{1,3}(?=月|季度)|[上下]半|半"
    r"|[年月]度?份?|季度?|[与和至到、\s\-—~_.]"
)


class Member(NamedTuple):
    """One document as its series knows it."""

    id: str
    file: str
    organisation: str | None


def organisations_of_series(documents: Iterable[Member]) -> dict[str, str]:
    """The organisation of every document without one whose series has one alone, by its id.

    Documents that share their file with others are no members; masked names are nobody's.
    """
    members = list(documents)
    held = Counter(m.file for m in members)
    series: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for m in members:
        place = PurePosixPath(m.file)
        name = fold(place.stem)
        rest = _PERIOD.sub("", name)
        if held[m.file] == 1 and rest and rest != name:
            series[str(place.parent), rest].append(m)
    found: dict[str, str] = {}
    for alike in series.values():
        named = [m.organisation for m in alike if m.organisation]
        unnamed = [m for m in alike if not m.organisation]
        one = len(set(named)) == 1 and not is_masked(named[0])
        if one and len(named) >= max(SERIES, len(unnamed)):
            found.update((m.id, named[0]) for m in unnamed)
    return found
