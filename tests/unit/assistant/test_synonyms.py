"""Synonyms: the file's two parts, the longest word at a place, only words the library holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.synonyms import Expansion, Synonyms, expanded, load_synonyms, parse

TABLE = Synonyms(
    {"卖": ("销售",), "卖东西": ("带货",), "上课": ("授课",), "凑钱": ("捐款", "募捐")}
)


def everything(_word: str) -> bool:
    return True


def test_words_of_a_row_stand_for_each_other_and_asked_words_one_way() -> None:
    table = parse('same = [["甲", "乙", "丙"]]\n[asked]\n"丁" = ["甲"]')
    assert table == {"甲": ("乙", "丙"), "乙": ("甲", "丙"), "丙": ("甲", "乙"), "丁": ("甲",)}


def test_the_longest_word_at_a_place_is_tried() -> None:
    assert TABLE.of("网上卖东西", [], everything) == (Expansion("卖东西", ("带货",)),)


def test_a_word_that_would_cut_another_in_two_is_not_tried() -> None:
    assert TABLE.of("水上课堂", ["水上", "课堂"], everything) == ()
    assert TABLE.of("去上课", ["上课"], everything) == (Expansion("上课", ("授课",)),)


def test_only_what_the_library_holds_and_the_question_does_not_say_is_tried() -> None:
    assert TABLE.of("凑钱", [], lambda word: word == "募捐") == (Expansion("凑钱", ("募捐",)),)
    assert TABLE.of("捐款和凑钱", [], everything) == (Expansion("凑钱", ("募捐",)),)
    assert TABLE.of("凑钱", [], lambda _word: False) == ()


def test_the_other_wording_holds_all_that_may_stand_for_a_word() -> None:
    assert expanded("同事凑钱相助", (Expansion("凑钱", ("捐款", "募捐")),)).split() == [
        "同事", "捐款", "募捐", "相助",
    ]  # fmt: skip


def test_the_users_words_come_before_those_of_the_lexicon(tmp_path: Path) -> None:
    plain = load_synonyms(tmp_path).table["义诊"]
    (tmp_path / "synonyms.toml").write_text('same = [["义诊", "送健康"]]', encoding="utf-8")
    own = load_synonyms(tmp_path).table["义诊"]
    assert own == ("送健康", *plain)


@pytest.mark.parametrize(
    "text", ["same = 3", "asked = []", "other = []", 'same = [["", "甲"]]', "same = [[1]]", "=="]
)
def test_anything_else_is_refused_with_the_file_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "synonyms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"synonyms\.toml"):
        load_synonyms(tmp_path)


def test_no_word_of_the_lexicon_is_written_with_a_blank_or_stands_alone() -> None:
    table = load_synonyms(Path("nowhere")).table
    assert all(" " not in w and tried and w not in tried for w, tried in table.items())
