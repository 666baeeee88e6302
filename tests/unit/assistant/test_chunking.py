import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.chunking import LARGEST, split_section


def pieces(text):
    return [text[a:b] for a, b in split_section(text, 0, len(text))]


def test_a_short_section_is_one_chunk():
    assert pieces("我局召开会议。会议强调纪律。") == ["我局召开会议。会议强调纪律。"]


def test_chunks_end_on_sentence_ends():
    text = "我局组织党员开展志愿服务活动，走访慰问困难群众三十余户。" * 40
    assert all(piece.endswith("。") for piece in pieces(text))
    assert all(100 <= len(piece) <= LARGEST for piece in pieces(text))


def test_items_are_cut_at_their_numbers():
    item = (
        "是加强组织领导，成立工作专班，明确责任分工，层层压实责任，定期召开会议研究部署推进，确保各项任务落到实处见到成效，"
        * 3
    )
    text = "".join(f"{n}{item[:-1]}。" for n in "一二三四")
    assert [piece[:2] for piece in pieces(text)] == ["一是", "二是", "三是", "四是"]


def test_a_megabyte_without_punctuation_is_cut_quickly():
    start = time.perf_counter()
    found = split_section("党" * 1_000_000, 0, 1_000_000)
    assert time.perf_counter() - start < 2
    assert max(b - a for a, b in found) <= LARGEST
    assert sum(b - a for a, b in found) == 1_000_000


def test_no_chunk_goes_over_a_break():
    text = "第一行文字。\n第二行文字。"
    assert split_section(text, 0, len(text), [7]) == [(0, 6), (7, 13)]


@given(st.text(alphabet="一二是、。；，\n党学（）”a1 ", max_size=1500))
def test_chunks_tile_the_section(text):
    spans = split_section(text, 0, len(text))
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(b - a <= LARGEST for a, b in spans)
