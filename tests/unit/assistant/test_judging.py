"""Retrieval and judging with an encoder whose numbers can be worked out by hand.

A token of the fake encoder is one character of `LETTERS`; all cosines are 1 or 0, all lengths 1,
so a token's weight is its idf over the chunks, ln(1 + (n - df + 0.5) / (df + 0.5)).
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.answering.draft import Draft, quoted
from assistant.evidence import AROUND, Judge
from assistant.generation import Generation
from assistant.indexing import Indexer
from assistant.library import Library
from assistant.reading import Limits
from assistant.records import Filters, Role
from assistant.retriever import Retriever
from tests.fakes import fake_models

FILES = {
    "甲镇.md": (
        "# 甲镇2021年工作总结\n\n一、主要做法\n\n开展走访。举办义诊。\n\n"
        "二、下一步打算\n\n2022年多办宣讲。\n"
    ),
    "乙镇.md": "# 乙镇2022年工作总结\n\n一、主要做法\n\n走访慰问。\n",
}


@pytest.fixture
def retriever(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "库")
    Indexer(library, fake_models(), Limits()).index([folder], lambda _: None)
    generation = library.open()
    assert isinstance(generation, Generation)
    return Retriever(generation, fake_models())


def row_with(retriever, words):
    (row,) = [r.row for r in retriever.generation.rows if words in r.chunk.text]
    return row


def idf(df, n):
    return math.log(1 + (n - df + 0.5) / (df + 0.5))


def test_the_parts_of_a_score_are_divided_by_their_maxima_and_weighted(retriever):
    ranking = retriever.rank("走访慰问")
    best = row_with(retriever, "走访慰问")
    # every part is largest for the chunk that is the query: 1 + 1 + 1.25
    assert ranking.rows[0] == best
    assert ranking.scores[0] == pytest.approx(3.25)
    expected = (
        ranking.bm25 / ranking.bm25.max()
        + ranking.cosine / ranking.cosine.max()
        + 1.25 * ranking.max_sim / ranking.max_sim.max()
    )
    assert ranking.scores == pytest.approx(expected)


def test_cosine_and_max_sim_of_a_chunk_by_hand(retriever):
    ranking = retriever.rank("义诊")
    place = ranking.rows.tolist().index(row_with(retriever, "义诊"))
    # the search text of that chunk holds 走 访 义 诊 once each: cosine 2 / (√2 · √4)
    assert ranking.cosine[place] == pytest.approx(2 / math.sqrt(2 * 4), abs=1e-3)
    assert ranking.max_sim[place] == pytest.approx(1.0)


def test_a_filter_on_years_knows_that_plans_are_about_the_next_year(retriever):
    rows = retriever.generation.rows
    of_2022 = retriever.allowed_rows(Filters(years=(2022,)))
    allowed = {(rows[i].organisation, rows[i].role) for i in np.flatnonzero(of_2022)}
    assert ("甲镇", Role.PLANS) in allowed
    assert ("甲镇", Role.WORK) not in allowed
    assert any(name == "乙镇" for name, _ in allowed)


def test_a_year_in_the_title_names_the_summary(retriever):
    rows = retriever.generation.rows
    allowed = retriever.rows_of_titles((2021,), (), None)
    assert {rows[i].organisation for i in np.flatnonzero(allowed)} == {"甲镇"}
    assert not retriever.rows_of_titles((2019,), (), None).any()


def test_a_sentence_carries_the_share_of_the_weight_of_its_tokens(retriever):
    judge = Judge(retriever)
    row = row_with(retriever, "义诊")
    judged = {e.sentence.text: e for e in judge.judge([row], judge.topic("走访宣讲"))}
    (walked,) = [e for text, e in judged.items() if "走访" in text]
    (clinic,) = [e for text, e in judged.items() if "义诊" in text]
    n = len(retriever.generation.rows)
    frequency = {c: sum(c in _searched(r) for r in retriever.generation.rows) for c in "走访宣讲"}
    weight = {c: idf(df, n) for c, df in frequency.items()}
    share = (weight["走"] + weight["访"]) / sum(weight.values())
    assert walked.score == pytest.approx(share, abs=1e-3)
    assert walked.missing == pytest.approx(1 - share, abs=1e-3)
    # the other sentence has 走访 only around it
    assert clinic.score == pytest.approx(AROUND * share, abs=1e-3)


def _searched(row):
    return (row.organisation or "") + "".join(row.path) + row.chunk.text


def test_the_better_of_two_alternatives_counts(retriever):
    judge = Judge(retriever)
    row = row_with(retriever, "义诊")
    (one,) = [e for e in judge.judge([row], judge.topic("义诊、宣讲")) if "义诊" in e.sentence.text]
    (together,) = [
        e for e in judge.judge([row], judge.practice("义诊、宣讲")) if "义诊" in e.sentence.text
    ]
    assert one.score > together.score


def test_a_stated_number_must_stand_in_the_sentence(retriever):
    judge = Judge(retriever)
    row = row_with(retriever, "义诊")
    (without,) = [e for e in judge.judge([row], judge.topic("义诊")) if "义诊" in e.sentence.text]
    (stated,) = [e for e in judge.judge([row], judge.topic("义诊12")) if "义诊" in e.sentence.text]
    assert stated.score == pytest.approx(0.6 * without.score, abs=1e-3)


def test_a_citation_quotes_its_document(retriever):
    row = retriever.generation.rows[row_with(retriever, "义诊")]
    draft = Draft(retriever.generation.store)
    at = row.start + row.passage.index("举办义诊")
    assert draft.cite(row, at, at + 5, 0.5) == "[1]"
    assert draft.cite(row, at, at + 5, 0.5) == "[1]"
    assert draft.cite(row, row.start, row.start + 2, 0.5) == "[2]"
    document = retriever.generation.store.document(row.chunk.document_id)
    for citation in draft.citations:
        assert document.text[citation.start : citation.end] == citation.passage


@pytest.mark.parametrize("span", [(-1, 3), (2, 2), (0, 10_000)])
def test_a_citation_outside_its_passage_is_refused(retriever, span):
    row = retriever.generation.rows[0]
    with pytest.raises(ValueError, match="not inside"):
        Draft(retriever.generation.store).cite(row, row.start + span[0], row.start + span[1], 1.0)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("**市**局", "\\*\\*市\\*\\*局"),
        ("[1] 脚注", "\\[1\\] 脚注"),
        ("一\n二", "一 二"),
        ("- 一项", "\\- 一项"),
        ("<b>粗</b>", "\\<b\\>粗\\</b\\>"),
    ],
)
def test_document_text_never_becomes_markup(text, markdown):
    assert quoted(text) == markdown


def test_sentences_that_no_generation_keeps_are_made_when_asked_and_judged_alike(retriever):
    generation = retriever.generation
    rows = list(range(len(generation.rows)))
    judge = Judge(retriever)
    kept = judge.judge(rows, judge.topic("走访"))
    assert [e.sentence.text for e in kept if e.score > 0.9]
    generation.sentences = None
    assert judge.judge(rows, judge.topic("走访")) == kept
    judge.prepare()
    assert generation.sentences is not None
    assert judge.judge(rows, judge.topic("走访")) == kept
