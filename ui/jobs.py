"""Uploads and their indexing: one worker, one job at a time, seen by every tab of the page.

A job receives files into a folder of its own, is started, and is then read by the worker thread
through `Assistant.index`; what it reports (`Progress`) is kept here, so a reload of the page loses
nothing. Cancelling raises inside the progress callback, where the library promises to publish
nothing. A folder with a `READY` mark beside it was complete when the program stopped: it is taken
up again at the next start; one without is thrown away, since nothing was reported about it.
"""

from __future__ import annotations

import logging
import queue
import shutil
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.reading import supported
from assistant.records import FileOutcome, Outcome, Progress
from ui import texts
from ui.errors import FAULTS, UploadRefused

if TYPE_CHECKING:
    from assistant.service import Assistant

READY = ".ready"
FILES = "上传"  # stands before a name where the library already has another file of that name
MAX_FILES = 2_000
MAX_TOTAL_MB = 2_048
ARCHIVE = ".zip"
KEPT = 5  # finished jobs that stay visible

log = logging.getLogger(__name__)


class JobState(StrEnum):
    """Where a job is; the values are keys of `texts.JOB_TITLE`."""

    UPLOADING = "uploading"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN_STATES = frozenset({JobState.UPLOADING, JobState.WAITING, JobState.RUNNING})


class JobCancelled(Exception):
    """Raised in the progress callback to stop an indexing run."""


@dataclass(frozen=True, slots=True)
class Job:
    """A snapshot of one upload with its indexing.

    `owner` is the id of the user who uploads; `done` of `total` files are read; `part` is how much
    of the current stage is over, from 0 to 1; `error` is a Chinese sentence.
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
    owner: str = field(default="", kw_only=True)

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


class JobRunner:
    """Owns the upload folders and the worker thread of one server."""

    def __init__(self, assistant: Assistant, folder: Path, *, max_file_mb: int) -> None:
        self._assistant = assistant
        self._folder = folder
        self._max_file = max_file_mb * 1024 * 1024
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="hujian-jobs", daemon=True)

    def start(self) -> None:
        """Start the worker, taking up what the last run of the program left complete."""
        for folder in sorted(self._folder.glob("*/")):
            if self._mark(folder.name).exists():
                owner = self._mark(folder.name).read_text(encoding="utf-8")
                self._jobs[folder.name] = Job(folder.name, JobState.WAITING, owner=owner)
                self._waiting.put(folder.name)
            else:
                shutil.rmtree(folder, ignore_errors=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the job under way and end the worker; both it and what waits resume next time."""
        with self._lock:
            self._stopping = True
            for job in list(self._jobs.values()):
                if job.state is JobState.RUNNING:
                    self._jobs[job.id] = replace(job, cancel_asked=True)
        self._waiting.put(None)
        self._thread.join(timeout=10)

    # ------------------------------------------------------------ receiving

    def open(self, owner: str = "") -> Job:
        """A new, empty job of a user that receives files."""
        job = Job(uuid.uuid4().hex, owner=owner)
        with self._lock:
            self._jobs[job.id] = job
        return job

    def begin_file(self, job_id: str, name: str) -> Path:
        """Where to write an uploaded file, its folder made.

        Raises:
            UploadRefused: If the name is unsafe or of no kind that is read, the job is closed, or
                it has too many files.
        """
        path = safe_name(name)
        job = self.get(job_id)
        if job is None or job.state is not JobState.UPLOADING:
            raise UploadRefused(path.name, "state")
        if job.received >= MAX_FILES:
            raise UploadRefused(path.name, "count")
        if not supported(Path(path)) and path.suffix.lower() != ARCHIVE:
            raise UploadRefused(str(path), "type")
        target = self._folder / job_id / FILES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def check_size(self, job_id: str, name: str, size: int) -> None:
        """Refuse a file that grows beyond the limits.

        Raises:
            UploadRefused: If the file, or the job with it, is too large.
        """
        job = self.get(job_id)
        if size > self._max_file:
            raise UploadRefused(name, "size")
        if job and job.received_bytes + size > MAX_TOTAL_MB * 1024 * 1024:
            raise UploadRefused(name, "total")

    def end_file(self, job_id: str, size: int) -> None:
        """Count a file that arrived whole."""
        with self._lock:
            if job := self._jobs.get(job_id):
                self._jobs[job_id] = replace(
                    job, received=job.received + 1, received_bytes=job.received_bytes + size
                )

    def submit(self, job_id: str) -> Job | None:
        """Hand a job's files to the worker; None where there is no such open job with files."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state is not JobState.UPLOADING or not job.received:
                return None
            self._mark(job_id).write_text(job.owner, encoding="utf-8")
            job = replace(job, state=JobState.WAITING, total=job.received)
            self._jobs[job_id] = job
        self._waiting.put(job_id)
        return job

    # ------------------------------------------------------------ looking and stopping

    def get(self, job_id: str) -> Job | None:
        """The job as it is now."""
        with self._lock:
            return self._jobs.get(job_id)

    def jobs(self) -> list[Job]:
        """All jobs that are open or recently ended, oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def cancel(self, job_id: str) -> Job | None:
        """Ask a job to stop, or forget it where it has ended."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None:
                return None
            if job.state not in OPEN_STATES:
                return self._jobs.pop(job_id)
            job = replace(job, cancel_asked=True)
            if job.state is not JobState.RUNNING:
                job = replace(job, state=JobState.CANCELLED)
                self._throw_away(job_id)
            self._jobs[job_id] = job
            return job

    # ------------------------------------------------------------ working

    def _work(self) -> None:
        """Take one job after another until None comes."""
        while (job_id := self._waiting.get()) is not None:
            job = self.get(job_id)
            if not self._stopping and job and job.state is JobState.WAITING:
                self._run(job_id)

    def _run(self, job_id: str) -> None:
        """Index one job's folder and keep what came of it."""
        self._change(job_id, lambda j: replace(j, state=JobState.RUNNING))
        try:
            report = self._assistant.index(
                [self._folder / job_id / FILES], on_progress=lambda p: self._advance(job_id, p)
            )
        except JobCancelled:
            if self._stopping:
                return
            self._change(job_id, lambda j: replace(j, state=JobState.CANCELLED, files=()))
        except AssistantError as error:
            words = texts.message(error)
            self._change(job_id, lambda j: replace(j, state=JobState.FAILED, error=words))
        except FAULTS:
            log.exception("indexing %s failed", job_id)
            self._change(
                job_id, lambda j: replace(j, state=JobState.FAILED, error=texts.UNEXPECTED)
            )
        else:
            self._change(
                job_id,
                lambda j: replace(
                    j, state=JobState.DONE, files=report.files, done=j.total, part=1.0, stage=""
                ),
            )
        self._throw_away(job_id)
        self._forget_old()

    def _advance(self, job_id: str, progress: Progress) -> None:
        """Keep a progress report; stop the run where that was asked for.

        Raises:
            JobCancelled: If the job is to stop.
        """
        job = self._change(job_id, lambda j: _advanced(j, progress))
        published = progress.stage == "write" and progress.done == progress.total
        if job.cancel_asked and not published:
            raise JobCancelled

    def _change(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        """Replace a job by what `change` makes of it."""
        with self._lock:
            job = change(self._jobs[job_id])
            self._jobs[job_id] = job
            return job

    def _mark(self, job_id: str) -> Path:
        """The file whose presence says that a job's files arrived whole."""
        return self._folder / f"{job_id}{READY}"

    def _throw_away(self, job_id: str) -> None:
        """Delete a job's files."""
        self._mark(job_id).unlink(missing_ok=True)
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def _forget_old(self) -> None:
        """Keep only the last ended jobs."""
        with self._lock:
            ended = [j.id for j in self._jobs.values() if j.state not in OPEN_STATES]
            for job_id in ended[:-KEPT]:
                del self._jobs[job_id]


def _advanced(job: Job, progress: Progress) -> Job:
    """The job after one progress report."""
    files = (*job.files, progress.file) if progress.file else job.files
    part = progress.done / progress.total if progress.total else 1.0
    job = replace(job, stage=progress.stage, part=part, files=files)
    if progress.stage == "read":
        return replace(job, done=progress.done, total=progress.total)
    return job
