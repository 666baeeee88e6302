"""What is worked out once, in the background."""

from __future__ import annotations

import threading

import pytest

from assistant.soon import Soon


def test_it_is_made_once_for_all_who_ask():
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return 7

    soon = Soon(make)
    assert made == []
    assert [soon.value(), soon.value(), soon.within(1)] == [7, 7, 7]
    assert made == [1]


def test_it_is_none_while_it_is_made_and_there_afterwards():
    may_go = threading.Event()

    def make() -> str:
        may_go.wait(10)
        return "好"

    soon = Soon(make)
    assert soon.within(0) is None
    assert soon.within(0.01) is None
    may_go.set()
    assert soon.value() == "好"
    assert soon.within(0) == "好"


def test_who_asks_meets_the_error_and_may_ask_again(monkeypatch):
    told = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: told.set())
    results = iter([ValueError("坏了"), ValueError("还坏"), 3])

    def make() -> int:
        result = next(results)
        if isinstance(result, ValueError):
            raise result
        return result

    soon = Soon(make)  # its thread fails, then the first who asks
    with pytest.raises(ValueError, match="还坏"):
        soon.value()
    assert told.wait(10)
    assert soon.value() == 3
