"""One generation's texts in SQLite: files, documents, sections, chunks.

The database of a published generation is opened read-only and never changes. A chunk's row
number is its row in the dense and lexical indexes of the same generation; rows follow the names
of the files, so that the same set of files gives the same rows whatever the order of adding.
Chunks of a document that repeats another have no row: the other answers for both. `settling`
decides over all documents, `keeping` has what is kept beside them, `seen_store` puts tables of
what some may see before these. No other module knows SQL.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.anchors import Anchors
from assistant.corrections import Corrections, Place
from assistant.groups import Groups
from assistant.keeping import SCHEMA, Keeping
from assistant.records import (
    Anchor,
    Chunk,
    Document,
    DocumentSummary,
    FileReport,
    Heading,
    Role,
    Section,
)
from assistant.settling import Twin, settle
from assistant.sources import letters_of

_SCHEMA = """
CREATE TABLE files(
  name TEXT PRIMARY KEY, source TEXT NOT NULL, fingerprint TEXT NOT NULL,
  size INTEGER NOT NULL, format TEXT NOT NULL, readable INTEGER NOT NULL,
  reason TEXT, notes TEXT NOT NULL);
CREATE TABLE documents(
  id TEXT PRIMARY KEY, file TEXT NOT NULL REFERENCES files(name), ordinal INTEGER NOT NULL,
  title TEXT NOT NULL, organisation TEXT, aliases TEXT NOT NULL, period TEXT, years TEXT NOT NULL,
  date TEXT, number TEXT, text TEXT NOT NULL, headings TEXT NOT NULL, anchors TEXT NOT NULL,
  letters TEXT NOT NULL, size INTEGER NOT NULL, as_read TEXT, duplicate_of TEXT,
  label TEXT NOT NULL, UNIQUE(file, ordinal));
CREATE INDEX twins ON documents(duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE TABLE sections(
  document TEXT NOT NULL REFERENCES documents(id), ordinal INTEGER NOT NULL, path TEXT NOT NULL,
  role TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, read_role TEXT NOT NULL,
  PRIMARY KEY(document, ordinal)) WITHOUT ROWID;
CREATE TABLE chunks(
  id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), section INTEGER NOT NULL,
  ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  lead TEXT NOT NULL, row INTEGER UNIQUE);
CREATE INDEX chunks_of_document ON chunks(document);
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the library knows it; `fingerprint` changes with its bytes or the readers."""

    name: str
    source: str
    fingerprint: str
    size: int
    readable: bool
    reason: str | None
    documents: int
    chunks: int


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """One chunk with all that a hit shows of its document and section.

    `lead` is the heading right before the first chunk of a section with what stands between;
    a passage may begin with it.
    """

    row: int
    chunk: Chunk
    file: str
    title: str
    organisation: str | None
    path: tuple[str, ...]
    role: Role
    lead: str = ""
    label: str = ""

    @property
    def start(self) -> int:
        """Where the passage begins in the document: at the lead."""
        return self.chunk.start - len(self.lead)

    @property
    def passage(self) -> str:
        """The chunk with its lead, verbatim: `document.text[start:chunk.end]`."""
        return self.lead + self.chunk.text


class Store(Keeping):
    """Reads and, while a generation is being made, writes its database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._lock = threading.Lock()

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty database."""
        store = cls(_connect(path))
        store._db.executescript(_SCHEMA + SCHEMA)
        return store

    @classmethod
    def copy(cls, old: Store, path: Path) -> Store:
        """A writable copy of another generation's database at a new path."""
        store = cls(_connect(path))
        with old._lock:
            old._db.backup(store._db)
        store._db.executescript(SCHEMA)
        return store

    @classmethod
    def open(cls, path: Path) -> Store:
        """A published database, read-only.

        Raises:
            sqlite3.DatabaseError: If the file is missing or not such a database.
        """
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        store = cls(sqlite3.connect(uri, uri=True, check_same_thread=False))
        store._all("SELECT name FROM files LIMIT 1")
        return store

    def close(self) -> None:
        """Close the connection; what was not committed is lost."""
        self._db.close()

    def commit(self) -> None:
        """Make everything written so far durable."""
        self._db.commit()

    def check(self) -> str:
        """SQLite's integrity check: "ok" or the first fault."""
        return str(self._all("PRAGMA integrity_check(1)")[0][0])

    def _all(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    # ------------------------------------------------------------ writing

    def add(self, report: FileReport, source: str, fingerprint: str, size: int) -> None:
        """Put one file with its documents in; an old file of the same name must be gone."""
        self._db.execute(
            "INSERT INTO files VALUES (?,?,?,?,?,?,?,?)",
            (report.file, source, fingerprint, size, report.format, int(report.readable),
             report.reason, _dump(report.notes)),
        )  # fmt: skip
        self.keep_report(report)
        for document in report.documents:
            self._add_document(document)

    def _add_document(self, d: Document) -> None:
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL,?)",
            (
                d.id,
                d.file,
                d.ordinal,
                d.title,
                d.organisation,
                _dump(d.aliases),
                d.period,
                _dump(d.years),
                d.date,
                d.number,
                d.text,
                _dump([(h.level, h.text, h.start, h.end) for h in d.headings]),
                _dump([(a.start, a.end, a.paragraph, a.page) for a in d.anchors]),
                *letters_of(d.text),
                d.organisation or d.title,
            ),
        )
        self._db.executemany(
            "INSERT INTO sections VALUES (?1,?2,?3,?4,?5,?6,?4)",
            [(d.id, s.ordinal, _dump(s.path), s.role.value, s.start, s.end) for s in d.sections],
        )
        self._db.executemany(
            "INSERT INTO chunks VALUES (?,?,?,?,?,?,?,?,NULL)",
            [
                (c.id, d.id, c.section, c.ordinal, c.start, c.end, c.text, _lead(d, c))
                for c in d.chunks
            ],
        )

    def delete(self, name: str) -> None:
        """Take one file with its documents out."""
        inside = "(SELECT id FROM documents WHERE file = ?)"
        self._db.execute(f"DELETE FROM chunks WHERE document IN {inside}", (name,))
        self._db.execute(f"DELETE FROM sections WHERE document IN {inside}", (name,))
        self._db.execute("DELETE FROM documents WHERE file = ?", (name,))
        self._db.execute("DELETE FROM removed_lines WHERE file = ?", (name,))
        self._db.execute("DELETE FROM files WHERE name = ?", (name,))

    def settle(self, corrections: Corrections, groups: Groups) -> list[Twin]:
        """Apply corrections, mark documents that repeat another, name organisations apart."""
        return settle(self._db, corrections, groups.of)

    def number_rows(self) -> int:
        """Give the chunks that answer their rows, by file, document, section and ordinal.

        Returns how many there are.
        """
        ordered = self._all(
            "SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document"
            " WHERE d.duplicate_of IS NULL ORDER BY d.file, d.ordinal, c.section, c.ordinal"
        )
        self._db.execute("UPDATE chunks SET row = NULL")
        self._db.executemany(
            "UPDATE chunks SET row = ? WHERE id = ?",
            [(row, chunk_id) for row, (chunk_id,) in enumerate(ordered)],
        )
        return len(ordered)

    # ------------------------------------------------------------ reading

    def files(self) -> list[StoredFile]:
        """All files, by name."""
        rows = self._all(
            "SELECT f.name, f.source, f.fingerprint, f.size, f.readable, f.reason,"
            " (SELECT count(*) FROM documents d WHERE d.file = f.name),"
            " (SELECT count(*) FROM chunks c JOIN documents d ON d.id = c.document"
            "  WHERE d.file = f.name) FROM files f ORDER BY f.name"
        )
        return [
            StoredFile(n, s, p, z, bool(r), why, docs, chunks)  # type: ignore[arg-type]
            for n, s, p, z, r, why, docs, chunks in rows
        ]

    def summaries(self) -> list[DocumentSummary]:
        """All documents, by file and ordinal: the order in which filters number them."""
        rows = self._all(
            "SELECT id, file, title, organisation, aliases, period, years, date,"
            " (SELECT count(*) FROM chunks c WHERE c.document = d.id), duplicate_of, label,"
            " as_read IS NOT NULL AND json_extract(as_read, '$[4]') <> years"
            " FROM documents d ORDER BY file, ordinal"
        )
        return [
            DocumentSummary(i, f, t, o, _tuple(a), p, _tuple(y), *rest, bool(c))  # type: ignore[arg-type, call-arg]
            for i, f, t, o, a, p, y, *rest, c in rows
        ]

    def place_of(self, document_id: str) -> Place | None:
        """File and ordinal of a document, or None."""
        rows = self._all("SELECT file, ordinal FROM documents WHERE id = ?", (document_id,))
        return Place(*rows[0]) if rows else None  # type: ignore[arg-type]

    def document(self, document_id: str) -> Document | None:
        """One whole document, or None."""
        rows = self._all(
            "SELECT id, file, ordinal, title, organisation, aliases, period, years, date, number,"
            " text, headings, anchors FROM documents WHERE id = ?",
            (document_id,),
        )
        if not rows:
            return None
        i, file, ordinal, title, organisation, aliases, period, years, date, *rest = rows[0]
        number, text, h, a = rest
        return Document(
            id=i,  # type: ignore[arg-type]
            file=file,  # type: ignore[arg-type]
            ordinal=ordinal,  # type: ignore[arg-type]
            title=title,  # type: ignore[arg-type]
            organisation=organisation,  # type: ignore[arg-type]
            aliases=_tuple(aliases),
            period=period,  # type: ignore[arg-type]
            years=_tuple(years),
            date=date,  # type: ignore[arg-type]
            number=number,  # type: ignore[arg-type]
            text=text,  # type: ignore[arg-type]
            headings=tuple(Heading(*x) for x in json.loads(str(h))),
            sections=tuple(self._sections(document_id)),
            chunks=tuple(r.chunk for r in self._chunk_rows("c.document = ?", (document_id,))),
            anchors=tuple(Anchor(*x) for x in json.loads(str(a))),
        )

    def anchor_at(self, document_id: str, start: int) -> Anchor | None:
        """Where the stretch of a document that holds an offset stands in its file, if it does.

        In a published database: all anchors are read at the first call.
        """
        return self._anchors.at(document_id, start)

    @cached_property
    def _anchors(self) -> Anchors:
        """The anchors of all documents."""
        return Anchors(self._all("SELECT id, anchors FROM documents"))

    def twins(self, document_id: str) -> tuple[str, ...]:
        """The other files that hold a document's report, in a published database."""
        return self._twins.get(document_id, ())

    @cached_property
    def _twins(self) -> dict[str, tuple[str, ...]]:
        """Document → the other files, of those that others repeat."""
        rows = self._all(
            "SELECT DISTINCT d.id, t.file FROM documents t JOIN documents d"
            " ON d.id = t.duplicate_of WHERE t.file <> d.file ORDER BY t.file"
        )
        others: dict[str, list[str]] = {}
        for document_id, file in rows:
            others.setdefault(str(document_id), []).append(str(file))
        return {document_id: tuple(files) for document_id, files in others.items()}

    def _sections(self, document_id: str) -> Iterator[Section]:
        for ordinal, path, role, start, end in self._all(
            'SELECT ordinal, path, role, start, "end" FROM sections WHERE document = ?'
            " ORDER BY ordinal",
            (document_id,),
        ):
            yield Section(ordinal, _tuple(path), Role(role), start, end)  # type: ignore[arg-type]

    def _chunk_rows(self, where: str, values: Sequence[object]) -> list[ChunkRow]:
        rows = self._all(
            'SELECT c.row, c.id, c.document, c.section, c.ordinal, c.start, c."end", c.text,'
            " d.file, d.title, d.organisation, s.path, s.role, c.lead, d.label FROM chunks c"
            " JOIN documents d ON d.id = c.document"
            " JOIN sections s ON s.document = c.document AND s.ordinal = c.section"
            f" WHERE {where} ORDER BY d.file, d.ordinal, c.section, c.ordinal",
            values,
        )
        return [
            ChunkRow(
                row=r[0],  # type: ignore[arg-type]
                chunk=Chunk(*r[1:8]),  # type: ignore[arg-type]
                file=r[8],  # type: ignore[arg-type]
                title=r[9],  # type: ignore[arg-type]
                organisation=r[10],  # type: ignore[arg-type]
                path=_tuple(r[11]),
                role=Role(str(r[12])),
                lead=r[13],  # type: ignore[arg-type]
                label=r[14],  # type: ignore[arg-type]
            )
            for r in rows
        ]

    def chunk_rows(self, rows: Iterable[int]) -> dict[int, ChunkRow]:
        """The chunks of these rows, by row."""
        wanted = [int(r) for r in rows]
        found: dict[int, ChunkRow] = {}
        for at in range(0, len(wanted), 500):
            batch = wanted[at : at + 500]
            marks = ",".join("?" * len(batch))
            found.update((r.row, r) for r in self._chunk_rows(f"c.row IN ({marks})", batch))
        return found

    def all_chunk_rows(self) -> list[ChunkRow]:
        """Every chunk that answers, in row order."""
        return self._chunk_rows("c.row IS NOT NULL", ())

    def chunk_row_of(self, chunk_id: str) -> ChunkRow | None:
        """The chunk of this id, or None."""
        found = self._chunk_rows("c.id = ?", (chunk_id,))
        return found[0] if found else None

    def row_keys(self) -> list[tuple[str, str]]:
        """(chunk id, document id) of every row, in row order."""
        return self._all("SELECT id, document FROM chunks WHERE row IS NOT NULL ORDER BY row")  # type: ignore[return-value]


def _lead(document: Document, chunk: Chunk) -> str:
    """The heading of the chunk's section, where the chunk follows right behind it."""
    before = [h for h in document.headings if h.end <= chunk.start]
    between = document.text[before[-1].end : chunk.start] if before else ""
    if chunk.ordinal or not before or len(between) > 4 or any(c.isalnum() for c in between):
        return ""
    return document.text[before[-1].start : chunk.start]


def _connect(path: Path) -> sqlite3.Connection:
    """A connection for building a generation: durable at `commit`, no journal beside it after."""
    db = sqlite3.connect(path, check_same_thread=False)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tuple(value: object) -> tuple:  # type: ignore[type-arg]
    return tuple(json.loads(str(value)))
