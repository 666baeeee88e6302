from __future__ import annotations

import pytest

from assistant.summary_series import Member, organisations_of_series


def series(*named, unnamed="2002年4月份工作总结.txt", folder="月报"):
    """Members of given names and organisations, with one that has none."""
    rows = [Member(f"d{i}", f"{folder}/{file}", who) for i, (file, who) in enumerate(named)]
    return [*rows, Member("x", f"{folder}/{unnamed}", None)]


THREE = (
    ("2002年3月份工作总结.txt", "甲组"),
    ("2002年第二季度工作总结.txt", "甲组"),
    ("2004年年度工作总结.txt", "甲组"),
)


def test_a_summary_without_a_name_is_of_its_series():
    assert organisations_of_series(series(*THREE)) == {"x": "甲组"}


@pytest.mark.parametrize(
    "members",
    [
        series(*THREE[:2]),  # two are too few
        series(*THREE[:2], ("2003年工作总结.txt", "乙组")),  # two organisations
        series(*THREE, unnamed="2002年4月份学习总结.txt"),  # another name
        series(*THREE, unnamed="工作总结.txt"),  # no period: of no series
        [*series(*THREE)[:3], Member("x", "别处/2002年4月份工作总结.txt", None)],  # another folder
        [*series(*THREE), Member("y", "月报/2002年4月份工作总结.txt", None)],  # two in one file
        series(*((file, "**局") for file, _ in THREE)),  # a masked name is nobody's
    ],
)
def test_what_is_no_series_of_one_organisation_tells_nothing(members):
    assert organisations_of_series(members) == {}


def test_those_with_a_name_must_not_be_the_fewer():
    months = [(f"2003年{n}月份工作总结.txt", None) for n in range(1, 4)]
    assert organisations_of_series(series(*THREE, *months)) == {}
