"""What a generation keeps beside its documents: lines that cleaning took out, removed files.

With `store` and `settling` all SQL. A file that a user removed lies in `trash` as the rows it had,
in the same database that no longer holds it as a document: whatever stops the program, a file is
either in or in the trash, and taking the removal back needs no original. Both tables came later
than format 2; a generation without them has an empty trash and does not know its removed lines.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.reasons import NOTE_KEPT_OLD
from assistant.records import FileReport, RemovedLine

KEPT_DAYS = 7  # for which a removal can be taken back

SCHEMA = """
CREATE TABLE IF NOT EXISTS removed_lines(file TEXT PRIMARY KEY, lines TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trash(
  name TEXT PRIMARY KEY, removed TEXT NOT NULL, documents INTEGER NOT NULL, rows TEXT NOT NULL);
"""
_DOCUMENTS = "document IN (SELECT id FROM documents WHERE file = ?)"
_ROWS_OF = {  # in the order in which rows may be put back
    "files": "name = ?",
    "documents": "file = ?",
    "sections": _DOCUMENTS,
    "chunks": _DOCUMENTS,
    "removed_lines": "file = ?",
}


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """A file that a user removed and may take back until `until`; times are ISO, in UTC."""

    file: str
    removed: str
    until: str
    documents: int


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What the library keeps of a file's reading; `removed` is None where it was not recorded."""

    name: str
    format: str
    size: int
    reason: str | None
    notes: tuple[str, ...]
    removed: int | None

    @property
    def readable(self) -> bool:
        """Whether it gave documents."""
        return self.reason is None


class Keeping:
    """The part of `Store` that keeps all this."""

    _db: sqlite3.Connection

    def _all(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        raise NotImplementedError

    def _has(self, table: str) -> bool:
        return bool(self._all("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)))

    # ------------------------------------------------------------ writing

    def keep_report(self, report: FileReport) -> None:
        """Keep the lines that cleaning took out of a file that is being added."""
        lines = [(r.text, r.reason, r.after, r.page) for r in report.removed]
        text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        self._db.execute("INSERT OR REPLACE INTO removed_lines VALUES (?,?)", (report.file, text))
        self._db.execute("DELETE FROM trash WHERE name = ?", (report.file,))

    def put_away(self, name: str, now: datetime) -> None:
        """Keep a copy of a file's rows before they are deleted."""
        rows = {table: self._rows(table, where, name) for table, where in _ROWS_OF.items()}
        self._db.execute(
            "INSERT OR REPLACE INTO trash VALUES (?,?,?,?)",
            (name, _iso(now), len(rows["documents"]), json.dumps(rows, ensure_ascii=False)),
        )

    def _rows(self, table: str, where: str, name: str) -> list[dict[str, object]]:
        found = self._db.execute(f"SELECT * FROM {table} WHERE {where}", (name,))
        columns = [c[0] for c in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found]

    def bring_back(self, name: str) -> None:
        """Put the rows of a removed file back; chunks get new numbers later."""
        ((text,),) = self._all("SELECT rows FROM trash WHERE name = ?", (name,))
        for table, rows in json.loads(str(text)).items():
            for row in rows:
                values = row | {"row": None} if table == "chunks" else row
                columns = ", ".join(f'"{c}"' for c in values)
                marks = ", ".join("?" * len(values))
                self._db.execute(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())
                )
        self._db.execute("DELETE FROM trash WHERE name = ?", (name,))

    def empty_trash(self, before: datetime) -> None:
        """Forget the files that were removed before a time."""
        self._db.execute("DELETE FROM trash WHERE removed < ?", (_iso(before),))

    def note_failure(self, name: str, note: str | None) -> None:
        """Note that a file could not be read again and its old text stays; None: it could."""
        ((text,),) = self._all("SELECT notes FROM files WHERE name = ?", (name,))
        notes = [n for n in json.loads(str(text)) if not _tells_failure(n)]
        dumped = json.dumps([*notes, *([note] if note else [])], ensure_ascii=False)
        self._db.execute("UPDATE files SET notes = ? WHERE name = ?", (dumped, name))

    # ------------------------------------------------------------ reading

    def failures(self) -> dict[str, str]:
        """File → the note that it could not be read again, where that is noted."""
        told = ((r.name, n) for r in self.reports() for n in r.notes if _tells_failure(n))
        return dict(told)

    def trash(self) -> list[RemovedFile]:
        """The removed files that may be taken back, the last removed first."""
        if not self._has("trash"):
            return []
        found = self._all(
            "SELECT name, removed, documents FROM trash WHERE removed >= ?"
            " ORDER BY removed DESC, name",
            (_iso(expiry(datetime.now(UTC))),),
        )
        return [_removed(str(n), str(when), int(str(count))) for n, when, count in found]

    def removed_lines(self, name: str) -> tuple[RemovedLine, ...] | None:
        """What cleaning took out of a file; None where the library did not record it."""
        if not self._has("removed_lines"):
            return None
        found = self._all("SELECT lines FROM removed_lines WHERE file = ?", (name,))
        return tuple(RemovedLine(*x) for x in json.loads(str(found[0][0]))) if found else None

    def reports(self) -> list[StoredReport]:
        """What was said of every file when it was read, by name."""
        count = "(SELECT json_array_length(lines) FROM removed_lines r WHERE r.file = f.name)"
        lines = count if self._has("removed_lines") else "NULL"
        rows = self._all(
            f"SELECT name, format, size, reason, notes, {lines} FROM files f ORDER BY name"
        )
        return [
            StoredReport(n, kind, size, reason, tuple(json.loads(str(notes))), removed)  # type: ignore[arg-type]
            for n, kind, size, reason, notes, removed in rows
        ]

    def measures(self) -> dict[str, tuple[int, int]]:
        """Per document: number of headings, characters of text."""
        rows = self._all("SELECT id, json_array_length(headings), length(text) FROM documents")
        return {str(i): (int(str(h)), int(str(n))) for i, h, n in rows}

    def roles(self) -> list[tuple[str, str, int]]:
        """Document, role and number of its sections that hold text."""
        return self._all(
            'SELECT document, role, count(*) FROM sections WHERE "end" > start'
            " GROUP BY document, role ORDER BY document, min(ordinal)"
        )  # type: ignore[return-value]


def _tells_failure(note: str) -> bool:
    return note.startswith(NOTE_KEPT_OLD.partition("{")[0])


def expiry(now: datetime) -> datetime:
    """What was removed before this moment cannot be taken back any more."""
    return now - timedelta(days=KEPT_DAYS)


def _removed(name: str, when: str, documents: int) -> RemovedFile:
    until = datetime.fromisoformat(when) + timedelta(days=KEPT_DAYS)
    return RemovedFile(name, when, _iso(until), documents)


def _iso(moment: datetime) -> str:
    """A moment to the microsecond, so that removals keep their order as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
