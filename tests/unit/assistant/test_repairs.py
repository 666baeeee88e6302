from assistant.readers.blocks import Block, BlockKind
from assistant.repairs import take_apart

BODY = "我们坚持问题导向，扎实开展各项工作，取得了明显的成效，群众的满意度进一步提高。"


def parts(text, kind=BlockKind.PARAGRAPH):
    return [block.text for block in take_apart([Block(text, kind)])]


def test_a_heading_at_the_end_of_a_paragraph_is_taken_off():
    assert parts(f"{BODY} 一、综 合") == [BODY, "一、综 合"]


def test_a_sentence_that_ends_with_a_list_stays():
    text = f"{BODY}重点抓好一、二、三产业融合"
    assert parts(text) == [text]


def test_a_text_without_line_ends_is_parted_at_its_numbers():
    text = "".join(f"{n}、抓好落实。{BODY * 12}" for n in "一二三四")
    assert [part[:2] for part in parts(text)] == ["一、", "二、", "三、", "四、"]


def test_numbers_out_of_sequence_part_nothing():
    text = f"{BODY * 40}三、四线城市。{BODY}五、六楼。"
    assert len(parts(text)) == 1


def test_titles_inside_a_text_without_line_ends():
    text = "".join(f"{town}2021年工作总结{BODY * 60}" for town in ("青石镇", "梅岭乡", "南溪镇"))
    found = parts(text)
    assert [p for p in found if len(p) < 20] == [
        "青石镇2021年工作总结",
        "梅岭乡2021年工作总结",
        "南溪镇2021年工作总结",
    ]


def test_rows_are_left_alone():
    assert len(parts(f"{BODY} 一、综合", BlockKind.ROW)) == 1
