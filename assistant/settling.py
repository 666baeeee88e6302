"""What is decided over all documents when a generation is made: corrections, twins, labels.

With `store` the only SQL. What was read is kept beside what a user corrected, so that taking a
correction back needs no file.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.corrections import Correction, Corrections
from assistant.organisation_names import is_masked
from assistant.organisations import aliases_of
from assistant.periods import years_named
from assistant.sources import Body, Sources
from assistant.summary_series import Member, organisations_of_series

# the order in `as_read`; `Store.summaries` takes the years from there
_FACTS = ("title", "organisation", "aliases", "period", "years", "date")


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that repeats another, each by its file."""

    file: str
    first: str


def settle(
    db: sqlite3.Connection, corrections: Corrections, audience: Callable[[str], Hashable]
) -> list[Twin]:
    """Apply corrections, mark twins, name organisations apart; returns the twins by file.

    Only files of the same audience, as `audience` says by name, hold twins: else who sees the
    later one alone would have no answer from it.
    """
    _restore(db)
    for place, correction in corrections.items():
        found = db.execute(
            "SELECT id FROM documents WHERE file = ? AND ordinal = ?", place
        ).fetchone()
        if found:
            _correct(db, found[0], correction)
    twins = list(_mark_twins(db, audience))
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


def _mark_twins(db: sqlite3.Connection, audience: Callable[[str], Hashable]) -> Iterator[Twin]:
    """Note in every document which earlier one it repeats, if any."""
    db.execute("UPDATE documents SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL")
    sources: dict[Hashable, Sources] = defaultdict(lambda: Sources(lambda i: _text(db, i)))
    for body in sorted(_bodies(db), key=lambda b: b.order):
        first = sources[audience(body.file)].first_of(body)
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


class Named(NamedTuple):
    """What a document's label depends on."""

    id: str
    file: str
    title: str
    organisation: str | None
    duplicate_of: str | None
    label: str


def named(db: sqlite3.Connection) -> list[Named]:
    """All documents of a database, in the order of files."""
    rows = db.execute(
        "SELECT id, file, title, organisation, duplicate_of, label FROM documents"
        " ORDER BY file, ordinal"
    )
    return [Named(*row) for row in rows]


def labels_of(documents: Sequence[Named]) -> dict[str, str]:
    """The name that every document's organisation goes by in lists, by the document's id.

    A summary without a name goes by that of its series. A masked name, or the title of documents
    without a name, that several files hold is several organisations: each gets its document's
    title, or its file where the titles are the same. A document that repeats another is called as
    that one.
    """
    series = organisations_of_series(
        Member(d.id, d.file, d.organisation) for d in documents if d.duplicate_of is None
    )
    owners = {d.id: d.organisation or series.get(d.id) for d in documents}
    labels = {d.id: owners[d.id] or d.title for d in documents}
    held: dict[tuple[str, bool], list[Named]] = defaultdict(list)
    for d in documents:
        if d.duplicate_of is None:
            held[labels[d.id], owners[d.id] is not None].append(d)
    for (name, known), called in held.items():
        unknown = not known or is_masked(name)
        if unknown and len({d.file for d in called}) > 1:
            labels.update(_named_apart(name, called))
    return labels | {d.id: labels[d.duplicate_of] for d in documents if d.duplicate_of}


def _named_apart(name: str, documents: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """(id, label) of documents of one masked name."""
    titles: dict[str, str] = {}
    for d in documents:
        titles.setdefault(d.file, d.title.removeprefix(name).strip() or d.title)
    apart = len(set(titles.values())) == len(titles)
    for d in documents:
        yield d.id, f"{name}（{titles[d.file] if apart else d.file}）"


def _mark_labels(db: sqlite3.Connection) -> None:
    """Write the labels; a row holds its document's text, so only rows that change are written."""
    documents = named(db)
    labels = labels_of(documents)
    changed = [(labels[d.id], d.id) for d in documents if labels[d.id] != d.label]
    db.executemany("UPDATE documents SET label = ? WHERE id = ?", changed)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
