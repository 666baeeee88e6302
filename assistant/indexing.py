"""Bringing files into a library: what is new, changed or gone, and the generation it makes.

A file is known by its path below the folder that was named; two folders that hold the same path
with different bytes keep both. What was readable before and is not now stays as it was. Nothing
is published before everything is read, encoded and written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant import lexical_index
from assistant.corrections import (
    Correction,
    Corrections,
    Item,
    Place,
    checked,
    digest,
    read_corrections,
    write_corrections,
)
from assistant.encoding import BATCH, encoded
from assistant.errors import NotRemoved, UnknownDocument
from assistant.found import Found, everything, gone_from, identify, placed
from assistant.generation import FORMAT_VERSION, SENTENCES, Generation, Manifest, search_text
from assistant.groups import GroupsFile
from assistant.keeping import expiry
from assistant.lexical_index import LexicalRow
from assistant.library import Library
from assistant.models import Models
from assistant.reading import Limits, read_file
from assistant.reading_pool import Pool, read_files
from assistant.reasons import NOTE_KEPT_OLD, NOTE_TWIN
from assistant.records import FileOutcome, FileReport, IndexReport, Outcome, Progress
from assistant.scanning import scan
from assistant.sentence_ends import CUT
from assistant.settling import Twin
from assistant.store import ChunkRow, Store
from embeddings import dense_index

OnProgress = Callable[[Progress], None]

_PLAIN = frozenset({".md", ".markdown", ".txt", ".text"})
_FEW_BYTES = 4 << 20  # of plain text that is read faster than processes start


class Indexer:
    """Adds to, removes from and rebuilds one library."""

    def __init__(self, library: Library, models: Models, limits: Limits, workers: int = 0) -> None:
        """Write to a library; `workers` processes read its files, 0 chooses by the machine."""
        self._library = library
        self._models = models
        self._limits = limits
        self._workers = workers
        self._groups = GroupsFile(library.folder)
        self._sees: Callable[[str], bool] = everything

    def within(self, sees: Callable[[str], bool]) -> Indexer:
        """The same writer for who sees some files alone, by name: it touches no others."""
        made = Indexer(self._library, self._models, self._limits, self._workers)
        made._sees = sees
        return made

    def index(self, paths: Sequence[Path], on_progress: OnProgress) -> IndexReport:
        """Bring files and folders into the library; see `Assistant.index`."""
        began = time.perf_counter()
        sources = scan(paths)
        with self._library.writing() as folder:
            old = self._library.open()
            known = {f.name: f for f in old.store.files()} if old else {}
            named, refused = placed(sources, known, self._groups.read(), self._sees)
            found = [identify(s, known) for s in named]
            lost = gone_from([p for p in paths if p.is_dir()], known)
            gone = [name for name in lost if self._sees(name)]
            reports, outcomes = self._read(found, on_progress)
            outcomes += refused
            outcomes += [FileOutcome(n, Outcome.REMOVED, 0, 0) for n in gone]
            changes = _Changes(
                added=tuple((f, r) for f, r in zip(found, reports, strict=True) if r is not None),
                removed=tuple(gone),
                failures=tuple(_failures(old, found, reports, outcomes)),
            )
            number = old.number if old else 0
            if changes != _Changes() or not old or self._is_stale(old):
                twins = self._publish(folder, old, changes, on_progress)
                outcomes = [_with_twins(o, twins) for o in outcomes]
                number = int(folder.name)
        return IndexReport(tuple(outcomes), number, time.perf_counter() - began)

    def remove(self, names: Sequence[str], on_progress: OnProgress) -> IndexReport:
        """Take files out of the library; see `Assistant.remove`."""
        began = time.perf_counter()
        with self._library.writing() as folder:
            old = self._library.open()
            known = {f.name for f in old.store.files()} if old else set()
            for name in names:
                if name not in known or not self._sees(name):
                    raise UnknownDocument(self._library.folder, name)
            changes = _Changes(put_away=tuple(dict.fromkeys(names)))
            self._publish(folder, old, changes, on_progress)
        outcomes = tuple(FileOutcome(n, Outcome.REMOVED, 0, 0) for n in dict.fromkeys(names))
        return IndexReport(outcomes, int(folder.name), time.perf_counter() - began)

    def restore(self, names: Sequence[str], on_progress: OnProgress) -> IndexReport:
        """Take removals back; see `Assistant.restore`."""
        began = time.perf_counter()
        wanted = tuple(dict.fromkeys(names))
        with self._library.writing() as folder:
            old = self._library.open()
            held = {r.file for r in old.store.trash()} if old else set()
            for name in wanted:
                if name not in held or not self._sees(name):
                    raise NotRemoved(self._library.folder, name)
            self._publish(folder, old, _Changes(restored=wanted), on_progress)
        outcomes = tuple(FileOutcome(n, Outcome.ADDED, 0, 0) for n in wanted)
        return IndexReport(outcomes, int(folder.name), time.perf_counter() - began)

    def empty_trash(self, on_progress: OnProgress) -> IndexReport:
        """Forget all removed files; see `Assistant.empty_trash`."""
        began = time.perf_counter()
        with self._library.writing() as folder:
            changes = _Changes(forget_before=datetime.now(UTC))
            self._publish(folder, self._library.open(), changes, on_progress)
        return IndexReport((), int(folder.name), time.perf_counter() - began)

    def rebuild(self, on_progress: OnProgress) -> IndexReport:
        """Make all indexes anew from the stored texts, with the models of this installation."""
        began = time.perf_counter()
        with self._library.writing() as folder:
            self._publish(folder, self._library.open(), _Changes(), on_progress)
        return IndexReport((), int(folder.name), time.perf_counter() - began)

    def correct(self, place: Place, correction: Correction, on_progress: OnProgress) -> IndexReport:
        """Add to what a user says of a document; see `Assistant.correct`."""
        began = time.perf_counter()
        correction = checked(correction)
        with self._library.writing() as folder:
            held = read_corrections(self._library.folder)
            held[place] = held.get(place, Correction()).then(correction)
            return self._recorrect(folder, held, on_progress, began)

    def reset(self, place: Place, on_progress: OnProgress) -> IndexReport:
        """Take back all that a user says of a document; see `Assistant.reset`."""
        began = time.perf_counter()
        with self._library.writing() as folder:
            held = read_corrections(self._library.folder)
            if not self._sees(place.file) or held.pop(place, None) is None:
                raise UnknownDocument(self._library.folder, place.file)
            return self._recorrect(folder, held, on_progress, began)

    def take_back(self, place: Place, item: Item, on_progress: OnProgress) -> IndexReport:
        """Take back one value that a user gave; see `Assistant.take_back`."""
        began = time.perf_counter()
        with self._library.writing() as folder:
            held = read_corrections(self._library.folder)
            held[place] = held.get(place, Correction()).without(item)
            if held[place] == Correction():
                del held[place]
            return self._recorrect(folder, held, on_progress, began)

    def _recorrect(
        self, folder: Path, corrections: Corrections, on_progress: OnProgress, began: float
    ) -> IndexReport:
        """Keep these corrections and publish what follows from them."""
        write_corrections(self._library.folder, corrections)
        self._publish(folder, self._library.open(), _Changes(), on_progress)
        return IndexReport((), int(folder.name), time.perf_counter() - began)

    def _is_stale(self, generation: Generation) -> bool:
        """Whether models, rules or corrections changed since it was made."""
        said = digest(read_corrections(self._library.folder)), self._groups.read().digest
        made = generation.manifest
        old = self._outdated(generation) or generation.sentences is None
        return old or (made.corrections, made.groups) != said

    def _outdated(self, generation: Generation) -> bool:
        return generation.manifest.makers != self._models.makers

    # ------------------------------------------------------------ reading

    def _read(
        self, found: Sequence[Found], on_progress: OnProgress
    ) -> tuple[list[FileReport | None], list[FileOutcome]]:
        """Per file, the report to store (None: leave the library as it is) and the outcome."""
        reports: list[FileReport | None] = []
        outcomes: list[FileOutcome] = []
        fresh = self._reports(
            [f for f in found if not f.is_kept],
            lambda: on_progress(Progress("read", len(outcomes), len(found))),
        )
        for done, file in enumerate(found, 1):
            report, outcome = _settled(file, None if file.is_kept else next(fresh))
            reports.append(report)
            outcomes.append(outcome)
            on_progress(Progress("read", done, len(found), outcome))
        return reports, outcomes

    def _reports(self, found: Sequence[Found], on_wait: Callable[[], None]) -> Iterator[FileReport]:
        """What the readers make of the files, in order.

        A few plain texts are read here; anything else is read by processes that can be killed.
        """
        plain = all(f.source.path.suffix.lower() in _PLAIN for f in found)
        if plain and sum(f.size for f in found) <= _FEW_BYTES:
            return (read_file(f.source.path, f.source.name, self._limits) for f in found)
        workers = self._workers or min(4, os.cpu_count() or 1)
        pool = Pool(workers, limits=self._limits, on_wait=on_wait)
        return read_files([(f.source.path, f.source.name) for f in found], pool)

    # ------------------------------------------------------------ writing

    def _publish(
        self, folder: Path, old: Generation | None, changes: _Changes, on_progress: OnProgress
    ) -> list[Twin]:
        """Write the next generation into the folder and make it the current one.

        Returns the documents that repeat another.
        """
        path = folder / "store.sqlite"
        corrections, groups = read_corrections(self._library.folder), self._groups.read()
        store = Store.copy(old.store, path) if old else Store.create(path)
        try:
            changes.apply(store, on_progress)
            twins = store.settle(corrections, groups)
            on_progress(Progress("keep", 1, 1))
            store.number_rows()
            store.commit()
            rows = store.all_chunk_rows()
            documents = [d.id for d in store.summaries() if d.duplicate_of is None]
            kept = None if old is None or self._outdated(old) else old
            made = encoded(rows, kept, self._models, on_progress)
            steps = len(rows) + 3  # one a row, and three that are not told apart further
            on_progress(Progress("write", 0, steps))
            dense_index.build(made.vectors).save(folder / "dense.faiss")
            np.savez(folder / "tokens.npz", ids=made.tokens.ids, offsets=made.tokens.offsets)
            made.sentences.save(folder / SENTENCES, CUT)
            lexical_rows = self._lexical_rows(rows, documents)
            told = _told(lexical_rows, lambda n: on_progress(Progress("write", 1 + n, steps)))
            lexical_index.build(folder / "lexical", told)
            manifest = self._manifest(len(documents), len(rows))
            replace(manifest, corrections=digest(corrections), groups=groups.digest).write(folder)
        finally:
            store.close()
        on_progress(Progress("write", steps - 1, steps))
        self._library.publish(folder)
        on_progress(Progress("write", steps, steps))
        return twins

    def _manifest(self, documents: int, chunks: int) -> Manifest:
        m = self._models
        return Manifest(
            format_version=FORMAT_VERSION,
            encoder=m.encoder.name,
            encoder_revision=m.encoder.revision,
            dim=m.encoder.dim,
            tokens_revision=m.tokens_revision,
            tokenizer=m.tokenizer.identity,
            documents=documents,
            chunks=chunks,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _lexical_rows(
        self, rows: Sequence[ChunkRow], documents: Sequence[str]
    ) -> Iterator[LexicalRow]:
        number = {d: i for i, d in enumerate(documents)}
        for row in rows:
            terms = self._models.tokenizer.terms(search_text(row))
            yield LexicalRow(row.row, number[row.chunk.document_id], terms)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What the next generation has that the current one has not, and the reverse.

    `failures` are files that could not be read again, with the note that says so (None takes it
    back); `removed` files are gone from disk; those `put_away` can be `restored` until
    `forget_before` passes the moment of their removal.
    """

    added: tuple[tuple[Found, FileReport], ...] = ()
    removed: tuple[str, ...] = ()
    put_away: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    failures: tuple[tuple[str, str | None], ...] = ()
    forget_before: datetime | None = None

    def apply(self, store: Store, on_progress: OnProgress) -> None:
        """Write the changes into a copy of the current texts."""
        now = datetime.now(UTC)
        store.empty_trash(self.forget_before or expiry(now))
        for name in self.put_away:
            store.put_away(name, now)
        for name in self.removed + self.put_away:
            store.delete(name)
        for name, note in self.failures:
            store.note_failure(name, note)
        for name in self.restored:
            store.bring_back(name)
        for done, (found, report) in enumerate(self.added):
            on_progress(Progress("keep", done, len(self.added)))
            store.delete(report.file)
            source = str(found.source.path.absolute())
            store.add(report, source, found.fingerprint, found.size)


def _told(rows: Iterator[LexicalRow], tell: Callable[[int], None]) -> Iterator[LexicalRow]:
    """The rows as they come; `tell` hears now and then how many have come."""
    for n, row in enumerate(rows):
        if n % BATCH == 0:
            tell(n)
        yield row


def _failures(
    old: Generation | None,
    found: Sequence[Found],
    reports: Sequence[FileReport | None],
    outcomes: Sequence[FileOutcome],
) -> Iterator[tuple[str, str | None]]:
    """Files whose old text stays although they failed, or no longer fail, where that is news."""
    told = old.store.failures() if old else {}
    for file, report, outcome in zip(found, reports, outcomes, strict=False):
        if report is not None or file.old is None or not file.old.readable:
            continue
        note = NOTE_KEPT_OLD.format(reason=outcome.reason) if outcome.reason else None
        if told.get(outcome.file) != note:
            yield outcome.file, note


def _with_twins(outcome: FileOutcome, twins: Sequence[Twin]) -> FileOutcome:
    """The outcome with a note for every other file that holds the same report."""
    firsts = dict.fromkeys(t.first for t in twins if t.file == outcome.file)
    notes = tuple(NOTE_TWIN.format(file=first) for first in firsts)
    return replace(outcome, notes=outcome.notes + notes) if notes else outcome


def _settled(file: Found, report: FileReport | None) -> tuple[FileReport | None, FileOutcome]:
    """The report to store, or None to leave the library as it is, and the file's outcome."""
    name, old = file.source.name, file.old
    if report is None:
        kept = FileOutcome(
            name, Outcome.UNCHANGED, old.documents if old else 0, old.chunks if old else 0
        )
        return None, kept
    if not report.readable:
        outcome = FileOutcome(name, Outcome.FAILED, 0, 0, report.reason, report.notes)
        keep_old = old is not None and (old.readable or file.is_unchanged)
        return (None if keep_old else report), outcome
    kind = Outcome.ADDED if old is None or not old.readable else Outcome.REPLACED
    chunks = sum(len(d.chunks) for d in report.documents)
    return report, FileOutcome(name, kind, len(report.documents), chunks, None, report.notes)
