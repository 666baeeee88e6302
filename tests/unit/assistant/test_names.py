from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.names import Directory, sound_alike
from assistant.records import DocumentSummary

NAMES = [
    "江北市医疗保险管理服务中心",
    "曹碑镇",
    "惠安县水利局",
    "宣城市城市管理综合执法局",
    "云岭县人民医院",
    "云岭县水务局",
    "**市**局",
    "市XXX局",
]


def summary(name):
    return DocumentSummary("d", "f", f"{name}2021年工作总结", name, (), None, (2021,), None, 1)


@pytest.fixture
def directory():
    return Directory([summary(n) for n in NAMES], "市县镇局中心")


def named(directory, question):
    return [m.organisation for m in directory.find(question)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("曹碑镇做了什么", ["曹碑镇"]),
        ("江北市医保中心的主任叫什么", ["江北市医疗保险管理服务中心"]),
        ("宣城城管局有多少人", ["宣城市城市管理综合执法局"]),
        ("县医院开展了几次义诊", ["云岭县人民医院"]),
        ("惠安水利局送水", ["惠安县水利局"]),
        ("曹埤镇墙体广告几处", ["曹碑镇"]),  # 埤 is also read bei
        ("宣成市城管局发了多少套", ["宣城市城市管理综合执法局", "宣城市城市管理综合执法局"]),
        ("How many in Xuancheng", ["宣城市城市管理综合执法局"]),
        ("**市**局参观了哪里", ["**市**局"]),
        ("市xxx局的不足", ["市XXX局"]),
        ("曹碑镇和惠安县水利局相比", ["曹碑镇", "惠安县水利局"]),
        ("哪些单位开展了义诊", []),
        ("其他乡镇有没有类似的", []),
    ],
)
def test_a_name_is_found_however_it_is_written(directory, question, names):
    found = named(directory, question)
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(names))


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("福清市水利局书记讲了几次党课", ["福清市水利局"]),
        ("曹山镇修了几公里路", ["曹山镇"]),
        ("白碑镇修了几公里路", ["白碑镇"]),
        ("惠安县水利局的问题", []),
        ("各乡镇开展了什么", []),
        ("哪些村办了食堂", []),
        ("各乡镇怎么推进厕所改造", []),  # what is asked of them is no part of a name
        ("白碑镇如何建设社区食堂", ["白碑镇"]),
    ],
)
def test_a_name_that_is_not_ours_is_unknown_and_not_the_nearest(directory, question, unknown):
    mentions = directory.find(question)
    assert directory.unknown(question, mentions) == unknown
    if unknown:
        assert mentions == []


def test_a_filter_takes_a_part_of_a_name(directory):
    assert directory.resolve("宣城") == ("宣城市城市管理综合执法局",)
    assert directory.resolve("没有的单位") == ()


def test_sounds():
    assert sound_alike("埤", "碑")
    assert sound_alike("成", "城")
    assert not sound_alike("石", "山")


REAL = [
    "上海市普陀区委社会工作部",
    "普陀区委统战部",
    "浙江省",
    "内蒙古自治区",
    "CnPack 开发组",
    "开源社",
]


@pytest.mark.parametrize(
    ("question", "span", "organisation"),
    [
        ("上海某某区委社会工作部决算多少", "上海某某区委社会工作部", REAL[0]),
        ("XX区委社会工作部", "XX区委社会工作部", REAL[0]),  # nothing behind the name
        ("某某区委统战部做了什么", "某某区委统战部", REAL[1]),
        ("浙江醒有几家企业", "浙江醒", REAL[2]),
        ("浙江新增了几家企业", "浙江", REAL[2]),  # 新 sounds like 省 and begins a word
        ("浙江生产了多少茶叶", "浙江", REAL[2]),
        ("浙江有几家企业", "浙江", REAL[2]),
        ("How many people in Inner Mongolia?", "Inner Mongolia", REAL[3]),
        ("What did cnpack release in 2005", "cnpack", REAL[4]),
        ("Who leads kaiyuanshe", "kaiyuanshe", REAL[5]),
    ],
)
def test_a_masked_misheard_or_english_name_and_no_more_of_the_question(
    question, span, organisation
):
    (mention,) = Directory([summary(n) for n in REAL], "").find(question)
    assert question[mention.start : mention.end] == span
    assert mention.organisation == organisation


def test_a_mask_that_fits_several_names_none():
    assert Directory([summary(n) for n in REAL], "").find("某区做了什么") == []
    two = Directory([summary("甲市城东区委宣传部"), summary("乙市城西区委宣传部")], "")
    assert two.find("某某区委宣传部做了什么") == []
    (mention,) = two.find("乙市某某区委宣传部做了什么")
    assert mention.organisation == "乙市城西区委宣传部"


def test_a_masked_name_goes_before_the_place_it_begins_with():
    """上海 is a name of 上海市 by itself; here it begins the name of an office."""
    city = replace(summary("上海市"), aliases=("上海",))
    directory = Directory([*(summary(n) for n in REAL), city], "")
    (mention,) = directory.find("上海某某区委社会工作部决算多少")
    assert mention.organisation == REAL[0]
    assert [m.organisation for m in directory.find("上海决算多少")] == ["上海市"]


def test_a_single_letter_is_no_part_of_a_name():
    directory = Directory(
        [DocumentSummary("d", "f", "总结", "XX局", (), None, (2021,), None, 1)],
    )
    assert directory.resolve("x") == ()
    assert directory.resolve("XX局") == ("XX局",)
