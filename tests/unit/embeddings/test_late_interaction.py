"""MaxSim by hand, and the two ways of computing it against the definition."""

import numpy as np
import pytest

from embeddings.late_interaction import TokenIndex, TokenMatch, flatten, token_weights

WALK, GREET, CLINIC, VISIT = 1, 2, 3, 4


def ids(*tokens):
    return np.array(tokens, dtype=np.int32)


@pytest.fixture
def index(tiny):
    passages = [ids(), ids(WALK, GREET), ids(CLINIC), ids(VISIT, WALK), ids()]
    return TokenIndex.of_passages(passages, tiny)


def test_the_score_is_the_weighted_mean_of_the_best_cosines(index):
    weights = np.array([3.0, 1.0], dtype=np.float32)
    # "visit" (7,7,0,0): best 1/√2 with 走访 or 慰问, 1 with itself; 义诊 (0,0,3,7): 1 or 0
    half = 1 / np.sqrt(2)
    expected = [0, 0.75 * half, 0.25, 0.75, 0]
    np.testing.assert_allclose(index.max_sim(ids(VISIT, CLINIC), weights), expected, atol=1e-6)


def test_without_weights_the_learned_lengths_and_the_rarity_decide(index):
    # n = 5; 走访 stands in 2 passages, 义诊 in 1: idf = ln(1 + 3.5/2.5), ln(1 + 4.5/1.5)
    expected = [7 * np.log(1 + 3.5 / 2.5), np.sqrt(58) * np.log(1 + 4.5 / 1.5)]
    weights = token_weights(ids(WALK, CLINIC), index)
    np.testing.assert_allclose(weights, expected, rtol=1e-6)
    share = expected[0] / sum(expected)
    scores = index.max_sim(ids(WALK, CLINIC))
    np.testing.assert_allclose(scores[[1, 2]], [share, 1 - share], atol=1e-6)


def test_a_token_of_no_passage_has_the_largest_rarity(tiny):
    index = TokenIndex.of_passages([ids(WALK)], tiny)
    np.testing.assert_allclose(
        token_weights(ids(GREET), index), [7 * np.log(1 + 1.5 / 0.5)], rtol=1e-6
    )
    assert index.frequencies(ids(GREET, WALK)).tolist() == [0, 1]


def test_cosines_below_zero_count_as_zero(model_folder):
    from embeddings.segmentation import Segmenter
    from embeddings.static import PackedVectors, StaticEncoder

    # codes 1 and 15 are -7 and 7: the second token points the other way
    codes = np.array([[8, 8], [15, 8], [1, 8], [8, 15], [8, 8]], dtype=np.uint8)
    packed = codes[:, :1] | (codes[:, 1:] << 4)
    scales = np.ones(5, dtype=np.float16)
    norms = np.array([0, 7, 7, 7, 0], dtype=np.float32)
    encoder = StaticEncoder(
        Segmenter.load(model_folder), PackedVectors(packed, scales, norms), "x", "y"
    )
    index = TokenIndex.of_passages([ids(2), ids(1)], encoder)
    assert index.max_sim(ids(1), np.ones(1, dtype=np.float32)).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("rows", [[0], [4, 1, 0, 3], [2, 2], [0, 4], []])
def test_chosen_passages_score_as_in_the_whole(index, rows):
    query = ids(GREET, CLINIC)
    whole = index.max_sim(query)
    chosen = index.max_sim(query, rows=np.array(rows, dtype=np.int64))
    np.testing.assert_allclose(chosen, whole[rows], atol=1e-6)


def test_both_ways_equal_the_definition_on_random_passages(tiny):
    rng = np.random.default_rng(3)
    passages = [
        ids(*rng.permutation([WALK, GREET, CLINIC, VISIT])[: rng.integers(0, 5)]) for _ in range(60)
    ]
    weights = np.array([2.0, 5.0, 1.0], dtype=np.float32)
    query = ids(VISIT, WALK, CLINIC)
    q = tiny.token_vectors(query)
    cosines = [q @ tiny.token_vectors(p).T for p in passages]
    expected = [
        float(np.maximum(0, c.max(axis=1)) @ weights / 8) if c.size else 0.0 for c in cosines
    ]
    rows = np.arange(59, -1, -1)
    index = TokenIndex.of_passages(passages, tiny)
    for _ in range(2):  # the second time from the kept columns
        few = index.max_sim(query, weights, rows[:3])
        np.testing.assert_allclose(few, expected[:56:-1], atol=1e-6)
        np.testing.assert_allclose(index.max_sim(query, weights), expected, atol=1e-6)
        turned = index.max_sim(query, weights, rows)
        np.testing.assert_allclose(turned, expected[::-1], atol=1e-6)


def test_kept_columns_are_bounded(index, monkeypatch):
    monkeypatch.setattr("embeddings.late_interaction._KEPT_COLUMNS", 1)
    first = index.max_sim(ids(WALK, GREET))
    assert len(index._cosines._seen) == 1
    np.testing.assert_array_equal(index.max_sim(ids(WALK, GREET)), first)


def test_an_empty_query_or_weights_of_zero_score_nothing(index):
    assert index.max_sim(ids()).tolist() == [0] * 5
    assert index.max_sim(ids(WALK), np.zeros(1, dtype=np.float32)).tolist() == [0] * 5


@pytest.mark.parametrize("passages", [[], [ids()], [ids(), ids()]])
def test_an_index_without_tokens(tiny, passages):
    index = TokenIndex.of_passages(passages, tiny)
    assert index.max_sim(ids(WALK)).tolist() == [0.0] * len(passages)
    rows = np.arange(len(passages))
    assert index.max_sim(ids(WALK), rows=rows).tolist() == [0.0] * len(passages)
    assert len(index) == len(passages)


def test_explanations_name_the_best_token_and_the_share_of_the_score(index):
    matches = index.explain(ids(VISIT, CLINIC), 1)
    weights = token_weights(ids(VISIT, CLINIC), index)
    shares = weights / weights.sum()
    assert [m.query_token for m in matches] == ["visit", "义诊"]
    assert [m.passage_token for m in matches] == ["走访", "走访"]
    assert [m.cosine for m in matches] == pytest.approx([1 / np.sqrt(2), 0], abs=1e-6)
    assert [m.weight for m in matches] == pytest.approx(shares.tolist())


def test_an_empty_passage_explains_nothing(index):
    assert index.explain(ids(WALK), 0) == [TokenMatch("走访", None, 0.0, 1.0)]
    assert index.explain(ids(), 1) == []


def test_flatten_gives_what_the_index_reads():
    tokens, offsets = flatten([ids(3), ids(), ids(1, 2)])
    assert (tokens.dtype, offsets.dtype) == (np.int32, np.int64)
    assert (tokens.tolist(), offsets.tolist()) == ([3, 1, 2], [0, 1, 1, 3])


@pytest.mark.parametrize("offsets", [[], [1, 2], [0, 1], [0, 2, 1, 2]])
def test_offsets_that_do_not_cut_the_tokens_are_refused(tiny, offsets):
    with pytest.raises(ValueError, match="offsets"):
        TokenIndex(ids(WALK, GREET), np.array(offsets, dtype=np.int64), tiny)


@pytest.mark.parametrize("rows", [[], [1, 3], [0, 2, 3], [0, 1, 2, 3, 4]])
def test_a_part_is_the_index_of_its_passages_alone(index, tiny, rows):
    passages = [ids(), ids(WALK, GREET), ids(CLINIC), ids(VISIT, WALK), ids()]
    alone = TokenIndex.of_passages([passages[r] for r in rows], tiny)
    part = index.part(np.array(rows, dtype=np.int64))
    query = ids(WALK, CLINIC, VISIT)
    assert len(part) == len(rows)
    assert part.frequencies(query).tolist() == alone.frequencies(query).tolist()
    np.testing.assert_array_equal(token_weights(query, part), token_weights(query, alone))
    np.testing.assert_allclose(part.max_sim(query), alone.max_sim(query), atol=1e-6)
    backwards = np.arange(len(rows))[::-1].copy()
    np.testing.assert_allclose(
        part.max_sim(query, rows=backwards), alone.max_sim(query)[::-1], atol=1e-6
    )
    for row in range(len(rows)):
        assert part.explain(query, row) == alone.explain(query, row)
