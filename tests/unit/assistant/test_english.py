"""English words of a question: phrases before words, plurals and endings of verbs by rule."""

from __future__ import annotations

import pytest

from assistant.english import english_table, in_chinese
from assistant.synonyms import Expansion

TABLE = {
    "city": ("城市",),
    "box": ("箱子",),
    "plan": ("计划",),
    "move": ("搬迁",),
    "hand out": ("发放", "配发"),
    "hand": ("手",),
    "street lamp": ("路灯",),
    "lamp": ("灯具",),
}


def found(text, occurs=lambda _word: True):
    return in_chinese(text, occurs, TABLE)


@pytest.mark.parametrize(
    ("word", "chinese"),
    [
        ("city", "城市"), ("cities", "城市"), ("boxes", "箱子"), ("plans", "计划"),
        ("planned", "计划"), ("planning", "计划"), ("moving", "搬迁"), ("moved", "搬迁"),
        ("street lamps", "路灯"), ("handed out", "发放"),
    ],
)  # fmt: skip
def test_forms_of_a_word_find_it(word, chinese):
    (expansion,) = found(word)
    assert expansion.word == word
    assert expansion.tried[0] == chinese


def test_the_longest_phrase_at_a_place_counts():
    assert found("the street lamp and the lamp") == (
        Expansion("street lamp", ("路灯",)),
        Expansion("lamp", ("灯具",)),
    )


def test_only_words_of_the_library_are_tried_and_no_single_characters():
    assert found("hand out", lambda word: word == "配发") == (Expansion("hand out", ("配发",)),)
    assert found("hand") == ()
    assert found("青石镇走访了多少户") == ()


def test_the_lexicon_is_well_formed():
    table = english_table()
    assert len(table) > 1_000
    for english, chinese in table.items():
        assert english.isascii(), english
        assert len(english.split()) <= 4, english
        assert chinese, english
        assert len(set(chinese)) == len(chinese), english
