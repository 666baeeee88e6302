"""OLE compound files ([MS-CFB]): the streams of .doc and .wps, read within bounds."""

from __future__ import annotations

import struct

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile

_END = 0xFFFFFFFE
_LARGEST_REGULAR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """An open compound file; every way of failing is an `UnreadableDocument`."""

    def __init__(self, raw: RawFile) -> None:
        """Read the header, the allocation table and the directory.

        Raises:
            UnreadableDocument: If the structure is broken.
        """
        self._raw = raw
        self._data = raw.content
        try:
            self._read_header()
        except (struct.error, IndexError, MemoryError, OverflowError) as error:
            raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail="OLE 结构")) from error

    def _read_header(self) -> None:
        data = self._data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in (9, 12) or mini_shift > 12:
            raise struct.error
        self._sector = 1 << sector_shift
        self._mini = 1 << mini_shift
        first_directory = struct.unpack_from("<I", data, 48)[0]
        self._cutoff, first_mini = struct.unpack_from("<II", data, 56)
        self._fat = self._read_fat()
        self._entries = self._read_directory(self._chain(first_directory, self._fat))
        root = next((e for e in self._entries.values() if e[0] == _ROOT), (_ROOT, _END, 0))
        self._mini_fat = _numbers(self._chain(first_mini, self._fat))
        self._mini_data = self._chain(root[1], self._fat)

    def _read_fat(self) -> list[int]:
        """The allocation table, from the header's list and the chain of further lists."""
        data = self._data
        lists = list(struct.unpack_from("<109I", data, 76))
        following, count = struct.unpack_from("<II", data, 68)
        for _ in range(min(count, len(data) // self._sector)):
            if following > _LARGEST_REGULAR:
                break
            numbers = _numbers(self._sector_bytes(following))
            lists.extend(numbers[:-1])
            following = numbers[-1]
        fat: list[int] = []
        for sector in lists:
            if sector <= _LARGEST_REGULAR:
                fat.extend(_numbers(self._sector_bytes(sector)))
        return fat

    def _sector_bytes(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, first: int, table: list[int]) -> bytes:
        """The bytes of a chain of sectors; a loop ends it."""
        pieces = []
        seen = set()
        while first <= _LARGEST_REGULAR and first < len(table) and first not in seen:
            seen.add(first)
            pieces.append(self._sector_bytes(first))
            first = table[first]
        return b"".join(pieces)

    @staticmethod
    def _read_directory(directory: bytes) -> dict[str, tuple[int, int, int]]:
        """Name → (type, first sector, size) of the entries."""
        entries: dict[str, tuple[int, int, int]] = {}
        for start in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, start + 64)
            name = directory[start : start + max(0, min(length, 64) - 2)].decode(
                "utf-16-le", "replace"
            )
            first, size = struct.unpack_from("<II", directory, start + 116)
            if kind in (_STREAM, _ROOT):
                entries.setdefault(name, (kind, first, size))
        return entries

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, or None where there is none of that name."""
        entry = self._entries.get(name)
        if entry is None or entry[0] != _STREAM:
            return None
        _, first, size = entry
        if size >= self._cutoff:
            return self._chain(first, self._fat)[:size]
        pieces = []
        seen = set()
        while first < len(self._mini_fat) and first not in seen:
            seen.add(first)
            pieces.append(self._mini_data[first * self._mini : (first + 1) * self._mini])
            first = self._mini_fat[first]
        return b"".join(pieces)[:size]


def _numbers(data: bytes) -> list[int]:
    """A run of 32-bit numbers."""
    count = len(data) // 4
    return list(struct.unpack_from(f"<{count}I", data))
