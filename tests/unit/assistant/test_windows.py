from __future__ import annotations

import pytest

from assistant.windows import clauses, runs


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("办义诊，送药。", ["办义诊，", "送药。"]),
        ("一是学：读书，领读", ["一是学：", "读书，", "领读"]),
        ("三是办班。全镇参加，都好。”", ["三是办班。", "全镇参加，", "都好。”"]),
        ("无标点", ["无标点"]),
        ("", []),
    ],
)
def test_clauses_end_at_their_marks(text, pieces):
    assert [text[a:b] for a, b in clauses(text)] == pieces


def test_a_run_has_twelve_characters_unless_there_is_no_more():
    assert runs([(0, 5), (5, 11), (11, 20)]) == [(0, 3), (1, 3)]  # 20, 15; 9 is too short
    assert runs([(0, 5)]) == [(0, 1)]


def test_a_run_ends_with_four_clauses_or_past_sixty_characters():
    even = [(i * 15, i * 15 + 15) for i in range(5)]
    assert (0, 4) in runs(even)
    assert (0, 5) not in runs(even)
    assert runs([(0, 70), (70, 90)]) == [(0, 1), (1, 2)]
