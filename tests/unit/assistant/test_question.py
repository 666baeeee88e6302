from __future__ import annotations

import pytest

from assistant.conversation import understand
from assistant.names import Directory
from assistant.question import Wants
from assistant.records import DocumentSummary, Filters, Kind, Request, Role

DIRECTORY = Directory(
    [
        DocumentSummary("d", "f", f"{n}工作总结", n, (), None, (2021,), None, 1)
        for n in ("青石镇", "柳林街道", "云岭县水利局")
    ]
)


def read(question, *history, filters=None):
    return understand(Request(question, history, filters or Filters()), DIRECTORY)


@pytest.mark.parametrize(
    ("question", "kind", "wants"),
    [
        ("哪些单位开展了义诊？", Kind.LISTING, Wants.ANYTHING),
        ("各单位走访慰问了多少户？", Kind.COMPARISON, Wants.NUMBER),
        ("哪个单位投入最多？", Kind.COMPARISON, Wants.LARGEST),
        ("青石镇和柳林街道比，宣讲怎么样？", Kind.COMPARISON, Wants.STEPS),
        ("青石镇存在哪些问题？", Kind.SECTION, Wants.ANYTHING),
        ("青石镇下一步有什么打算？", Kind.SECTION, Wants.ANYTHING),
        ("青石镇走访了多少户？", Kind.FIGURE, Wants.NUMBER),
        ("青石镇镇长叫什么名字？", Kind.FACT, Wants.PERSON),
        ("田间小课堂是怎么办的？", Kind.FACT, Wants.STEPS),
        ("青石镇搞了田间小课堂，其他单位有没有类似做法？", Kind.SIMILAR, Wants.ANYTHING),
        ("资料库里有哪些材料？", Kind.CORPUS, Wants.ANYTHING),
        ("Which units held free clinics?", Kind.LISTING, Wants.ANYTHING),
        ("青石鎮存在哪些問題？", Kind.SECTION, Wants.ANYTHING),
    ],
)
def test_the_words_of_asking_decide_the_kind(question, kind, wants):
    asked = read(question)
    assert (asked.kind, asked.wants) == (kind, wants)


def test_names_years_and_words_of_asking_leave_the_topic():
    asked = read("青石镇2021年走访慰问了多少户困难群众？")
    assert asked.organisations == ("青石镇",)
    assert asked.years == (2021,)
    assert asked.measures == ("户",)
    assert asked.topic == "走访慰问 户困难群众"


def test_roles_are_those_asked_for():
    assert read("青石镇有哪些不足？").roles == (Role.PROBLEMS,)
    assert read("云岭县水利局明年的工作计划？").roles == (Role.PLANS,)


def test_a_similar_practice_is_looked_for_elsewhere():
    asked = read("青石镇的田间小课堂，其他乡镇有没有类似的？")
    assert (asked.organisations, asked.excluded) == ((), ("青石镇",))
    assert asked.endings == ("乡", "镇")


@pytest.mark.parametrize(
    ("question", "history", "organisations", "in_topic"),
    [
        ("那柳林街道呢？", ["青石镇走访慰问了多少户？"], ("柳林街道",), "走访慰问"),
        ("是分几批去的？", ["青石镇参观了哪些基地？"], ("青石镇",), "参观"),
        ("柳林街道和云岭县水利局又各是多少？", ["青石镇发了多少套教材？"],
         ("柳林街道", "云岭县水利局"), "教材"),
    ],
)  # fmt: skip
def test_a_follow_up_takes_what_it_leaves_out(question, history, organisations, in_topic):
    asked = read(question, *history)
    assert asked.organisations == organisations
    assert in_topic in asked.topic


def test_a_whole_question_forgets_the_last_one():
    asked = read("柳林街道开展了哪些志愿服务活动？", "青石镇走访慰问了多少户？")
    assert "走访" not in asked.topic
    assert asked.organisations == ("柳林街道",)


def test_a_filter_overrides_the_question():
    asked = read("走访了多少户？", filters=Filters(organisations=("柳林",), years=(2022,)))
    assert asked.organisations == ("柳林街道",)
    assert asked.years == (2022,)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("和青石镇“田间小课堂”类似的宣讲做法还有哪些单位？", "宣讲"),
        ("青石镇搞作风整顿，哪些单位也有类似的整顿活动？", ""),  # the practice says it itself
        ("青石镇办了义诊，还有哪些单位有类似的做法？", ""),
    ],
)
def test_the_sort_of_practice_asked_for(question, sort):
    assert read(question).sort == sort
