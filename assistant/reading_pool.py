"""Reading many files in worker processes that can be killed: a hang or crash costs one file.

Each worker holds one file at a time. One that takes longer than the limit, or dies (a library
of C code can), is replaced, and its file gets a verdict in Chinese; the others go on. Reports come
in the order of the files. For a handful of small files `read_file` itself is quicker.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from assistant import reasons
from assistant.readers.blocks import DEFAULT_LIMITS, Limits
from assistant.reading import read_file
from assistant.records import FileReport

_START_UP = 60.0  # seconds a new process may take to import
_TICK = 0.25  # seconds between two calls of `Pool.on_wait`
Read = Callable[[Path, str, Limits], FileReport]


def _go_on() -> None:
    """Nothing to do while waiting."""


@dataclass(frozen=True, slots=True)
class Pool:
    """How files are read: number of processes, seconds for one file, limits on one file.

    `on_wait` is called several times a second while a file is being read; what it raises stops
    the reading and its processes.
    """

    workers: int = 2
    seconds: float = 120.0
    limits: Limits = DEFAULT_LIMITS
    on_wait: Callable[[], None] = _go_on


def read_files(
    files: Sequence[tuple[Path, str]], pool: Pool, read: Read = read_file
) -> Iterator[FileReport]:
    """The reports of the files, in their order, as they become known.

    Args:
        files: Path and name of every file.
        pool: Processes and limits.
        read: What a worker calls; a function of a module, so that a new process finds it.
    """
    reports: dict[int, FileReport] = {}
    waiting = deque(range(len(files)))
    workers = [_Worker(read, pool) for _ in range(max(1, min(pool.workers, len(files))))]
    given = 0
    try:
        while given < len(files):
            for worker in workers:
                if worker.job is None and waiting:
                    worker.give(waiting.popleft(), files)
            reports.update(_collect(workers, files))
            while given in reports:
                yield reports.pop(given)
                given += 1
    finally:
        for worker in workers:
            worker.stop()


def _collect(
    workers: Sequence[_Worker], files: Sequence[tuple[Path, str]]
) -> Iterator[tuple[int, FileReport]]:
    """What has come in, after waiting for the first report or the first limit."""
    busy = [worker for worker in workers if worker.job is not None]
    if not busy:
        return
    first = min(worker.deadline for worker in busy)
    patience = max(0.0, first - time.monotonic())
    ready = set(wait([worker.connection for worker in busy], timeout=min(patience, _TICK)))
    if not ready and time.monotonic() < first:
        busy[0].pool.on_wait()  # may take long; what came in meanwhile is taken the next time
        return
    for worker in busy:
        job = worker.job
        if job is None:
            continue
        if worker.connection in ready:
            yield job, worker.take(files[job][1])
        elif time.monotonic() >= worker.deadline:
            seconds = int(worker.pool.seconds)
            worker.restart()
            yield job, _refused(files[job][1], reasons.TIMEOUT.format(seconds=seconds))


def _refused(name: str, reason: str) -> FileReport:
    return FileReport(name, readable=False, reason=reason, format="unknown")


class _Worker:
    """One process, its pipe, and the file it holds."""

    def __init__(self, read: Read, pool: Pool) -> None:
        self._read = read
        self.pool = pool
        self.job: int | None = None
        self.deadline = 0.0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs, self._read, self.pool.limits), daemon=True
        )
        self._process.start()
        theirs.close()
        self._fresh = True

    def give(self, job: int, files: Sequence[tuple[Path, str]]) -> None:
        """Hand over a file; a process that has died meanwhile is replaced first."""
        try:
            self._greet()
            self.connection.send(files[job])
        except (EOFError, OSError):
            self.restart()
            self._greet()
            self.connection.send(files[job])
        self.job = job
        self.deadline = time.monotonic() + self.pool.seconds

    def _greet(self) -> None:
        """Wait until a new process has imported what it needs; that counts for no file."""
        until = time.monotonic() + _START_UP
        while self._fresh and time.monotonic() < until:
            if self.connection.poll(_TICK):
                self.connection.recv()
                self._fresh = False
            else:
                self.pool.on_wait()
        self._fresh = False

    def take(self, name: str) -> FileReport:
        """The report that came in; a verdict where the process died."""
        self.job = None
        try:
            report = self.connection.recv()
        except (EOFError, OSError):
            self.restart()
            return _refused(name, reasons.CRASHED)
        return report if isinstance(report, FileReport) else _refused(name, reasons.CRASHED)

    def restart(self) -> None:
        """Kill the process and start another."""
        self.stop()
        self.job = None
        self._start()

    def stop(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join(10)
        self.connection.close()


def _work(connection: Connection, read: Read, limits: Limits) -> None:
    """What a worker does until its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which then ends us
    connection.send(None)  # ready
    while True:
        try:
            path, name = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(read(path, name, limits))
