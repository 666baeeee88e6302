"""Who sees what: an assistant to whom the documents of other groups do not exist.

A view opens the current generation of the whole assistant as `SeenGeneration` and lets everything
else work on that: names, examples, answers, likenesses, matrices. Nothing that answers knows of
groups. Where no document is hidden from a view, it works on the whole generation itself.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.corrections import Correction, Place
from assistant.errors import NotInView
from assistant.generation import Generation
from assistant.group_methods import GroupChange
from assistant.groups import Groups, Ungrouped
from assistant.library import Library
from assistant.opened import Opened
from assistant.records import IndexReport, Request
from assistant.seen_generation import SeenGeneration
from assistant.service import Assistant, OnProgress
from assistant.upkeep import Storage
from assistant.why_records import Explained, PlaceWhy

if TYPE_CHECKING:
    from assistant.indexing import Indexer

_VIEWS = 8  # sets of groups whose views are kept open


class SeenOpened(Opened):
    """A seen generation with everything that answers from it; token vectors are shared."""

    def __init__(self, whole: Opened, seen: SeenGeneration) -> None:
        super().__init__(seen, whole.retriever.models)
        self.retriever.token_index = whole.retriever.token_index.part(seen.whole_rows)


class Views:
    """The views of a library that were asked for last, each opened once."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str, frozenset[str]], Opened] = {}
        self._lock = threading.Lock()

    def of(self, whole: Opened, groups: Groups, names: frozenset[str]) -> Opened:
        """What a view of these groups sees of an opened generation."""
        state = whole.generation.number, groups.digest
        key = (*state, names.intersection(groups.places))
        with self._lock:
            self._held = {k: v for k, v in self._held.items() if k[:2] == state}
            found = self._held.pop(key, None) or _opened(whole, groups, key[2])
            self._held[key] = found
            if len(self._held) > _VIEWS:
                del self._held[next(iter(self._held))]
            return found


def _opened(whole: Opened, groups: Groups, names: frozenset[str]) -> Opened:
    """A view of an opened generation; the generation itself where nothing is hidden."""
    if all(groups.show(f.name, names) for f in whole.generation.store.files()):
        return whole
    return SeenOpened(whole, SeenGeneration(whole.generation, lambda f: groups.show(f, names)))


def _relative(place: PlaceWhy) -> PlaceWhy:
    """The same reasons with BM25 between 0 and 1."""
    if place.chunk is None:
        return place
    parts = tuple(
        replace(p, raw=p.raw / p.best, best=1.0) if p.name == "bm25" and p.best else p
        for p in place.chunk.parts
    )
    return replace(place, chunk=replace(place.chunk, parts=parts))


class SeenLibrary(Library):
    """A library folder whose generations are opened as a view sees them."""

    def __init__(self, view: SeenAssistant, folder: Path) -> None:
        super().__init__(folder)
        self._view = view

    def open(self) -> Generation | None:
        """The seen part of the current generation, opened anew."""
        generation = super().open()
        return generation and SeenGeneration(generation, self._view.sees)


class SeenAssistant(Assistant):
    """The same public interface over the documents that some groups see.

    It writes only what it sees, and what concerns the whole library it refuses. It holds no
    files of its own: closing it closes nothing.
    """

    def __init__(self, whole: Assistant, groups: frozenset[str]) -> None:
        self.settings, self.models = whole.settings, whole.models
        self._whole = whole
        self._names = groups
        self._library = SeenLibrary(self, whole.settings.library)

    def sees(self, file: str) -> bool:
        """Whether a file of this name is, or would be, seen."""
        return self._shown().show(file, self._names)

    def seen_by(self, groups: frozenset[str]) -> Assistant:
        """What both these groups and this view see."""
        return SeenAssistant(self._whole, self._names & groups)

    def _shown(self) -> Groups:
        """The groups as they are now.

        Raises:
            GroupError: If they cannot be read: then nothing is shown.
        """
        reading = self._whole._current()
        made_with = reading.generation.manifest.groups if reading else ""
        return self._whole._groups_file.read_for(made_with)

    def _current(self) -> Opened | None:
        """The seen part of the current generation."""
        reading = self._whole._current()
        return reading and self._whole._views.of(reading, self._shown(), self._names)

    def explain(self, request: Request) -> Explained:
        """`Assistant.explain`, BM25's raw values as shares of the best.

        They follow from how often words occur in the whole library, and so tell how large it is.

        Raises:
            UnknownOrganisation: If a filter names an organisation that is not seen.
            LibraryOutdated: If the indexes were made with another model.
        """
        found = super().explain(request)
        citations = tuple(map(_relative, found.why.citations))
        hits = tuple(map(_relative, found.why.hits))
        return replace(found, why=replace(found.why, citations=citations, hits=hits))

    # ------------------------------------------------------------ writing

    @cached_property
    def _indexer(self) -> Indexer:
        """A writer that touches nothing hidden."""
        return self._whole._indexer.within(self.sees)

    def rebuild(self, on_progress: OnProgress | None = None) -> IndexReport:
        """Refused: it makes the indexes of the whole library.

        Raises:
            NotInView: Always.
        """
        raise NotInView

    def empty_trash(self) -> IndexReport:
        """Refused: the trash holds what others removed.

        Raises:
            NotInView: Always.
        """
        raise NotInView

    def storage(self) -> Storage:
        """Refused: how much room the library takes tells how much is hidden.

        Raises:
            NotInView: Always.
        """
        raise NotInView

    def corrections(self) -> dict[Place, Correction]:
        """What users corrected of the files that are seen.

        Raises:
            CorrectionError: If the file of corrections is broken.
        """
        return {p: c for p, c in super().corrections().items() if self.sees(p.file)}

    def close(self) -> None:
        """Do nothing: the whole assistant holds the files."""

    # ------------------------------------------------------------ groups

    def groups(self) -> Groups:
        """The groups of this view alone.

        Raises:
            GroupError: If the file of groups is broken.
        """
        groups = self._shown()
        own = {name: p for name, p in groups.places.items() if name in self._names}
        return replace(groups, places=own)

    def put_in_group(self, group: str, places: Sequence[str]) -> GroupChange:
        """Refused: who sees a part does not say who sees what.

        Raises:
            NotInView: Always.
        """
        raise NotInView

    def take_out_of_group(self, group: str, places: Sequence[str] = ()) -> GroupChange:
        """Refused, as `put_in_group`.

        Raises:
            NotInView: Always.
        """
        raise NotInView

    def show_ungrouped(self, ungrouped: Ungrouped) -> GroupChange:
        """Refused, as `put_in_group`.

        Raises:
            NotInView: Always.
        """
        raise NotInView
