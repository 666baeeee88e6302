"""Conversations and feedback, kept in one SQLite file of the library folder.

This is what a user made, so it is never rebuilt: the file carries a format number, and a later
format migrates it. Each conversation has an owner, the id of a user, or none where there is no
login; whoever it is not of finds that it does not exist. A turn keeps the answer twice: as the
JSON of the contract, which exports are made from, and as the message that was shown.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ui.access.files import make_private
from ui.errors import UnknownTurn
from ui.language import Text

FILE = "conversations.sqlite"
FORMAT = 2  # 1 knew no owners
TITLE_LENGTH = 60
SHOWN = 200  # conversations in one list

_SCHEMA = """
CREATE TABLE conversation (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, changed TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE turn (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT NOT NULL, shown TEXT NOT NULL, asked TEXT NOT NULL,
    verdict TEXT, reason TEXT
) STRICT;
CREATE INDEX turn_of_conversation ON turn (conversation);
"""
_OWN = "conversation IN (SELECT id FROM conversation WHERE owner = ?)"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the list; `changed` is local time in ISO form, to the minute."""

    id: str
    title: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, the JSON of its answer, and the answer as it was shown."""

    id: int
    question: str
    answer: dict[str, Any]
    shown: Text


@dataclass(frozen=True, slots=True)
class Rated:
    """A turn that a user has judged: `good` or `bad`, and why in the user's words."""

    turn: Turn
    conversation: str
    verdict: str
    reason: str


class Conversations:
    """One owner's conversations of one library; safe to use from several threads.

    Args:
        file: The file that holds everybody's.
        owner: The id of a user; empty where there is no login.
    """

    def __init__(self, file: Path, owner: str = "") -> None:
        self._file = file
        self._owner = owner

    def of(self, owner: str) -> Conversations:
        """Another owner's conversations in the same file."""
        return Conversations(self._file, owner)

    def add(
        self, conversation: str, question: str, answer: dict[str, Any], shown: str
    ) -> tuple[str, int]:
        """Keep a turn at the end of a conversation; its conversation and its own id.

        Args:
            conversation: Its id; an empty or unknown one begins a new conversation, titled by
                the question.
            question: As asked.
            answer: The JSON of the contract.
            shown: The message in both languages, less what hangs on the turn's id; each is one
                line.
        """
        now = datetime.now().isoformat(" ", "minutes")
        with self._open() as database:
            known = database.execute(
                "UPDATE conversation SET changed = ? WHERE id = ? AND owner = ?",
                (now, conversation, self._owner),
            ).rowcount
            if not known:
                conversation = uuid.uuid4().hex
                database.execute(
                    "INSERT INTO conversation VALUES (?, ?, ?, ?)",
                    (conversation, _title(question), now, self._owner),
                )
            row = database.execute(
                "INSERT INTO turn (conversation, question, answer, shown, asked)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    conversation,
                    question,
                    json.dumps(answer, ensure_ascii=False),
                    _lines(shown),
                    now,
                ),
            )
            return conversation, int(row.lastrowid or 0)

    def list(self, search: str = "") -> Sequence[Conversation]:
        """Conversations whose title or questions hold the words, the latest first."""
        like = "%" + search.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        with self._open() as database:
            rows = database.execute(
                "SELECT c.id, c.title, c.changed, count(t.id) FROM conversation c"
                " JOIN turn t ON t.conversation = c.id"
                r" WHERE c.owner = ?3 AND (c.title LIKE ?1 ESCAPE '\' OR c.id IN"
                r" (SELECT conversation FROM turn WHERE question LIKE ?1 ESCAPE '\'))"
                " GROUP BY c.id ORDER BY c.changed DESC, max(t.id) DESC LIMIT ?2",
                (like, SHOWN, self._owner),
            )
            return [Conversation(*row) for row in rows]

    def turns(self, conversation: str) -> Sequence[Turn]:
        """A conversation's turns, oldest first; none where there is no such conversation."""
        with self._open() as database:
            rows = database.execute(
                f"SELECT id, question, answer, shown FROM turn WHERE conversation = ? AND {_OWN}"
                " ORDER BY id",
                (conversation, self._owner),
            )
            return [
                Turn(i, question, json.loads(a), _both(lines)) for i, question, a, lines in rows
            ]

    def turn(self, turn_id: int) -> Turn:
        """One turn.

        Raises:
            UnknownTurn: If there is none.
        """
        with self._open() as database:
            row = database.execute(
                f"SELECT id, question, answer, shown FROM turn WHERE id = ? AND {_OWN}",
                (turn_id, self._owner),
            ).fetchone()
        if row is None:
            raise UnknownTurn(turn_id)
        return Turn(row[0], row[1], json.loads(row[2]), _both(row[3]))

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it is."""
        if title.strip():
            with self._open() as database:
                database.execute(
                    "UPDATE conversation SET title = ? WHERE id = ? AND owner = ?",
                    (_title(title), conversation, self._owner),
                )

    def delete(self, conversation: str) -> None:
        """Forget a conversation with its turns."""
        with self._open() as database:
            database.execute(
                "DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation, self._owner)
            )

    def delete_all(self) -> int:
        """Forget all conversations of this owner; how many there were."""
        if not self._file.exists():
            return 0
        with self._open() as database:
            own = (self._owner,)
            return database.execute("DELETE FROM conversation WHERE owner = ?", own).rowcount

    def hand_over(self, owner: str) -> None:
        """Make all conversations of this owner another's."""
        if self._file.exists():
            with self._open() as database:
                database.execute(
                    "UPDATE conversation SET owner = ? WHERE owner = ?", (owner, self._owner)
                )

    def rate(self, turn_id: int, verdict: str, reason: str) -> None:
        """Keep what a user thinks of an answer.

        Raises:
            UnknownTurn: If there is no such turn.
        """
        with self._open() as database:
            changed = database.execute(
                f"UPDATE turn SET verdict = ?, reason = ? WHERE id = ? AND {_OWN}",
                (verdict, reason, turn_id, self._owner),
            ).rowcount
        if not changed:
            raise UnknownTurn(turn_id)

    def rated(self) -> Sequence[Rated]:
        """The turns that users have judged, oldest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT id, question, answer, shown, conversation, verdict, reason FROM turn"
                " WHERE verdict IS NOT NULL ORDER BY id"
            )
            return [
                Rated(Turn(i, question, json.loads(a), shown), conversation, verdict, reason or "")
                for i, question, a, shown, conversation, verdict, reason in rows
            ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection within one transaction; the file is made where there is none."""
        make_private(self._file)
        with closing(sqlite3.connect(self._file, timeout=10)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            if database.execute("PRAGMA user_version").fetchone()[0] < FORMAT:
                _bring_up(database)
            with database:
                yield database


def _bring_up(database: sqlite3.Connection) -> None:
    """Lay out a new file, or migrate one; another thread may have done so meanwhile."""
    database.execute("PRAGMA journal_mode = WAL")
    with database:
        database.execute("BEGIN IMMEDIATE")
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            for statement in _SCHEMA.split(";"):
                database.execute(statement)
        elif found == 1:
            database.execute("ALTER TABLE conversation ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
        if found < FORMAT:
            database.execute(f"PRAGMA user_version = {FORMAT}")


def _lines(shown: str) -> str:
    """A message as it is kept: the Chinese line, then the English one."""
    return f"{shown.zh}\n{shown.en}" if isinstance(shown, Text) else shown


def _both(lines: str) -> Text:
    """A kept message; one that was kept in Chinese alone stands for both languages."""
    chinese, _, english = lines.partition("\n")
    return Text(chinese, english or chinese)


def _title(text: str) -> str:
    """A title of one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"
