"""Places of documents in their files."""

from __future__ import annotations

from assistant.anchors import Anchors
from assistant.records import Anchor

HELD = Anchors([("a", "[[0, 4, 1, null], [6, 9, 2, 3]]"), ("b", "[]"), ("c", "[[0, 9, 1, 1]]")])


def test_an_offset_stands_where_a_stretch_holds_it_half_open() -> None:
    assert HELD.at("a", 3) == Anchor(0, 4, 1, None)
    assert HELD.at("a", 4) is None
    assert HELD.at("a", 6) == Anchor(6, 9, 2, 3)
    assert HELD.at("c", 6) == Anchor(0, 9, 1, 1)


def test_a_document_without_anchors_or_unknown_has_no_place() -> None:
    assert HELD.at("b", 0) is None
    assert HELD.at("d", 0) is None
    assert Anchors([]).at("a", 0) is None
