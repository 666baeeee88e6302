"""Follow-ups, what they keep of the question before, and several questions in one breath."""

from __future__ import annotations

import pytest

from assistant.conversation import understand
from assistant.names import Directory
from assistant.question import Wants
from assistant.records import DocumentSummary, Filters, Kind, Request

DIRECTORY = Directory(
    [
        DocumentSummary("d", "f", f"{n}工作总结", n, (), None, (2021,), None, 1)
        for n in ("青石镇", "柳林街道", "开源社")
    ]
)
BEFORE = "青石镇2021年走访慰问了多少户？"


def read(question, *history, filters=None):
    return understand(Request(question, history, filters or Filters()), DIRECTORY)


def topics(question):
    return [q.topic for q in read(question).also]


# ---------------------------------------------------------------- several in one breath


def test_the_same_asked_of_several_things_is_a_question_for_each():
    asked = read("青石镇2024年GDP、固定资产投资和社零总额的增速分别是多少？")
    assert [q.topic for q in asked.also] == ["gdp 增速", "固定资产投资 增速", "社零总额 增速"]
    for q in asked.also:
        assert (q.kind, q.wants) == (Kind.FIGURE, Wants.NUMBER)
        assert (q.organisations, q.years, q.also) == (("青石镇",), (2024,), ())


def test_two_things_are_enough_and_any_conjunction_joins_them():
    assert topics("教材和宣讲的数量是多少？") == ["教材 数量", "宣讲 数量"]
    assert topics("教材以及宣讲的数量有多少？") == ["教材 数量", "宣讲 数量"]


@pytest.mark.parametrize(
    "question",
    [
        "青石镇走访慰问了多少户？",  # one thing
        "青石镇教材的数量是多少？",
        "哪些单位写了教材和宣讲的数量是多少？",  # a listing
        "教材和宣讲是怎么办的？",  # no number is asked for
    ],
)
def test_one_question_stays_one(question):
    assert topics(question) == []


def test_two_sentences_are_two_questions_within_the_same_limits():
    asked = read("青石镇2021年走访了多少户？发放了多少份教材？")
    assert [(q.topic, q.measures) for q in asked.also] == [
        ("走访 户", ("户",)),
        ("发放 份教材", ("份",)),
    ]
    assert {(q.organisations, q.years) for q in asked.also} == {(("青石镇",), (2021,))}


def test_things_asked_for_between_pauses_are_asked_one_by_one():
    assert topics("青石镇给老人办了什么活动、发了什么教材？") == [
        "给老人办 活动",
        "给老人办 活动 发 教材",  # too short to stand by itself
    ]
    assert topics("青石镇教材计划买多少、实际买多少份？") == []  # numbers of one thing


# ---------------------------------------------------------------- follow-ups


@pytest.mark.parametrize(
    ("question", "organisations", "years", "parts"),
    [
        ("那柳林街道呢？", ("柳林街道",), (2021,), ()),
        ("2022年呢？", ("青石镇",), (2022,), ()),
        ("那第三季度呢？", ("青石镇",), (), ("第三季度",)),
        ("其中残疾人有多少？", ("青石镇",), (2021,), ()),
    ],
)
def test_a_follow_up_keeps_the_time_unless_it_names_one(question, organisations, years, parts):
    asked = read(question, BEFORE)
    assert asked.organisations == organisations
    assert (asked.title_years, asked.parts_of_year) == ((), parts)
    assert asked.years == (years or (2021,))
    assert "走访慰问" in asked.topic


def test_a_title_and_a_part_of_the_year_are_kept_too():
    asked = read("那柳林街道呢？", "青石镇2021年第一季度工作总结里走访了多少户？")
    assert (asked.title_years, asked.years) == ((2021,), ())
    assert asked.parts_of_year == ("第一季度",)


def test_a_follow_up_with_a_topic_of_its_own_stands_by_itself():
    asked = read("他们还请了哪几位当顾问？", "开源社2022年读书节的主题是什么？")
    assert asked.topic == "当顾问"
    assert (asked.organisations, asked.years) == (("开源社",), (2022,))
    assert asked.fallback is not None
    assert asked.fallback.topic == "读书节的主题 当顾问"


def test_a_follow_up_that_says_too_little_is_joined_at_once():
    asked = read("他们几户？", BEFORE)
    assert asked.topic == "走访慰问 户 户"
    assert asked.fallback is None


def test_a_whole_question_after_another_keeps_neither_time_nor_organisation():
    asked = read("柳林街道开展了哪些志愿服务活动？", BEFORE)
    assert (asked.organisations, asked.years) == (("柳林街道",), ())
    assert asked.topic == "开展 志愿服务活动"


def test_a_history_is_completed_from_its_beginning():
    asked = read("那发放教材呢？", BEFORE, "那柳林街道呢？")
    assert (asked.organisations, asked.years) == (("柳林街道",), (2021,))


def test_filters_limit_the_question_and_what_it_falls_back_on():
    asked = read(
        "他们还请了哪几位当顾问？",
        "开源社读书节的主题是什么？",
        filters=Filters(organisations=("青石镇",), years=(2020,)),
    )
    assert (asked.organisations, asked.years) == (("青石镇",), (2020,))
    assert asked.fallback is not None
    assert (asked.fallback.organisations, asked.fallback.years) == (("青石镇",), (2020,))


# ---------------------------------------------------------------- the same of another thing


def test_another_thing_takes_the_place_of_the_stretch_nearest_to_it():
    def nearest(thing, pieces):
        assert thing == "敬老院"
        return pieces.index("幼儿园")

    directory = Directory(
        [DocumentSummary("d", "f", "总结", "青石镇", (), None, (2021,), None, 1)], (), nearest
    )
    asked = understand(Request("那敬老院呢？", ("青石镇2021年改造了几所幼儿园？",)), directory)
    assert asked.topic.split()[0] == "敬老院"
    assert "幼儿园" not in asked.topic
    assert (asked.wants, asked.kind) == (Wants.NUMBER, Kind.FIGURE)
    assert (asked.organisations, asked.years) == (("青石镇",), (2021,))
    # those asked about may say nothing of it: then the others are asked
    assert asked.fallback
    assert asked.fallback.organisations == ()
    assert asked.fallback.topic == asked.topic


def test_the_same_of_another_organisation_keeps_the_topic():
    asked = read("那柳林街道呢？", BEFORE)
    assert asked.organisations == ("柳林街道",)
    assert "走访慰问" in asked.topic


def test_clauses_that_each_ask_something_are_questions_of_their_own():
    asked = read("青石镇帮扶的是哪个村，帮扶活动做了几次？")
    assert [q.organisations for q in asked.also] == [("青石镇",), ("青石镇",)]
    assert asked.also[1].wants is Wants.NUMBER
    assert topics("青石镇办了读书班，一共办了几期？") == []


def test_a_whole_question_of_its_own_is_not_joined_to_the_one_before():
    asked = read("火星移民基地的氧气循环系统是谁设计的？", "各单位走访慰问了多少户？")
    assert asked.fallback is None
    # one that says little is about what was asked before
    assert "走访慰问" in read("中间花了多少钱？", "各单位走访慰问了多少户？").topic
