"""Texts are encoded once, when they are asked for."""

from __future__ import annotations

import numpy as np

from assistant import encoded
from assistant.encoded import Encoded
from tests.fakes import FakeEncoder


class Counting(FakeEncoder):
    """Notes what it encodes."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode_passages(self, texts):
        self.asked.append(list(texts))
        return super().encode_passages(texts)


def test_each_text_is_encoded_once_and_its_row_stands_where_it_was_asked_for(monkeypatch):
    monkeypatch.setattr(encoded, "AT_ONCE", 2)
    encoder, texts = Counting(), ["学习", "走访", "慰问", "义诊", "宣讲"]
    held = Encoded(texts, encoder)
    assert (
        held.rows([3, 1, 3, 0]) == FakeEncoder().encode_passages(["义诊", "走访", "义诊", "学习"])
    ).all()
    assert encoder.asked == [["学习", "走访"], ["义诊"]]
    assert (held.rows([4, 3]) == FakeEncoder().encode_passages(["宣讲", "义诊"])).all()
    assert encoder.asked[2:] == [["宣讲"]]


def test_no_places_have_no_rows():
    assert Encoded([], FakeEncoder()).rows([]).shape == (0, FakeEncoder.dim)
    assert np.array_equal(Encoded(["学习"], FakeEncoder()).rows([]), np.zeros((0, FakeEncoder.dim)))
