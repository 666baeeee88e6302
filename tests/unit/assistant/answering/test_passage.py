"""Facts: whoever is asked for, what a word means, what is asked of a thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import passage
from assistant.answering.composed import Composed
from assistant.text import fold
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "学习管理员每周都要到各村去查看进度和登记情况。学习管理员何清，每周都要到各村去查看进度和登记情况。\n\n"
        "二、成效\n\n"
        "宣讲党史在全镇各村铺开，群众普遍反映很好很受用。"
        "宣讲党史是指把红色故事一个一个地送到田间地头去讲给群众听。\n\n"
        "三、其他\n\n"
        "义诊打算由卫生院的同事们分批到各村去办理完成。\n"
    )
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("facts"), FILES)


def passages(retriever, question):
    found = passage.answer(task_for(retriever, question))
    assert isinstance(found, Composed)
    return [c.passage for c in found.citations]


def test_whoever_is_asked_for_is_named_in_the_sentence_that_answers(retriever):
    (found,) = passages(retriever, "甲镇学习管理员是谁？")
    assert "何清" in found


def test_where_nobody_is_named_the_best_sentence_stands(retriever):
    (found,) = passages(retriever, "甲镇义诊打算是谁？")
    assert "卫生院" in found


def test_a_meaning_is_told_by_the_sentence_that_defines(retriever):
    (found,) = passages(retriever, "什么是宣讲党史？")
    assert found.startswith("宣讲党史是指")
    (plain,) = passages(retriever, "甲镇宣讲党史了吗？")
    assert "铺开" in plain  # equal otherwise: the first in the text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("管理员何清，每周登记", True),
        ("组长：刘铭", True),
        ("| 硬件组 | 刘铭 | 2人 |", True),
        ("管理员每周登记", False),
        ("管理员要何时来", False),
    ],
)
def test_anybody_is_a_name_behind_a_post_or_a_mark(text, named):
    assert bool(passage._ANYBODY.search(fold(text))) is named


@pytest.mark.parametrize(
    ("text", "defines"),
    [
        ("三会一课是指支部党员大会等", True),
        ("所谓双报到，就是到社区报到", True),
        ("零碳园区，即碳排放为零", True),
        ("即将建成零碳园区", False),
        ("随即开展，立即办理，当即整改", False),
    ],
)
def test_a_definition_says_that_it_is_one(text, defines):
    assert bool(passage._DEFINES.search(text)) is defines


def test_a_post_before_a_name_is_no_name_itself():
    assert passage.names_person("成立以党委书记张志为组长的工作专班")
    assert not passage.names_person("党委书记为组长，党委委员为成员")


def test_sentences_without_what_is_quoted_count_less_where_another_has_it(retriever):
    task = task_for(retriever, "“宣讲党史”是什么？")
    held = {
        "宣讲党史" in e.sentence.text: e.score for e in reversed(passage.ranked_sentences(task))
    }
    assert held[True] > held[False]
    other = [e for e in passage.ranked_sentences(task) if "宣讲党史" not in e.sentence.text]
    plain = passage.ranked_sentences(task_for(retriever, "宣讲党史是什么？"))
    before = {(e.sentence.chunk.row, e.sentence.start): e.score for e in plain}
    for e in other:
        was = before[e.sentence.chunk.row, e.sentence.start]
        assert e.score == pytest.approx(passage.UNQUOTED * was)


def test_a_name_with_one_character_that_sounds_the_same_is_the_name():
    assert passage._misspelt("爱心拖管班", "开办假期公益爱心托管班六千个")
    assert not passage._misspelt("爱心夜校班", "开办假期公益爱心托管班六千个")
    assert not passage._misspelt("拖管班", "托管班")  # three characters: too few to tell


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("甲镇义诊办了多少场？", False),  # a number: a word of which nothing is there refuses it
        ("甲镇义诊办得怎么样？", True),
        ("义诊办了多少场？", True),  # nobody can be wronged
    ],
)
def test_a_number_is_refused_where_nothing_like_a_word_is_there(retriever, question, answers):
    task = task_for(retriever, question)
    best = passage.ranked_sentences(task)[0]
    said = replace(best, score=0.9, missing=0.3, lacks=passage.LACKS)
    assert passage.answers(task, said) is answers
    assert passage.answers(task, replace(said, lacks=passage.LACKS - 0.01))


def test_a_how_to_adds_the_next_best_of_another_chunk_if_it_is_nearly_as_good(retriever):
    found = passage.ranked_sentences(task_for(retriever, "甲镇怎么宣讲党史？"))
    first = replace(found[0], score=1.0)
    row = first.sentence.chunk.row
    other = next(e for e in found if e.sentence.chunk.row != row)
    good, poor = (replace(other, score=s) for s in (passage.AS_GOOD, passage.AS_GOOD - 0.01))
    assert passage._elsewhere([first, good]) == [good]
    assert passage._elsewhere([first, poor]) == []
    same = next(e for e in found[1:] if e.sentence.chunk.row == row)
    assert passage._elsewhere([first, replace(same, score=1.0)]) == []


def test_which_document_says_it_is_told_by_its_title(retriever):
    asked = passage.answer(task_for(retriever, "把宣讲党史铺开写进去的是哪一年的总结？"))
    plain = passage.answer(task_for(retriever, "甲镇宣讲党史铺开了吗？"))
    assert isinstance(asked, Composed)
    assert isinstance(plain, Composed)
    assert asked.text.startswith("**甲镇《甲镇2021年工作总结》**：")
    assert plain.text.startswith("**甲镇**：")
