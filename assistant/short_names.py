"""Whether a text is a short form of a name: its characters in order, in few runs."""

from __future__ import annotations

from collections.abc import Iterable


def abbreviates(text: str, forms: Iterable[str]) -> bool:
    """Whether the text is a short form of a name: its characters in order, in few runs.

    The last character must be the name's last, and there may be at most one run more than half
    the characters, so that scattered single characters do not count.
    """
    return any(
        form[-1] == text[-1] and len(text) < len(form) and runs(text, form) <= 1 + len(text) // 2
        for form in forms
    )


def runs(text: str, form: str) -> int:
    """Fewest runs in which `form` holds `text` in order (greedy); large if it does not."""
    at, runs = 0, 0
    while text:
        size = len(text)
        while size and form.find(text[:size], at) < 0:
            size -= 1
        if not size:
            return 1_000
        at = form.find(text[:size], at) + size
        text, runs = text[size:], runs + 1
    return runs
