"""Slips of the input method: what sounds alike and stands in the library, and nothing else."""

from __future__ import annotations

from assistant.tokenizer import default_tokenizer
from assistant.typos import Mender

CHUNKS = {"慰问": 7, "未闻": 2, "就业": 9, "义诊": 4, "主任": 5}


def mender(*texts: str) -> Mender:
    return Mender(
        frozenset("慰问未闻就业义诊主任"),
        default_tokenizer().known_words,
        lambda word: CHUNKS.get(word, 0),
        lambda pair: any(pair in t for t in texts),
    )


def test_the_commonest_word_of_the_same_sound_is_meant() -> None:
    assert mender().mended("走访未问") == (("未问", "慰问"),)
    assert mender().mended("城镇新增就叶") == (("就叶", "就业"),)


def test_a_word_of_the_dictionary_is_never_doubted() -> None:
    assert mender().mended("没主人的狗") == ()


def test_what_stands_in_the_library_as_written_is_left_alone() -> None:
    assert mender("义珍是人名").mended("义珍") == ()
    assert mender().mended("义珍") == (("义珍", "义诊"),)


def test_no_word_of_that_sound_leaves_the_text_as_it_is() -> None:
    assert mender().mended("清渠") == ()


def test_a_word_that_stands_beside_another_neighbour_only_is_doubted() -> None:
    """常驻 is a word, but the library writes 常住人口 and nowhere 常驻人口."""
    chunks = {"常住": 5, "人口": 9}
    texts = ("常住人口1000万人", "常驻代表")
    doubting = Mender(
        frozenset("常住人口驻代表"),
        default_tokenizer().known_words,
        lambda word: chunks.get(word, 0),
        lambda part: any(part in t for t in texts),
    )
    assert doubting.mended("常驻人口") == (("常驻", "常住"),)
    assert doubting.mended("常驻代表") == ()  # its neighbour is too rare to tell
    assert doubting.mended("常驻") == ()
