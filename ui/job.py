"""One upload with its indexing as a record, and the names its files may have."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePosixPath

from assistant.records import FileOutcome, Outcome, Progress
from ui.errors import UploadRefused

STALLED = 5.0  # seconds without a byte after which an upload is taken to have stopped


class JobState(StrEnum):
    """Where a job is; the values are keys of `texts.JOB_TITLE`."""

    UPLOADING = "uploading"
    STALLED = "stalled"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


MOVING_STATES = frozenset({JobState.UPLOADING, JobState.WAITING, JobState.RUNNING})
HELD_STATES = frozenset({JobState.STALLED, JobState.PAUSED, JobState.INTERRUPTED})
OPEN_STATES = MOVING_STATES | HELD_STATES


@dataclass(frozen=True, slots=True)
class Job:
    """A snapshot of one upload with its indexing.

    `owner` is the id of the user who uploads; `done` of `total` files are read; `part` is how
    much of the current stage is over, from 0 to 1; `error` is a Chinese sentence; `touched` is
    when the last byte came, by the monotonic clock. A held job waits for the user: its upload
    stalled (the tab was closed), it was paused, or the program was stopped hard while it ran.
    """

    id: str
    state: JobState = JobState.UPLOADING
    received: int = 0
    received_bytes: int = 0
    stage: str = ""
    done: int = 0
    total: int = 0
    part: float = 0.0
    files: tuple[FileOutcome, ...] = ()
    error: str | None = None
    cancel_asked: bool = field(default=False, kw_only=True)
    touched: float = field(default_factory=time.monotonic, kw_only=True)
    owner: str = field(default="", kw_only=True)

    def seen(self) -> Job:
        """The job as it is to be shown: an upload that receives nothing has stalled."""
        idle = time.monotonic() - self.touched
        if self.state is JobState.UPLOADING and idle > STALLED:
            return replace(self, state=JobState.STALLED, total=self.received)
        return self

    def count(self, outcome: Outcome) -> int:
        """Number of files with this outcome so far."""
        return sum(f.outcome is outcome for f in self.files)


def safe_name(name: str) -> PurePosixPath:
    """The relative path under which an uploaded file may be stored.

    Raises:
        UploadRefused: If the name leaves the folder, is empty, or holds control characters.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    wrong = (
        not path.parts
        or path.is_absolute()
        or len(name) > 400
        or len(path.parts) > 12
        or any(part in {".", ".."} or len(part.encode()) > 240 for part in path.parts)
        or any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000 for c in name)
        or any(":" in part for part in path.parts)  # drives and streams of Windows
    )
    if wrong:
        raise UploadRefused(name[:80], "name")
    return path


def advanced(job: Job, progress: Progress) -> Job:
    """The job after one progress report."""
    files = (*job.files, progress.file) if progress.file else job.files
    part = progress.done / progress.total if progress.total else 1.0
    job = replace(job, stage=progress.stage, part=part, files=files)
    if progress.stage == "read":
        return replace(job, done=progress.done, total=progress.total)
    return job
