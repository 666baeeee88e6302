"""Keeping a library in order: corrections, removals and their return, the health report.

`UpkeepMethods` is the part of `service.Assistant` that does all this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.corrections import Correction, Item, Place, read_corrections
from assistant.errors import UnknownDocument
from assistant.generation import FORMAT_VERSION
from assistant.health import FileHealth
from assistant.keeping import RemovedFile
from assistant.records import IndexReport, Progress, RemovedLine

if TYPE_CHECKING:
    from assistant.indexing import Indexer
    from assistant.opened import Opened


@dataclass(frozen=True, slots=True)
class Storage:
    """How much room a library takes, and what its current generation was made with.

    `size` counts the bytes of the whole folder, `current` those of the current generation;
    `created` is ISO in UTC, empty in a new library.
    """

    path: str
    size: int
    current: int
    generation: int
    created: str
    format_version: int
    encoder: str
    encoder_revision: str
    tokenizer: str


class UpkeepMethods:
    """What `service.Assistant` offers of all this."""

    settings: Settings

    @property
    def _indexer(self) -> Indexer:
        raise NotImplementedError

    def _current(self) -> Opened | None:
        raise NotImplementedError

    # ------------------------------------------------------------ corrections

    def correct(self, document_id: str, correction: Correction) -> IndexReport:
        """Set what a user knows better of a document; it holds at once and for later readings.

        What the correction leaves out stays as read, or as corrected before.

        Raises:
            UnknownDocument: If there is no such document.
            CorrectionError: If a value cannot be, or the file of corrections is broken.
            LibraryLocked: If another process is writing.
        """
        return self._indexer.correct(self.place_of(document_id), correction, silent)

    def take_back(self, document_id: str, item: Item) -> IndexReport:
        """Take back one corrected value of a document; what was read holds again.

        Raises:
            UnknownDocument: If there is no such document.
            CorrectionError: If that value was not corrected, or the file of them is broken.
            LibraryLocked: If another process is writing.
        """
        return self._indexer.take_back(self.place_of(document_id), item, silent)

    def reset(self, place: Place) -> IndexReport:
        """Take back every correction of a document, which need not be there any more.

        Raises:
            UnknownDocument: If nothing was corrected there.
            CorrectionError: If the file of corrections is broken.
            LibraryLocked: If another process is writing.
        """
        return self._indexer.reset(place, silent)

    def corrections(self) -> dict[Place, Correction]:
        """All that users corrected, by document.

        Raises:
            CorrectionError: If the file of corrections is broken.
        """
        return read_corrections(self.settings.library)

    def place_of(self, document_id: str) -> Place:
        """Which document of which file an id means.

        Raises:
            UnknownDocument: If there is none.
        """
        reading = self._current()
        place = reading.generation.store.place_of(document_id) if reading else None
        if place is None:
            raise UnknownDocument(self.settings.library, document_id)
        return place

    # ------------------------------------------------------------ removing and bringing back

    def remove(self, names: Sequence[str]) -> IndexReport:
        """Take files (path as listed by `documents`) out of the library and every index.

        For `keeping.KEPT_DAYS` days `restore` brings them back without their originals.

        Raises:
            UnknownDocument: If a name is not in the library; nothing is removed then.
            LibraryLocked: If another process is writing.
        """
        return self._indexer.remove(names, silent)

    def restore(self, names: Sequence[str]) -> IndexReport:
        """Bring removed files back as they were, with what was corrected since.

        Raises:
            NotRemoved: If a removal cannot be taken back; nothing is brought back then.
            LibraryLocked: If another process is writing.
        """
        return self._indexer.restore(names, silent)

    def empty_trash(self) -> IndexReport:
        """Forget all removed files for good.

        Raises:
            LibraryLocked: If another process is writing.
        """
        return self._indexer.empty_trash(silent)

    def trash(self) -> list[RemovedFile]:
        """The removed files that can be brought back, the last removed first."""
        reading = self._current()
        return reading.generation.store.trash() if reading else []

    # ------------------------------------------------------------ how the library is

    def health(self) -> tuple[FileHealth, ...]:
        """Every file with what was found, mended, lost or odd, by name."""
        reading = self._current()
        return reading.health if reading else ()

    def file_health(self, name: str) -> FileHealth:
        """One file of the health report.

        Raises:
            UnknownDocument: If the library has no such file.
        """
        for file in self.health():
            if file.file == name:
                return file
        raise UnknownDocument(self.settings.library, name)

    def removed_lines(self, name: str) -> tuple[RemovedLine, ...] | None:
        """What cleaning took out of a file; None where the library did not record it."""
        reading = self._current()
        return reading.generation.store.removed_lines(name) if reading else None

    def storage(self) -> Storage:
        """How much room the library takes, and what it was made with."""
        reading = self._current()
        generation = reading.generation if reading else None
        manifest = generation.manifest if generation else None
        folder = self.settings.library
        return Storage(
            path=str(folder),
            size=_size(folder),
            current=_size(generation.folder) if generation else 0,
            generation=generation.number if generation else 0,
            created=manifest.created if manifest else "",
            format_version=manifest.format_version if manifest else FORMAT_VERSION,
            encoder=manifest.encoder if manifest else "",
            encoder_revision=manifest.encoder_revision if manifest else "",
            tokenizer=manifest.tokenizer if manifest else "",
        )


def silent(_: Progress) -> None:
    """Progress that nobody watches."""


def _size(folder: Path) -> int:
    """Bytes of all files in a folder; one that goes away meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
