"""What a question asks beside its topic: aspect, outer thing, meaning, speaker, titles, troubles.

Each pattern is tried as `read_question` applies it, over organisations named like real ones.
"""

from __future__ import annotations

import pytest

from assistant import asking
from assistant.names import Directory
from assistant.question import Wants, read_question
from assistant.records import DocumentSummary, Kind, Role

DIRECTORY = Directory(
    [
        DocumentSummary("d", "f", f"{n}工作总结", n, (), None, (2021,), None, 1)
        for n in ("青石镇", "柳林街道", "云岭县水利局", "国务院", "贵州省")
    ]
)
BOTH = ("青石镇", "柳林街道")


def read(question):
    return read_question(question, DIRECTORY)


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("青石镇读书节的主题是什么？", "主题"),
        ("青石镇读书节的地点分别是哪里？", "地点"),
        ("新增加的管理员是谁？", "管理员"),
        ("读书节的主题怎么定的？", ""),
        ("读书节是什么时候？", ""),
    ],
)
def test_an_aspect_is_what_is_asked_of_a_thing(question, aspect):
    assert read(question).aspect == aspect


@pytest.mark.parametrize(
    ("question", "outer"),
    [
        ("15件民生实事里，跟养老有关的有几件？", "15件民生实事"),
        ("十件实事当中，关于教育的是哪些？", "十件实事"),
        ("15件民生实事里有几件？", ""),  # no narrower point follows
        ("里面跟养老有关的有几件？", ""),  # nothing stands before it
    ],
)
def test_the_outer_thing_stands_before_the_point(question, outer):
    assert read(question).outer == outer


@pytest.mark.parametrize(
    ("question", "wants", "topic"),
    [
        ("什么是零碳园区？", Wants.DEFINITION, "零碳园区"),
        ("请问什么叫三会一课？", Wants.DEFINITION, "三会一课"),
        ("过境免签指的是什么？", Wants.DEFINITION, "过境免签"),
        ("双报到是什么意思？", Wants.DEFINITION, "双报到"),
        ("What does a carbon sink mean?", Wants.DEFINITION, "carbon sink mean"),
        ("新增加的管理员是谁？", Wants.SOMEBODY, "新增加的管理员"),
        ("这首歌的作者叫什么名字？", Wants.SOMEBODY, "这首歌的作者"),
        ("硬件组组长是谁？", Wants.PERSON, "硬件组组长"),  # a post: PERSON comes first
        ("青石镇镇长叫什么名字？", Wants.PERSON, "镇长"),
        ("政府工作报告是谁作的？", Wants.SPEAKER, "政府工作报告 作"),
        ("青石镇的总结讲话是哪位领导讲的？", Wants.SPEAKER, "总结讲话 领导讲"),
        ("青石镇的水渠是谁修的？", Wants.ORGANISATION, "水渠 修"),
    ],
)
def test_meanings_names_and_speakers_are_told_apart(question, wants, topic):
    asked = read(question)
    assert (asked.kind, asked.wants, asked.topic) == (Kind.FACT, wants, topic)


def test_a_figure_or_a_listing_is_never_taken_for_a_meaning():
    assert read("什么是零碳园区，青石镇建了几个？").wants is Wants.NUMBER
    assert read("哪些单位讲了什么是零碳园区？").wants is Wants.ANYTHING


@pytest.mark.parametrize(
    ("question", "organisations", "kind"),
    [
        ("国务院批复同意设立贵州贵安新区的文号是多少？", ("国务院",), Kind.FIGURE),
        ("青石镇和柳林街道的宣讲怎么样？", BOTH, Kind.COMPARISON),
        ("青石镇、柳林街道走访了多少户？", BOTH, Kind.COMPARISON),
        ("青石镇还是柳林街道办得早？", BOTH, Kind.COMPARISON),
        ("青石镇给柳林街道送了几套教材？", ("青石镇",), Kind.FIGURE),
        ("青石镇走访了几户，青石镇送了几套教材？", ("青石镇",), Kind.FIGURE),
    ],
)
def test_organisations_are_compared_where_they_are_joined(question, organisations, kind):
    asked = read(question)
    assert (asked.organisations, asked.kind) == (organisations, kind)


def test_all_organisations_of_a_likeness_are_left_out_of_its_answer():
    asked = read("青石镇给柳林街道办的食堂，别的单位有没有类似做法？")
    assert (asked.organisations, asked.excluded) == ((), BOTH)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("哪些单位举办过义诊？", "义诊"),
        ("哪些单位开展了或者参加过义诊的活动？", "义诊"),
        ("哪些单位提出要建设零碳园区？", "零碳园区"),
        ("哪些单位开展了过境免签宣传？", "过境免签宣传"),
        ("哪些单位写到过年慰问？", "过年慰问"),
        ("哪些单位建设？", "建设"),  # nothing would be left
    ],
)
def test_in_a_listing_that_it_was_done_is_no_topic(question, topic):
    asked = read(question)
    assert (asked.kind, asked.topic) == (Kind.LISTING, topic)


def test_outside_listings_doing_belongs_to_the_topic():
    assert read("青石镇举办义诊了吗？").topic == "举办义诊"


@pytest.mark.parametrize(
    ("question", "title_years", "years"),
    [
        ("青石镇2021年工作总结里写了什么？", (2021,), ()),
        ("2008年和2018年的国务院报告各写了几个字？", (2008, 2018), ()),
        ("2021年青石镇年报走访了多少户？", (2021,), ()),
        ("2023年的那份报告里说了什么？", (2023,), ()),
        ("2023年报告安排了什么？", (2023,), ()),
        ("青石镇2021年走访了多少户？", (), (2021,)),
        ("青石镇2021年向上级报告了几次？", (), (2021,)),  # no document: a report was made
    ],
)
def test_a_year_belongs_to_a_title_or_to_what_was_done(question, title_years, years):
    asked = read(question)
    assert (asked.title_years, asked.years) == (title_years, years)


def test_the_same_of_several_years_is_a_comparison():
    asked = read("2020年和2021年青石镇走访分别是多少户？")
    assert (asked.kind, asked.years) == (Kind.COMPARISON, (2020, 2021))
    assert read("2020年到2021年青石镇走访了多少户？").kind is Kind.FIGURE


@pytest.mark.parametrize(
    ("question", "roles", "parts"),
    [
        ("青石镇下半年有什么打算？", (Role.PLANS,), ()),
        ("青石镇2021年上半年总结里下一步有什么打算？", (Role.PLANS,), ("上半年",)),
        ("青石镇上半年存在哪些问题？", (Role.PROBLEMS,), ("上半年",)),
    ],
)
def test_plans_for_a_part_of_the_year_name_no_summary_of_it(question, roles, parts):
    asked = read(question)
    assert (asked.roles, asked.parts_of_year) == (roles, parts)


@pytest.mark.parametrize(
    "question",
    [
        "青石镇有什么短板？",
        "青石镇坦承了哪些难题？",
        "青石镇面临什么挑战？",
        "青石镇的不足主要是什么？",
        "青石镇差在哪？",
        "青石镇有哪些工作没做好？",
        "青石镇什么地方拖后腿？",
        "What difficulties does 青石镇 have?",
    ],
)
def test_troubles_are_asked_for_in_many_words(question):
    asked = read(question)
    assert (asked.kind, asked.roles) == (Kind.SECTION, (Role.PROBLEMS,))


@pytest.mark.parametrize(
    "question",
    [
        "青石镇打算做哪几件事？",
        "青石镇准备抓几项？",
        "青石镇接下来干什么？",
        "青石镇打算开发哪些工具？",
    ],
)
def test_plans_are_asked_for_in_many_words(question):
    asked = read(question)
    assert (asked.kind, asked.roles) == (Kind.SECTION, (Role.PLANS,))


@pytest.mark.parametrize(
    ("question", "kind", "wants"),
    [
        ("青石镇办老年食堂分几步走？", Kind.FACT, Wants.STEPS),
        ("办低保有哪几个步骤？", Kind.FACT, Wants.STEPS),
        ("办低保要过几个环节？", Kind.FACT, Wants.STEPS),
        ("青石镇咋办的老年食堂？", Kind.FACT, Wants.STEPS),
        ("青石镇办了几个老年食堂？", Kind.FIGURE, Wants.NUMBER),
    ],
)
def test_steps_are_told_and_not_counted(question, kind, wants):
    asked = read(question)
    assert (asked.kind, asked.wants) == (kind, wants)


def test_names_made_unreadable_leave_the_topic_and_brackets_stay():
    assert read("XX省的走访慰问了多少户？").topic == "走访慰问 户"
    assert read("哪些单位提到长护险（长期护理保险）？").topic == "长护险（长期护理保险）"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("国务院批复设立贵安新区是哪一年？", "批复设立贵安新区"),
        ("青石镇开张是哪天？", "开张"),
        ("青石镇食堂办在哪里？", "食堂办"),
    ],
)
def test_when_and_where_are_words_of_asking(question, topic):
    assert read(question).topic == topic


def test_function_words_leave_the_ends_of_the_topic_and_spoil_no_word():
    assert read("青石镇宣讲组存在哪些问题？").topic == "宣讲组存在 问题"
    assert read("青石镇走访的是哪些户？").topic == "走访 户"


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("各单位志愿服务人次谁最多？", ("人次",)),
        ("各单位收治的病例哪家最多？", ("例",)),
        ("青石镇绿化的比例多大？", ()),  # 比例 is no number of cases
    ],
)
def test_what_is_counted_names_its_measure(question, measures):
    assert read(question).measures == measures


def test_whom_somebody_had_do_it_says_nothing_of_what_was_done():
    assert asking.DOING.sub("", "组织干部看过红色电影") == "红色电影"


@pytest.mark.parametrize(
    ("question", "ahead", "intends"),
    [
        ("青石镇今年要修完哪几条路？", True, True),
        ("青石镇今年还要再建成多少？", True, True),
        ("青石镇2022年打算修几条路？", True, True),
        ("青石镇今年往后修路吗？", True, True),
        ("青石镇今年修了几条路？", True, False),  # perhaps done
        ("青石镇做了哪些准备？", False, False),
        ("青石镇今年要求修几条路？", True, False),  # 要求 is no will
        ("青石镇今年主要修了几条路？", True, False),  # nor 主要
    ],
)
def test_a_question_may_say_that_something_is_still_to_be_done(question, ahead, intends):
    asked = read(question)
    assert (asked.ahead or not ahead, asked.intends) == (True, intends)


@pytest.mark.parametrize(
    ("question", "aspect"),
    [("年会的主题是什么？", "主题"), ("跟养老有关的安排是什么？", ""), ("宣讲的做法有哪些？", "")],
)
def test_general_words_are_no_aspect(question, aspect):
    assert read(question).aspect == aspect


def test_from_how_much_to_how_much_says_nothing_of_the_topic():
    asked = read("青石镇工业的比重从多少升到了多少？")
    assert (asked.topic, asked.wants) == ("工业的比重", Wants.NUMBER)


def test_how_a_number_changed_is_asked_for_as_a_number():
    asked = read("青石镇的用户数从2006年到2008年是怎么变化的？")
    assert (asked.kind, asked.wants, asked.topic) == (Kind.COMPARISON, Wants.NUMBER, "用户数")
    assert read("青石镇的村容有什么变化？").wants is Wants.ANYTHING


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("是哪一年的报告？", True),
        ("哪个月的总结提到了义诊？", True),
        ("这话写在哪份材料里？", True),
        ("哪些单位的总结提到了义诊？", False),
        ("2021年的报告说了什么？", False),
    ],
)
def test_a_question_may_ask_which_document_it_is(question, asked_for):
    assert bool(asking.WHICH_DOCUMENT.search(question)) is asked_for


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("青石镇取得了哪些成绩？", (Role.RESULTS,)),
        ("青石镇的主要成效有哪些？", (Role.RESULTS,)),
        ("青石镇今年要做哪些工作？", (Role.PLANS,)),
        ("青石镇明年要办什么？", (Role.PLANS,)),
        ("青石镇今年主要做哪些工作？", ()),
        ("青石镇有哪些不足，取得了哪些成绩？", (Role.PROBLEMS,)),  # results where no more is asked
        ("青石镇有成绩吗？", ()),
    ],
)
def test_results_and_plans_are_sections(question, roles):
    assert read(question).roles == roles
