"""Names that a text holds but for one character."""

from __future__ import annotations

from assistant.spelt import Spelt


def test_a_name_may_lack_one_character_and_not_two() -> None:
    spelt = Spelt([("青石镇", "甲"), ("柳林镇", "乙"), ("石青", "丙"), ("林林", "丁")])
    assert list(spelt.almost_in("清石镇做了什么")) == [("青石镇", "甲"), ("石青", "丙")]


def test_a_character_that_a_name_has_twice_lacks_twice() -> None:
    assert list(Spelt([("林林", "丁")]).almost_in("柳")) == []
    assert list(Spelt([("林林", "丁")]).almost_in("林")) == [("林林", "丁")]


def test_without_names_there_is_none() -> None:
    assert list(Spelt([]).almost_in("青石镇")) == []
