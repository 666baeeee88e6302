"""Files of the library folder that only their owner may read."""

from __future__ import annotations

import os
from pathlib import Path


def make_private(file: Path) -> None:
    """Make an empty file that only its owner may read, where there is none.

    SQLite gives the files beside it the same permission. On Windows the folder's own rules hold.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
