"""Sparse products against arithmetic, the compiled kernels against scipy."""

import numpy as np
import pytest

from embeddings.training import sparse
from embeddings.training.sparse import Csr, adagrad


@pytest.fixture(params=["compiled", "scipy"])
def kernels(request, monkeypatch):
    if request.param == "scipy":
        pytest.importorskip("scipy")
        monkeypatch.setattr(sparse, "_kernels", lambda: None)
    elif sparse._kernels() is None:
        pytest.skip("no C compiler")


def small():
    # [[1, 0, 2], [0, 0, 0], [0, 3, 0]]
    return Csr(
        np.array([0, 2, 2, 3]), np.array([0, 2, 1], dtype=np.int32),
        np.array([1, 2, 3], dtype=np.float32), 3,
    )  # fmt: skip


TABLE = np.array([[1, 10], [2, 20], [3, 30]], dtype=np.float32)


@pytest.mark.usefixtures("kernels")
def test_times_is_the_matrix_product():
    assert small().times(TABLE).tolist() == [[7, 70], [0, 0], [6, 60]]


@pytest.mark.usefixtures("kernels")
def test_transpose_times_is_the_product_with_the_transposed():
    assert small().transpose().times(TABLE).tolist() == [[1, 10], [9, 90], [2, 20]]


def test_take_keeps_the_given_order():
    taken = small().take(np.array([2, 0, 1]))
    assert taken.offsets.tolist() == [0, 1, 3, 3]
    assert taken.columns.tolist() == [1, 0, 2]
    assert taken.values.tolist() == [3, 1, 2]


def test_compact_names_the_used_columns():
    compact, names = small().take(np.array([0])).compact()
    assert names.tolist() == [0, 2]
    assert compact.columns.tolist() == [0, 1]
    assert compact.width == 2


@pytest.mark.usefixtures("kernels")
def test_adagrad_divides_by_the_root_of_the_sum_of_mean_squares():
    table, sums = np.zeros((3, 2), np.float32), np.zeros(3, np.float32)
    gradient = np.array([[3.0, 4.0]], dtype=np.float32)
    for _ in range(2):
        adagrad(table, sums, np.array([1]), gradient, 0.1)
    # mean of squares 12.5, then 25: 0.1·3·(1/√12.5 + 1/√25)
    step = 0.1 * (1 / np.sqrt(12.5) + 1 / 5)
    np.testing.assert_allclose(table, [[0, 0], [-3 * step, -4 * step], [0, 0]], rtol=1e-5)
    np.testing.assert_allclose(sums, [0, 25, 0])


def test_compiled_and_scipy_sums_agree():
    pytest.importorskip("scipy")
    rng = np.random.default_rng(0)
    lengths = rng.integers(0, 9, 50)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    columns = rng.integers(0, 40, offsets[-1]).astype(np.int32)
    matrix = Csr(offsets, columns, rng.normal(size=len(columns)).astype(np.float32), 40)
    table = rng.normal(size=(40, 24)).astype(np.float32)
    np.testing.assert_allclose(matrix.times(table), matrix._times_scipy(table), atol=1e-5)
