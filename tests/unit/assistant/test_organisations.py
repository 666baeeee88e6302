import pytest

from assistant.organisation_names import (
    canonical,
    is_masked,
    name_addressed,
    name_in_title,
    name_of_line,
    short_names,
)
from assistant.organisations import Evidence, find_organisation


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("曹碑镇2021年度DSXXJY工作总结", "曹碑镇"),
        ("惠东县水利局DSXXJY总结", "惠东县水利局"),
        ("2025年上海市政府工作报告", "上海市"),
        ("关于青石镇2021年党建工作情况的汇报", "青石镇"),
        (
            "中共彭水苗族土家族自治县桑柘镇委员会关于开展2021年工作总结的报告",
            "中共彭水苗族土家族自治县桑柘镇委员会",
        ),
        ("XX中心2023年度上半年党建工作情况汇报", "XX中心"),
        ("市（区）学习教育总结讲话", "市（区）"),
        ("松崗鄉2021年黨史學習教育小結", "松崗鄉"),
        ("2021年局党史学习教育工作总结", None),
        ("2021年党组织规范化标准化建设工作总结", None),
        ("各工作组报告", None),
        ("表4：东部地区工业总产值情况", None),
        ("政府工作报告", None),
    ],
)
def test_the_name_a_title_begins_with(title, name):
    assert name_in_title(title) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("太原市医疗保险管理服务中心党总支", "太原市医疗保险管理服务中心党总支"),
        ("合肥市统计局 国家统计局合肥调查队", "合肥市统计局"),
        ("行 政 院", "行政院"),
        ("中共柳林街道工作委员会文件", "中共柳林街道工作委员会"),
        ("来源：天津人大—天津日报", None),
        ("局党委", None),
    ],
)
def test_a_line_that_is_a_name(line, name):
    assert name_of_line(line) == name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("太原市医疗保险管理服务中心", ["太原医保中心", "太原市医保中心"]),
        ("三明市三元区城市管理局", ["三元区城管局", "三元区城市管理局"]),
        ("云岭县卫生健康局", ["云岭县卫健局", "云岭卫健局"]),
        ("曹碑镇", ["曹碑"]),
    ],
)
def test_short_names_by_rule(name, short):
    assert set(short) <= set(short_names(name))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("中共彭水苗族土家族自治县桑柘镇委员会", "桑柘镇"),
        ("太原市医疗保险管理服务中心党总支", "太原市医疗保险管理服务中心"),
        ("中共柳林街道工作委员会", "柳林街道"),
        ("石桥镇人民政府", "石桥镇"),
        ("三明市三元区城市管理局", "三明市三元区城市管理局"),
    ],
)
def test_canonical_names(name, plain):
    assert canonical(name) == plain


def test_masks():
    assert [is_masked(n) for n in ("**市**局", "市XXX局", "某县", "市（区）", "水务局")] == [
        True,
        True,
        True,
        True,
        False,
    ]


def found(title="", lines=(), signature=(), file_name="", text=""):
    organisation = find_organisation(Evidence(title, lines, signature, file_name, text))
    return organisation and organisation.name


def test_the_title_comes_before_the_signature_and_the_file_name():
    assert found("青石镇2021年工作总结", (), ("梅岭乡",), "白鹭街道总结") == "青石镇"
    assert found("2021年工作总结", (), ("梅岭乡",), "白鹭街道2021年总结") == "梅岭乡"
    assert found("2021年工作总结", (), (), "白鹭街道2021年总结") == "白鹭街道"


def test_a_masked_title_gives_way_to_the_name_in_the_text():
    text = "在区委的领导下，区市政中心党组坚持党建引领。区市政中心认真开展学习。我中心召开会议8次。"
    assert found("XX中心2023年党建情况汇报", text=text) == "区市政中心"


def test_who_leads_is_not_who_writes():
    text = (
        "在省中心和市水务局的统一安排下，**市**局紧扣要求开展学习。"
        "在市水务局召开动员大会后，我局迅速召开会议。"
        "市水务局督导组列席指导，我局作出承诺。"
    )
    assert found("2021年局工作总结", text=text) == "**市**局"


def test_masked_variants_are_counted_together():
    text = "研究制定市XXX局青年小组计划，安排部署市XXX局要点。市XX局党组要求我局带头。我局落实。"
    organisation = find_organisation(Evidence("", (), (), "", text))
    assert (organisation.name, organisation.aliases, organisation.masked) == (
        "市XXX局",
        ("市XX局",),
        True,
    )


def test_nobody_is_better_than_somebody_merely_mentioned():
    assert (
        found("2024年统计公报", text="年末公立医院11754个，民营医院26956个。公立医院诊疗人次增长。")
        is None
    )


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("白鹭县水务局（以下简称“鹭水局”）坚持党建引领。", "白鹭县水务局", "鹭水局"),
        ("白鹭县水务局(简称鹭水局)坚持党建引领。", "白鹭县水务局", "鹭水局"),
        ("白鹭县水务局（以下简称“我局”或“鹭水局”）坚持党建引领。", "白鹭县水务局", "鹭水局"),
    ],
)
def test_a_short_name_introduced_behind_the_full_one_is_an_alias(text, name, alias):
    found = find_organisation(Evidence(f"{name}2021年工作总结", (), (), "", text))
    assert found.name == name
    assert alias in found.aliases
    assert "我局" not in found.aliases


def test_a_short_name_introduced_for_another_organisation_is_no_alias():
    text = "白鹭县水务局坚持党建引领。云岭县农业发展中心（简称云农中心）给予支持。"
    found = find_organisation(Evidence("白鹭县水务局2021年工作总结", (), (), "", text))
    assert found.name == "白鹭县水务局"
    assert "云农中心" not in found.aliases


def test_a_title_with_the_short_name_is_of_the_organisation_that_introduced_it():
    text = "白鹭县医疗保险管理服务中心（以下简称“鹭保中心”）坚持党建引领。"
    found = find_organisation(Evidence("鹭保中心2021年工作总结", (), (), "", text))
    assert found.name == "白鹭县医疗保险管理服务中心"
    assert "鹭保中心" in found.aliases


def test_a_person_signing_with_a_studio_of_their_name_is_no_organisation():
    assert name_of_line("周小舟工作室  周小舟") is None
    assert name_of_line("青石县水务局  周小舟") == "青石县水务局"


def test_a_salutation_names_the_organisation_where_nothing_else_does():
    text = "青石县水务局全体干部职工，大家好！\n今年以来，大家做了许多事。"
    assert find_organisation(Evidence("2021年工作总结", (), (), "", text)).name == "青石县水务局"
    assert name_addressed("各位代表：\n现在，我报告工作。") is None
