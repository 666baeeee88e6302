"""The loss and its gradient, and a training that can be repeated to the byte."""

import numpy as np
import pytest

from embeddings.training.pairs import PairTable
from embeddings.training.sparse import Csr
from embeddings.training.trainer import Recipe, _alike, _rate_at, _thin, info_nce, train


def test_the_loss_of_two_equal_pairs_at_right_angles():
    one = np.eye(2, dtype=np.float32)
    loss, _ = info_nce(one, one, np.zeros((2, 2), dtype=bool), 0.5)
    assert loss == pytest.approx(np.log(1 + np.exp(-2)), rel=1e-6)  # cosines 1 and 0 over 0.5


def test_a_masked_cell_is_no_negative():
    one = np.eye(2, dtype=np.float32)
    loss, gradient = info_nce(one, one, ~np.eye(2, dtype=bool), 0.5)
    assert loss == pytest.approx(0.0, abs=1e-6)
    np.testing.assert_allclose(gradient, 0.0, atol=1e-6)


def test_the_gradient_is_the_slope_of_the_loss():
    rng = np.random.default_rng(1)
    sides = rng.normal(size=(2, 4, 3))
    sides /= np.linalg.norm(sides, axis=2, keepdims=True)
    same = np.zeros((4, 4), dtype=bool)
    same[0, 2] = True
    _, gradient = info_nce(sides[0], sides[1], same, 0.3)
    step = 1e-5
    for side, row, column in [(0, 0, 0), (0, 3, 2), (1, 2, 1), (1, 0, 2)]:
        slope = 0.0
        for sign in (1, -1):
            moved = sides.copy()
            moved[side, row, column] += sign * step
            slope += sign * info_nce(moved[0], moved[1], same, 0.3)[0] / (2 * step)
        assert gradient[4 * side + row, column] == pytest.approx(slope, abs=1e-6)


def test_texts_whose_marks_agree_by_half_are_no_negatives_of_each_other():
    marks = np.array([[1, 2, 3, 4], [1, 2, 8, 9], [1, 7, 8, 6], [5, 5, 5, 5]], dtype=np.uint32)
    alike = _alike(marks)
    assert np.argwhere(alike).tolist() == [[0, 1], [1, 0], [1, 2], [2, 1]]


def test_the_rate_grows_then_falls_to_nothing():
    recipe = Recipe(rate=0.2, warm_up=4)
    rates = [_rate_at(n, 10, recipe) for n in (0, 3, 5, 9)]
    assert rates == pytest.approx([0.05, 0.14, 0.1, 0.02])


def test_short_texts_are_not_thinned_and_long_ones_about_to_the_number():
    lengths = np.array([3, 400])
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    texts = Csr(offsets, np.arange(403, dtype=np.int32), np.ones(403, np.float32), 403)
    thin = _thin(texts, 64, np.random.default_rng(0))
    kept = np.diff(thin.offsets)
    assert kept[0] == 3
    assert 40 < kept[1] < 90


def toy():
    # texts 2i and 2i + 1 belong together; token t of the one and 8 + t of the other
    texts = Csr(
        np.arange(17), np.arange(16, dtype=np.int32).reshape(2, 8).T.ravel().copy(),
        np.ones(16, np.float32), 16,
    )  # fmt: skip
    rows = np.arange(8, dtype=np.int32)
    pairs = PairTable([], 2 * rows, 2 * rows + 1, np.zeros(8, np.int16), ["toy/parallel"])
    parts = Csr(np.arange(17), np.arange(16, dtype=np.int32), np.ones(16, np.float32), 16)
    return pairs, texts, parts


def test_training_brings_pairs_together():
    pairs, texts, parts = toy()
    recipe = Recipe(dim=16, epochs=60, batch=8, warm_up=5)
    vectors = train(pairs, texts, parts, {}, recipe)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert (vectors[:8] @ vectors[8:].T).argmax(axis=1).tolist() == list(range(8))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not():
    recipe = Recipe(dim=16, epochs=3, batch=8)
    first, again, other = (
        train(*toy(), {}, r) for r in (recipe, recipe, Recipe(dim=16, epochs=3, batch=8, seed=8))
    )
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()
