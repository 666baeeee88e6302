"""The nouns of the product as frozen dataclasses, without behaviour beyond derived properties.

Offsets are characters, half-open, into `Document.text`; `text[start:end]` of a span is its
passage, verbatim. A larger score is better everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# ---------------------------------------------------------------- what was read


class Role(StrEnum):
    """What a section is for; the values are the words a user sees."""

    BASICS = "基本情况"
    WORK = "主要做法"
    RESULTS = "成效"
    PROBLEMS = "存在问题"
    PLANS = "下一步打算"
    LESSONS = "经验体会"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: level from 1, text as it stands (trimmed), span in the document text."""

    level: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path with the body below it, up to the next heading of any level.

    The span covers the body alone, not the headings; sections are in reading order, do not
    overlap, and may be empty (a heading followed by a deeper heading). The text before the
    first heading is a section with an empty path.
    """

    ordinal: int
    path: tuple[str, ...]
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """The indexed span of one section, on sentence ends, never across sections."""

    id: str
    document_id: str
    section: int
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of `Document.text` stands in the source file.

    `page` counts from 1 where the format has pages, `paragraph` from 1 within the document.
    """

    start: int
    end: int
    paragraph: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One summary of one organisation; a file may hold several.

    `id` is stable: a digest of the file's name in the library and the ordinal in the file.
    `organisation` is as it stands (masks included) or None; `years` are the years the content
    is about (not the year in the title where they differ); `date` is ISO or None.
    """

    id: str
    file: str
    ordinal: int
    title: str
    organisation: str | None
    aliases: tuple[str, ...]
    period: str | None
    years: tuple[int, ...]
    date: str | None
    text: str
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    anchors: tuple[Anchor, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that cleaning took out, with the reason (a code of `assistant.cleaning`).

    `after` is how the paragraph before it begins, empty at the start of the file; `page` is where
    it stood, from 1, None where the format has no pages.
    """

    text: str
    reason: str
    after: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a reader made of one file.

    `reason` says in Chinese why it could not be read and what to do (None where it was read);
    `notes` say in Chinese what was repaired or looks odd.
    """

    file: str
    readable: bool
    reason: str | None
    format: str
    documents: tuple[Document, ...] = ()
    removed: tuple[RemovedLine, ...] = ()
    notes: tuple[str, ...] = ()


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on what may answer; an empty tuple does not limit.

    Organisations are names or aliases; years are of the content; roles are `Role` values.
    """

    organisations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One question with its conversation: `history` holds earlier user questions, oldest first."""

    question: str
    history: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    id: str = ""


# ---------------------------------------------------------------- what is answered


class Kind(StrEnum):
    """What kind of answer a question asks for."""

    FACT = "fact"
    FIGURE = "figure"
    LISTING = "listing"
    COMPARISON = "comparison"
    SECTION = "section"
    SIMILAR = "similar"
    CORPUS = "corpus"


class Status(StrEnum):
    """Whether evidence was found."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"


class Evidence(StrEnum):
    """How one organisation was judged."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"


class Strength(StrEnum):
    """How firmly the evidence answers; the values are the words a user sees."""

    STRONG = "强"
    MEDIUM = "中"
    WEAK = "弱"


@dataclass(frozen=True, slots=True)
class Scores:
    """The parts of a hit's fused score, each divided by its maximum over the candidates."""

    bm25: float
    cosine: float
    max_sim: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a query found: rank from 1, fused score, its parts, the query words in it.

    `passage` is the chunk with the heading right before it, verbatim:
    `document.text[start:chunk.end]`.
    """

    rank: int
    score: float
    scores: Scores
    chunk: Chunk
    document_id: str
    document: str
    document_title: str
    organisation: str | None
    section: tuple[str, ...]
    role: Role
    passage: str
    start: int
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence or sentences that a statement stands on, numbered from 1 by first use.

    `passage == text[start:end]` of the document `document_id`; `document` is the file's path
    below the indexed folder; `place` says in Chinese where it stands (第 3 段, 第 2 页); `also_in`
    names the other files that hold the same report.
    """

    n: int
    document_id: str
    document: str
    document_title: str
    organisation: str | None
    section: tuple[str, ...]
    passage: str
    start: int
    end: int
    score: float
    place: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationEvidence:
    """One organisation's verdict with the numbers of the citations it rests on."""

    name: str
    evidence: Evidence
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an answer; every cell is text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about, for the line under it.

    `scope` names what the question was read as (pairs such as ("单位", "青石镇")); `words` are
    the words searched; `expansions` the synonyms tried, per word; `coverage` is one Chinese
    sentence that adds up ("13 个单位：5 个有记载，8 个未见").
    """

    scope: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    expansions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    strength: Strength = Strength.WEAK
    coverage: str = ""
    documents_searched: int = 0
    files_unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` gives: Markdown with [n] markers, and everything it rests on."""

    id: str
    question: str
    status: Status
    kind: Kind
    text: str
    citations: tuple[Citation, ...]
    organisations: tuple[OrganisationEvidence, ...]
    table: Table | None
    hits: tuple[Hit, ...]
    explanation: Explanation
    elapsed_ms: float


# ---------------------------------------------------------------- what the library says


class Outcome(StrEnum):
    """What indexing did with one file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file's line in an index report; `reason` is Chinese, None unless it failed."""

    file: str
    outcome: Outcome
    documents: int
    chunks: int
    reason: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run is: `done` of `total` files, the file just finished."""

    stage: str
    done: int
    total: int
    file: FileOutcome | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did, in the order of the files."""

    files: tuple[FileOutcome, ...]
    generation: int
    seconds: float

    def count(self, outcome: Outcome) -> int:
        """Number of files with this outcome."""
        return sum(f.outcome is outcome for f in self.files)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of documents.

    `duplicate_of` is the id of the document that this one repeats: it answers for both. `label`
    is what its organisation goes by in lists; empty: its name, else the title. `years_corrected`:
    the years are a user's, whatever the title says.
    """

    id: str
    file: str
    title: str
    organisation: str | None
    aliases: tuple[str, ...]
    period: str | None
    years: tuple[int, ...]
    date: str | None
    chunks: int
    duplicate_of: str | None = None
    label: str = ""
    years_corrected: bool = False


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds at its current generation."""

    path: str
    generation: int
    documents: int
    organisations: int
    chunks: int
    unreadable: tuple[tuple[str, str], ...]  # (file, reason)
    encoder: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Result of checking a library; `faults` are Chinese sentences, empty where it is sound."""

    generation: int
    documents: int
    chunks: int
    faults: Sequence[str] = ()
