"""Pairs made by rule: every kind on a paragraph small enough to check by eye."""

import gzip
import json

from embeddings.training import register
from embeddings.training.register import generated_pairs

PARAGRAPH = (
    "（三）加强医疗服务，方便群众就医。全省组织义诊活动120场，服务群众3万余人。"
    "乡镇卫生院药品仍有不足，设备陈旧。"
)


def made(tmp_path, *texts, source="hebei_gov", seed=1):
    with gzip.open(tmp_path / "plain.jsonl.gz", "wt", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps({"text": text, "source": source}, ensure_ascii=False) + "\n")
    return list(generated_pairs(tmp_path, seed))


def of_kind(pairs, kind):
    return [(p.a, p.b) for p in pairs if p.group == f"hebei_gov/generated_{kind}"]


def test_each_sentence_is_paired_with_the_rest(tmp_path):
    pairs = of_kind(made(tmp_path, PARAGRAPH), "sentence")
    first, second, third = (
        "加强医疗服务，方便群众就医", "全省组织义诊活动120场，服务群众3万余人",
        "乡镇卫生院药品仍有不足，设备陈旧",
    )  # fmt: skip
    assert set(pairs) == {
        (first, f"{second}。{third}。"),
        (second, f"{first}。{third}。"),
        (third, f"{first}。{second}。"),
    }


def test_a_first_clause_is_paired_with_what_remains(tmp_path):
    (clause, rest), *_ = of_kind(made(tmp_path, PARAGRAPH), "clause")
    assert clause == "加强医疗服务"
    assert rest.startswith("方便群众就医。全省组织义诊")


def test_a_run_in_heading_is_paired_with_its_body(tmp_path):
    text = "二是全面建立台账。各镇逐户登记困难群众，按季更新并张榜公布。由县里抽查。"
    assert of_kind(made(tmp_path, text), "heading") == [
        ("全面建立台账", "各镇逐户登记困难群众，按季更新并张榜公布。由县里抽查。")
    ]


def test_a_figure_becomes_a_question_and_the_answer_stays_in_the_passage(tmp_path):
    seen = set()
    for seed in range(20):
        for question, passage in of_kind(made(tmp_path, PARAGRAPH, seed=seed), "figure"):
            seen.add(question.rstrip("？"))
            assert "120场" in passage
    assert seen == {"全省组织义诊活动多少场", "服务群众多少人"}


def test_questions_ask_for_what_the_paragraph_tells(tmp_path):
    questions = {
        question for seed in range(60)
        for question, _ in of_kind(made(tmp_path, PARAGRAPH, seed=seed), "question")
    }  # fmt: skip
    assert "加强医疗服务存在哪些问题" in questions  # the paragraph names a shortage
    assert "哪些单位加强医疗服务" in questions
    assert all("加强医疗服务" in question for question in questions)  # the only clause that acts


def test_a_place_stands_on_both_sides(tmp_path):
    for seed in range(20):
        for a, b in of_kind(made(tmp_path, PARAGRAPH, seed=seed), "placed"):
            short = next(names[0] for names in register._PROVINCES if a.startswith(names[0]))
            assert short in b
            assert "全省" not in a


def test_all_provinces_have_a_short_and_a_full_name():
    assert len(register._PROVINCES) == 31
    assert ("广西", "广西壮族自治区") in register._PROVINCES
    assert ("北京", "北京市") in register._PROVINCES


def test_laws_and_single_sentences_give_nothing(tmp_path):
    assert made(tmp_path, PARAGRAPH, source="laws") == []
    assert made(tmp_path, "只有一句话，没有别的内容。") == []


def test_the_same_seed_makes_the_same_pairs(tmp_path):
    assert made(tmp_path, PARAGRAPH, seed=4) == made(tmp_path, PARAGRAPH, seed=4)


def test_the_text_around_a_sentence_keeps_to_the_length():
    sentences = ["甲" * 300, "乙" * 10, "丙" * 300]
    around = register._around(sentences, 1, "留")
    assert len(around) == 400
    assert "甲留丙" in around
    assert register._around(["甲" * 10, "乙", "丙" * 600], 1) == "甲" * 10 + "丙" * 390


def test_parts_of_an_article_are_paired_with_the_whole_and_its_figures_asked_for(tmp_path):
    article = (
        "青石桥，建成于1998年，长120公里。桥上有石狮20座，桥下通船。桥头立碑一座，碑文已不可辨认。"
    )
    (tmp_path / "pairs").mkdir()
    with gzip.open(tmp_path / "pairs" / "cmrc2018_train.jsonl.gz", "wt", encoding="utf-8") as file:
        for kind in ("heading_body", "question_passage"):
            row = {"a": "青石桥", "b": article, "kind": kind, "source": "cmrc2018_train"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    asked = set()
    for seed in range(40):
        pairs = [p for p in made(tmp_path, seed=seed) if p.group == "cmrc2018_train/generated_kept"]
        assert len(pairs) <= 4
        assert all(pair.b == article for pair in pairs)
        asked.update(pair.a for pair in pairs)
    assert {
        "建成于哪一年",
        "建成于1998年",
        "桥上有石狮多少座",
        "桥头立碑一座，碑文已不可辨认",
    } <= asked
