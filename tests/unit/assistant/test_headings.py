"""Heading trees of small texts; every line is one block unless a table says otherwise."""

import pytest

from assistant.headings import find_headings, mend_headings
from assistant.readers.blocks import Block, BlockKind

BODY = "我们坚持问题导向，扎实开展各项工作，取得了明显的成效，群众的满意度进一步提高。"


def tree(lines):
    blocks = [line if isinstance(line, Block) else Block(line) for line in lines]
    return [(m.level, blocks[m.block].text[: m.end]) for m in find_headings(blocks) if m.end]


def test_two_levels_with_either_bracket():
    lines = ["一、主要做法", "（一）抓学习", BODY, "(二)抓服务", BODY, "二、存在的问题", BODY]
    assert tree(lines) == [
        (1, "一、主要做法"),
        (2, "（一）抓学习"),
        (2, "(二)抓服务"),
        (1, "二、存在的问题"),
    ]


def test_run_in_headings_are_parted_from_their_text():
    lines = ["一、主要做法", f"（一）压实党建责任。{BODY}", f"（二）严肃党内生活。{BODY}"]
    assert tree(lines)[1:] == [(2, "（一）压实党建责任"), (2, "（二）严肃党内生活")]


def test_the_body_of_a_run_in_heading_begins_after_its_stop():
    block = Block(f"（一）压实党建责任。{BODY}")
    mark = find_headings([block, Block(f"（二）抓学习。{BODY}")])[0]
    assert block.text[mark.body :] == BODY


def test_level_one_may_be_arabic():
    lines = ["1.抓学习", BODY, "（1）领导带头", BODY, "（2）全员参与", BODY, "2.抓服务", BODY]
    assert [level for level, _ in tree(lines)] == [1, 2, 2, 1]


def test_a_gap_in_the_numbers_is_no_obstacle():
    lines = ["一、工作开展", BODY, "四、存在的问题", BODY, "五、下一步工作", BODY]
    assert [text for _, text in tree(lines)] == ["一、工作开展", "四、存在的问题", "五、下一步工作"]


def test_a_list_of_sentences_is_no_group_of_headings():
    lines = [
        "一、主要成果",
        "1. 发布专家包新版，修正了大量错误并增加了多语言支持和对象查看器的粗体显示等许多功能。",
        "2. 论坛开通。",
        "3. 继续完善文档和示例程序，补充了十二个组件的说明并修订了安装向导的内容和界面文字。",
        "二、计划",
        BODY,
    ]
    assert tree(lines) == [(1, "一、主要成果"), (1, "二、计划")]


def test_items_of_a_sentence_are_no_headings():
    assert tree([f"一是加强领导。{BODY}", f"二是健全制度。{BODY}"]) == []


def test_table_rows_are_never_headings():
    rows = [Block(f"{n}、住房保障支出 | 29.42", BlockKind.ROW) for n in "一二三"]
    assert tree(["一、收入情况", BODY, *rows, "二、支出情况", BODY]) == [
        (1, "一、收入情况"),
        (1, "二、支出情况"),
    ]


def test_a_number_against_a_year_goes_on_in_its_sequence():
    lines = ["1.医疗卫生", BODY, "2.2025年民生实事", BODY, "3.8.6个重大专项", BODY]
    assert [text for _, text in tree(lines)] == [
        "1.医疗卫生",
        "2.2025年民生实事",
        "3.8.6个重大专项",
    ]


def test_a_decimal_at_the_start_of_a_line_is_no_number():
    assert tree(["一、产量", BODY, "3.5万人参加了培训", BODY, "二、产值", BODY]) == [
        (1, "一、产量"),
        (1, "二、产值"),
    ]


def test_a_list_inside_a_section_does_not_end_the_outer_sequence():
    inner = [
        "（一）在普遍增产粮食的基础上抓好两头，一头是商品粮基地，一头是低产缺粮的地区和灾区，确保稳定。"
    ] * 1
    lines = ["第一，大办农业", BODY, *inner, "第二，发展工业", BODY, "第三，搞好商业", BODY]
    assert [text for _, text in tree(lines)] == [
        "第一，大办农业",
        "第二，发展工业",
        "第三，搞好商业",
    ]


def test_bare_lines_head_a_report_without_numbers_at_level_one():
    lines = [
        "2024年工作回顾",
        BODY,
        "（一）产业发展",
        BODY,
        "（二）民生改善",
        BODY,
        "2025年工作安排",
        BODY,
        "（一）做优产业",
        BODY,
        "（二）做美城镇",
        BODY,
    ]
    assert [text for level, text in tree(lines) if level == 1] == [
        "2024年工作回顾",
        "2025年工作安排",
    ]
    assert sum(level == 2 for level, _ in tree(lines)) == 4


def test_lines_before_each_restart_stand_above_the_numbers():
    lines = [
        "一季度的主要进展如下：",
        "一、修复问题",
        BODY,
        "二、发布新版",
        BODY,
        "下一季度的计划如下：",
        "一、继续重构",
        BODY,
        "二、补充文档",
        BODY,
    ]
    assert [text for level, text in tree(lines) if level == 1] == [
        "一季度的主要进展如下",
        "下一季度的计划如下",
    ]


def test_salutations_and_captions_are_no_headings():
    lines = ["一、工作回顾", BODY, "各位代表：", BODY, "单位：万元", BODY, "二、工作安排", BODY]
    assert len(tree(lines)) == 2


def test_marked_headings_keep_their_levels():
    lines = [
        Block("工作情况", BlockKind.HEADING, 2),
        BODY,
        Block("学习", BlockKind.HEADING, 3),
        BODY,
        Block("打算", BlockKind.HEADING, 2),
        BODY,
    ]
    assert tree(lines) == [(1, "工作情况"), (2, "学习"), (1, "打算")]


def test_a_whole_sentence_among_headings_opens_a_section_without_one():
    lines = [
        "二、存在的问题",
        f"（一）产业链条短。{BODY}",
        f"（二）力量薄弱。{BODY}",
        "（三）部分项目后期管护没有跟上。",
    ]
    blocks = [Block(line) for line in lines]
    marks = find_headings(blocks)
    assert [(m.level, m.end) for m in marks][-1] == (2, 0)


def test_a_heading_on_two_lines_is_mended():
    lines = ["三、持续提升政府", "治理效能和服务水平", BODY * 2]
    assert (
        mend_headings([Block(line) for line in lines])[0].text
        == "三、持续提升政府治理效能和服务水平"
    )


@pytest.mark.parametrize("count", [4000])
def test_a_long_list_takes_linear_time(count):
    lines = [f"{i}. {BODY}" for i in range(1, 999)] * (count // 998)
    assert tree(lines) is not None


def test_some_items_of_two_sentences_do_not_make_a_list_headings():
    lines = [
        "二、下月计划", "1. 继续做好升级工作。", f"2. 完善两项功能。{BODY}", f"3. 重编文档。{BODY}",
        "4. 加强成员交流。", "因为服务器出了一点故障，有段时间不能使用，目前已经修复，表示歉意。",
    ]  # fmt: skip
    assert tree(lines) == [(1, "二、下月计划")]


def test_closing_words_are_a_heading_even_before_a_salutation():
    lines = ["一、工作回顾", BODY, "二、工作安排", BODY, "结束语", "各位代表！", BODY]
    assert tree(lines)[2:] == [(1, "结束语")]
