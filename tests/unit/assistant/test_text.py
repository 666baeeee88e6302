import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.text import (
    Joined,
    Searched,
    are_simplified,
    fold,
    fold_all,
    letters_of_all,
    simplified,
)


def test_fold_meets_width_case_script_and_blanks():
    assert fold("「黨史」１２Ａ　臺灣") == "「党史」12a 台湾"
    assert fold("Ｘ％\t爲羣眾") == "x% 为群众"


def test_fold_keeps_what_would_become_two_characters():
    assert fold("Ⅻ㎡①") == "ⅻ㎡1"  # XII and m2 are several characters, 1 is one


def test_fold_keeps_line_feeds():
    assert fold("一\n二") == "一\n二"


def test_simplified_leaves_width_and_case():
    assert simplified("臺灣，ＡＢ") == "台湾，ＡＢ"


@given(st.text())
def test_fold_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_is_its_own_fixed_point(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(), max_size=5))
def test_many_texts_are_folded_as_each_alone(texts):
    assert fold_all(texts) == [fold(text) for text in texts]
    assert are_simplified(texts).tolist() == [simplified(text) == text for text in texts]


def test_long_texts_are_folded_as_short_ones():
    assert fold("Ａ臺\t" * 50) == "a台 " * 50
    assert fold_all(["\ud800" * 70, "黨"]) == ["\ud800" * 70, "党"]


TEXTS = st.lists(st.text("义诊宣讲a", max_size=6), max_size=8)


@given(TEXTS, st.lists(st.text("义诊宣讲a", max_size=3), max_size=4))
def test_texts_that_hold_a_word_are_found_together_as_one_by_one(texts, words):
    assert Joined(texts).holding(words).tolist() == [any(w in t for w in words) for t in texts]


def test_a_word_does_not_run_from_one_text_into_the_next():
    joined = Joined(["开展义", "诊疗", "义诊"])
    assert joined.holding(["义诊"]).tolist() == [False, False, True]
    found = joined.matches(re.compile("义诊|[诊疗]"))
    assert [(i, m[0]) for i, m in found] == [(1, "诊"), (1, "疗"), (2, "义诊")]


@given(st.lists(st.text()))
def test_letters_are_what_is_left_without_blanks_and_marks(texts):
    texts = [t.encode("utf-8", "replace").decode() for t in texts]
    assert letters_of_all(texts) == ["".join(c for c in t if c.isalnum()) for t in texts]


def test_a_word_stands_in_texts_where_one_of_them_has_it():
    assert "宣讲" in Searched(["义诊", "宣讲党史"])
    assert "诊宣" not in Searched(["义诊", "宣讲党史"])
    assert "" not in Searched([])
    assert Searched(["义诊", "诊疗"]).characters() == frozenset("义诊疗")


@given(st.lists(st.lists(st.text("义诊宣讲", max_size=4), max_size=3), max_size=4))
def test_parts_are_searched_as_all_their_texts(parts):
    texts = [t for part in parts for t in part]
    whole = Searched.chain(parts)
    assert len(whole) == len(texts)
    for word in ("义诊", "诊宣", "讲", ""):
        assert whole.holding([word]).tolist() == [word in t for t in texts]
        assert (word in whole) == any(word in t for t in texts)
