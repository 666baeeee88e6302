"""What users corrected: a document's organisation, title, period and date, a section's role.

User-made data: one TOML file in the library folder, outside the generations, that a person can
read and edit. It is keyed by the file's name in the library and the document's place in the
file, so it outlives re-indexing, changed bytes and the removal of the file; every generation is
made with what it says. Written whole, beside the old one, and renamed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import CorrectionError
from assistant.records import Role

FORMAT_VERSION = 1
FILE_NAME = "corrections.toml"

_HEAD = (
    "# 互鉴：人工更正。可以手工修改；改后运行 hujian index 生效。\n"
    "# ordinal 是文件里的第几份材料，从 1 数；没有写出的项目照读入的结果。\n"
)
_KEYS = {"file", "ordinal", "organisation", "title", "period", "years", "date", "roles"}
_VALUES = ("organisation", "title", "period", "years", "date")
_LONGEST = 200  # characters of a name or a title
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_YEARS = range(1900, 2101)

BAD_FILE = "{file} 读不出来（{detail}）"
BAD_VERSION = "{file} 的格式版本是 {found}，本程序用 {expected}"
BAD_VALUE = "“{field}”的值不对：{value}"
NOTHING = "没有写要更正什么"
NOT_HELD = "这一项没有更正过，不用撤销"
FIELDS = {
    "file": "文件",
    "ordinal": "序号",
    "organisation": "单位",
    "title": "标题",
    "period": "时期",
    "years": "年份",
    "date": "日期（要写成 2025-01-20 的样子）",
    "section": "章节标题",
    "role": "章节类别",
}


class Place(NamedTuple):
    """Which document: the file's name in the library and its place in the file, from 0."""

    file: str
    ordinal: int


class Item(NamedTuple):
    """One value of a correction: a field, or `role` with the heading path of its section."""

    field: str
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a user says of one document; None, or nothing, leaves what was read.

    `roles` pairs a heading path with the role of its section and of all sections below it.
    """

    organisation: str | None = None
    title: str | None = None
    period: str | None = None
    years: tuple[int, ...] = ()
    date: str | None = None
    roles: tuple[tuple[tuple[str, ...], Role], ...] = ()

    def then(self, later: Correction) -> Correction:
        """This correction with a later one over it."""
        said = {
            name: value for name in _VALUES if (value := getattr(later, name)) not in (None, ())
        }
        if later.years and later.period is None:
            said["period"] = None  # the words of an earlier period name other years
        if later.period is not None and not later.years:
            said["years"] = ()
        return replace(self, **said, roles=tuple({**dict(self.roles), **dict(later.roles)}.items()))

    def without(self, item: Item) -> Correction:
        """This correction less one value.

        Raises:
            CorrectionError: If it does not hold that value.
        """
        left = replace(self, roles=tuple(r for r in self.roles if r[0] != item.section))
        if item.field in _VALUES:
            nothing: dict[str, Any] = {item.field: () if item.field == "years" else None}
            left = replace(left, **nothing)
        if left == self:
            raise CorrectionError(NOT_HELD)
        return left

    def role_of(self, path: Sequence[str]) -> Role | None:
        """The role given to a section or to the nearest heading above it, or None."""
        given = dict(self.roles)
        paths = (tuple(path[:size]) for size in range(len(path), 0, -1))
        return next((given[p] for p in paths if p in given), None)


Corrections = Mapping[Place, Correction]


def read_corrections(folder: Path) -> dict[Place, Correction]:
    """All corrections of a library; empty where nobody made one.

    Raises:
        CorrectionError: If the file is no TOML, of another version, or holds a wrong value.
    """
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorrectionError(BAD_FILE.format(file=path, detail=error)) from error
    found = table.get("format_version")
    if found != FORMAT_VERSION:
        raise CorrectionError(BAD_VERSION.format(file=path, found=found, expected=FORMAT_VERSION))
    return dict(_entry(values) for values in table.get("correction", ()))


def write_corrections(folder: Path, corrections: Corrections) -> None:
    """Replace the file by these corrections; what was there stays whole until the rename."""
    text = (
        _HEAD
        + f"format_version = {FORMAT_VERSION}\n"
        + "".join(
            "\n" + "\n".join(_lines(place, corrections[place])) + "\n"
            for place in sorted(corrections)
        )
    )
    beside = folder / f"{FILE_NAME}.new"
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / FILE_NAME)


def digest(corrections: Corrections) -> str:
    """A fingerprint of all corrections: a generation names the one it was made with."""
    lines = (line for place in sorted(corrections) for line in _lines(place, corrections[place]))
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16]


def checked(correction: Correction) -> Correction:
    """The correction with its texts trimmed.

    Raises:
        CorrectionError: If it says nothing or a value cannot be.
    """
    if correction == Correction():
        raise CorrectionError(NOTHING)
    texts: dict[str, Any] = {
        name: _text(name, value)
        for name in ("organisation", "title", "period")
        if (value := getattr(correction, name)) is not None
    }
    if wrong := [year for year in correction.years if year not in _YEARS]:
        raise _wrong("years", wrong[0])
    if correction.date is not None:
        _check_day(correction.date)
    return replace(correction, **texts, years=tuple(sorted(set(correction.years))))


def _text(field: str, value: object) -> str:
    """A name, a title or a period that can be shown in one line."""
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise _wrong(field, value)
    if _CONTROL.search(value):
        raise _wrong(field, repr(value))
    return value.strip()


def _check_day(value: object) -> None:
    """Accept an ISO date.

    Raises:
        CorrectionError: If it is none.
    """
    try:
        if not isinstance(value, str) or date.fromisoformat(value).isoformat() != value:
            raise _wrong("date", value)
    except ValueError as error:
        raise _wrong("date", value) from error


def _wrong(field: str, value: object) -> CorrectionError:
    return CorrectionError(BAD_VALUE.format(field=FIELDS.get(field, field), value=value))


# ---------------------------------------------------------------- the file


def _lines(place: Place, correction: Correction) -> Iterator[str]:
    """One correction as TOML; a JSON string is a TOML string."""
    yield "[[correction]]"
    yield f"file = {_quoted(place.file)}"
    yield f"ordinal = {place.ordinal + 1}"
    for name in ("organisation", "title", "period", "date"):
        if (value := getattr(correction, name)) is not None:
            yield f"{name} = {_quoted(value)}"
    if correction.years:
        yield f"years = {list(correction.years)}"
    for path, role in correction.roles:
        yield "[[correction.roles]]"
        yield f"section = [{', '.join(map(_quoted, path))}]"
        yield f"role = {_quoted(role.value)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entry(values: Any) -> tuple[Place, Correction]:
    """One correction of the file, checked.

    Raises:
        CorrectionError: If a key is unknown or a value wrong.
    """
    if not isinstance(values, dict):
        raise _wrong("correction", values)
    if unknown := values.keys() - _KEYS:
        raise _wrong(min(unknown), values[min(unknown)])
    file, ordinal = values.get("file"), values.get("ordinal", 1)
    if not isinstance(file, str) or not file:
        raise _wrong("file", file)
    if not isinstance(ordinal, int) or ordinal < 1:
        raise _wrong("ordinal", ordinal)
    years = values.get("years", [])
    if not isinstance(years, list) or not all(isinstance(year, int) for year in years):
        raise _wrong("years", years)
    correction = Correction(
        values.get("organisation"), values.get("title"), values.get("period"), tuple(years),
        values.get("date"), tuple(_role(entry) for entry in values.get("roles", ())),
    )  # fmt: skip
    return Place(file, ordinal - 1), checked(correction)


def _role(entry: Any) -> tuple[tuple[str, ...], Role]:
    """A heading path and its role.

    Raises:
        CorrectionError: If either is missing or unknown.
    """
    path = entry.get("section") if isinstance(entry, dict) else None
    if not isinstance(path, list) or not path or not all(isinstance(p, str) for p in path):
        raise _wrong("section", path)
    if entry.get("role") not in set(Role):
        raise _wrong("role", entry.get("role"))
    return tuple(path), Role(entry["role"])
