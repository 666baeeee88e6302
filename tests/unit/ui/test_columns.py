"""Text in columns of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.columns import padded, table, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("资料库", 6), ("a（库）", 7), ("e\u0301", 1)]
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int):
    assert width(text) == columns


def test_what_is_too_short_is_filled_with_spaces():
    assert padded("资料", 6) == "资料  "
    assert padded("资料库夹", 6) == "资料库夹"


def test_lines_break_between_chinese_characters_and_around_latin_words():
    assert wrapped("用 hujian index 入库。", 12) == ["用 hujian", "index 入库。"]
    assert wrapped("一二三四五", 6) == ["一二三", "四五"]


def test_no_mark_stands_on_the_wrong_side_of_a_break():
    assert wrapped("一二三，四", 6) == ["一二三，", "四"]
    assert wrapped("一二（三四）", 6) == ["一二", "（三四）"]


@given(st.text(alphabet="一二三 ab，（）", max_size=40), st.integers(4, 20))
def test_nothing_but_spaces_is_lost(text: str, columns: int):
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


def test_each_column_is_as_wide_as_its_widest_cell():
    assert table([("单位", "义诊"), ("县人民医院", "强 [1]"), ("甲镇", "未见")]) == [
        "单位        义诊",
        "县人民医院  强 [1]",
        "甲镇        未见",
    ]
