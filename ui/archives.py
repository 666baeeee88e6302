"""Uploaded zip files: unpacked into the upload's folder, file by file, within its limits.

Names written by Chinese Windows carry no UTF-8 mark and are GB18030; Python reads them as
code page 437, which is undone here.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from ui.errors import UploadRefused

_UTF8 = 0x800
_ENCRYPTED = 0x1
_PIECE = 1 << 20
_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Receiver(Protocol):
    """Where unpacked files go; `ui.jobs.JobRunner` is one."""

    def begin_file(self, job_id: str, name: str) -> Path:
        """Where to write a file."""

    def check_size(self, job_id: str, name: str, size: int) -> None:
        """Refuse a file that grows too large."""

    def end_file(self, job_id: str, size: int) -> None:
        """Count a file that arrived whole."""


def unpack(archive: Path, name: str, receiver: Receiver, job_id: str) -> list[UploadRefused]:
    """Unpack a zip file into a job; what was refused, in order.

    Args:
        archive: The zip file on disk.
        name: Its name as uploaded; its stem is the folder of what is in it.
        receiver: Takes the files.
        job_id: The job they belong to.

    Raises:
        UploadRefused: If the archive as a whole cannot be opened.
    """
    refused: list[UploadRefused] = []
    try:
        with zipfile.ZipFile(archive) as opened:
            for info, inner in _members(opened):
                path = f"{PurePosixPath(name).stem}/{inner}"
                try:
                    _unpack_one(opened, info, path, receiver, job_id)
                except UploadRefused as refusal:
                    refused.append(refusal)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UploadRefused(name, "zip") from error
    return refused


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of an archive with their names set right, without the systems' own."""
    for info in archive.infolist():
        name = decoded(info)
        own = name.startswith(_LEFT_OUT) or name.rsplit("/", 1)[-1] in _LEFT_OUT
        if not info.is_dir() and not own:
            yield info, name


def decoded(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was meant."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _unpack_one(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, receiver: Receiver, job_id: str
) -> None:
    """Write one member where the receiver wants it.

    Raises:
        UploadRefused: If it is encrypted, or the receiver refuses it.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UploadRefused(name, "encrypted")
    target = receiver.begin_file(job_id, name)
    try:
        with archive.open(info) as source, target.open("wb") as file:
            size = _copy(source, file, lambda n: receiver.check_size(job_id, name, n))
    except UploadRefused:
        target.unlink(missing_ok=True)
        raise
    receiver.end_file(job_id, size)


def _copy(source: IO[bytes], target: IO[bytes], check: Callable[[int], None]) -> int:
    """Copy by pieces, checking the size as it grows; the size in bytes."""
    size = 0
    while piece := source.read(_PIECE):
        size += len(piece)
        check(size)
        target.write(piece)
    return size
