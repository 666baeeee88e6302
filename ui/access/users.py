"""The users of one library: their names, ranks, groups and password hashes, in one SQLite file.

The file lies in the library folder, readable by its owner alone, and holds the sessions too
(`ui.access.sessions`), so that whoever changes a user, from the page's server or from the command
line, ends that user's sessions in the same transaction. What users made hangs on their id, never
on their name: one who comes later under the same name is someone else.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ui.access import passwords
from ui.access.files import make_private
from ui.access.visitors import Rank
from ui.errors import LastManager, NameTaken, UnknownUser, UsersVersion, WrongName

FILE = "users.sqlite"
FORMAT = 1
LONGEST_NAME = 40
WAIT = 5  # seconds that one writer waits for another

_NAME = re.compile(r"[\w.@-]+(?: [\w.@-]+)*")
_SCHEMA = (
    """CREATE TABLE user (
        id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, rank TEXT NOT NULL,
        groups TEXT NOT NULL, password TEXT NOT NULL, added TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE session (
        digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user ON DELETE CASCADE,
        begun REAL NOT NULL, seen REAL NOT NULL
    ) STRICT""",
    "CREATE INDEX session_of_user ON session (user)",
)
_COLUMNS = "id, name, rank, groups, added"


@dataclass(frozen=True, slots=True)
class User:
    """One user, less the password; `added` is UTC in ISO form."""

    id: str
    name: str
    rank: Rank
    groups: tuple[str, ...]
    added: str


class Users:
    """The users of one library folder; safe to use from several threads and processes."""

    def __init__(self, library: Path) -> None:
        self.file = library / FILE

    def list(self) -> Sequence[User]:
        """All users by name; none where there is no file yet."""
        if not self.file.exists():
            return []
        with self.open() as database:
            rows = database.execute(f"SELECT {_COLUMNS} FROM user ORDER BY key")
            return [_user(row) for row in rows]

    def add(
        self, name: str, password: str, rank: Rank | None = None, groups: Iterable[str] = ()
    ) -> User:
        """A new user; without a rank the first is 管理 and every later one 查询.

        Raises:
            WrongName: If the name or a group's cannot be one.
            WeakPassword: If the password is guessed too easily.
            NameTaken: If there is such a user.
            LastManager: If the first user is not to be 管理.
        """
        name, groups = named(name), _groups(groups)
        passwords.check_strength(password, name)
        secret = passwords.hashed(password)
        with self.open() as database:
            if database.execute("SELECT 1 FROM user WHERE key = ?", (name_key(name),)).fetchone():
                raise NameTaken(name)
            first = database.execute("SELECT 1 FROM user").fetchone() is None
            rank = rank or (Rank.MANAGE if first else Rank.ASK)
            added = datetime.now(UTC).isoformat(timespec="seconds")
            user = User(uuid.uuid4().hex, name, rank, groups, added)
            database.execute(
                "INSERT INTO user VALUES (?, ?, ?, ?, ?, ?, ?)",
                (user.id, name_key(name), name, rank, json.dumps(groups), secret, added),
            )
            _check_managed(database, name)
        return user

    def set_password(self, name: str, password: str) -> User:
        """Give a user another password; their sessions end.

        Raises:
            UnknownUser: If there is none.
            WeakPassword: If the password is guessed too easily.
        """
        passwords.check_strength(password, named(name))
        return self._change(name, "password", passwords.hashed(password))

    def set_rank(self, name: str, rank: Rank) -> User:
        """Give a user another rank; their sessions end.

        Raises:
            UnknownUser: If there is none.
            LastManager: If nobody would be 管理.
        """
        return self._change(name, "rank", rank)

    def set_groups(self, name: str, groups: Iterable[str]) -> User:
        """Put a user into these groups and no others; their sessions end.

        Raises:
            UnknownUser: If there is none.
            WrongName: If a group's name cannot be one.
        """
        return self._change(name, "groups", json.dumps(_groups(groups)))

    def remove(self, name: str) -> User:
        """Take a user out; their sessions end.

        Raises:
            UnknownUser: If there is none.
            LastManager: If nobody would be 管理, while there are other users.
        """
        user = self.get(name)
        with self.open() as database:
            database.execute("DELETE FROM user WHERE id = ?", (user.id,))
            _check_managed(database, user.name)
        return user

    def get(self, name: str) -> User:
        """The user of a name.

        Raises:
            UnknownUser: If there is none.
        """
        if not self.file.exists():
            raise UnknownUser(name)
        with self.open() as database:
            return _found(database, name)

    def secret(self, name: str) -> tuple[User, str] | None:
        """A user with the password hash; None where there is no such user."""
        with self.open() as database:
            row = database.execute(
                f"SELECT {_COLUMNS}, password FROM user WHERE key = ?", (name_key(name),)
            ).fetchone()
        return (_user(row[:-1]), row[-1]) if row else None

    def _change(self, name: str, column: str, value: str) -> User:
        """Set one column of a user and end their sessions."""
        user = self.get(name)
        with self.open() as database:
            database.execute(f"UPDATE user SET {column} = ? WHERE id = ?", (value, user.id))
            database.execute("DELETE FROM session WHERE user = ?", (user.id,))
            _check_managed(database, user.name)
            return _found(database, name)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection within one transaction; the file is made where there is none.

        Raises:
            UsersVersion: If it is no file of ours, or of another version.
        """
        make_private(self.file)
        with closing(sqlite3.connect(self.file, timeout=WAIT)) as database:
            self._check_version(database)
            database.execute("PRAGMA foreign_keys = ON")
            with database:
                yield database

    def _check_version(self, database: sqlite3.Connection) -> None:
        try:
            found = database.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                found = _create(database)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # another writer, or a full disk: nothing is wrong with the file
            raise UsersVersion(str(self.file)) from error
        if found != FORMAT:
            raise UsersVersion(str(self.file))


def user_to_json(user: User) -> dict[str, Any]:
    """A user as `hujian user list --json` and `/api/v1/users` give them."""
    return {
        "name": user.name,
        "role": user.rank.value,
        "groups": list(user.groups),
        "added": user.added,
    }


def named(name: str) -> str:
    """A user's or a group's name as it is kept.

    Raises:
        WrongName: If it is empty, too long, or holds more than letters, digits and . _ - @.
    """
    shown = unicodedata.normalize("NFKC", name).strip()
    if len(shown) > LONGEST_NAME or not _NAME.fullmatch(shown):
        raise WrongName(name)
    return shown


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _groups(names: Iterable[str]) -> tuple[str, ...]:
    """Group names as they are kept, each once, in order."""
    return tuple(sorted({named(name) for name in names}))


def _user(row: Sequence[str]) -> User:
    user_id, name, rank, groups, added = row
    return User(user_id, name, Rank(rank), tuple(json.loads(groups)), added)


def _found(database: sqlite3.Connection, name: str) -> User:
    row = database.execute(
        f"SELECT {_COLUMNS} FROM user WHERE key = ?", (name_key(name),)
    ).fetchone()
    if row is None:
        raise UnknownUser(name)
    return _user(row)


def _check_managed(database: sqlite3.Connection, name: str) -> None:
    """Undo, by raising within the transaction, what would leave users without a 管理."""
    ranks = {rank for (rank,) in database.execute("SELECT rank FROM user")}
    if ranks and Rank.MANAGE not in ranks:
        raise LastManager(name)


def _create(database: sqlite3.Connection) -> int:
    """Lay out a new file; another process may have done so meanwhile."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        found: int = database.execute("PRAGMA user_version").fetchone()[0]
        if found == 0:
            for statement in _SCHEMA:
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {FORMAT}")
            found = FORMAT
    return found
