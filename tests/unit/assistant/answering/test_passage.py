"""Facts: whoever is asked for, what a word means, what is asked of a thing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.answering import fitting, passage
from assistant.answering.composed import Composed
from assistant.answering.persons import names_anybody, names_person
from assistant.text import Searched
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
    assert names_anybody(text) is named


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
    assert bool(fitting._DEFINES.search(text)) is defines


def test_a_post_before_a_name_is_no_name_itself():
    assert names_person("成立以党委书记张志为组长的工作专班")
    assert not names_person("党委书记为组长，党委委员为成员")


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
    texts = Searched(["走访慰问", "开办假期公益爱心托管班六千个", "托管班"])
    everywhere, elsewhere = np.ones(3, bool), np.array([True, False, True])
    assert passage._misspelt("爱心拖管班", texts, everywhere)
    assert not passage._misspelt("爱心拖管班", texts, elsewhere)
    assert not passage._misspelt("爱心夜校班", texts, everywhere)
    assert not passage._misspelt("拖管班", texts, everywhere)  # three characters: too few to tell


def test_a_quoted_name_is_looked_for_within_the_limits_whatever_stands_between_its_letters(
    retriever,
):
    asked = task_for(retriever, "“宣讲党史”是什么？")
    assert passage._absent_names(asked) == []
    nowhere = replace(asked, allowed=np.zeros(len(retriever.generation.rows), bool))
    assert passage._absent_names(nowhere) == ["宣讲党史"]
    assert passage._absent_names(task_for(retriever, "“讲，党 史”是什么？")) == []
    assert passage._absent_names(task_for(retriever, "“火星探测”是什么？")) == ["火星探测"]


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


def test_the_parts_of_a_question_are_answered_in_one_document(tmp_path_factory):
    files = {
        "a.md": "# 甲镇2021年工作总结\n\n一、主要做法\n\n义诊服务群众30人。宣讲走村入户20场。\n",
        "b.md": "# 乙镇2021年工作总结\n\n一、主要做法\n\n宣讲20场次，宣讲走村入户99场。\n",
    }
    retriever = retriever_over(tmp_path_factory.mktemp("parts"), files)
    task = task_for(retriever, "义诊服务群众多少人？")
    parts = tuple(task_for(retriever, q).question for q in ("义诊多少人？", "宣讲多少场？"))
    outcomes = passage._outcomes([replace(task, question=q) for q in parts])
    assert [o[0].sentence.chunk.file for o in outcomes] == ["a.md", "a.md"]
    # by itself the second is answered by the first sentence of them that says it
    alone = replace(task, question=parts[1])
    assert {e.sentence.chunk.file for e in passage.ranked_sentences(alone)[:2]} == {"a.md", "b.md"}


def test_which_document_it_is_answers_with_its_title(tmp_path):
    files = {
        f"{y}.md": f"# 甲镇{y}年工作总结\n\n一、主要做法\n\n{text}\n"
        for y, text in ((2020, "走访慰问困难群众30户。"), (2021, "义诊宣讲进了各村。"))
    }
    retriever = retriever_over(tmp_path, files)
    found = passage.answer(task_for(retriever, "甲镇走访慰问困难群众30户是哪一年的总结？"))
    assert isinstance(found, Composed)
    assert found.text.startswith("**甲镇**《甲镇2020年工作总结》：")
    plain = passage.answer(task_for(retriever, "甲镇走访慰问困难群众了吗？"))
    assert isinstance(plain, Composed)
    assert "《" not in plain.text


def test_a_sentence_that_refers_back_is_shown_with_what_it_refers_to(tmp_path):
    text = "镇里用上了小程序。该小程序有利于走访慰问群众，方便登记每一户人家的情况和要求。"
    files = {"a.md": f"# 甲镇2021年工作总结\n\n一、主要做法\n\n义诊办了。{text}\n"}
    task = task_for(retriever_over(tmp_path, files), "甲镇走访慰问群众用什么登记？")
    found = passage.answer(task)
    assert isinstance(found, Composed)
    assert [c.passage for c in found.citations] == [text]


def test_both_parts_of_a_question_are_shown_of_one_long_sentence(tmp_path):
    between = "，".join(f"事项{n}按照统一安排办理完成并做好登记" for n in "甲乙丙丁戊己庚辛壬癸")
    for gap, spans in ((f"{between}，", 1), (f"{between}，{between}，", 2)):
        folder = tmp_path / str(spans)
        folder.mkdir()
        text = f"全年走访慰问老人300户，{gap}举办义诊宣讲20场。"
        files = {"a.md": f"# 甲镇2021年工作总结\n\n一、主要做法\n\n{text}\n"}
        retriever = retriever_over(folder, files)
        task = task_for(retriever, "甲镇走访慰问多少户？举办义诊宣讲多少场？")
        parts = tuple(
            task_for(retriever, q).question for q in ("走访慰问多少户？", "举办义诊宣讲多少场？")
        )
        found = passage.answer(replace(task, question=replace(task.question, also=parts)))
        assert isinstance(found, Composed)
        shown = [c.passage for c in found.citations]
        assert len(shown) == spans  # near ones as one, else each by itself
        assert "300户" in shown[0]
        assert "20场" in shown[-1]
