"""Who did what, when and from where: one JSON object a line, only ever appended.

`audit.jsonl` lies in the library folder, readable by its owner alone. When it has grown to
`MAX_BYTES` it is renamed by the time and a new one begun; of the older ones the last `KEPT` stay.
Each line is one write in append mode, so the page's server and the command line may both write;
a line torn by a power cut is left out when reading. What is written holds no control characters,
so that no name can forge a line or move a terminal's cursor.
"""

from __future__ import annotations

import json
import logging
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from ui.access.visitors import Visitor

FILE = "audit.jsonl"
MAX_BYTES = 8 << 20  # about 50,000 lines
KEPT = 8  # older files
LONGEST = 300  # characters of a user, an address or an object

log = logging.getLogger(__name__)


class Action(StrEnum):
    """What can be written down; the values are keys of `access_texts.ACTIONS`."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGIN_THROTTLED = "login_throttled"
    LOGOUT = "logout"
    REFUSED = "refused"
    USER_ADDED = "user_added"
    USER_REMOVED = "user_removed"
    USER_PASSWORD = "user_password"
    USER_RANK = "user_role"
    USER_GROUPS = "user_groups"
    ASK = "ask"
    EXPORT = "export"
    UPLOAD = "upload"
    INDEX = "index"
    CANCEL = "cancel"
    CORRECT = "correct"
    RESTORE = "restore"
    REMOVE = "remove"
    BRING_BACK = "bring_back"
    EMPTY_TRASH = "empty_trash"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `time` is UTC in ISO form, `object` what was acted on."""

    time: str
    user: str
    address: str
    action: str
    object: str


class Audit:
    """The audit of one library folder."""

    def __init__(self, library: Path) -> None:
        self._folder = library
        self._file = library / FILE

    def note(self, visitor: Visitor, action: Action, subject: str = "") -> None:
        """Write one line; where the disk refuses it, the program's log says so."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        entry = {
            "time": now,
            "user": neutral(visitor.name),
            "address": neutral(visitor.address),
            "action": action.value,
            "object": neutral(subject),
        }
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            self._make_room()
            self._folder.mkdir(parents=True, exist_ok=True)
            opened = os.open(self._file, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
            try:
                os.write(opened, line)
            finally:
                os.close(opened)
        except OSError:
            log.exception("the audit could not be written: %s", entry)

    def read(self, since: str = "", user: str = "") -> Iterator[Entry]:
        """The lines from a time on, of one user or of all, oldest first.

        Args:
            since: The beginning of a UTC time in ISO form, such as 2026-11-20; empty for all.
            user: A name as written down; empty for all.
        """
        current = [self._file] if self._file.exists() else []
        for file in [*self._older(), *current]:
            with file.open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    entry = _parsed(line)
                    if entry and entry.time >= since and user in {"", entry.user}:
                        yield entry

    def _make_room(self) -> None:
        """Put a full file aside, and drop the oldest of those put aside."""
        if not self._file.exists() or self._file.stat().st_size < MAX_BYTES:
            return
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        self._file.rename(self._folder / f"audit-{now}.jsonl")
        for file in self._older()[:-KEPT]:
            file.unlink(missing_ok=True)

    def _older(self) -> list[Path]:
        """The files put aside, oldest first."""
        return sorted(self._folder.glob("audit-*.jsonl"))


def neutral(text: str) -> str:
    """Text on one line without control, direction or private characters, cut where it is long."""
    shown = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in text)
    shown = " ".join(shown.split())
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _parsed(line: str) -> Entry | None:
    """A line as it was written; None for one that is torn or not ours."""
    try:
        value = json.loads(line)
        fields = (value[name] for name in ("time", "user", "address", "action", "object"))
        return Entry(*map(neutral, fields))
    except (ValueError, KeyError, TypeError):
        return None
