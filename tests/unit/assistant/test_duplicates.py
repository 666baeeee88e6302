"""Copies planted among other paragraphs, with 5 to 30 % of their characters changed."""

from __future__ import annotations

import random
from collections import Counter
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import duplicates
from assistant.duplicates import (
    RUN,
    SHARED_RUNS,
    Paragraph,
    find_copies,
    letters_of,
    paragraphs,
    repeats,
    similarity,
)
from assistant.records import Chunk, Role
from assistant.store import ChunkRow

COMMON = "学习党史教育宣讲义诊走访慰问群众干部支部街道乡镇社区服务工作开展组织活动推进落实建设发展"
OTHERS = "山水田林湖草路桥渠灯茶果蔬粮药医师生书画歌舞棋球车船机电网云风雨雪春夏秋冬东南西北中前后"


def row(number, owner, text, start=0):
    chunk = Chunk(f"c{number}", f"d{owner}", 0, 0, start, start + len(text), text)
    return ChunkRow(number, chunk, f"{owner}.txt", f"{owner}总结", owner, (), Role.WORK)


def text_of(chance, size=120):
    return "".join(chance.choice(COMMON + OTHERS) for _ in range(size))


def edited(text, share, chance):
    """The text with a share of its characters replaced, dropped or doubled."""
    out = []
    for c in text:
        if chance.random() >= share:
            out.append(c)
            continue
        out += chance.choice(([chance.choice(OTHERS)], [], [c, chance.choice(OTHERS)]))
    return "".join(out)


def test_the_similarity_is_the_common_subsequence_over_the_longer_text():
    assert similarity("开展义诊四场", "开展义诊六场") == pytest.approx(5 / 6)
    assert similarity("甲乙丙", "甲丙") == pytest.approx(2 / 3)
    assert similarity("甲乙", "丙丁") == 0.0
    assert similarity("", "甲") == 0.0


def test_letters_have_no_marks_and_one_script():
    assert letters_of("辦 義診，１２场。") == "办义诊12场"


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.3])
def test_planted_copies_are_found_and_nothing_else(share):
    chance = random.Random(7)
    texts = [text_of(chance) for _ in range(240)]
    rows = [row(i, f"单位{i % 40}", t) for i, t in enumerate(texts)]
    planted = {}
    for i in range(0, 120, 2):
        number = len(rows)
        rows.append(row(number, f"别处{i}", edited(texts[i], share, chance)))
        planted[i] = number
    pairs = {
        (a.chunk.row, b.chunk.row)
        for group in find_copies(list(paragraphs(rows)))
        for a in group.paragraphs
        for b in group.paragraphs
        if a.chunk.row < b.chunk.row
    }
    right = len(pairs & set(planted.items()))
    assert right / len(planted) >= 0.95
    assert right / len(pairs) >= 0.95


def test_copies_within_one_organisation_and_short_lines_are_left_alone():
    text = text_of(random.Random(1))
    rows = [
        row(0, "甲", text),
        row(1, "甲", text),
        row(2, "乙", "办义诊。"),
        row(3, "丙", "办义诊。"),
    ]
    assert find_copies(list(paragraphs(rows))) == []


def test_a_group_joins_all_that_are_linked_and_keeps_its_weakest_link():
    text = text_of(random.Random(2), 100)
    rows = [
        row(0, "甲", text),
        row(1, "乙", text),
        row(2, "丙", text[:90] + "一二三四五六七八九十"),
    ]
    (group,) = find_copies(list(paragraphs(rows)))
    assert [p.chunk.organisation for p in group.paragraphs] == ["甲", "乙", "丙"]
    assert group.similarity == pytest.approx(0.9)


def test_a_paragraph_stands_at_its_offsets():
    text = "标题\n  " + text_of(random.Random(3), 40) + "\n"
    (found,) = paragraphs([row(0, "甲", text, start=7)])
    assert isinstance(found, Paragraph)
    assert text[found.start - 7 : found.end - 7] == text.split("\n")[1].strip()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("开展义诊四场服务群众", "开展义诊六场服务群众", True),  # 9 of 10
        ("开展义诊四场", "开展义诊四场服务群众百余人次", False),  # 6 of 14
        ("开展义诊四场", "举办党史竞赛", False),
    ],
)
def test_a_sentence_repeats_another_from_four_fifths_on(a, b, same):
    assert repeats(a, b) is same


SOME = st.text("义诊宣讲四", max_size=12)


@given(SOME, SOME)
def test_the_similarity_is_that_of_the_table_of_all_beginnings(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
            )
    longest = table[-1][-1]
    assert similarity(a, b) == (longest / max(len(a), len(b)) if a and b else 0.0)


@given(
    st.lists(st.tuples(st.text("义诊宣讲四场", max_size=9), st.integers(0, 2)), max_size=12),
    st.integers(2, 6),
    st.integers(1, 40),
)
def test_pairs_share_enough_runs_that_few_have_and_are_of_two_organisations(texts, few, at_once):
    items = [Paragraph(row(i, f"单位{o}", t), 0, len(t), t) for i, (t, o) in enumerate(texts)]
    runs = [{t[i : i + RUN] for i in range(len(t) - RUN + 1)} for t, _ in texts]
    often = Counter(run for held in runs for run in held)
    expected = [
        (a, b)
        for b in range(len(items))
        for a in range(b)
        if (shared := [r for r in runs[a] & runs[b] if often[r] <= few])
        and len(shared) >= SHARED_RUNS * min(len(runs[a]), len(runs[b]))
        and texts[a][1] != texts[b][1]
    ]
    with mock.patch.multiple(duplicates, FREQUENT=few, _PAIRS_AT_ONCE=at_once):
        assert list(duplicates._candidates(items)) == expected
