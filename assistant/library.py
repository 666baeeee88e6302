"""The library folder: one current generation, published by an atomic rename.

    CURRENT            the number of the current generation
    generations/0000n  the last two generations
    originals/         files that were uploaded through the page
    hujian.toml        settings (optional)
    corrections.toml   what users corrected (`corrections`); no generation holds it
    groups.toml        which users may see what (`groups`)
    write.lock         held by the one writer

A writer makes generation n + 1 beside the current one from a copy of its texts, then renames
`CURRENT`. Whatever stops it before (Ctrl-C, kill -9, a full disk) leaves generation n as it was;
the next writer removes what is newer than `CURRENT`. Vectors and token lists of unchanged chunks
are taken over, indexes are written anew: at 100,000 chunks that costs seconds, and no index ever
carries deletions.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import LibraryDamaged, LibraryLocked
from assistant.generation import Generation

_PATIENCE = 5.0  # seconds to wait for an edit that takes milliseconds
_KEPT = 2  # generations: the current one and the one that slow readers may still hold


class Library:
    """Finds, opens and publishes generations in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def originals(self) -> Path:
        """Where uploaded files are kept."""
        return self.folder / "originals"

    def current(self) -> int:
        """Number of the current generation; 0 where nothing was published yet.

        Raises:
            LibraryDamaged: If `CURRENT` is not a number.
        """
        try:
            text = (self.folder / "CURRENT").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return 0
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryDamaged(self.folder, "CURRENT") from error
        if not text.isdigit():
            raise LibraryDamaged(self.folder, "CURRENT")
        return int(text)

    def open(self) -> Generation | None:
        """The current generation, or None in a new library.

        Raises:
            LibraryVersion: If another format version wrote it.
            LibraryDamaged: If it is missing or broken.
        """
        number = self.current()
        if not number:
            return None
        folder = self.generation_folder(number)
        if not folder.is_dir():
            raise LibraryDamaged(self.folder, folder.name)
        return Generation(folder, self.folder)

    def generation_folder(self, number: int) -> Path:
        """Where a generation lies or will lie."""
        return self.folder / "generations" / f"{number:06d}"

    @contextlib.contextmanager
    def writing(self) -> Iterator[Path]:
        """Hold the writer's lock; gives an empty folder for the next generation.

        The folder is removed at the end unless `publish` named it.

        Raises:
            LibraryLocked: If another process or thread holds the lock.
            LibraryDamaged: If `CURRENT` is broken.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = FileLock(self.folder / "write.lock").acquire(timeout=0)
        except Timeout as error:
            raise LibraryLocked(self.folder) from error
        with lock:
            self._sweep()
            folder = self.generation_folder(self.current() + 1)
            folder.mkdir(parents=True)
            try:
                yield folder
            finally:
                self._sweep()

    @contextlib.contextmanager
    def editing(self) -> Iterator[None]:
        """Hold the lock of the files that users make, which is free while an index is written.

        Raises:
            LibraryLocked: If another process holds it for more than some seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = FileLock(self.folder / "edit.lock").acquire(timeout=_PATIENCE)
        except Timeout as error:
            raise LibraryLocked(self.folder) from error
        with lock:
            yield

    def publish(self, folder: Path) -> None:
        """Make a finished folder the current generation; all its bytes are on disk before."""
        for path in [*sorted(folder.rglob("*")), folder, folder.parent]:
            _sync(path)
        beside = self.folder / "CURRENT.new"
        beside.write_text(f"{int(folder.name)}\n", encoding="ascii")
        _sync(beside)
        beside.replace(self.folder / "CURRENT")
        _sync(self.folder)

    def _sweep(self) -> None:
        """Remove generations newer than `CURRENT` and older than the last two."""
        current = self.current()
        kept = {f"{n:06d}" for n in range(current - _KEPT + 1, current + 1)}
        for folder in self.folder.glob("generations/*"):
            if folder.name not in kept:
                # Windows refuses while a reader has the files open: the next writer tries again
                shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    """Flush a file or a folder to disk; Windows cannot flush folders and needs not."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
