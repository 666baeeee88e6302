"""Uploads and their indexing: one worker, one job at a time, seen by every tab of the page.

A job receives files into a folder of its own, is started, and is then read by the worker thread
through `Assistant.index`; what it reports (`Progress`) is kept here, so a reload of the page loses
nothing. Pausing waits inside the progress callback, cancelling raises there, where the library
promises to publish nothing. A mark beside the folder says how far a job is: after a restart one
that waited goes on by itself, one that was paused stays so, and one that was cut off while it ran
or received (kill -9, a power cut) is held until the user resumes or dismisses it; it might be what
brought the program down.
"""

from __future__ import annotations

import logging
import queue
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, LibraryLocked
from assistant.reading import supported
from assistant.records import IndexReport, Progress
from ui import texts
from ui.errors import FAULTS, UploadRefused
from ui.job import HELD_STATES, advanced
from ui.job import OPEN_STATES as OPEN_STATES
from ui.job import Job as Job
from ui.job import JobState as JobState
from ui.job import safe_name as safe_name

if TYPE_CHECKING:
    from assistant.service import Assistant

READY = ".ready"
FILES = "上传"  # stands before a name where the library already has another file of that name
MAX_FILES = 2_000
MAX_TOTAL_MB = 2_048
ARCHIVE = ".zip"
PART = ".part"  # a file that is still arriving
LOCK_WAIT = 0.2  # seconds between two tries while another program writes
KEPT = 5  # finished jobs that stay visible

log = logging.getLogger(__name__)


class JobCancelled(Exception):
    """Raised in the progress callback to stop an indexing run."""


class JobRunner:
    """Owns the upload folders and the worker thread of one server."""

    def __init__(
        self,
        assistant: Assistant,
        folder: Path,
        *,
        max_file_mb: int,
        library_of: Callable[[str], Assistant] | None = None,
    ) -> None:
        """Take a folder for uploads.

        Args:
            assistant: The library that files are read into.
            folder: Where uploads wait, one folder each.
            max_file_mb: Larger files are refused while they arrive.
            library_of: The library as the user of an id may write it; None: all as it is.
        """
        self._library_of = library_of or (lambda _: assistant)
        self._folder = folder
        self._max_file = max_file_mb * 1024 * 1024
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Condition()
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._stopping = False
        self._running = ""  # the job that the worker reads
        self._thread = threading.Thread(target=self._work, name="hujian-jobs", daemon=True)

    def start(self) -> None:
        """Start the worker, taking up what the last run of the program left."""
        for folder in sorted(self._folder.glob("*/")):
            if job := self._left(folder):
                self._jobs[job.id] = job
                if job.state is JobState.WAITING:
                    self._waiting.put(job.id)
            else:
                self._throw_away(folder.name)
        self._thread.start()

    def _left(self, folder: Path) -> Job | None:
        """The job whose files the last run left in a folder; None where there are none."""
        count = sum(p.is_file() and p.suffix != PART for p in folder.rglob("*"))
        if not count:
            return None
        try:
            said = self._mark(folder.name).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            said = ""
        word, _, owner = said.partition("\n")
        states = {s.value: s for s in (JobState.WAITING, JobState.PAUSED)}
        state = states.get(word, JobState.INTERRUPTED)
        return Job(folder.name, state, received=count, total=count, owner=owner)

    def stop(self) -> None:
        """Stop the job under way and end the worker; both it and what waits resume next time."""
        with self._lock:
            self._stopping = True
            if job := self._jobs.get(self._running):
                self._jobs[job.id] = replace(job, cancel_asked=True)
            self._lock.notify_all()
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
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None:
                self._jobs[job_id] = replace(job, touched=time.monotonic())
        if size > self._max_file:
            raise UploadRefused(name, "size")
        if job and job.received_bytes + size > MAX_TOTAL_MB * 1024 * 1024:
            raise UploadRefused(name, "total")

    def end_file(self, job_id: str, size: int) -> None:
        """Count a file that arrived whole."""
        with self._lock:
            if job := self._jobs.get(job_id):
                self._jobs[job_id] = replace(
                    job, received=job.received + 1, received_bytes=job.received_bytes + size,
                    touched=time.monotonic(),
                )  # fmt: skip

    def submit(self, job_id: str) -> Job | None:
        """Hand a job's files to the worker; None where there is no such open job with files."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state is not JobState.UPLOADING or not job.received:
                return None
            self._say(job_id, JobState.WAITING)
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
        """All jobs that are open or recently ended, oldest first, as they are to be shown."""
        with self._lock:
            return [job.seen() for job in self._jobs.values()]

    @property
    def is_reading(self) -> bool:
        """Whether a job holds the library at this moment."""
        return bool(self._running)

    def pause(self, job_id: str) -> Job | None:
        """Hold a job that waits or runs; None where there is no such job."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state not in {JobState.WAITING, JobState.RUNNING}:
                return None
            if job_id != self._running:
                self._say(job_id, JobState.PAUSED)
            self._jobs[job_id] = job = replace(job, state=JobState.PAUSED)
            return job

    def resume(self, job_id: str) -> Job | None:
        """Let a held job go on; None where there is no such job, or nothing was received."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.seen().state not in HELD_STATES or not job.received:
                return None
            running = job_id == self._running
            state = JobState.RUNNING if running else JobState.WAITING
            job = replace(job, state=state, total=job.total or job.received)
            self._jobs[job_id] = job
            self._lock.notify_all()
            if not running:
                self._say(job_id, JobState.WAITING)
                self._waiting.put(job_id)
            return job

    def cancel(self, job_id: str) -> Job | None:
        """Ask a job to stop, or forget it where it has ended or was left by the last run."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None:
                return None
            state = job.seen().state
            if state not in OPEN_STATES:
                return self._jobs.pop(job_id)
            if state in {JobState.STALLED, JobState.INTERRUPTED}:
                self._throw_away(job_id)
                return self._jobs.pop(job_id)
            job = replace(job, cancel_asked=True)
            if job_id != self._running:
                job = replace(job, state=JobState.CANCELLED)
                self._throw_away(job_id)
            self._jobs[job_id] = job
            self._lock.notify_all()
            return job

    # ------------------------------------------------------------ working

    def _work(self) -> None:
        """Take one job after another until None comes."""
        while (job_id := self._waiting.get()) is not None:
            with self._lock:
                job = self._jobs.get(job_id)
                if self._stopping or job is None or job.state is not JobState.WAITING:
                    continue
                self._running = job_id
                self._jobs[job_id] = replace(job, state=JobState.RUNNING)
            self._run(job_id)
            self._running = ""

    def _run(self, job_id: str) -> None:
        """Index one job's folder and keep what came of it."""
        self._say(job_id, JobState.RUNNING)
        try:
            report = self._index(job_id)
        except JobCancelled:
            if self._stopping:
                paused = (job := self.get(job_id)) and job.state is JobState.PAUSED
                self._say(job_id, JobState.PAUSED if paused else JobState.WAITING)
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

    def _index(self, job_id: str) -> IndexReport:
        """Read a job's files as soon as nobody else writes to the library.

        Raises:
            JobCancelled: If the job is to stop.
            AssistantError: If the library cannot take the files.
        """
        while True:
            try:
                return self._library_of(self._jobs[job_id].owner).index(
                    [self._folder / job_id / FILES], on_progress=lambda p: self._advance(job_id, p)
                )
            except LibraryLocked:
                self._advance(job_id, Progress("lock", 0, 1))
                time.sleep(LOCK_WAIT)

    def _advance(self, job_id: str, progress: Progress) -> None:
        """Keep a progress report; wait while the job is paused, stop where that was asked for.

        Raises:
            JobCancelled: If the job is to stop.
        """
        job = self._change(job_id, lambda j: advanced(j, progress))
        if progress.stage == "write" and progress.done == progress.total:
            return  # published
        with self._lock:
            while (job := self._jobs[job_id]).state is JobState.PAUSED and not job.cancel_asked:
                self._lock.wait()
        if job.cancel_asked:
            raise JobCancelled

    def _change(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        """Replace a job by what `change` makes of it."""
        with self._lock:
            job = change(self._jobs[job_id])
            self._jobs[job_id] = job
            return job

    def _mark(self, job_id: str) -> Path:
        """The file that says how far a job is whose files arrived whole."""
        return self._folder / f"{job_id}{READY}"

    def _say(self, job_id: str, state: JobState) -> None:
        """Write a job's mark for the next run of the program."""
        self._folder.mkdir(parents=True, exist_ok=True)
        job = self._jobs.get(job_id)
        owner = job.owner if job else ""
        self._mark(job_id).write_text(f"{state.value}\n{owner}", encoding="utf-8")

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
