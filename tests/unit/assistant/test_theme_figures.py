from __future__ import annotations

import pytest

from assistant.evidence import Evidence, Judge
from assistant.practice_records import Theme
from assistant.practices import Practices
from assistant.sentences import Sentence
from assistant.theme_figures import ThemeFigures
from tests.unit.assistant.test_themes import opened

THEME = Theme("走访", ("走访慰问",), ("户", "人"))


@pytest.fixture
def found(tmp_path):
    retriever = opened(tmp_path)
    judge = Judge(retriever)
    figures = ThemeFigures(judge, Practices(retriever, judge))
    chunk = retriever.generation.rows[0]

    def call(*texts):
        evidence = [Evidence(Sentence(chunk, 0, len(t), t), 1.0) for t in texts]
        figure = figures.find(THEME, {"甲镇": evidence}).get("甲镇")
        return figure and (figure.written, figure.value)

    return call


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("走访慰问老人12户。", ("12户", 12.0)),
        ("宣讲8户，走访慰问12户。", ("12户", 12.0)),
        ("开展宣讲8户。", None),
        ("春节走访慰问，共30户。", ("30户", 30.0)),
        ("走访慰问老人，举办学习宣讲义诊8户。", None),
        ("走访慰问XX户。", ("xx户", None)),
        ("走访慰问90人，走访慰问12户。", ("12户", 12.0)),
        ("走访慰问5次。", None),
    ],
)
def test_the_number_of_the_clause_that_names_the_theme(found, text, figure):
    assert found(text) == figure


def test_the_sentence_that_is_most_about_the_theme_gives_the_number(found):
    assert found("宣讲8户。", "走访慰问12户。") == ("12户", 12.0)
