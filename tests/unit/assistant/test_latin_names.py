"""Names in Latin letters: readings, heads, English place names, and where they stand."""

from __future__ import annotations

import pytest

from assistant.latin_names import latin_names, latin_spans

KNOWN = {"inner mongolia", "mongolia", "xuancheng", "kaiyuanshe"}


@pytest.mark.parametrize(
    ("forms", "stems", "spellings"),
    [
        (["开源社", "开源社2022年度报告"], [], ["kaiyuanshe"]),
        (["cnpack开发组"], [], ["cnpack"]),
        (["cnpack"], [], []),  # the name as it stands is found without a spelling
        (["太原市医疗保险管理服务中心"], ["太原"], ["taiyuan"]),  # too long for a whole reading
        (["内蒙古自治区"], ["内蒙古"], ["neimenggu", "neimengguzizhiqu", "inner mongolia"]),
        (["国务院"], [], ["guowuyuan", "state council"]),
    ],
)
def test_the_spellings_of_a_name(forms, stems, spellings):
    assert latin_names(forms, stems) == spellings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how many in inner mongolia", [("inner mongolia", "inner mongolia", "")]),
        ("mongolia, inner mongolia", [("mongolia",) * 2 + ("",), ("inner mongolia",) * 2 + ("",)]),
        ("xuancheng urban management bureau did", [
            ("xuancheng urban management bureau", "xuancheng", " urban management bureau")]),
        ("the xuancheng office of the town", [("xuancheng office", "xuancheng", " office")]),
        ("kaiyuanshe's members", [("kaiyuanshe", "kaiyuanshe", "")]),
        ("an inner ring", []),
    ],
)  # fmt: skip
def test_the_longest_spelling_is_found_with_the_kind_behind_it(text, found):
    spans = [(text[a:b], spelling, kind) for a, b, spelling, kind in latin_spans(text, KNOWN)]
    assert spans == found
