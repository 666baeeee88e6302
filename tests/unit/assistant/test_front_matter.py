import pytest

from assistant.front_matter import find_signature, read_front, stated_title
from assistant.readers.blocks import Block, BlockKind

BODY = "2021年，我们坚持问题导向，扎实开展各项工作，取得了明显的成效，群众的满意度进一步提高。"


def front(*lines):
    found = read_front([line if isinstance(line, Block) else Block(line) for line in lines])
    return found.title, found.lines, found.date, found.number, found.body


def test_title_organisation_and_date():
    lines = ("2021年党建工作总结", "太原市医疗保险管理服务中心党总支", "2021年12月16日", BODY)
    assert front(*lines) == (lines[0], (lines[1],), "2021-12-16", None, 3)


def test_letterhead_and_number_are_no_title():
    lines = (
        "中共柳林街道工作委员会文件",
        "柳街党〔2021〕15号",
        "柳林街道2021年工作总结",
        "中共云岭县委：",
        BODY,
    )
    title, _, _, number, body = front(*lines)
    assert (title, number, body) == ("柳林街道2021年工作总结", "柳街党〔2021〕15号", 3)


def test_speaker_lines_give_the_date():
    lines = (
        "2025年贵州省政府工作报告",
        "——2025年1月19日在贵州省第十四届人民代表大会第三次会议上",
        "省长 李炳军",
        "各位代表：",
        BODY,
    )
    assert front(*lines)[2:] == ("2025-01-19", None, 3)


def test_a_title_said_twice_does_not_end_the_front():
    lines = (
        "2025年湖南省政府工作报告",
        "政府工作报告",
        "2025年1月14日在湖南省第十四届人民代表大会第三次会议上省长作政府工作报告。",
        BODY,
    )
    assert front(*lines)[2] == "2025-01-14"


def test_a_cover_in_three_centred_lines_is_one_title():
    cover = [
        Block(t, centred=True) for t in ("中共上海市普陀区委", "社会工作部 2024 年度", "部门决算")
    ]
    assert front(*cover, BODY)[0] == "中共上海市普陀区委社会工作部 2024 年度部门决算"


def test_no_title_where_the_text_begins_at_once():
    assert front(BODY, "一、工作") == ("", (), None, None, 0)


def test_a_numbered_first_line_is_no_title():
    assert front("一、工作情况", BODY)[0] == ""


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("……现将2021年党建工作总结如下：", "2021年党建工作总结"),
        ("现将我局党史学习教育情况总结如下：", "党史学习教育情况总结"),
        ("我局召开会议。", None),
    ],
)
def test_a_title_stated_in_the_opening(opening, title):
    assert stated_title(opening) == title


def test_a_signature_on_the_right():
    blocks = [
        Block(BODY),
        Block("CnPack开发组 刘啸", centred=True),
        Block("2007-01-12", centred=True),
    ]
    found = find_signature(blocks)
    assert (found.blocks, found.date) == ((1, 2), "2007-01-12")


def test_the_signature_may_stand_before_a_twin_in_another_language():
    blocks = [
        Block(BODY),
        Block("CnPack开发组 刘啸", centred=True),
        Block("2007-01-12", centred=True),
        Block("CnPack Working Report", gap=True, spaced=True),
        Block("Below are the achievements of CnPack."),
    ]
    assert find_signature(blocks).blocks == (1, 2)


def test_a_last_sentence_is_no_signature():
    assert find_signature([Block(BODY), Block("团结奋斗，共同进步。")]).blocks == ()


def test_marked_lines_below_the_title_are_front_matter():
    lines = (
        Block("工作总结", BlockKind.HEADING, 1),
        Block("曹碑镇党委", BlockKind.HEADING, 2),
        Block("2021年12月10日", BlockKind.HEADING, 2),
        BODY,
    )
    assert front(*lines)[1:] == (("曹碑镇党委",), "2021-12-10", None, 3)
