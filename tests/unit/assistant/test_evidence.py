"""Sentences, members of series, brackets, and how much of a topic a sentence carries.

The numbers are those of the fake encoder: a token is a character of `LETTERS`, carried by a text
that holds it and by no other; its weight is its idf over the chunks.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import AROUND, Judge, _unbracketed
from assistant.sentence_ends import split_sentences
from assistant.series import ordinals
from assistant.synonyms import Expansion
from assistant.text import fold
from tests.fakes import LETTERS, FakeEncoder
from tests.libraries import retriever_over, row_with


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一是学。二是做；完", ["一是学。", "二是做；", "完"]),
        ("他说：“好。”大家笑。", ["他说：“好。”", "大家笑。"]),
        ("  前面有空格。\n\n后一段", ["前面有空格。", "后一段"]),
        ("", []),
        ("。。。", ["。。。"]),
        ("城镇化率\n86.38%，居前列。", ["城镇化率\n86.38%，居前列。"]),
        ("常住人口\n86万人", ["常住人口\n86万人"]),
        ("主要目标\n2025年建成。", ["主要目标", "2025年建成。"]),  # a year begins a line
        ("主要目标\n（一）学习", ["主要目标", "（一）学习"]),
        ("GDP\n86亿元", ["GDP", "86亿元"]),  # goes on only behind a Han character
    ],
)
def test_sentences_end_at_their_marks(text, sentences):
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@given(st.text(alphabet="学习。；！\n ”x", max_size=60))
def test_sentences_are_ordered_and_lose_only_blanks(text):
    spans = split_sentences(text)
    assert spans == sorted(spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("第6期特别预算", {("期", 6)}),
        ("第 6 期、第十四届、第二十批", {("期", 6), ("届", 14), ("批", 20)}),
        ("第6章第3条，6期", set()),
    ],
)
def test_members_of_series(text, members):
    assert ordinals(text) == members


# ---------------------------------------------------------------- judged over a library

FILES = {
    "甲镇.md": "# 甲镇2021年工作总结\n\n一、主要做法\n\n开展走访。举办义诊。\n",
    "乙镇.md": "# 乙镇2021年工作总结\n\n一、主要做法\n\n第5期宣讲已办。\n",
    "丙镇.md": "# 丙镇2021年工作总结\n\n一、主要做法\n\n第6期宣讲已办，第5期也是。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("judged"), FILES)


@pytest.fixture
def judge(retriever):
    return Judge(retriever)


def best(judge, retriever, words, topic):
    """The judged sentence that holds these words."""
    (found,) = [
        e for e in judge.judge([row_with(retriever, words)], topic) if words in e.sentence.text
    ]
    return found


def share(retriever, part, whole):
    """Share of the weight of `whole` that the characters of `part` have: ln(1+(n-df+½)/(df+½))."""
    rows = retriever.generation.rows
    texts = [(r.organisation or "") + "".join(r.path) + r.chunk.text for r in rows]

    def weight(c):
        df = sum(c in t for t in texts)
        return math.log(1 + (len(rows) - df + 0.5) / (df + 0.5))

    return sum(map(weight, part)) / sum(map(weight, whole))


@pytest.mark.parametrize(
    ("text", "whole", "ways"),
    [
        ("学习（宣讲、义诊都算）", "学习", ("宣讲", "义诊")),
        ("学习（宣讲、义诊", "学习", ("宣讲", "义诊")),  # as a listing leaves it without 都算）
        ("学习（或宣讲）", "学习", ("宣讲",)),
        ("宣讲（学习）", "宣讲学习", ("宣讲",)),  # part of the name
        ("义诊（学习宣讲）", "义诊", ("学习宣讲",)),  # longer: what it is short for
        ("（含宣讲）义诊", "义诊", ()),
        ("义诊", "义诊", ()),
    ],
)
def test_what_stands_in_brackets_is_another_way_of_saying_it(judge, text, whole, ways):
    assert _unbracketed(fold(text)) == (whole, list(ways))
    assert judge.topic(text).whole == whole


def test_what_only_the_brackets_say_counts_a_little_less(judge, retriever):
    topic = judge.topic("走访（义诊、党史都算）")
    clinic = best(judge, retriever, "义诊", topic)  # 走访 is only around it: 0.45 of its own
    assert (clinic.score, clinic.missing) == (pytest.approx(0.95), pytest.approx(0.0))
    walked = best(judge, retriever, "走访", topic)
    assert (walked.score, walked.missing) == (pytest.approx(1.0), pytest.approx(0.0))
    other = best(judge, retriever, "第5期宣讲", topic)
    assert (other.score, other.missing) == (pytest.approx(0.0), pytest.approx(1.0))


def test_a_synonym_in_the_text_carries_the_word_that_was_asked(judge, retriever):
    topic = judge.topic("打算", (Expansion("打算", ("开展", "筹备")),))
    walked = best(judge, retriever, "走访", topic)
    assert walked.score == pytest.approx(0.9)
    assert walked.literal == pytest.approx(1.0)
    # the other sentence has 开展 only around it
    assert best(judge, retriever, "义诊", topic).score == pytest.approx(AROUND * 0.9)
    assert best(judge, retriever, "走访", judge.topic("打算")).score == 0.0


def test_a_synonym_carries_its_own_word_and_no_other(judge, retriever):
    topic = judge.topic("打算党史", (Expansion("打算", ("开展",)),))
    walked = best(judge, retriever, "走访", topic)
    assert walked.score == pytest.approx(0.9 * share(retriever, "打算", "打算党史"), abs=1e-3)


def test_what_the_chunk_says_of_the_outer_thing_counts_as_said_in_a_sentence(judge, retriever):
    walked = share(retriever, "走访", "走访义诊")
    plain = best(judge, retriever, "义诊", judge.topic("走访义诊"))
    assert plain.score == pytest.approx(1 - walked + AROUND * walked, abs=1e-3)
    within = best(judge, retriever, "义诊", judge.topic("走访义诊", (), "走访"))
    assert within.score == pytest.approx(1.0)


def test_a_number_of_the_outer_thing_need_not_stand_in_a_sentence(judge):
    assert judge.topic("15件走访里的义诊").numbers == ("15",)
    assert judge.topic("15件走访里的20场义诊", (), "15件走访").numbers == ("20",)


def test_literal_is_the_share_whose_very_tokens_stand_in_the_sentence(judge, retriever):
    walked = best(judge, retriever, "走访", judge.topic("走访义诊"))
    expected = share(retriever, "走访", "走访义诊")
    assert walked.literal == pytest.approx(expected, abs=1e-3)
    assert walked.score > walked.literal  # 义诊 around it counts for the score alone


def test_another_member_of_the_series_is_another_thing(judge, retriever):
    topic = judge.topic("第6期宣讲")
    fifth = best(judge, retriever, "第5期宣讲", topic)
    assert (fifth.score, fifth.missing) == (pytest.approx(0.5), pytest.approx(1.0))
    sixth = best(judge, retriever, "第6期宣讲", topic)
    assert (sixth.score, sixth.missing) == (pytest.approx(1.0), pytest.approx(0.0))
    # a chunk that names no member may speak of any
    unnamed = best(judge, retriever, "走访", judge.topic("第6期走访"))
    assert unnamed.score == pytest.approx(1.0)


def test_a_synonym_that_is_less_sure_carries_less(judge, retriever):
    topic = judge.topic("打算", (Expansion("打算", ("开展",), 0.5),))
    assert best(judge, retriever, "走访", topic).score == pytest.approx(0.45)


def test_the_heaviest_word_of_which_nothing_is_there_is_told_by_its_share(
    judge, retriever, monkeypatch
):
    topic = judge.topic("走访党")
    # tokens of the fake encoder are single characters, which slips of the pen may explain
    assert best(judge, retriever, "走访", topic).lacks == 0.0
    names = {i: 2 * c for i, c in enumerate(LETTERS)}
    monkeypatch.setattr(FakeEncoder, "token_texts", lambda _self, ids: [names[int(i)] for i in ids])
    lacking = share(retriever, "党", "走访党")
    assert best(judge, retriever, "走访", topic).lacks == pytest.approx(lacking, abs=1e-3)
    assert best(judge, retriever, "走访", judge.topic("走访")).lacks == 0.0
