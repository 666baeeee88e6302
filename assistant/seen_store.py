"""A published database as who may see some files alone would find it.

Every table of the database gets a temporary view of its own name before it, which SQLite finds
first: no statement, of today or of tomorrow, reaches a row of a hidden file unless it says
`main.` on purpose. Rows are numbered anew, so that they are those of a library without the hidden
files, and organisations are named apart from those that are seen alone. A table belongs to
documents by a column `document`, to files of the library by a column `file`, or to names of files,
that are in the library or not, by a key `name`; any other is empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.settling import Named, labels_of, named
from assistant.store import Store

_SEEN = """
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE seen_files(name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE seen_documents(
  id TEXT PRIMARY KEY, duplicate_of TEXT, label TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX seen_twins ON seen_documents(duplicate_of);
CREATE TEMP TABLE seen_rows(whole INTEGER PRIMARY KEY, row INTEGER UNIQUE NOT NULL);
"""
# what stands in the place of a table's own column, and where it comes from
_OTHER = {
    "documents": (" JOIN temp.seen_documents s ON s.id = t.id", ("duplicate_of", "label")),
    "chunks": (" JOIN temp.seen_rows s ON s.whole = t.row", ("row",)),
}
_IN_FILES, _IN_DOCUMENTS = (
    f"IN (SELECT {key} FROM temp.{table})"
    for key, table in (("name", "seen_files"), ("id", "seen_documents"))
)


def open_seen(path: Path, sees: Callable[[str], bool]) -> tuple[Store, NDArray[np.int64]]:
    """A published database with the files that `sees` allows, by name; read-only.

    Returns:
        The store, and the rows of the whole database that are seen, ascending: row i of the
        store is row rows[i] there.

    Raises:
        sqlite3.DatabaseError: If the file is missing or not such a database.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True, check_same_thread=False)
    with ExitStack() as if_it_fails:
        if_it_fails.callback(db.close)
        db.executescript(_SEEN)
        db.create_function("is_seen", 1, lambda name: int(sees(str(name))), deterministic=True)
        rows = _choose(db, sees)
        _stand_before(db)
        db.commit()
        if_it_fails.pop_all()
    return Store(db), rows


def _choose(db: sqlite3.Connection, sees: Callable[[str], bool]) -> NDArray[np.int64]:
    """Fill the tables of what is seen; returns the rows."""
    files = [(name,) for (name,) in db.execute("SELECT name FROM files") if sees(name)]
    db.executemany("INSERT INTO seen_files VALUES (?)", files)
    held = {name for (name,) in files}
    documents = _seen_of([d for d in named(db) if d.file in held])
    labels = labels_of(documents)
    db.executemany(
        "INSERT INTO seen_documents VALUES (?,?,?)",
        [(d.id, d.duplicate_of, labels[d.id]) for d in documents],
    )
    rows = [
        row
        for (row,) in db.execute(
            "SELECT row FROM main.chunks WHERE row IS NOT NULL"
            f" AND document {_IN_DOCUMENTS} ORDER BY row"
        )
    ]
    db.executemany("INSERT INTO seen_rows VALUES (?,?)", [(w, r) for r, w in enumerate(rows)])
    return np.array(rows, np.int64)


def _seen_of(documents: list[Named]) -> list[Named]:
    """The documents; one that repeats a hidden one stands for itself."""
    held = {d.id for d in documents}
    return [d if d.duplicate_of in held else d._replace(duplicate_of=None) for d in documents]


def _stand_before(db: sqlite3.Connection) -> None:
    """Put a view before every table."""
    tables = db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        facts = db.execute(f"PRAGMA main.table_info({_quoted(table)})").fetchall()
        columns = {name: bool(key) for _, name, _, _, _, key in facts}
        chosen = _selected(table, columns, *_OTHER.get(table, ("", ())))
        if table == "chunks":  # those without a row; in two parts, so that both find by an index
            chosen += f" UNION ALL {_selected(table, columns, '', ())} AND t.row IS NULL"
        db.execute(f"CREATE TEMP VIEW {_quoted(table)} AS {chosen}")


def _selected(table: str, columns: Mapping[str, bool], join: str, others: Sequence[str]) -> str:
    """The seen rows of a table, some columns taken from what is joined."""
    chosen = ", ".join(f"{'s' if c in others else 't'}.{_quoted(c)}" for c in columns)
    return f"SELECT {chosen} FROM main.{_quoted(table)} t{join} WHERE {_limit(columns)}"


def _limit(columns: Mapping[str, bool]) -> str:
    """Which rows of a table are seen, by its columns, of which some are its key."""
    if "document" in columns:
        return f"t.document {_IN_DOCUMENTS}"
    if "file" in columns:
        return f"t.file {_IN_FILES}"
    return "is_seen(t.name)" if columns.get("name") else "0"


def _quoted(name: str) -> str:
    return f'"{name}"'
