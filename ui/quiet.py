"""Background work that begins when nobody waits for the server.

On two cores, what the library prepares for its first questions takes half of the machine from the
browser that opens the page just then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Any, Protocol

QUIET = 2.0  # seconds without a request, after the first ones
UNASKED = 5.0  # seconds that the first request is waited for
LONGEST = 60.0  # seconds; a server that is never quiet prepares all the same
_TICK = 0.25


class Traffic(Protocol):
    """What `uvicorn.server.ServerState` counts."""

    total_requests: int

    @property
    def tasks(self) -> Collection[Any]:
        """The requests being answered."""


def wait_for_quiet(traffic: Traffic, sleep: Callable[[float], None] = time.sleep) -> None:
    """Return once the first requests are answered and no further ones come.

    Args:
        traffic: What the server counts.
        sleep: Lets time pass, in seconds.
    """
    waited = quiet = 0.0
    seen = traffic.total_requests
    while waited < LONGEST and quiet < (QUIET if seen else UNASKED):
        sleep(_TICK)
        waited += _TICK
        asked = traffic.total_requests != seen or bool(traffic.tasks)
        quiet = 0.0 if asked else quiet + _TICK
        seen = traffic.total_requests
