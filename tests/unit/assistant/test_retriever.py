"""Which chunks may answer: years of titles, parts of a year, chunks about a year; two rankings."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retriever import SYNONYMS_WEIGHT, Ranking, _better
from tests.libraries import retriever_over

FILES = {
    "a.md": "# 甲镇2005年第二季度工作总结\n\n一、主要做法\n\n开展走访。\n",
    "b.md": "# 甲镇2005年第三季度工作总结\n\n一、主要做法\n\n举办义诊。\n",
    "c.md": "# 甲镇2006年工作总结\n\n一、主要做法\n\n开展宣讲，2005年没有。\n",
    "d.md": "# 甲镇2007年第一季度工作总结\n\n一、主要做法\n\n党史学习。\n",
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    return retriever_over(tmp_path_factory.mktemp("titles"), FILES)


def files(retriever, allowed):
    """The files of the allowed chunks."""
    rows = retriever.generation.rows
    return {rows[i].file[-len("a.md")] for i in np.flatnonzero(allowed)}


@pytest.mark.parametrize(
    ("years", "parts", "expected"),
    [
        ((2005,), (), "ab"),
        ((2005,), ("第三季度",), "b"),
        ((2005,), ("第四季度",), ""),  # 2005 is divided into quarters, and this one is not there
        ((2006,), ("第四季度",), "c"),  # one summary of the whole year may speak of it
        ((2005, 2006), ("第四季度",), "abc"),  # not every summary is of a part
        ((), ("第一季度",), "d"),
        ((), (), "abcd"),
        ((2019,), (), ""),
    ],
)
def test_titles_limit_by_year_and_by_part_where_summaries_are_divided(
    retriever, years, parts, expected
):
    allowed = retriever.rows_of_titles(years, parts, None)
    everything = np.ones(len(retriever.generation.rows), bool)
    assert files(retriever, everything if allowed is None else allowed) == set(expected)


def test_titles_limit_what_is_allowed_already(retriever):
    only = np.array([r.file.endswith("a.md") for r in retriever.generation.rows])
    assert files(retriever, retriever.rows_of_titles((2005,), (), only)) == {"a"}
    assert files(retriever, retriever.rows_of_titles((2005,), ("第三季度",), only)) == set()


def test_named_documents_limit_what_is_allowed_already(retriever):
    ids = {r.file[-len("a.md")]: r.chunk.document_id for r in retriever.generation.rows}
    assert files(retriever, retriever.rows_of((ids["a"], ids["c"]), None)) == {"a", "c"}
    only = np.array([r.file.endswith("a.md") for r in retriever.generation.rows])
    assert files(retriever, retriever.rows_of((ids["a"], ids["c"]), only)) == {"a"}
    assert retriever.rows_of((), None) is None
    assert retriever.rows_of((), only) is only


def test_chunks_about_a_year_are_of_it_or_name_it(retriever):
    assert files(retriever, retriever.rows_about(2005)) == {"a", "b", "c"}
    assert files(retriever, retriever.rows_about(2006)) == {"c"}
    assert files(retriever, retriever.rows_about(2019)) == set()


def ranking(*pairs):
    """A ranking of (row, score) pairs whose parts tell which ranking they are of."""
    rows, scores = zip(*pairs, strict=True)
    values = np.array(scores, np.float32)
    return Ranking(np.array(rows, np.int64), values, values / 2, values / 4, values / 8)


def test_a_chunk_keeps_the_better_of_its_scores_with_its_parts():
    merged = _better(ranking((7, 3.0), (5, 1.0)), ranking((5, 2.0), (9, 1.5), (7, 3.0)))
    # synonyms count 0.9: 5 gets 1.8 instead of 1.0, 9 gets 1.35, 7 keeps its own 3.0
    assert SYNONYMS_WEIGHT == 0.9
    assert merged.rows.tolist() == [7, 5, 9]
    assert merged.scores == pytest.approx([3.0, 1.8, 1.35])
    assert merged.bm25 == pytest.approx([1.5, 1.0, 0.75])
    assert merged.cosine == pytest.approx([0.75, 0.5, 0.375])
    assert merged.max_sim == pytest.approx([0.375, 0.25, 0.1875])


def test_equal_scores_stand_in_the_order_of_rows():
    merged = _better(ranking((8, 0.9), (3, 0.9)), ranking((5, 1.0)))
    assert merged.rows.tolist() == [3, 5, 8]


def test_another_wording_finds_what_the_first_does_not(retriever):
    plain = retriever.rank("体检")
    tried = retriever.rank("体检", None, "义诊")
    best = retriever.generation.rows[tried.rows[0]]
    assert "义诊" in best.chunk.text
    # alone the second wording would have all three parts at their largest: 3.25, counted 0.9
    assert tried.scores[0] == pytest.approx(max(0.9 * 3.25, float(plain.scores.max())), abs=1e-4)
