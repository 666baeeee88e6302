from __future__ import annotations

import pytest

from assistant.named_practices import PER_ORGANISATION, named_practices
from assistant.records import Chunk, Role
from assistant.store import ChunkRow


def row(text, role=Role.WORK, organisation="甲镇", number=0):
    chunk = Chunk(f"c{number}", "d", 0, 0, 5, 5 + len(text), text)
    return ChunkRow(number, chunk, "甲.md", "总结", organisation, (), role, "", organisation)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在村头开设“田间小课堂”36场。", ["田间小课堂"]),
        ("設立「便民小站」3處。", ["便民小站"]),
        ("医院获评“市级文明单位”。", []),
        ("荣获“先进集体”称号。", []),
        ("坚持“人民至上”的理念。", []),
        ("开展“讲”活动。", []),
    ],
)
def test_a_name_after_a_doing_word_is_a_practice(text, names):
    assert [name for name, _ in named_practices([row(text)])] == names


def test_the_sentence_that_tells_of_it_is_given_with_its_place():
    ((_, sentence),) = named_practices([row("先学。开设“田间小课堂”36场，请老人讲。")])
    assert sentence.text == "开设“田间小课堂”36场，请老人讲。"
    assert sentence.start == 5 + 3


def test_plans_and_problems_name_no_practice_and_each_name_counts_once():
    rows = [
        row("开设“水上课堂”。", Role.PLANS),
        row("开设“院坝课堂”2场。", number=1),
        row("开设“院坝课堂”3场。", number=2),
    ]
    assert [s.chunk.row for _, s in named_practices(rows)] == [1]


def test_one_organisation_does_not_fill_the_list():
    text = "".join(f"开设“{c}号小课堂”。" for c in "甲乙丙丁戊己庚辛壬癸")
    assert len(named_practices([row(text)])) == PER_ORGANISATION
