"""What the readers make of files, without a library: the same report that indexing would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.reading import Limits, read_file
from assistant.reasons import NOTE_TWIN
from assistant.records import Document, FileReport
from assistant.scanning import scan
from assistant.sources import Body, Sources, letters_of


def inspect_files(paths: Sequence[Path]) -> Iterator[FileReport]:
    """What a reader makes of each file, in the order of names.

    A file that holds a report which an earlier one held gets a note.

    Raises:
        MissingPath: If a path does not exist.
        EmptyFolder: If a folder holds no file of a known kind.
    """
    texts: dict[str, str] = {}
    sources = Sources(texts.__getitem__)
    for source in scan(paths):
        report = read_file(source.path, source.name, Limits())
        texts.update((d.id, d.text) for d in report.documents)
        firsts = [sources.first_of(_body(d)) for d in report.documents]
        notes = dict.fromkeys(NOTE_TWIN.format(file=first.file) for first in firsts if first)
        yield replace(report, notes=(*report.notes, *notes)) if notes else report


def _body(document: Document) -> Body:
    """What is compared of a document."""
    period = document.period, document.years
    organisation = document.organisation
    return Body(
        document.id, document.file, document.ordinal, organisation, period,
        *letters_of(document.text),
    )  # fmt: skip
