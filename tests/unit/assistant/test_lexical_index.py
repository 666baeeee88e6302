"""BM25 through tantivy, against the formula worked out by hand."""

from __future__ import annotations

import math

import pytest

from assistant.lexical_index import LexicalIndex, LexicalRow, build


@pytest.fixture
def index(tmp_path):
    build(
        tmp_path / "lexical",
        [
            LexicalRow(0, 0, ["走访", "慰问"]),
            LexicalRow(1, 0, ["义诊", "走访"]),
            LexicalRow(2, 1, ["宣讲", "宣讲"]),
            LexicalRow(3, 1, ["学习", "宣讲"]),
        ],
    )
    return LexicalIndex(tmp_path / "lexical")


def bm25(tf, df, n, length, average, k1=1.2, b=0.75):
    idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
    return idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))


def test_the_score_is_bm25(index):
    rows, scores = index.search(["慰问"], 10)
    assert rows.tolist() == [0]
    # n 4, df 1, tf 1, every chunk two terms long
    assert scores[0] == pytest.approx(bm25(1, 1, 4, 2, 2), rel=1e-3)


def test_more_occurrences_rank_higher(index):
    assert index.search(["宣讲"], 10)[0].tolist() == [2, 3]


def test_equal_scores_keep_the_order_of_rows(index):
    rows, scores = index.search(["走访"], 10)
    assert rows.tolist() == [0, 1]
    assert scores[0] == scores[1]


def test_documents_limit_the_rows_and_not_the_score(index):
    rows, scores = index.search(["走访", "宣讲"], 10, documents=[1])
    assert rows.tolist() == [2, 3]
    assert scores[0] == pytest.approx(index.search(["宣讲"], 1)[1][0])


def test_unknown_terms_and_no_terms_find_nothing(index):
    assert len(index.search(["没有"], 10)[0]) == 0
    assert len(index.search([], 10)[0]) == 0


def test_document_frequency_counts_chunks(index):
    assert (index.document_frequency("宣讲"), index.document_frequency("无")) == (2, 0)
    assert [index.document_frequency("走访", d) for d in ([0], [1], [], [0, 1])] == [2, 0, 0, 2]


def test_an_empty_index_can_be_opened(tmp_path):
    build(tmp_path / "x", [])
    assert len(LexicalIndex(tmp_path / "x")) == 0
    assert len(LexicalIndex(tmp_path / "x").search(["走访"], 3)[0]) == 0


def test_a_missing_index_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        LexicalIndex(tmp_path / "none")
