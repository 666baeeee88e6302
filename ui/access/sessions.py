"""Sessions on the server: a browser holds a random token, the file of users its SHA-256.

A session ends by logging out, when unused for `IDLE`, `WHOLE` after it began, and whenever its
user is changed or removed (`ui.access.users` deletes it). Nothing is cached but the connection:
each request looks its session up, so an end holds from the next request on.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable

from ui.access.users import Users
from ui.access.visitors import Rank, Visitor

IDLE = 2 * 3600.0  # seconds
WHOLE = 12 * 3600.0
TOUCH = 60.0  # use is written down at most this often
KEPT = 20  # sessions of one user; the oldest gives way
_LONGEST_TOKEN = 100
_OF_A_TOKEN = (
    "SELECT u.id, u.name, u.rank, u.groups, s.seen FROM session s JOIN user u ON u.id = s.user"
    " WHERE s.digest = ? AND s.begun >= ? AND s.seen >= ?"
)


class Sessions:
    """The sessions of one library's users.

    Args:
        users: Whose sessions they are.
        clock: Seconds since 1970.
    """

    def __init__(self, users: Users, clock: Callable[[], float] = time.time) -> None:
        self._users = users
        self._clock = clock
        self._reader: sqlite3.Connection | None = None
        self._inode = 0
        self._lock = threading.Lock()

    def begin(self, user_id: str) -> str:
        """The token of a new session."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._users.open() as database:
            database.execute(
                "DELETE FROM session WHERE begun < ? OR seen < ?", (now - WHOLE, now - IDLE)
            )
            database.execute(
                "DELETE FROM session WHERE digest IN (SELECT digest FROM session WHERE user = ?"
                " ORDER BY begun DESC, rowid DESC LIMIT -1 OFFSET ?)",
                (user_id, KEPT - 1),
            )
            database.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?)", (_digest(token), user_id, now, now)
            )
        return token

    def visitor(self, token: str) -> tuple[Visitor, float] | None:
        """Whose session a token is of, and seconds since it was seen; None where it is of none."""
        if not 0 < len(token) <= _LONGEST_TOKEN:
            return None
        now = self._clock()
        with self._lock:
            row = (
                self._connection()
                .execute(_OF_A_TOKEN, (_digest(token), now - WHOLE, now - IDLE))
                .fetchone()
            )
        if row is None:
            return None
        user_id, name, rank, groups, seen = row
        return Visitor(user_id, name, Rank(rank), frozenset(json.loads(groups))), now - seen

    def touch(self, token: str) -> None:
        """Write down that a session is in use."""
        with self._users.open() as database:
            database.execute(
                "UPDATE session SET seen = ? WHERE digest = ?", (self._clock(), _digest(token))
            )

    def end(self, token: str) -> None:
        """End a session; a token of none changes nothing."""
        with self._users.open() as database:
            database.execute("DELETE FROM session WHERE digest = ?", (_digest(token),))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._reader:
                self._reader.close()
            self._reader = None

    def _connection(self) -> sqlite3.Connection:
        """The connection that is read through; a new one where the file was replaced."""
        inode = self._users.file.stat().st_ino
        if self._reader is None or inode != self._inode:
            if self._reader:
                self._reader.close()
            self._reader = sqlite3.connect(
                self._users.file, timeout=2, check_same_thread=False, isolation_level=None
            )
            self._inode = inode
        return self._reader


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
