"""Groups of documents: which files of the library only some users may see.

A place is a file of the library or a folder of it, by the path that `documents` lists; it may be
in several groups, and a file that is added to a folder later belongs to the folder's groups. Who
is in which group is not known here: a view names groups, and a file is seen when it is in one of
them, or in none (`Ungrouped` can change that). User-made data, kept as `corrections` is: one
TOML file in the library folder, outside the generations, written whole and renamed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import GroupError

FORMAT_VERSION = 1
FILE_NAME = "groups.toml"

_HEAD = (
    "# 互鉴：材料的分组。可以手工修改，保存后立即生效。\n"
    "# 组名 = [文件或文件夹…]，照 hujian documents 所列的路径写；文件夹里以后新增的文件也算。\n"
    '# ungrouped：不在任何组里的材料给谁看，"everyone" 所有人，"administrators" 仅管理员。\n'
)
_KEYS = {"format_version", "ungrouped", "groups"}
_LONGEST = 60  # characters of a group's name
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

BAD_FILE = "{file} 读不出来（{detail}）"
BAD_VERSION = "{file} 的格式版本是 {found}，本程序用 {expected}"
BAD_VALUE = "{file} 里的“{key}”写得不对"
MISSING = (
    "{file} 不见了，而资料库里的材料是分过组的；"
    "请从备份取回这个文件，或请管理员用 hujian group 重新分组"
)
BAD_NAME = "“{name}”不能作组名，请写 1 到 60 个字，不含换行"
BAD_PLACE = "“{place}”不能作路径，请照 hujian documents 所列的写，例如 信访/2021 或 信访/总结.docx"
NO_GROUP = "没有“{name}”这个组"
NOT_IN_GROUP = "“{place}”不在“{name}”组里"


class Ungrouped(StrEnum):
    """Who sees a document that is in no group."""

    EVERYONE = "everyone"
    ADMINISTRATORS = "administrators"  # whoever sees the whole library, and no view


@dataclass(frozen=True)
class Groups:
    """The groups of one library.

    Attributes:
        places: Group → its files and folders, in the form that `place_of` gives, ascending.
        ungrouped: Who sees a file that is in no group.
    """

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ungrouped: Ungrouped = Ungrouped.EVERYONE

    def of(self, file: str) -> frozenset[str]:
        """The groups that a file of the library is in, itself or by a folder above it."""
        if not self.places:
            return frozenset()
        parts = _folded(file).split("/")
        above = ("/".join(parts[:size]) for size in range(1, len(parts) + 1))
        return frozenset().union(*(self._by_place.get(a, frozenset()) for a in above))

    def show(self, file: str, names: frozenset[str]) -> bool:
        """Whether a file is seen by a view of these groups."""
        held = self.of(file)
        return not held.isdisjoint(names) if held else self.ungrouped is Ungrouped.EVERYONE

    def with_places(self, name: str, places: Iterable[str]) -> Groups:
        """These groups with more places in one of them, which may be new.

        Raises:
            GroupError: If the name or a place cannot be.
        """
        name = _name(name)
        held = {*self.places.get(name, ()), *map(place_of, places)}
        return replace(self, places={**self.places, name: tuple(sorted(held))})

    def without_places(self, name: str, places: Iterable[str]) -> Groups:
        """These groups with places taken out of one of them, all where none is named.

        A group without places is gone.

        Raises:
            GroupError: If there is no such group, or a place is not in it.
        """
        name = _name(name)
        if name not in self.places:
            raise GroupError(NO_GROUP.format(name=name))
        gone = {place_of(p) for p in places} or set(self.places[name])
        if strange := sorted(gone - set(self.places[name])):
            raise GroupError(NOT_IN_GROUP.format(place=strange[0], name=name))
        left = tuple(p for p in self.places[name] if p not in gone)
        kept = {n: left if n == name else p for n, p in self.places.items()}
        return replace(self, places={n: p for n, p in kept.items() if p})

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all that is said here; empty where nothing is."""
        if self == Groups():
            return ""
        return hashlib.sha256("\n".join(_lines(self)).encode("utf-8")).hexdigest()[:16]

    @cached_property
    def _by_place(self) -> dict[str, frozenset[str]]:
        """Place → the groups that name it."""
        names: dict[str, set[str]] = {}
        for name, places in self.places.items():
            for place in places:
                names.setdefault(place, set()).add(name)
        return {place: frozenset(found) for place, found in names.items()}


def place_of(text: str) -> str:
    """A path as the groups hold it: composed characters, `/`, no `./` before and no `/` behind.

    Raises:
        GroupError: If it is empty, the whole library, or leads out of it.

    Example:
        >>> place_of("./信访/2021/")
        '信访/2021'
    """
    folded = _folded(text)
    parts = [p for p in folded.split("/") if p and p != "."]
    if not text.strip() or not parts or ".." in parts or _CONTROL.search(text):
        raise GroupError(BAD_PLACE.format(place=text))
    if folded.startswith("/"):
        raise GroupError(BAD_PLACE.format(place=text))
    return "/".join(parts)


def _folded(path: str) -> str:
    """The path so that two ways of writing the same name are equal."""
    return unicodedata.normalize("NFC", path).replace("\\", "/")


def _name(text: str) -> str:
    """A group's name, trimmed.

    Raises:
        GroupError: If it is empty, too long or not one line.
    """
    name = unicodedata.normalize("NFC", text.strip())
    if not name or len(name) > _LONGEST or _CONTROL.search(name):
        raise GroupError(BAD_NAME.format(name=text))
    return name


# ---------------------------------------------------------------- the file


class GroupsFile:
    """The groups of a library folder, read again when the file was changed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int, int], Groups] | None = None

    def read(self) -> Groups:
        """The groups as the file says now; none in a library that has no such file.

        Raises:
            GroupError: If the file is no TOML, of another version, or holds a wrong value.
        """
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return Groups()
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        with self._lock:
            if self._read is None or self._read[0] != seen:
                self._read = seen, _parsed(self._path)
            return self._read[1]

    def read_for(self, generation_digest: str) -> Groups:
        """The same for a generation that was made with groups of that fingerprint.

        Raises:
            GroupError: If the file cannot be used, or is gone though there were groups.
        """
        groups = self.read()
        if generation_digest and not self._path.exists():
            raise GroupError(MISSING.format(file=self._path))
        return groups

    def write(self, groups: Groups) -> None:
        """Replace the file by these groups; what was there stays whole until the rename."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f"{FILE_NAME}.new")
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_HEAD + "\n".join(_lines(groups)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


def _lines(groups: Groups) -> Iterator[str]:
    """The groups as TOML; a JSON string is a TOML string."""
    yield f"format_version = {FORMAT_VERSION}"
    yield f"ungrouped = {_quoted(groups.ungrouped)}"
    yield ""
    yield "[groups]"
    for name in sorted(groups.places):
        yield f"{_quoted(name)} = [{', '.join(map(_quoted, groups.places[name]))}]"


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _parsed(path: Path) -> Groups:
    """The groups of a file.

    Raises:
        GroupError: If it cannot be read or says something that cannot be.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GroupError(BAD_FILE.format(file=path, detail=error)) from error
    found = table.get("format_version")
    if found != FORMAT_VERSION:
        raise GroupError(BAD_VERSION.format(file=path, found=found, expected=FORMAT_VERSION))
    if unknown := table.keys() - _KEYS:
        raise GroupError(BAD_VALUE.format(file=path, key=min(unknown)))
    ungrouped = table.get("ungrouped", Ungrouped.EVERYONE)
    if ungrouped not in list(Ungrouped):
        raise GroupError(BAD_VALUE.format(file=path, key="ungrouped"))
    entries = table.get("groups", {})
    if not isinstance(entries, dict):
        raise GroupError(BAD_VALUE.format(file=path, key="groups"))
    groups = Groups(ungrouped=Ungrouped(ungrouped))
    for name, places in entries.items():
        groups = groups.with_places(name, _texts(path, name, places))
    return groups


def _texts(path: Path, name: str, places: Any) -> list[str]:
    """The places of one group of the file.

    Raises:
        GroupError: If they are no list of texts.
    """
    if not isinstance(places, list) or not all(isinstance(p, str) for p in places):
        raise GroupError(BAD_VALUE.format(file=path, key=name))
    return places
