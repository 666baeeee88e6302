"""A sentence that ends in a colon is shown with the items it opens, as far as they are few."""

from __future__ import annotations

import pytest

from assistant.answering import openers
from assistant.answering.openers import with_what_it_heads, with_what_it_opens
from assistant.evidence import Evidence
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from tests.libraries import retriever_over, row_with

FILES = {
    "甲.txt": "甲镇总结\n\n一、打算\n\n下一步重点学习做到“三个坚持”：\n"
    "坚持走访群众。坚持慰问老人。坚持宣讲党史。\n\n二、学习\n\n学习党史。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("openers"), FILES)


@pytest.fixture(scope="module")
def rows(retriever):
    return retriever.generation.rows


@pytest.fixture(scope="module")
def opener(retriever) -> Evidence:
    chunk = retriever.generation.rows[row_with(retriever, "三个坚持")]
    end = chunk.passage.index("：") + 1
    start = chunk.passage.index("下一步")
    sentence = Sentence(chunk, chunk.start + start, chunk.start + end, chunk.passage[start:end])
    return Evidence(sentence, 0.7)


def test_what_a_colon_opens_follows_in_order_and_word_for_word(rows, opener):
    shown = with_what_it_opens(rows, [opener])
    assert [e.sentence.text for e in shown[1:]] == [
        "坚持走访群众。", "坚持慰问老人。", "坚持宣讲党史。",
    ]  # fmt: skip
    for e in shown:
        s, chunk = e.sentence, e.sentence.chunk
        assert chunk.passage[s.start - chunk.start : s.end - chunk.start] == s.text


def test_a_sentence_that_opens_nothing_stands_alone(rows, opener):
    last = with_what_it_opens(rows, [opener])[-1]
    assert with_what_it_opens(rows, [last]) == [last]


def test_items_end_where_they_would_be_too_many_or_too_long(rows, opener, monkeypatch):
    monkeypatch.setattr(openers, "MOST_ITEMS", 2)
    assert len(with_what_it_opens(rows, [opener])) == 3
    monkeypatch.setattr(openers, "LENGTH", 10)  # each item has seven characters
    assert len(with_what_it_opens(rows, [opener])) == 2


@pytest.fixture(scope="module")
def heads(tmp_path_factory):
    text = (
        "甲镇总结\n\n一、打算\n\n提高学习宣讲水平。开展党史宣讲三十场，走进各村。办好学习班，"
        "每月一期。做实走访慰问工作。慰问老人一百户，每户两次。\n"
    )
    return retriever_over(tmp_path_factory.mktemp("heads"), {"甲.txt": text})


def evidence(retriever, words):
    row = retriever.generation.rows[row_with(retriever, words)]
    for start, end in split_sentences(row.chunk.text):
        if words in row.chunk.text[start:end]:
            at = row.chunk.start
            return Evidence(Sentence(row, at + start, at + end, row.chunk.text[start:end]), 0.7)
    raise AssertionError(words)


def test_a_short_sentence_heads_those_behind_it_up_to_the_next(heads):
    shown = with_what_it_heads(heads.generation.rows, [evidence(heads, "提高学习宣讲")])
    assert [e.sentence.text for e in shown[1:]] == [
        "开展党史宣讲三十场，走进各村。", "办好学习班，每月一期。",
    ]  # fmt: skip
    last = with_what_it_heads(heads.generation.rows, [evidence(heads, "做实走访")])
    assert [e.sentence.text for e in last[1:]] == ["慰问老人一百户，每户两次。"]


def test_a_sentence_that_says_something_itself_heads_nothing(heads):
    said = evidence(heads, "办好学习班")
    assert with_what_it_heads(heads.generation.rows, [said]) == [said]
    # and where one thing is asked for, a head is no opener
    head = evidence(heads, "提高学习宣讲")
    assert with_what_it_opens(heads.generation.rows, [head]) == [head]


def test_of_a_long_list_each_item_is_given_by_its_beginning(tmp_path):
    more = "走访群众慰问老人宣讲党史，" * 10 + "一户不少。"
    items = "".join(f"{n}是学习党史。{more}" for n in "一二三四五六")
    text = f"甲镇总结\n\n一、打算\n\n下一步要做到：\n{items}\n"
    retriever = retriever_over(tmp_path, {"甲.txt": text})
    shown = with_what_it_opens(retriever.generation.rows, [evidence(retriever, "要做到：")])
    assert len(items) > openers.LENGTH
    assert [e.sentence.text for e in shown[1:]] == [f"{n}是学习党史。" for n in "一二三四五六"]


COUNTED = (
    "实施学习“三大行动”。实施走访行动。走访群众30户。"
    "实施慰问行动。慰问老人。实施宣讲行动。宣讲党史。"
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (COUNTED, ["实施走访行动。", "实施慰问行动。", "实施宣讲行动。"]),
        (COUNTED.replace("三大", "四大"), []),  # there are three
        (COUNTED.replace("“三大行动”。", "“三大行动”，群众满意。"), []),
    ],
)
def test_what_a_sentence_counts_is_named_by_those_behind_it(tmp_path, text, named):
    files = {"a.md": f"# 甲镇2021年工作总结\n\n一、主要做法\n\n{text}\n"}
    retriever = retriever_over(tmp_path, files)
    chunk = retriever.generation.rows[row_with(retriever, "大行动")]
    spans = split_sentences(chunk.passage)
    a, b = next((a, b) for a, b in spans if "大行动" in chunk.passage[a:b])
    first = Sentence(chunk, chunk.start + a, chunk.start + b, chunk.passage[a:b])
    for shown in (with_what_it_opens, with_what_it_heads):
        behind = [e.sentence.text for e in shown(retriever.generation.rows, [Evidence(first, 0.7)])]
        assert [t for t in behind[1:] if t.endswith("行动。")] == named
