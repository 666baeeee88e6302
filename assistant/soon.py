"""A value that is worked out once, by a thread of its own, for all who ask for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Soon(Generic[T]):
    """Begins when it is first asked for; safe for several threads.

    Where its thread fails, who asks makes it himself and meets the error.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._over: threading.Event | None = None  # set when the thread is done, or has failed
        self._made: list[T] = []

    def value(self) -> T:
        """The value, waited for; raises what making it raises."""
        self._begun().wait()
        return self._result()

    def within(self, seconds: float) -> T | None:
        """The value if it is there in time, None while it is being made."""
        return self._result() if self._begun().wait(seconds) else None

    def _begun(self) -> threading.Event:
        with self._lock:
            if self._over is None:
                self._over = threading.Event()
                threading.Thread(target=self._run, args=(self._over,), daemon=True).start()
            return self._over

    def _run(self, over: threading.Event) -> None:
        try:
            self._made.append(self._make())
        finally:
            over.set()

    def _result(self) -> T:
        if not self._made:
            self._made.append(self._make())
        return self._made[0]
