from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile
from assistant.readers.text import read

TEXT = "青石镇2021年工作总结\n一、主要做法\n我镇组织党员开展志愿服务，走访困难群众36户。\n"


def blocks(content):
    return [block.text for block in read(RawFile(Path("总结.txt"), "总结.txt", content)).blocks]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16-le", "utf-16-be", "utf-16 no mark", "crlf", "cr"],
)
def test_every_encoding_gives_the_same_lines(content):
    assert blocks(content) == TEXT.strip().split("\n")


def test_traditional_text_in_big5():
    text = "松崗鄉的工作總結，這是一個我們的報告，為了人民的生活，在過去的一年裡有了進步。\n"
    assert blocks(text.encode("big5")) == [text.strip()]


def test_a_few_bad_bytes_are_reported_and_the_rest_is_read():
    content = ("我镇开展各项工作，取得了明显的成效。\n" * 200).encode("gb18030")
    source = read(RawFile(Path("a.txt"), "a.txt", content[:1000] + b"\xff" + content[1000:]))
    assert len(source.blocks) >= 198
    assert any("无法识别" in note for note in source.notes)


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\x00" * 500, b"   \n\t\n"])
def test_what_is_no_text_is_refused_in_chinese(content):
    with pytest.raises(UnreadableDocument) as error:
        blocks(content)
    assert "请" in error.value.reason


def test_lines_wrapped_at_a_width_are_joined():
    words = (
        "2024年全市上下坚持以新发展理念为指导全面贯彻各项决策部署经济承压奋进再上台阶发展持续向好"
    )
    lines = [words[i : i + 28] for i in range(0, len(words), 28)]
    wrapped = ["一、综 合", *lines] * 8
    found = blocks("\n".join(wrapped).encode())
    assert found == ["一、综 合", words] * 8


def test_numbers_cut_by_a_wrap_come_together():
    line = "全年出生人口七万九千人其中城镇人口占多数农村人口占少数出生率"
    found = blocks("\n".join([line, "7.98‰，死亡率6.15‰。"] * 10).encode())
    assert found[0] == f"{line}7.98‰，死亡率6.15‰。"


def test_a_link_that_stood_on_a_line_of_its_own_is_put_back():
    before = "第三次会议听取和审议了国务院总理代表国务院所作的"
    text = f"{before}\n政府工作报告\n。会议充分肯定国务院的工作。\n"
    assert blocks(text.encode()) == [text.replace("\n", "")]


def test_indented_lines_stay_paragraphs_and_literal_blanks_go():
    text = "<U+00A0><U+00A0>一、工作\n　　我镇召开会议。\n　　会议强调纪律。\n"
    assert blocks(text.encode()) == ["一、工作", "我镇召开会议。", "会议强调纪律。"]


def test_masks_are_no_markdown():
    assert blocks("我们**市**局和****局开展工作。\n".encode()) == ["我们**市**局和****局开展工作。"]


def test_control_characters_go():
    assert blocks("我镇\x07召开\x00会议。\n会议强调\u200b纪律。".encode()) == [
        "我镇召开会议。",
        "会议强调纪律。",
    ]
