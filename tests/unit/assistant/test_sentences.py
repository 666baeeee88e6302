"""Chunks in pieces, and what judging makes of their sentences; a fake token is one character."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.generation import search_text
from assistant.records import Chunk, Role
from assistant.sentences import Cut, parts_of, sentence_lists
from assistant.store import ChunkRow
from tests.fakes import LETTERS, FakeEncoder


def row(text, lead="", title="甲镇2021年工作总结"):
    chunk = Chunk("c", "d", 0, 0, 100, 100 + len(text), text)
    return ChunkRow(0, chunk, "甲.md", title, "甲镇", ("一、做法",), Role.WORK, lead)


def letters(tokens, number):
    return "".join(LETTERS[i] for i in tokens.of(number))


def test_a_chunk_is_cut_into_what_stands_before_it_and_its_sentences():
    (parts,) = parts_of([row("走访了。  义诊！\n宣讲", lead="一、做法\n")])
    assert not parts.unlike
    assert parts.texts == ("甲镇\n一、做法", "走访了。", "义诊！", "宣讲")
    # the heading belongs to the first sentence
    assert parts.spans == ((0, 9), (11, 14), (15, 17))


@pytest.mark.parametrize(
    "chunk",
    [
        row("走訪了。"),  # traditional
        row("义诊。", title="甲镇dsxxjy总结"),  # a masked word
        row("走访。固投增长3%。"),
        row("访慰问。", lead="一、走"),  # a heading that runs into the text
    ],
)
def test_a_chunk_whose_words_may_change_is_segmented_whole(chunk):
    (parts,) = parts_of([chunk])
    assert parts.unlike
    assert parts.texts == (search_text(chunk),)


def test_the_tokens_of_sentences_and_of_what_is_around_them():
    chunks = [
        row("走访了。义诊！", lead="一、学习\n"),
        row("宣讲dsxxjy。走訪。", title="义诊总结"),
    ]
    lists = sentence_lists(chunks, FakeEncoder())
    assert lists.first.tolist() == [0, 2, 4]
    assert [letters(lists.tokens, i) for i in range(4)] == [
        "学习走访",
        "义诊",
        "宣讲党史学习",
        "走访",
    ]
    assert lists.unlike.tolist() == [False, True]
    # of the first the title alone, of the second the search text too
    assert letters(lists.around, 0) == ""
    assert letters(lists.around, 1) == "义诊宣讲党史学习走访"


def test_a_cut_knows_where_its_sentences_stand():
    chunks = [row("走访。Ａ组义诊。", lead="一、做法\n"), row("宣讲 ztjy。")]
    cut = Cut(chunks, sentence_lists(chunks, FakeEncoder()))
    assert cut.owner.tolist() == [0, 0, 1]
    sentences = [cut.sentence(i) for i in range(3)]
    assert [s.text for s in sentences] == ["一、做法\n走访。", "Ａ组义诊。", "宣讲 ztjy。"]
    # the heading stands before the chunk's own start at 100
    assert [(s.start, s.end) for s in sentences] == [(95, 103), (103, 108), (100, 108)]
    assert [s.chunk for s in sentences] == [chunks[0], chunks[0], chunks[1]]
    assert cut.rows.tolist() == [s.chunk.row for s in sentences]
    assert cut.folded.texts == ["一、做法\n走访。", "a组义诊。", "宣讲 ztjy。"]
    assert cut.texts.texts == ["一、做法\n走访。", "a组义诊。", "宣讲 主题教育。"]
    assert cut.around.texts[1] == "甲镇2021年工作总结\n甲镇\n一、做法\n宣讲 主题教育。"


def test_no_chunks_have_no_sentences():
    lists = sentence_lists([], FakeEncoder())
    assert len(lists) == 0
    assert Cut([], lists).rows.tolist() == Cut([], lists).texts.texts == []
    assert lists.spans.shape == (0, 2)
    assert lists.unlike.dtype == np.bool_
