"""The measures, recomputed by hand."""

import numpy as np
import pytest

from embeddings.training.evaluation import Retrieval, bm25, ndcg, recall, spearman


def test_ndcg_discounts_by_the_logarithm_of_the_rank():
    scores = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1]], dtype=np.float32)
    # first: right one at rank 1; second: right ones at ranks 2 and 3 of two
    gain = (1 / np.log2(3) + 1 / np.log2(4)) / (1 + 1 / np.log2(3))
    assert ndcg(scores, [{0}, {1, 2}]) == pytest.approx((1 + gain) / 2)


def test_below_the_depth_nothing_counts():
    scores = -np.arange(12, dtype=np.float32)[None]
    assert ndcg(scores, [{10}]) == 0.0
    assert recall(scores, [{9, 10}]) == 0.5


def test_equal_values_share_their_rank():
    # ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3
    expected = np.corrcoef([0, 1.5, 1.5, 3], [0, 1, 2, 3])[0, 1]
    assert spearman(np.array([1, 2, 2, 5]), np.array([1, 2, 3, 4])) == pytest.approx(expected)


def test_bm25_by_hand():
    data = Retrieval(["义诊"], ["义诊 义诊 走访", "走访"], [{0}])
    idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 * 2.5 / (2 + 1.5 * (0.25 + 0.75 * 3 / 2))  # lengths 3 and 1, mean 2
    np.testing.assert_allclose(bm25(data, str.split), [[expected, 0]], rtol=1e-6)
