"""The static encoder over a table of five tokens."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from embeddings.errors import ModelNotLoadable
from embeddings.static import StaticEncoder, load_static

WALK, GREET, CLINIC, VISIT = 1, 2, 3, 4


def test_a_text_vector_is_the_sum_of_its_tokens_weighted_by_the_root_of_their_count(tiny):
    row = tiny.encode_passages(["走访走访走访走访慰问"])[0]
    # √4·(7,0,0,0) + √1·(0,7,0,0) = (14, 7, 0, 0), of length 7·√5
    np.testing.assert_allclose(row, np.array([2, 1, 0, 0]) / np.sqrt(5), atol=1e-6)


def test_queries_and_passages_are_encoded_alike(tiny):
    texts = ["走访", "义诊慰问"]
    np.testing.assert_array_equal(tiny.encode_queries(texts), tiny.encode_passages(texts))


def test_only_the_first_tokens_count_in_the_vector_but_all_are_given_as_tokens(tiny):
    text = "走访" * 6 + "慰问"  # the model reads six tokens
    np.testing.assert_allclose(tiny.encode_passages([text])[0], [1, 0, 0, 0], atol=1e-6)
    assert tiny.token_ids([text])[0].tolist() == [WALK, GREET]


@pytest.mark.parametrize("text", ["", "。！？", "火箭", "\ud800", "𝄞"])
def test_a_text_without_a_known_token_is_a_zero_row(tiny, text):
    assert tiny.encode_passages([text, "走访"]).tolist() == [[0, 0, 0, 0], [1, 0, 0, 0]]
    assert tiny.token_ids([text])[0].tolist() == []


def test_no_text_gives_no_row(tiny):
    assert tiny.encode_passages([]).shape == (0, 4)
    assert tiny.token_ids([]) == []


def test_traditional_characters_wide_letters_and_capitals_are_the_same_tokens(tiny):
    assert tiny.token_ids(["走訪 ＶＩＳＩＴ"])[0].tolist() == [WALK, VISIT]


def test_unknown_text_between_known_words_is_left_out(tiny):
    assert tiny.token_ids(["走访火箭慰问"])[0].tolist() == [WALK, GREET]


def test_tokens_come_once_in_order_of_first_appearance(tiny):
    ids = tiny.token_ids(["慰问，走访；慰问"])[0]
    assert ids.dtype == np.int32
    assert ids.tolist() == [GREET, WALK]
    assert tiny.token_texts(ids) == ["慰问", "走访"]


def test_token_vectors_are_unit_rows_and_norms_are_the_learned_lengths(tiny):
    ids = np.array([CLINIC, 0, VISIT], dtype=np.int32)
    expected = np.array([[0, 0, 3, 7], [0, 0, 0, 0], [7, 7, 0, 0]]) / np.sqrt([[58], [1], [98]])
    np.testing.assert_allclose(tiny.token_vectors(ids), expected, atol=1e-6)
    np.testing.assert_allclose(tiny.token_norms(ids), np.sqrt([58, 0, 98]), atol=1e-5)


def test_texts_in_parts_have_vectors_and_tokens_of_the_whole_and_those_of_each_part(tiny):
    made = tiny.encode_parts([["走访", "", "慰问走访"], [""], ["义诊"]])
    np.testing.assert_array_equal(
        made.vectors, tiny.encode_passages(["走访，慰问走访", "", "义诊"])
    )
    assert [ids.tolist() for ids in made.tokens] == [[WALK, GREET], [], [CLINIC]]
    assert [[ids.tolist() for ids in parts] for parts in made.parts] == [
        [[WALK], [], [GREET, WALK]],
        [[]],
        [[CLINIC]],
    ]


@pytest.mark.parametrize("strange", ["火箭", "\u3400", " \u3400 "])
def test_parts_with_unknown_characters_are_cut_at_the_same_places(tiny, strange):
    made = tiny.encode_parts([["走访", f"{strange}慰问", f"义诊{strange}"]])
    assert [ids.tolist() for ids in made.parts[0]] == [[WALK], [GREET], [CLINIC]]


def test_many_texts_are_encoded_as_each_alone(tiny):
    texts = [("走访" * (i % 5)) + ("慰问" * (i % 3)) + "义诊" for i in range(150)]  # three blocks
    alone = np.concatenate([tiny.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(tiny.encode_passages(texts), alone, atol=1e-6)


def test_neighbours_are_the_nearest_tokens_that_the_text_does_not_hold(tiny):
    (word, cosine), *others = tiny.neighbours("走訪", 2)
    assert word == "visit"
    assert cosine == pytest.approx(1 / np.sqrt(2))
    assert others == [("慰问", 0.0)]


def test_neighbours_can_be_limited_to_given_tokens(tiny):
    among = np.array([CLINIC, GREET], dtype=np.int32)
    assert [word for word, _ in tiny.neighbours("visit", 5, among)] == ["慰问", "义诊"]


def test_nothing_is_near_an_unknown_word(tiny):
    assert tiny.neighbours("火箭", 3) == []
    assert tiny.neighbours("走访", 0) == []
    assert tiny.neighbours("走访", 3, np.array([], dtype=np.int32)) == []


def test_facts_of_the_model(tiny):
    assert (tiny.name, tiny.dim, tiny.vocabulary_size) == ("tiny", 4, 5)


def test_the_revision_changes_with_the_weights_and_with_nothing_else(model_folder, tmp_path):
    before = load_static(model_folder).revision
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    assert load_static(copy).revision == before
    scales = np.load(copy / "scales.npy")
    scales[1] *= 2
    np.save(copy / "scales.npy", scales)
    assert load_static(copy).revision != before


@pytest.mark.parametrize(
    "name",
    ["config.json", "codes.npy", "scales.npy", "norms.npy", "tokenizer.json", "simplified.txt"],
)
def test_a_missing_file_is_named(model_folder, name):
    (model_folder / name).unlink()
    with pytest.raises(ModelNotLoadable, match=name) as caught:
        load_static(model_folder)
    assert caught.value.model == str(model_folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", b"{"),
        ("config.json", b"[]"),
        ("config.json", b'{"format": 1}'),
        ("codes.npy", b""),
        ("codes.npy", b"\x93NUMPY broken"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"\xff\xfe"),
        ("simplified.txt", "訪访x\n".encode()),
    ],
)
def test_a_broken_file_is_refused(model_folder, name, content):
    (model_folder / name).write_bytes(content)
    with pytest.raises(ModelNotLoadable):
        load_static(model_folder)


def test_another_format_is_refused_with_both_versions(model_folder):
    config = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
    (model_folder / "config.json").write_text(json.dumps({**config, "format": 9}), encoding="utf-8")
    with pytest.raises(ModelNotLoadable, match="format 9, but this version reads 1"):
        load_static(model_folder)


def test_arrays_of_another_shape_are_refused(model_folder):
    np.save(model_folder / "codes.npy", np.zeros((4, 2), dtype=np.uint8))
    with pytest.raises(ModelNotLoadable, match=r"\(4, 2\) uint8, expected \(5, 2\) uint8"):
        load_static(model_folder)


def test_tokenizer_and_vectors_must_have_one_size(tiny):
    with pytest.raises(ValueError, match="5 tokens but 4 vectors"):
        vectors = type(tiny._vectors)(
            tiny._vectors.codes[:4], tiny._vectors.scales[:4], tiny._vectors.norms[:4]
        )
        StaticEncoder(tiny._segmenter, vectors, "x", "y")


def test_loading_the_built_in_model_imports_no_torch_no_scipy_and_no_opencc():
    code = (
        "import sys; from embeddings.static import load_static;"
        "load_static().encode_queries(['义诊']);"
        "print(sorted({'torch', 'scipy', 'opencc', 'sentence_transformers'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"
