import pytest

from assistant.periods import find_date, find_period, is_date_line


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年12月16日", "2021-12-16"),
        ("2025 年3月28日", "2025-03-28"),
        ("二〇二六年一月二十七日", "2026-01-27"),
        ("２０２１年３月１８日", "2021-03-18"),
        ("1 9 9 3 年3 月5 日", "1993-03-05"),
        ("中華民國 113 年 11 月 1 日", "2024-11-01"),
        ("2003-12-4", "2003-12-04"),
        ("——2025年1月15日市长在大会上的报告", "2025-01-15"),
        ("2005-12-xx", None),
        ("2021年13月1日", None),
        ("3.5万人", None),
    ],
)
def test_dates(text, day):
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("（2021年12月16日）", True),
        ("2005-12-xx", True),
        ("发布时间：2024年08月30日", True),
        ("2021年12月16日，召开会议", False),
        ("综合", False),
    ],
)
def test_lines_that_are_a_date(line, alone):
    assert is_date_line(line) is alone


@pytest.mark.parametrize(
    ("title", "headings", "day", "words", "years"),
    [
        ("青石镇2021年工作总结", [], "2022-01-06", "2021年", (2021,)),
        (
            "2025年上海市政府工作报告",
            ["一、2024年工作回顾", "二、2025年主要任务"],
            None,
            "2024年",
            (2024, 2025),
        ),
        ("2025年某省政府工作报告", [], None, "2024年", (2024, 2025)),
        (
            "政府工作报告",
            ["一、过去五年工作回顾"],
            "2023-03-05",
            "2018年至2022年",
            (2018, 2019, 2020, 2021, 2022, 2023),
        ),
        ("2022年工作总结及2023年工作计划", [], None, "2022年", (2022, 2023)),
        ("2023年度上半年党建汇报", [], None, "2023年上半年", (2023,)),
        ("2003年12月份与2004年1月份工作总结", [], None, "2003年12月至2004年1月", (2003, 2004)),
        ("2005年第三季度工作总结", [], None, "2005年第三季度", (2005,)),
        ("党史学习教育总结", [], "2022-01-10", "2021年", (2021,)),
        ("党史学习教育总结", [], None, None, ()),
    ],
)
def test_periods(title, headings, day, words, years):
    period = find_period(title, "", headings, day)
    assert (period.words, period.years) == (words, years)
