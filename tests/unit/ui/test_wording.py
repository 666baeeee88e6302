"""Words made of parts: references, and counts in English."""

from __future__ import annotations

import pytest

from assistant.answering import words
from ui import phrases, texts
from ui.wording import reference_words


def test_one_of_a_thing_is_singular_in_english():
    assert texts.SOURCES.format(count=1).en == "1 source"
    assert texts.SOURCES.format(count=2).en == "2 sources"
    assert texts.HOLDINGS.format(documents=1, organisations="1").en == "1 document · 1 organisation"
    assert texts.ELAPSED_VALUE.format(ms=1).en == "1 ms"
    coverage = words.COVERAGE.format(total=1, found=1, not_found=0)
    assert phrases.said(coverage).en == "1 organisation: 1 with a record, 0 without"


@pytest.mark.parametrize(
    ("organisation", "section", "place", "english"),
    [
        ("青石镇", ("二、做法",), "第 3 段", "[青石镇, 总结, 二, paragraph 3]"),
        (None, (), "第 3 段", "[总结, paragraph 3]"),
        ("青石镇", (), "", "[青石镇, 总结]"),
        ("青石镇", ("二、做法",), "", "[青石镇, 总结, 二]"),
    ],
)
def test_a_reference_has_no_stray_separators(organisation, section, place, english: str):
    reference = reference_words(organisation, "总结", section, place)
    assert reference.en == english
    assert reference == f"〔{organisation or ''}《总结》{'二、' if section else ''}{place}〕"
