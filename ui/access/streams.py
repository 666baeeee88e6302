"""Whose each stream of answers is: Gradio's session numbers, bound to the user who first sent one.

Gradio gives a stream to anyone who knows its `session_hash`, which the browser made up. Here the
first user to join a queue under a number owns it; another user's request under it finds nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

PER_USER = 64  # open tabs; the one longest unused gives way
USERS = 1_024


class Streams:
    """Owners of session numbers, in bounded memory; one that was forgotten is nobody's again."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()
        self._owners: dict[str, str] = {}
        self._lock = threading.Lock()

    def claim(self, number: str, owner: str) -> bool:
        """Whether a number is the owner's, or was nobody's and is now."""
        with self._lock:
            if self._owners.setdefault(number, owner) != owner:
                return False
            own = self._numbers.setdefault(owner, OrderedDict())
            own[number] = None
            own.move_to_end(number)
            self._numbers.move_to_end(owner)
            if len(own) > PER_USER:
                del self._owners[own.popitem(last=False)[0]]
            if len(self._numbers) > USERS:
                for forgotten in self._numbers.popitem(last=False)[1]:
                    del self._owners[forgotten]
            return True

    def owns(self, number: str, owner: str) -> bool:
        """Whether a number was claimed by the owner."""
        with self._lock:
            return self._owners.get(number) == owner
