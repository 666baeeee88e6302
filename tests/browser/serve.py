"""Serves a library folder for the browser tests, on a free port; prints its address.

An empty library is filled first: from the folder named second, or else from `documents.py`; one
named `empty` stays empty, one named `login` gets a user of each rank.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.config import Settings
from assistant.service import open_assistant
from tests.browser.documents import write_documents
from ui.access.users import Users
from ui.access.visitors import Rank
from ui.server import serve, warm_up

PASSWORD = "三会一课2022"


def main(library: Path, documents: Path | None = None) -> None:
    """Open, fill where it is to be filled, and serve."""
    warm_up()
    if library.name == "login":
        users = Users(library)
        for rank in reversed(Rank):
            users.add(rank.value, PASSWORD, rank)
    assistant = open_assistant(Settings(library=library))
    if library.name != "empty" and not assistant.status().documents:
        assistant.index([documents or write_documents(library.parent / "documents")])
    serve(assistant, port=0, on_ready=say)


def say(address: str) -> None:
    """Print the address for the test that waits for it."""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
