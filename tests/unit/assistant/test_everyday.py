"""The reverse dictionary: a description said in any order finds its term, half of it does not.

The numbers are those of the fake encoder: a token is a character of `LETTERS`, all cosines are 1
or 0, all lengths 1.
"""

from __future__ import annotations

import pytest

from assistant.everyday import SAID, Everyday, everyday_table
from assistant.synonyms import Expansion
from tests.fakes import FakeEncoder

# 宣讲 is described as 问走访, 义诊 as 慰问题
TABLE = {"宣讲": ("问走访",), "义诊": ("慰问题", "打算")}


def described(text, words, *, occurs=lambda _term: True, table=None):
    return Everyday(table or TABLE, FakeEncoder()).of(text, words, occurs)


def test_a_description_is_found_in_any_order_with_the_words_that_say_it():
    assert described("访走又问党", ["访走", "问", "党"]) == (
        Expansion("访走 问", ("宣讲",), pytest.approx(1.0)),
    )


def test_the_strength_is_the_share_of_the_description_that_is_said():
    # 慰问题: 问 stands in two descriptions of three, the others in one, so it weighs less;
    # rarity ln(1 + (3 - df + .5) / (df + .5)): 问 ln(1.6), 慰 and 题 ln(8/3)
    (found,) = described("慰题", ["慰题"])
    assert found.tried == ("义诊",)
    assert found.strength == pytest.approx(2 * 0.9808 / (2 * 0.9808 + 0.4700), abs=1e-3)
    assert found.strength >= SAID


def test_less_than_half_of_a_description_finds_nothing():
    assert described("慰", ["慰"]) == ()


def test_a_term_the_question_says_itself_or_the_library_does_not_hold_is_not_tried():
    assert described("宣讲 问走访", ["问走访"]) == ()
    assert described("问走访", ["问走访"], occurs=lambda term: term != "宣讲") == ()


def test_descriptions_without_a_known_token_and_empty_questions_find_nothing():
    assert described("问走访", ["问走访"], table={"甲": ("乙丙",)}) == ()
    assert described("甲乙", ["甲乙"]) == ()
    assert described("", []) == ()


def test_the_lexicon_is_well_formed():
    table = everyday_table()
    assert len(table) > 2_000
    for term, said in table.items():
        assert 1 < len(term) <= 14, term
        assert said, term
        assert len(set(said)) == len(said), term
        assert all(1 < len(s) <= 16 for s in said), term
