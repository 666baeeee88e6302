"""The health report: what became of every file of a library, and what a user should look at.

Made from what the generation keeps (`keeping.StoredReport`: reason, notes, removed lines) and from
its documents as they stand now, so that a correction takes its complaint away. A file has one
state, the gravest that applies, so that the numbers add up to all files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import reasons
from assistant.figures import find_figures
from assistant.keeping import StoredReport
from assistant.records import DocumentSummary, Role
from assistant.store import Store

SHORT = 150  # characters below which a document may not have been read whole


class FileState(StrEnum):
    """How a file is, the gravest first; the values are keys of the user's words."""

    UNREADABLE = "unreadable"  # gave nothing
    PARTIAL = "partial"  # something in it could not be read
    ODD = "odd"  # read, but something looks wrong
    MENDED = "mended"  # read after a repair
    SOUND = "sound"


class RemarkKind(StrEnum):
    """What a remark on a file asks for."""

    LOST = "lost"
    ODD = "odd"
    MENDED = "mended"
    NOTED = "noted"


_STATES = (
    (RemarkKind.LOST, FileState.PARTIAL),
    (RemarkKind.ODD, FileState.ODD),
    (RemarkKind.MENDED, FileState.MENDED),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One Chinese sentence on a file."""

    kind: RemarkKind
    text: str


@dataclass(frozen=True, slots=True)
class DocumentHealth:
    """What was found in one document: headings, characters, sections by role."""

    summary: DocumentSummary
    headings: int
    characters: int
    roles: tuple[tuple[Role, int], ...]
    twin_of: str | None = None  # the file that answers for it, as it holds the same report
    also_in: tuple[str, ...] = ()  # the files that it answers for


@dataclass(frozen=True, slots=True)
class FileHealth:
    """One file of the report; `reason` is Chinese where it could not be read.

    `removed` is the number of lines that cleaning took out, None where it was not recorded.
    """

    file: str
    format: str
    size: int
    state: FileState
    reason: str | None
    remarks: tuple[Remark, ...]
    documents: tuple[DocumentHealth, ...]
    removed: int | None


def health_of(store: Store) -> tuple[FileHealth, ...]:
    """Every file of a generation, by name."""
    documents = defaultdict(list)
    for document in _documents(store):
        documents[document.summary.file].append(document)
    return tuple(_file(r, tuple(documents[r.name])) for r in store.reports())


def count_states(files: Iterable[FileHealth]) -> dict[FileState, int]:
    """How many files there are in each state; the counts add up to all files."""
    counts = Counter(f.state for f in files)
    return {state: counts[state] for state in FileState}


def count_figures(text: str) -> int:
    """Number of figures (a number with a measure word) in a text."""
    return sum(len(find_figures(line)) for line in text.split("\n"))


def _documents(store: Store) -> Iterator[DocumentHealth]:
    """Every document with what was found in it."""
    roles = defaultdict(list)
    for document, role, count in store.roles():
        roles[document].append((Role(role), count))
    summaries = store.summaries()
    files = {s.id: s.file for s in summaries}
    copies = defaultdict(list)
    for s in summaries:
        if s.duplicate_of and s.file != files[s.duplicate_of]:
            copies[s.duplicate_of].append(s.file)
    measures = store.measures()
    for summary in summaries:
        twin = files[summary.duplicate_of] if summary.duplicate_of else None
        also = tuple(dict.fromkeys(copies[summary.id]))
        yield DocumentHealth(summary, *measures[summary.id], tuple(roles[summary.id]), twin, also)


def _file(report: StoredReport, documents: tuple[DocumentHealth, ...]) -> FileHealth:
    """One file with its remarks and its state."""
    remarks = [Remark(kind, n) for n in report.notes if (kind := _kind(n)) is not None]
    for document in documents:
        remarks += _remarks_on(document, "" if len(documents) == 1 else document.summary.title)
    return FileHealth(
        report.name, report.format, report.size, _state(report, remarks), report.reason,
        tuple(remarks), documents, report.removed,
    )  # fmt: skip


def _state(report: StoredReport, remarks: Sequence[Remark]) -> FileState:
    """The gravest state that applies."""
    if not report.readable:
        return FileState.UNREADABLE
    kinds = {remark.kind for remark in remarks}
    return next((state for kind, state in _STATES if kind in kinds), FileState.SOUND)


def _remarks_on(document: DocumentHealth, title: str) -> Iterator[Remark]:
    """What looks odd in a document as it stands now."""
    said = document.summary
    if not said.organisation:
        yield _odd(title, reasons.HEALTH_NO_ORGANISATION)
    if not said.years and not said.period:
        yield _odd(title, reasons.HEALTH_NO_PERIOD)
    if not document.headings:
        yield _odd(title, reasons.NOTE_NO_HEADINGS)
    if not said.date:
        yield Remark(RemarkKind.NOTED, _titled(title, reasons.NOTE_NO_DATE))
    if document.characters < SHORT:
        yield _odd(title, reasons.HEALTH_SHORT.format(count=document.characters))
    if document.twin_of:
        yield _odd(title, reasons.HEALTH_TWIN.format(file=document.twin_of))
    if document.also_in:
        also = reasons.HEALTH_ALSO_IN.format(files="、".join(document.also_in))
        yield Remark(RemarkKind.NOTED, _titled(title, also))


def _odd(title: str, text: str) -> Remark:
    return Remark(RemarkKind.ODD, _titled(title, text))


def _titled(title: str, text: str) -> str:
    return f"《{title}》{text}" if title else text


def _shape(templates: Sequence[str]) -> re.Pattern[str]:
    """What the notes made of some templates look like, inside an archive or not."""
    made = ("".join(".*" if p[:1] == "{" else re.escape(p) for p in _PARTS.split(t))
            for t in templates)  # fmt: skip
    return re.compile(rf"(?:.*：)?(?:《.*》)?(?:{'|'.join(made)})", re.DOTALL)


_PARTS = re.compile(r"(\{\w+\})")
_DROPPED = _shape(reasons.AS_READ)
_KINDS = (
    (_shape(reasons.LOST), RemarkKind.LOST),
    (_shape(reasons.MENDED), RemarkKind.MENDED),
    (_shape(reasons.ODD), RemarkKind.ODD),
)


def _kind(note: str) -> RemarkKind | None:
    """What a note of the readers asks for; None for one that is said anew of the documents."""
    if _DROPPED.fullmatch(note):
        return None
    return next((kind for shape, kind in _KINDS if shape.fullmatch(note)), RemarkKind.NOTED)
