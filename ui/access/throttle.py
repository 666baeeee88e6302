"""Failed logins wait longer and longer, by the name tried and by the address that tries.

The delay grows by doubling. By name it stays short, so that nobody is locked out by another who
keeps failing in their name; by address it grows to a quarter of an hour. An attempt counts as
failed from its start, so that a hundred at once do not pass together.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

FORGET = 3600.0  # seconds without a failure
REMEMBERED = 4096  # names, and as many addresses


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; the next waits a second, doubling up to `longest` seconds."""

    free: int
    longest: float

    def delay(self, failures: int) -> float:
        """Seconds to wait after so many failures."""
        over = failures - self.free
        return min(self.longest, 2.0 ** min(over, 30)) if over >= 0 else 0.0


BY_NAME = Limit(free=5, longest=60.0)
BY_ADDRESS = Limit(free=20, longest=900.0)


@dataclass(frozen=True, slots=True)
class _Record:
    """Failures so far, when the last began, and until when the next must wait."""

    failures: int = 0
    last: float = 0.0
    until: float = 0.0


class Throttle:
    """The failures of one kind of key, in bounded memory.

    Args:
        limit: What a failure costs.
        clock: Seconds that only grow.
    """

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Seconds that an attempt must still wait; 0 where it may begin."""
        with self._lock:
            return max(0.0, self._record(key).until - self._clock())

    def begin(self, key: str) -> None:
        """Count an attempt as failed."""
        with self._lock:
            now, record = self._clock(), self._record(key)
            failures = record.failures + 1
            self._records[key] = _Record(failures, now, now + self._limit.delay(failures))
            self._records.move_to_end(key)
            while len(self._records) > REMEMBERED:
                self._records.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget every failure of a key."""
        with self._lock:
            self._records.pop(key, None)

    def forgive(self, key: str) -> None:
        """Take back the count of one attempt, which succeeded."""
        with self._lock:
            if record := self._records.get(key):
                self._records[key] = replace(record, failures=record.failures - 1, until=0.0)

    def _record(self, key: str) -> _Record:
        record = self._records.get(key, _Record())
        return record if self._clock() - record.last < FORGET else _Record()
