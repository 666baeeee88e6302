"""What is decided over all documents when a generation is made: corrections, twins, labels.

With `store` the only SQL. What was read is kept beside what a user corrected, so that taking a
correction back needs no file.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.corrections import Correction, Corrections
from assistant.organisation_names import is_masked
from assistant.organisations import aliases_of
from assistant.periods import years_named
from assistant.sources import Body, Sources

# the order in `as_read`; `Store.summaries` takes the years from there
_FACTS = ("title", "organisation", "aliases", "period", "years", "date")


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that repeats another, each by its file."""

    file: str
    first: str


def settle(db: sqlite3.Connection, corrections: Corrections) -> list[Twin]:
    """Apply corrections, mark twins, name organisations apart; returns the twins by file."""
    _restore(db)
    for place, correction in corrections.items():
        found = db.execute(
            "SELECT id FROM documents WHERE file = ? AND ordinal = ?", place
        ).fetchone()
        if found:
            _correct(db, found[0], correction)
    twins = list(_mark_twins(db))
    _mark_labels(db)
    return twins


# ---------------------------------------------------------------- corrections


def _restore(db: sqlite3.Connection) -> None:
    """Put back what was read wherever it had been corrected."""
    columns = ", ".join(f"{name} = ?" for name in _FACTS)
    for document, facts in db.execute(
        "SELECT id, as_read FROM documents WHERE as_read IS NOT NULL"
    ).fetchall():
        db.execute(f"UPDATE documents SET {columns} WHERE id = ?", (*json.loads(facts), document))
    db.execute("UPDATE documents SET as_read = NULL WHERE as_read IS NOT NULL")
    db.execute("UPDATE sections SET role = read_role WHERE role <> read_role")


def _correct(db: sqlite3.Connection, document: str, correction: Correction) -> None:
    """Put a user's values in the place of what was read, which is kept."""
    read = db.execute(
        f"SELECT {', '.join(_FACTS)} FROM documents WHERE id = ?", (document,)
    ).fetchone()
    facts = dict(zip(_FACTS, read, strict=True)) | _said(correction)
    columns = ", ".join(f"{name} = ?" for name in _FACTS)
    db.execute(
        f"UPDATE documents SET {columns}, as_read = ? WHERE id = ?",
        (*facts.values(), _dump(read), document),
    )
    for ordinal, path in db.execute(
        "SELECT ordinal, path FROM sections WHERE document = ?", (document,)
    ).fetchall():
        role = correction.role_of(json.loads(path))
        if role is not None:
            db.execute(
                "UPDATE sections SET role = ? WHERE document = ? AND ordinal = ?",
                (role.value, document, ordinal),
            )


def _said(correction: Correction) -> dict[str, str]:
    """The columns that a correction fills, as the database holds them."""
    said: dict[str, str] = {}
    if correction.organisation is not None:
        said["organisation"] = correction.organisation
        said["aliases"] = _dump(aliases_of(correction.organisation))
    if correction.title is not None:
        said["title"] = correction.title
    if correction.date is not None:
        said["date"] = correction.date
    years = correction.years or years_named(correction.period or "")
    if years:
        said["years"] = _dump(years)
        said["period"] = "、".join(f"{year}年" for year in years)
    if correction.period is not None:
        said["period"] = correction.period
    return said


# ---------------------------------------------------------------- twins


def _mark_twins(db: sqlite3.Connection) -> Iterator[Twin]:
    """Note in every document which earlier one it repeats, if any."""
    db.execute("UPDATE documents SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL")
    sources = Sources(lambda i: _text(db, i))
    for body in sorted(_bodies(db), key=lambda b: b.order):
        first = sources.first_of(body)
        if first is not None:
            db.execute("UPDATE documents SET duplicate_of = ? WHERE id = ?", (first.id, body.id))
            yield Twin(body.file, first.file)


def _bodies(db: sqlite3.Connection) -> list[Body]:
    return [
        Body(i, file, ordinal, organisation, (period, tuple(json.loads(years))), letters, size)
        for i, file, ordinal, organisation, period, years, letters, size in db.execute(
            "SELECT id, file, ordinal, organisation, period, years, letters, size FROM documents"
        )
    ]


def _text(db: sqlite3.Connection, document: str) -> str:
    return str(db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()[0])


# ---------------------------------------------------------------- labels


def _mark_labels(db: sqlite3.Connection) -> None:
    """Give every document the name its organisation goes by in lists.

    A masked name, or the title of documents without a name, that several files hold is several
    organisations: each gets its document's title, or its file where the titles are the same.
    """
    db.execute(  # a row holds its document's text: only rows that change are written
        "UPDATE documents SET label = coalesce(organisation, title)"
        " WHERE label <> coalesce(organisation, title)"
    )
    held: dict[tuple[str, bool], list[tuple[str, str, str]]] = defaultdict(list)
    for name, known, i, file, title in db.execute(
        "SELECT label, organisation IS NOT NULL, id, file, title FROM documents"
        " WHERE duplicate_of IS NULL ORDER BY file, ordinal"
    ):
        held[name, bool(known)].append((i, file, title))
    for (name, known), documents in held.items():
        unknown = not known or is_masked(name)
        if unknown and len({file for _, file, _ in documents}) > 1:
            _name_apart(db, name, documents)
    db.execute(
        "UPDATE documents SET label = (SELECT f.label FROM documents f"
        " WHERE f.id = documents.duplicate_of) WHERE duplicate_of IS NOT NULL"
    )


def _name_apart(
    db: sqlite3.Connection, name: str, documents: Sequence[tuple[str, str, str]]
) -> None:
    """Label documents (id, file, title) of one masked name by file."""
    titles: dict[str, str] = {}
    for _, file, title in documents:
        titles.setdefault(file, title.removeprefix(name).strip() or title)
    apart = len(set(titles.values())) == len(titles)
    for i, file, _ in documents:
        label = f"{name}（{titles[file] if apart else file}）"
        db.execute("UPDATE documents SET label = ? WHERE id = ?", (label, i))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
