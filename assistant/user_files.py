"""Files in the library folder that a user edits: read with a fingerprint, replaced in one step.

A save names the fingerprint of the text it was made from, so that two people who edit at once do
not overwrite one another unseen. The text before a save stays beside the file under `.bak`; a
process killed at any moment leaves either the old file or the new one.
"""

from __future__ import annotations

import hashlib
import os
import threading
import uuid
from pathlib import Path

from assistant.errors import EditedMeanwhile

PREVIOUS = ".bak"
ABSENT = "none"  # the fingerprint of a file that is not there
_saving = threading.Lock()


def fingerprint(file: Path) -> str:
    """What changes with the content of a file."""
    try:
        return hashlib.blake2b(file.read_bytes(), digest_size=12).hexdigest()
    except FileNotFoundError:
        return ABSENT


def save(file: Path, text: str, seen: str) -> str:
    """Replace a file's text; the fingerprint of what is there now.

    Args:
        file: In the library folder, which is made where there is none.
        text: The whole new text.
        seen: The fingerprint of the text that was edited.

    Raises:
        EditedMeanwhile: If the file has another text by now; nothing is changed then.
    """
    with _saving:
        _check(file, seen)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}.new")
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as written:
                written.write(text)
                written.flush()
                os.fsync(written.fileno())
            _keep_previous(file)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        return fingerprint(file)


def discard(file: Path, seen: str) -> None:
    """Take a file away, so that what comes with the program holds again; it stays as `.bak`.

    Raises:
        EditedMeanwhile: If the file has another text by now; nothing is changed then.
    """
    with _saving:
        _check(file, seen)
        if file.is_file():
            file.replace(file.with_name(file.name + PREVIOUS))


def _check(file: Path, seen: str) -> None:
    if fingerprint(file) != seen:
        raise EditedMeanwhile(file)


def _keep_previous(file: Path) -> None:
    """Copy the present text to `.bak`, whole or not at all."""
    if file.is_file():
        copy = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}.old")
        copy.write_bytes(file.read_bytes())
        copy.replace(file.with_name(file.name + PREVIOUS))
