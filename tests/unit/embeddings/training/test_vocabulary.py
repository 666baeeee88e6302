"""Which tokens there are, how a text is cut, what a vector is composed of."""

from collections import Counter

import numpy as np
import pytest

from embeddings.segmentation import Segmenter
from embeddings.training import vocabulary
from embeddings.training.vocabulary import choose, parts_matrix, simplified_characters, unigram


def parts_of(tokens, share=0.5):
    matrix, prefixes = parts_matrix(tokens, share)
    names = [*tokens, *prefixes]
    rows = {}
    for i, token in enumerate(tokens):
        span = slice(matrix.offsets[i], matrix.offsets[i + 1])
        rows[token] = dict(
            zip((names[c] for c in matrix.columns[span]), matrix.values[span].tolist(), strict=True)
        )
    return rows


def test_a_han_word_is_composed_of_its_characters_and_the_words_inside_it():
    rows = parts_of(["<unk>", "困难群众", "困难", "群众", "困", "难", "群", "众", "难群"])
    assert rows["困难群众"] == {
        "困难群众": 1.0, "困难": 0.5, "群众": 0.5, "难群": 0.5,
        "困": 0.5, "难": 0.5, "群": 0.5, "众": 0.5,
    }  # fmt: skip
    assert rows["困难"] == {"困难": 1.0, "困": 0.5, "难": 0.5}
    assert rows["困"] == {"困": 1.0}
    assert rows["<unk>"] == {"<unk>": 1.0}


def test_a_part_counts_once_and_missing_characters_are_left_out():
    rows = parts_of(["<unk>", "点点滴", "点"], 0.25)
    assert rows["点点滴"] == {"点点滴": 1.0, "点": 0.25}


def test_english_words_share_their_first_letters():
    rows = parts_of(["<unk>", "village", "villages", "villa", "abandon", "xyz"])
    assert rows["villages"] == {"villages": 1.0, "vill": 0.5, "villag": 0.5}
    assert rows["villa"] == {"villa": 1.0, "vill": 0.5}
    assert rows["abandon"] == {"abandon": 1.0}  # nobody shares "aban"
    assert rows["xyz"] == {"xyz": 1.0}


def test_a_number_is_composed_of_its_first_and_last_two_digits():
    rows = parts_of(["<unk>", "308", "1562", "15", "62", "30", "08", "8", "11", "111"])
    assert rows["308"] == {"308": 1.0, "30": 0.5, "08": 0.5}
    assert rows["1562"] == {"1562": 1.0, "15": 0.5, "62": 0.5}
    assert rows["111"] == {"111": 1.0, "11": 0.5}
    assert rows["15"] == {"15": 1.0}


def cut(tokens, text):
    segmenter = Segmenter(unigram([("<unk>", 0.0), *tokens]), {"慰": "慰", "問": "问"})
    return [segmenter.text_of(i) for i in segmenter.token_lists([text])[0]]


def test_the_likeliest_words_win_and_all_but_han_letters_and_digits_only_separates():
    tokens = [("走访", -2.0), ("慰问", -2.0), ("走", -3.0), ("访", -3.0), ("2024", -3.0)]
    assert cut(tokens, "走访、慰問；走 访（２０２４）🙂") == ["走访", "慰问", "走", "访", "2024"]


def test_runs_of_different_script_never_join():
    assert cut([("走", -1.0), ("ab", -1.0), ("12", -1.0)], "走ab12走") == ["走", "ab", "12", "走"]


def test_accents_are_stripped():
    assert cut([("cafe", -1.0)], "Café") == ["cafe"]


def test_scores_are_the_mean_share_of_texts_and_dictionary():
    corpus = Counter({"走访": 6, "访": 2})
    scores = dict(choose(corpus, {"走访": 1, "慰问": 3}, Counter({"visit": 4})))
    assert next(iter(scores)) == "<unk>"
    assert scores["走访"] == pytest.approx(np.log((6 / 8 + 1 / 4) / 2))
    assert scores["慰问"] == pytest.approx(np.log(3 / 4 / 2))
    assert scores["访"] == pytest.approx(np.log(2 / 8 / 2) - 2)
    assert scores["visit"] == pytest.approx(0.0)
    assert {"a", "7", "07", "308", "2025"} <= scores.keys()


def test_the_traditional_table_is_one_to_one_in_length():
    table = simplified_characters()
    assert (table["訪"], table["義"], table["診"]) == ("访", "义", "诊")
    assert all(len(a) == len(b) == 1 for a, b in table.items())


def test_without_the_dictionary_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(vocabulary.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FileNotFoundError, match=r"hujian\[jieba\]"):
        vocabulary.dictionary_words()
