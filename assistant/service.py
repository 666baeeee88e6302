"""`Assistant`: the product in one object, and the single place where its parts are wired."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering import no_evidence
from assistant.config import Settings
from assistant.errors import (
    LibraryMissing,
    LibraryOutdated,
    UnknownDocument,
    UnknownOrganisation,
)
from assistant.examples import example_questions
from assistant.explaining import explained
from assistant.group_methods import GroupMethods
from assistant.learning import Learning
from assistant.learning_methods import LearningMethods
from assistant.library import Library
from assistant.loading import load_models
from assistant.models import Models
from assistant.names import label
from assistant.opened import Opened
from assistant.records import (
    Answer,
    Document,
    DocumentSummary,
    Filters,
    IndexReport,
    LibraryStatus,
    Progress,
    Request,
    VerifyReport,
)
from assistant.replying import refused, replied
from assistant.retriever import Ranking
from assistant.upkeep import UpkeepMethods, silent
from assistant.verification import faults_of
from assistant.why_records import Explained, Why

if TYPE_CHECKING:
    from assistant.indexing import Indexer

OnProgress = Callable[[Progress], None]


class Assistant(LearningMethods, UpkeepMethods, GroupMethods):
    """Answers questions over one library folder; safe to call from several threads."""

    def __init__(self, settings: Settings, models: Models) -> None:
        """Wire the parts; `open_assistant` chooses the models."""
        self.settings = settings
        self.models = models
        self._library = Library(settings.library)
        self._reading: Opened | None = None
        self._is_kept_ready = False
        self._lock = threading.Lock()

    # ------------------------------------------------------------ bringing in

    @cached_property
    def _indexer(self) -> Indexer:
        """The writer; its readers are loaded when the first file is to be read."""
        from assistant.indexing import Indexer
        from assistant.reading import Limits

        limits = Limits(max_bytes=self.settings.max_file_mb << 20)
        return Indexer(self._library, self.models, limits, self.settings.workers)

    def index(self, paths: Sequence[Path], on_progress: OnProgress | None = None) -> IndexReport:
        """Add files and folders; a file with the same bytes is left alone, a changed one replaced.

        Files that lay in one of the folders and are gone from disk are removed. One writer at a
        time; readers keep the old generation until the new one is published. Stopped by
        KeyboardInterrupt or an exception of `on_progress`, nothing is published.

        Raises:
            MissingPath: If a path does not exist.
            EmptyFolder: If a folder holds no file of a known kind.
            LibraryLocked: If another process is writing.
            LibraryVersion: If another format version wrote the library.
            LibraryDamaged: If the current generation is broken.
        """
        return self._indexer.index(paths, on_progress or silent)

    def rebuild(self, on_progress: OnProgress | None = None) -> IndexReport:
        """Make all indexes anew from the stored texts, with the models of this installation.

        Raises:
            LibraryLocked: If another process is writing.
        """
        return self._indexer.rebuild(on_progress or silent)

    # ------------------------------------------------------------ answering

    def ask(self, request: Request) -> Answer:
        """Answer one question with cited passages, or say that there is no evidence.

        Raises:
            UnknownOrganisation: If a filter names an organisation the library does not hold.
            LibraryOutdated: If the indexes were made with another model.
        """
        began = time.perf_counter()
        reading = self._asked(request)
        if reading is None:
            return refused(request, no_evidence.EMPTY, self._current(), began)
        return replied(request, reading, began)

    def explain(self, request: Request) -> Explained:
        """The answer of `ask` with its reasons: words, score parts, odds, what strength rests on.

        Raises:
            UnknownOrganisation: If a filter names an organisation the library does not hold.
            LibraryOutdated: If the indexes were made with another model.
        """
        began = time.perf_counter()
        reading = self._asked(request)
        if reading is None:
            return Explained(refused(request, no_evidence.EMPTY, self._current(), began), Why())
        return explained(request, reading, began)

    def _asked(self, request: Request) -> Opened | None:
        """The generation that a request may be asked of; None where it holds nothing.

        Raises:
            UnknownOrganisation: If a filter names an organisation the library does not hold.
        """
        reading = self._current()
        if reading is None or not len(reading.generation.dense):
            return None
        for name in request.filters.organisations:
            if not reading.directory.resolve(name):
                raise UnknownOrganisation(name)
        return reading

    def search(self, text: str, filters: Filters | None = None) -> Ranking:
        """Candidate chunks for a text, best first; empty in an empty library."""
        reading = self._current()
        if reading is None:
            raise UnknownDocument(self.settings.library, text)
        return reading.retriever.rank(text, reading.retriever.allowed_rows(filters or Filters()))

    def prepare(self) -> None:
        """Make what the first questions would wait for; a server calls it in the background.

        What is there then stays for long: Python's collector is told not to look through it again
        (0.2 s at 100,000 chunks, in every fourth question). A generation that is opened after this
        one is prepared as well, by a thread of its own.
        """
        opened = self._current()
        self._is_kept_ready = True
        if opened:
            _make_ready(opened)

    def _learning(self) -> Learning:
        if (opened := self._current()) is None:
            raise LibraryMissing(self.settings.library)
        return opened.learning

    # ------------------------------------------------------------ looking at what is there

    def documents(self) -> list[DocumentSummary]:
        """All documents, by file and ordinal, with those that repeat another."""
        return list(r.generation.all_documents) if (r := self._current()) else []

    def document(self, document_id: str) -> Document:
        """One whole document with text, headings, sections, chunks and anchors.

        Raises:
            UnknownDocument: If there is none.
        """
        reading = self._current()
        found = reading.generation.store.document(document_id) if reading else None
        if found is None:
            raise UnknownDocument(self.settings.library, document_id)
        return found

    def organisations(self) -> list[tuple[str, int]]:
        """(name, number of documents), by name; a document without one goes by its title."""
        counts: dict[str, int] = {}
        for d in self.documents():
            counts[label(d)] = counts.get(label(d), 0) + 1
        return sorted(counts.items())

    def examples(self, count: int = 4) -> list[str]:
        """Questions that this library can answer, made from its own content."""
        reading = self._current()
        return example_questions(reading.generation, count) if reading else []

    def status(self) -> LibraryStatus:
        """What the library holds now."""
        reading = self._current()
        generation = reading.generation if reading else None
        return LibraryStatus(
            path=str(self.settings.library),
            generation=generation.number if generation else 0,
            documents=len(generation.all_documents) if generation else 0,
            organisations=len(self.organisations()),
            chunks=len(generation.dense) if generation else 0,
            unreadable=generation.unreadable if generation else (),
            encoder=self.models.encoder.name,
        )

    def verify(self) -> VerifyReport:
        """Check that store, lexical index and dense index agree and are whole.

        Raises:
            LibraryVersion: If another format version wrote the library.
            LibraryDamaged: If a part is missing or broken.
        """
        generation = self._library.open()
        if generation is None:
            return VerifyReport(0, 0, 0)
        documents = len(generation.all_documents)
        return VerifyReport(
            generation.number, documents, len(generation.dense), faults_of(generation)
        )

    def close(self) -> None:
        """Release files; the object cannot be used afterwards."""
        with self._lock:
            if self._reading:
                self._reading.generation.close()
            self._reading = None

    def _current(self) -> Opened | None:
        """The current generation, opened anew when another was published; None in a new library."""
        number = self._library.current()
        with self._lock:
            reading = self._reading
            if reading is None or reading.generation.number != number:
                generation = self._library.open()
                if generation is None:
                    return None
                if generation.manifest.makers != self.models.makers:
                    raise LibraryOutdated(
                        self.settings.library,
                        generation.manifest.maker_names,
                        self.models.maker_names,
                    )
                # the old generation is not closed: another thread may still be reading it; the
                # collector may take it when that is done
                gc.unfreeze()
                reading = self._reading = Opened(generation, self.models)
                if self._is_kept_ready:
                    threading.Thread(target=_make_ready, args=(reading,), daemon=True).start()
            return reading


def _make_ready(opened: Opened) -> None:
    """Make what the first questions would wait for, and leave it to stay."""
    opened.prepare()
    gc.collect()
    gc.freeze()


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over the library that the settings name, with the encoder they choose.

    The folder is made by the first writer, not here.

    Raises:
        ModelUnavailable: If the chosen model cannot be loaded.
    """
    return Assistant(settings, load_models(settings))
