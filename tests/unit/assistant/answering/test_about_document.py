"""Who gave a report, its number and date: from the lines around its title and signature."""

from __future__ import annotations

import pytest

from assistant.answering import about_document, passage
from assistant.answering.composed import Composed, NoEvidence
from assistant.question import Wants
from assistant.text import fold
from tests.libraries import retriever_over, task_for

BODY = "走访慰问群众。" * 100
FILES = {
    "a.md": (
        "# 甲省2024年政府工作报告\n\n甲省代省长 王强\n\n（甲政〔2024〕7号）\n\n"
        f"一、主要做法\n\n{BODY}\n\n二、存在问题\n\n县长 赵刚在会上作了宣讲。\n"
    ),
    "b.md": f"# 乙省2023年政府工作报告\n\n一、主要做法\n\n{BODY}{BODY}县长 赵刚作了宣讲。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("front"), FILES)


def test_the_speaker_stands_below_the_title(retriever):
    found = passage.answer(task_for(retriever, "甲省2024年政府工作报告是谁作的？"))
    assert isinstance(found, Composed)
    (citation,) = found.citations
    assert "代省长 王强" in citation.passage


def test_a_name_far_behind_the_title_is_no_speaker(retriever):
    outcome = about_document.answer(task_for(retriever, "乙省2023年政府工作报告是谁作的？"))
    assert isinstance(outcome, NoEvidence)


def test_the_number_of_the_document(retriever):
    found = passage.answer(task_for(retriever, "甲省2024年政府工作报告的文号是什么？"))
    assert isinstance(found, Composed)
    assert "甲政〔2024〕7号" in found.citations[0].passage


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲省省长 王强", True),
        ("省长王强代表省人民政府作报告", True),
        ("省长王强，2024年1月", True),
        ("王强作报告", False),
    ],
)
def test_a_speaker_is_a_name_behind_a_post(text, names):
    assert bool(about_document.WANTED[Wants.SPEAKER].search(fold(text))) is names
