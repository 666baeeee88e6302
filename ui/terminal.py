"""What the commands share: standard output and error, the progress bar, exit statuses."""

from __future__ import annotations

import argparse
import json
import sys

from assistant.config import load_settings
from assistant.records import Progress
from assistant.service import Assistant, open_assistant
from ui import cli_texts as words

DONE, FAILED, WRONG_USE = 0, 1, 2


class BatchError(Exception):
    """Options or a batch file of wrong use; the text is for the user."""


def out(text: str) -> None:
    """Print what was asked for."""
    print(text, flush=True)  # noqa: T201 — stdout is where answers go


def err(text: str) -> None:
    """Print everything else."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 — stderr is where the rest goes


def json_line(value: object) -> None:
    """Print one JSON object on a line."""
    out(json.dumps(value, ensure_ascii=False))


class Bar:
    """A progress bar on stderr; silent where stderr is not a terminal, save for failures."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Draw how far an indexing run is."""
        if self._shown:
            done = progress.done / progress.total if progress.total else 1.0
            bar = "█" * int(24 * done) + "░" * (24 - int(24 * done))
            name = progress.file.file if progress.file else ""
            line = f"{words.STAGES[progress.stage]} {bar} {progress.done}/{progress.total} {name}"
            sys.stderr.write(f"\r\x1b[2K{line[:72]}")
            if progress.stage == "write" and progress.done == progress.total:
                sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def open_library(options: argparse.Namespace) -> Assistant:
    """The assistant over the library that the options name."""
    return open_assistant(load_settings(options.library))
