from __future__ import annotations

import pytest

from assistant.parts_of_year import part_before, parts_inside, parts_of_year


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2003年十二月份与2004年一月份工作总结", ("12月", "1月")),
        ("2005年第三季度", ("第三季度",)),
        ("2009年上半年的计划", ("上半年",)),
        ("2021年工作总结", ()),
        ("学习3个月", ()),  # a length of time
    ],
)
def test_months_quarters_and_halves_are_named(text, parts):
    assert parts_of_year(text) == parts


@pytest.mark.parametrize(
    ("part", "before"),
    [
        ("1月", ("12月", 1)),
        ("7月", ("6月", 0)),
        ("第一季度", ("第四季度", 1)),
        ("第四季度", ("第三季度", 0)),
        ("上半年", ("下半年", 1)),
        ("下半年", ("上半年", 0)),
    ],
)
def test_the_first_part_follows_the_last_of_the_year_before(part, before):
    assert part_before(part) == before


def test_halves_hold_quarters_and_months_and_quarters_hold_months():
    assert parts_inside("下半年") == (
        "第三季度", "第四季度", "7月", "8月", "9月", "10月", "11月", "12月",
    )  # fmt: skip
    assert parts_inside("第一季度") == ("1月", "2月", "3月")
    assert parts_inside("3月") == ()
