from assistant.readers.blocks import Block, BlockKind
from assistant.splitting import split_documents

BODY = "我们坚持问题导向，扎实开展各项工作，取得了明显的成效，群众的满意度进一步提高。" * 4


def starts(lines, contents=()):
    blocks = [line if isinstance(line, Block) else Block(line) for line in lines]
    return [part.start for part in split_documents(blocks, contents)]


def marked(text):
    return Block(text, BlockKind.HEADING, 1)


def test_two_reports_of_two_towns():
    lines = [
        marked("曹碑镇2021年工作总结"),
        "2021年12月10日",
        BODY,
        marked("罐垭乡2021年工作总结"),
        "2022年1月6日",
        BODY,
    ]
    assert starts(lines) == [0, 3]


def test_plain_titles_that_the_contents_list():
    lines = [
        "党史学习教育总结汇编",
        "曹碑镇2021年工作总结",
        "一、做法",
        BODY,
        "罐垭乡2021年工作总结",
        "一、做法",
        BODY,
    ]
    assert starts(lines, ["1. 曹碑镇2021年工作总结", "2. 罐垭乡2021年工作总结"]) == [1, 4]


def test_sections_that_read_like_titles_stay_in_one_document():
    lines = [
        "云岭县水利局2021年工作总结和2022年工作计划",
        Block("2021年工作总结", bold=True),
        "一、防汛",
        BODY,
        Block("2022年工作计划", bold=True),
        "一、供水",
        BODY,
    ]
    assert starts(lines) == [0]


def test_a_title_said_twice_is_one_document():
    assert starts(["2025年湖南省政府工作报告", "政府工作报告", "一、工作回顾", BODY]) == [0]


def test_numbered_titles_are_sections():
    lines = ["青石镇工作材料", "一、青石镇2021年工作总结", BODY, "二、青石镇2022年工作总结", BODY]
    assert starts(lines) == [0]
