"""Four bits, pruning, and the folder that is written."""

import json

import numpy as np

from embeddings.static import load_static
from embeddings.training.quantise import flatten_lengths, kept_rows, to_four_bits, write_model


def unpack(codes, scales):
    return (np.concatenate([codes & 15, codes >> 4], axis=1) - 8.0) * scales[:, None].astype(float)


def test_whole_numbers_up_to_seven_are_exact():
    vectors = np.array([[7, -3, 0, 1], [-7, 7, 2, -1]], dtype=np.float32)
    codes, scales = to_four_bits(vectors)
    assert codes.dtype == np.uint8
    # dimensions 0 and 2 share a byte: 7 + 8 = 15 low, 0 + 8 = 8 high
    assert codes[0].tolist() == [15 | (8 << 4), 5 | (9 << 4)]
    assert scales.tolist() == [1.0, 1.0]
    np.testing.assert_array_equal(unpack(codes, scales), vectors)


def test_one_large_value_is_clipped_where_that_costs_less():
    row = np.full((1, 64), 1.0, dtype=np.float32)
    row[0, 0] = 3.0
    _, scales = to_four_bits(row)
    errors = {c: np.square(np.clip(np.rint(row * 7 / (3 * c)), -7, 7) * 3 * c / 7 - row).sum()
              for c in (1.0, 0.85, 0.7, 0.6, 0.5)}  # fmt: skip
    best = min(errors, key=errors.get)
    assert best < 1.0
    np.testing.assert_allclose(scales[0], 3 * best / 7, rtol=1e-3)


def test_a_row_of_zeros_stays_zero():
    assert not unpack(*to_four_bits(np.zeros((1, 4), np.float32))).any()


def test_lengths_are_raised_to_a_power_around_their_median():
    vectors = np.array([[3, 4], [0, 20], [80, 0], [0, 0]], dtype=np.float32)
    # lengths 5, 20, 80, median 20: 20·(1/4)^½ = 10 and 20·4^½ = 40
    expected = [[6, 8], [0, 20], [40, 0], [0, 0]]
    np.testing.assert_allclose(flatten_lengths(vectors, 0.5), expected, rtol=1e-6)
    assert not flatten_lengths(np.zeros((2, 2), np.float32), 0.5).any()


def test_seldom_seen_tokens_go_by_their_kind():
    tokens = ["<unk>", "走访", "慰问", "visit", "ab", "访", "㐀"]
    seen = np.array([0, 5, 4, 1, 0, 1, 0])
    assert kept_rows(tokens, seen).tolist() == [0, 1, 3, 5]


def test_the_written_folder_is_what_the_encoder_reads(tmp_path):
    vectors = np.array([[9, 9], [7, 0], [3, -7]], dtype=np.float32)
    scores = [("<unk>", 0.0), ("走访", -1.25), ("visit", -2.0)]
    write_model(tmp_path, scores, {"訪": "访"}, vectors, {"name": "t", "max_tokens": 8, "seed": 5})
    encoder = load_static(tmp_path)
    ids = encoder.token_ids(["走訪 visit"])[0]
    np.testing.assert_allclose(encoder.token_norms(ids), [7, np.sqrt(58)], rtol=1e-6)
    assert not encoder.token_vectors(np.array([0], dtype=np.int32)).any()  # unknown: no vector
    config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert config == {
        "format": 1, "dim": 2, "rows": 3, "name": "t", "max_tokens": 8, "seed": 5,
    }  # fmt: skip


def test_writing_twice_gives_the_same_bytes(tmp_path):
    vectors = np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32)
    scores = [("<unk>", 0.0), ("走访", -1.25), ("visit", -2.0)]
    for name in ("a", "b"):
        write_model(tmp_path / name, scores, {"訪": "访"}, vectors, {"name": "t", "max_tokens": 8})
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
