"""A run-in heading and the sentence that it announces are one telling."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.store import ChunkRow
from assistant.tellings import announces, overlap, tellings
from tests.unit.assistant.test_named_practices import row


def judged(chunk: ChunkRow) -> list[Evidence]:
    """The sentences of a chunk, the first with score 0.1, the next with 0.2 and so on."""
    return [
        Evidence(Sentence(chunk, chunk.start + a, chunk.start + b, chunk.passage[a:b]), n / 10)
        for n, (a, b) in enumerate(split_sentences(chunk.passage), 1)
    ]


def test_a_run_in_heading_goes_with_the_next_sentence_and_has_its_better_score():
    chunk = row("三是开展专题读书班活动。全镇读书班按照书目进行，采取集中学习。每周一次。")
    found = tellings(judged(chunk))
    assert [e.sentence.text for e in found] == [
        "三是开展专题读书班活动。全镇读书班按照书目进行，采取集中学习。",
        "全镇读书班按照书目进行，采取集中学习。",
        "每周一次。",
    ]
    assert [e.score for e in found] == [0.2, 0.2, 0.3]
    first = found[0].sentence
    assert chunk.passage[first.start - chunk.start : first.end - chunk.start] == first.text
    assert overlap(first, found[1].sentence)
    assert not overlap(first, found[2].sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓好学习教育。镇党委举办读书班2期，每期3天。", True),  # the first of its paragraph
        ("（二）抓好学习教育。镇党委举办读书班2期。", True),
        ("举办读书班2期。党员都参加。", False),  # a number: something was done
        ("办读书班，请专家讲课。党员都参加。", False),  # two clauses tell
    ],
)
def test_only_what_names_and_does_not_tell_announces(text, expected):
    assert announces(judged(row(text))[0].sentence) is expected


def test_a_short_sentence_within_a_paragraph_announces_nothing():
    chunk = row("镇党委举办读书班2期，每期3天。党员反映很好。大家写了心得。")
    assert [announces(e.sentence) for e in judged(chunk)] == [False, False, False]
