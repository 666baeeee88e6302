from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.tokenizer import _Jieba, default_tokenizer, unmask, unmask_all


def test_terms_are_search_words_then_single_characters():
    assert default_tokenizer().terms("走访慰问12户") == [
        *["走访", "慰问", "走访慰问", "12"],
        *["走", "访", "慰", "问", "户"],
    ]


@pytest.mark.parametrize("word", ["三会一课", "双报到", "六个一", "党史学习教育"])
def test_words_of_the_genre_stay_whole(word):
    assert word in default_tokenizer().words(f"严格落实{word}制度")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DSXXJY", "党史学习教育"),
        ("dangshi学习教育", "党史学习教育"),
        ("黨史學習教育", "党史学习教育"),
        ("２０２１年", "2021年"),
    ],
)
def test_masks_scripts_and_widths_meet(written, meant):
    tokenizer = default_tokenizer()
    assert tokenizer.terms(written) == tokenizer.terms(meant)


def test_a_mask_inside_a_longer_latin_word_stays():
    assert unmask("adangshib") == "adangshib"


def test_jieba_gives_the_same_words_as_rjieba():
    text = "开展走访慰问活动，落实三会一课制度，投入资金120万元"
    jieba = _Jieba()
    jieba.add_word("三会一课", 20_000, "n")
    jieba.add_word("走访慰问", 20_000, "n")
    words = [w for w in jieba.cut_for_search(text) if len(w) > 1 or (w.isascii() and w.isalnum())]
    assert words == default_tokenizer().words(text)


def test_many_texts_are_unmasked_each_for_itself():
    assert unmask_all(["学习dsxxjy", "走访"]) == ["学习党史学习教育", "走访"]
    assert unmask_all(["学习", "走访"]) == ["学习", "走访"]
    assert unmask_all(["ds", "xxjy"]) == ["ds", "xxjy"]  # no mask runs from one into the next


def test_importing_the_product_loads_no_engine():
    code = (
        "import sys, assistant, embeddings, assistant.records, assistant.config;"
        "print([m for m in ('torch','faiss','gradio','rjieba','tantivy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_words_come_with_their_part_of_speech_from_either_segmenter():
    tagged = default_tokenizer().tagged("举办读书班2期")
    assert tagged[0] == ("举办", "v")
    assert _Jieba().tag("举办比赛") == [("举办", "v"), ("比赛", "vn")]
