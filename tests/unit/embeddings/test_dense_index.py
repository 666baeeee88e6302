"""The dense index against ten lines of NumPy, exact and inverted."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings import dense_index
from embeddings.errors import IndexNotReadable


def unit_rows(n, dim, seed=0):
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(rows, query, k, allowed=None):
    ids = np.arange(len(rows)) if allowed is None else np.asarray(allowed)
    scores = rows[ids] @ query
    return ids[np.lexsort((ids, -scores))][:k]


def test_cosines_are_those_of_three_rows_worked_out_by_hand():
    rows = np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32)
    ids, cosines = dense_index.build(rows).search(np.array([1, 0], np.float32), 3)
    assert ids.tolist() == [0, 1, 2]
    assert cosines == pytest.approx([1.0, 0.6, 0.0], abs=1e-3)


def test_exact_search_agrees_with_brute_force():
    rows = unit_rows(400, 24)
    index = dense_index.build(rows)
    for query in unit_rows(10, 24, seed=1):
        assert index.search(query, 5)[0].tolist() == brute_force(rows, query, 5).tolist()


def test_a_filter_gives_the_best_of_the_allowed_rows_only():
    rows, query = unit_rows(300, 16), unit_rows(1, 16, seed=2)[0]
    allowed = np.array([290, 3, 77, 150])
    ids, _ = dense_index.build(rows).search(query, 10, allowed)
    assert ids.tolist() == brute_force(rows, query, 10, allowed).tolist()


def test_an_inverted_file_under_a_narrow_filter_misses_nothing():
    rows, query = unit_rows(4000, 16), unit_rows(1, 16, seed=3)[0]
    index = dense_index.build(rows, exact_limit=1000)
    allowed = np.arange(0, 4000, 101)
    ids, _ = index.search(query, 3, allowed)
    assert set(ids.tolist()) == set(brute_force(rows, query, 3, allowed).tolist())


def test_stored_rows_come_back_at_half_precision(tmp_path):
    rows = unit_rows(20, 8)
    dense_index.build(rows).save(tmp_path / "d")
    again = dense_index.load(tmp_path / "d")
    assert np.abs(again.rows(np.array([4, 19])) - rows[[4, 19]]).max() < 1e-3


def test_no_rows_is_an_index_that_finds_nothing(tmp_path):
    dense_index.build(np.empty((0, 8), np.float32)).save(tmp_path / "d")
    ids, cosines = dense_index.load(tmp_path / "d").search(np.ones(8, np.float32), 3)
    assert (len(ids), len(cosines)) == (0, 0)


def test_no_allowed_row_finds_nothing():
    index = dense_index.build(unit_rows(5, 4))
    assert len(index.search(unit_rows(1, 4)[0], 3, np.empty(0, np.int64))[0]) == 0


@pytest.mark.parametrize("content", [None, b"", b"not an index"])
def test_a_missing_or_broken_file_is_named(tmp_path, content):
    path = tmp_path / "dense.faiss"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexNotReadable) as error:
        dense_index.load(path)
    assert error.value.path == path


def test_a_query_of_another_width_is_refused():
    with pytest.raises(ValueError, match="expected a query"):
        dense_index.build(unit_rows(5, 4)).search(np.ones(3, np.float32), 1)
