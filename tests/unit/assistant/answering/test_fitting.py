"""What a sentence counts by time and by what is asked for."""

from __future__ import annotations

import pytest

from assistant.answering import fitting, passage
from tests.libraries import retriever_over, task_for

FILES = {
    "a.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n"
        "走访慰问困难群众326户，送去慰问金。今年将走访慰问群众500户。全镇共走访慰问800户。\n\n"
        "二、下一步打算\n\n走访慰问困难群众400户。\n"
    )
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("fitting"), FILES)


def shares(retriever, question):
    """The factor of each sentence, by its number."""
    task = task_for(retriever, question)
    return {
        n: fitting.share_of_fit(task, e)
        for e in passage.ranked_sentences(task)
        for n in ("326", "500", "800", "400")
        if n in e.sentence.text
    }


def test_work_done_counts_less_where_something_is_still_to_be_done(retriever):
    held = shares(retriever, "甲镇今年要走访慰问多少户？")
    assert held["400"] == 1.0  # among the plans
    assert held["500"] == 1.0  # 今年将…, whatever its section
    assert held["326"] == fitting.NOT_INTENDED


def test_plans_count_less_where_nothing_is_said_of_the_time(retriever):
    held = shares(retriever, "甲镇走访慰问了多少户？")
    assert (held["326"], held["400"]) == (1.0, fitting.OTHER_TIME)


def test_a_part_counts_less_where_the_whole_is_asked_for(retriever):
    held = shares(retriever, "甲镇一共走访慰问了多少户？")
    assert (held["326"], held["800"]) == (fitting.NO_TOTAL, 1.0)
    assert shares(retriever, "甲镇走访慰问了多少户？")["326"] == 1.0


@pytest.mark.parametrize(
    ("text", "timed"),
    [
        ("本计划自2021年9月1日起施行", True),
        ("二〇〇三年六月八日公布", True),
        ("去年开始施行", True),
        ("印发《实施计划（2021—2025年）》，请认真组织实施", False),  # the years of a title
        ("请认真组织实施", False),
    ],
)
def test_a_sentence_says_when_by_a_time_of_its_own(tmp_path, text, timed):
    files = {"a.md": f"# 甲镇工作总结\n\n一、主要做法\n\n走访慰问{text}。\n"}
    task = task_for(retriever_over(tmp_path, files), "甲镇什么时候走访慰问？")
    (only,) = passage.ranked_sentences(task)
    assert fitting.share_of_fit(task, only) == (1.0 if timed else fitting.NO_TIME)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("比重从17%提高到33%", True),
        ("比重由去年的17%上升为33%", True),
        ("比重为33%", False),
    ],
)
def test_from_what_to_what_wants_both_values(tmp_path, text, both):
    files = {"a.md": f"# 甲镇工作总结\n\n一、主要做法\n\n走访慰问{text}。\n"}
    task = task_for(retriever_over(tmp_path, files), "甲镇走访慰问的比重从多少升到了多少？")
    (only,) = passage.ranked_sentences(task)
    assert fitting.share_of_fit(task, only) == (1.0 if both else fitting.ONE_VALUE)
