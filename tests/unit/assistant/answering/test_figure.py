"""Figures that stand behind the sentence about them."""

from __future__ import annotations

import pytest

from assistant.answering import passage, words
from assistant.answering.composed import Composed, NoEvidence
from assistant.answering.figure import _is_of
from assistant.figures import answers_measure, find_figures
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "学习党史的比重在全年各项工作当中继续明显提高。这个比重大约是百分之十七，比往年的平均水平要高出许多来。\n\n"
        "二、成效\n\n"
        "义诊专班由卫生院牵头在年初就已经设立起来了。截至年底，共办二十三期，深受群众的欢迎和好评。\n\n"
        "三、其他\n\n"
        "走访问题已经由镇里统一登记并且逐件答复完毕。食堂另建3个，都设在离村委会很近的地方。\n"
    )
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("figures"), FILES)


def test_a_sentence_that_goes_on_gives_the_figure_with_the_one_before_it(retriever):
    found = passage.answer(task_for(retriever, "甲镇学习党史的比重有多大？"))
    assert isinstance(found, Composed)
    first, second = (c.passage for c in found.citations)
    assert first.startswith("学习党史的比重")
    assert second.startswith("这个比重大约是百分之十七")


def test_what_is_taken_up_comes_before_another_figure_of_nearly_the_same(tmp_path_factory):
    text = (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "第一是学习党史的比重在全年各项工作当中继续明显提高。"
        "在去年，这个比重大约是百分之十七，而在今年预计将近百分之三十三。"
        "学习党史工作总量等于往年工作总量的四点二倍，今年还要增加。\n"
    )
    retriever = retriever_over(tmp_path_factory.mktemp("taken"), {"a.md": text})
    found = passage.answer(task_for(retriever, "甲镇学习党史的比重从多少升到了多少？"))
    assert isinstance(found, Composed)
    first, second = (c.passage for c in found.citations)
    assert first.startswith("第一是学习党史的比重")
    assert second == "在去年，这个比重大约是百分之十七，而在今年预计将近百分之三十三。"


def test_a_later_sentence_gives_the_very_measure_asked_for(retriever):
    found = passage.answer(task_for(retriever, "甲镇义诊专班办了多少期？"))
    assert isinstance(found, Composed)
    (citation,) = found.citations
    assert "共办二十三期" in citation.passage


def test_a_number_of_another_thing_behind_it_is_no_answer(retriever):
    outcome = passage.answer(task_for(retriever, "甲镇走访问题的规模有多大？"))
    assert isinstance(outcome, NoEvidence)
    assert outcome.reason == words.NO_FIGURE


@pytest.mark.parametrize(
    ("figures", "measures", "of_it"),
    [
        ("制定措施100条", ("条",), True),
        ("梳理风险点XX个", ("条",), False),
        ("办理XX件", ("件",), True),
    ],
)
def test_the_very_measure_asked_for_counts_masked_or_not(figures, measures, of_it):
    (found,) = find_figures(figures)
    assert _is_of(found, measures) is of_it
    assert not _is_of(found, ())


def test_a_masked_name_is_no_masked_number():
    (name,) = find_figures("XX局党组要求")
    assert not answers_measure(name, ())
    (number,) = find_figures("走访XX户")
    assert answers_measure(number, ())
