"""Archives (.zip): every file inside read in memory, its documents put into one report.

Nothing is written to disk, so names with `..` do no harm; archives in archives are not opened.
What could not be read inside is said in the notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile
from assistant.readers.container import Container
from assistant.readers.formats import SUFFIXES, Format, sniff
from assistant.records import Document, FileReport, RemovedLine

_UTF8_NAME = 0x800  # the flag that says a member's name is UTF-8
_MOST_FILES = 2_000


def read_archive(raw: RawFile, read: Callable[[RawFile, Format], FileReport]) -> FileReport:
    """The documents of all files in an archive, as one report.

    Args:
        raw: The archive.
        read: Reads one file of a known format; raises `UnreadableDocument`.

    Raises:
        UnreadableDocument: If the archive is broken, or no file in it could be read.
    """
    container = Container(raw)
    documents: list[Document] = []
    removed: list[RemovedLine] = []
    notes: list[str] = []
    failures = 0
    for member, name in _members(container)[:_MOST_FILES]:
        inner = RawFile(Path(name), f"{raw.name}/{name}", b"", raw.limits)
        try:
            report = _read_member(container, member, inner, read)
        except UnreadableDocument as error:
            failures += 1
            notes.append(f"{name}：{error.reason}")
            continue
        removed.extend(report.removed)
        notes.extend(f"{name}：{note}" for note in report.notes)
        for document in report.documents:
            documents.append(replace(document, file=raw.name, ordinal=len(documents)))
    if not documents:
        detail = notes[0] if notes else reasons.ARCHIVE_EMPTY
        raise UnreadableDocument(raw.path, reasons.ARCHIVE_NOTHING.format(detail=detail))
    if failures:
        notes.insert(0, reasons.NOTE_ARCHIVE.format(count=failures))
    return FileReport(
        raw.name, readable=True, reason=None, format=str(Format.ZIP), documents=tuple(documents),
        removed=tuple(removed), notes=tuple(notes),
    )  # fmt: skip


def _read_member(
    container: Container, member: str, inner: RawFile, read: Callable[[RawFile, Format], FileReport]
) -> FileReport:
    """The report of one file in an archive.

    Raises:
        UnreadableDocument: If it is empty, an archive itself, or cannot be read.
    """
    if inner.path.name.startswith(("~$", ".~", ".")):
        lock = inner.path.name[1:2] in ("$", "~")
        raise UnreadableDocument(inner.path, reasons.LOCK_FILE if lock else reasons.HIDDEN_FILE)
    content = container.read(member)
    if not content:
        raise UnreadableDocument(inner.path, reasons.EMPTY)
    found = sniff(content, inner.path.suffix.lower())
    if found is Format.ZIP:
        raise UnreadableDocument(inner.path, reasons.NESTED_ARCHIVE)
    report = read(replace(inner, content=content), found)
    if not report.readable:
        raise UnreadableDocument(inner.path, report.reason or reasons.BLANK)
    return report


def _members(container: Container) -> list[tuple[str, str]]:
    """Member and readable name of every file worth trying, in the order of the names."""
    found = []
    for member, entry in container.members.items():
        name = member if entry.flag_bits & _UTF8_NAME else _chinese(member)
        place = PurePosixPath(name.replace("\\", "/"))
        if place.suffix.lower() in SUFFIXES and "__MACOSX" not in place.parts:
            found.append((member, str(place)))
    return sorted(found, key=lambda pair: pair[1])


def _chinese(name: str) -> str:
    """A name without the UTF-8 flag as Chinese Windows wrote it (zipfile took it for cp437)."""
    try:
        raw = name.encode("cp437")
        return raw.decode("utf-8") if _is_utf8(raw) else raw.decode("gb18030")
    except UnicodeError:
        return name


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
