"""Reasons as JSON, as lines and as HTML."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import Request
from assistant.why_records import Basis, Explained, Ground, PlaceWhy, SentenceWhy, Why
from tests.fakes_ui import FakeAssistant
from ui.contract import answer_to_json
from ui.language import CHINESE, ENGLISH, speaking
from ui.why import why_html
from ui.why_contract import explained_to_json
from ui.why_words import explained_text, reasons


@pytest.fixture
def explained(tmp_path: Path) -> Explained:
    return FakeAssistant(tmp_path).explain(Request("哪些单位开展了义诊？"))


@pytest.fixture
def refused(tmp_path: Path) -> Explained:
    return FakeAssistant(tmp_path).explain(Request("火星"))


def test_json_adds_reasons_and_leaves_the_answer_as_it_is(explained: Explained):
    body = json.loads(json.dumps(explained_to_json(explained)))
    why = body["citations"][0].pop("why")
    assert why["search"]["parts"]["bm25"] == {"raw": 8.0, "best": 8.0, "points": 0.9, "rank": 1}
    assert why["search"]["pairs"][0]["found"] == "<i>巡诊"
    assert why["sentence"] == {"carried": 0.8, "literal": 0.6, "missing": 0.1}
    assert body["explanation"].pop("basis")["ground"] == "sentence"
    (odds,) = body["explanation"].pop("organisations")
    assert odds["features"]["score"] == {"value": 1.0, "weight": 2.0}
    assert body["explanation"].pop("reasons") == reasons(explained)
    assert (body["explanation"].pop("bias"), body["explanation"].pop("threshold")) == (0.0, 0.35)
    for one in (*body["citations"], *body["hits"]):
        one.pop("why", None)
    assert body == json.loads(json.dumps(answer_to_json(explained.answer)))


def test_the_reasons_of_a_strength(explained: Explained):
    assert reasons(explained) == [
        "最能回答问题的引文得 0.80 分（0.75 起为强，0.55 起为中）",
        "[1] 说到所问内容的 80%，其中原词 60%；10% 前后文里也没有",
        "“义诊”是按“巡诊”找到的",
        "引文和前后文里都没有“<u>”",
        "[1] 在 9 个候选片段里排第 1："
        "字面（BM25）第 1，整段语义（余弦）没有命中，逐词语义（MaxSim）第 1",
    ]


def test_the_reasons_are_english_for_a_reader_of_english(explained: Explained):
    with speaking(ENGLISH):
        said = [f"{r}" for r in reasons(explained)]
        html = why_html(explained, answer_to_json(explained.answer))
        body = explained_to_json(explained)
    assert said == [
        "the citation that answers best scores 0.80 (strong from 0.75, medium from 0.55)",
        "[1] says 80% of what was asked, 60% in the very words; 10% is not near it either",
        "“义诊” was found by “巡诊”",
        "“<u>” stands neither in the citation nor near it",
        "[1] is number 1 of 9 candidates: "
        "words (BM25) number 1, meaning (cosine) none, word by word (MaxSim) number 1",
    ]
    assert "Evidence strong, because:" in html
    assert "says 100%" in html
    with speaking(CHINESE):
        assert body["explanation"]["reasons"] == [f"{r}" for r in reasons(explained)]


def test_a_section_is_quoted_for_what_it_is(explained: Explained):
    role = explained.answer.hits[0].role
    place = PlaceWhy((), None, SentenceWhy(0.1, 0.0, 0.9), role)
    basis = Basis(Ground.SECTION, 1.0, 0.75, 0.55)
    why = Why((place,) * len(explained.answer.citations), (), basis=basis)
    assert reasons(replace(explained, why=why)) == [
        f"照录的是材料里“{role.value}”一类的章节，不靠词语相似"
    ]
    with speaking(ENGLISH):
        (english,) = reasons(replace(explained, why=why))
        assert f"{english}" == "sections of the kind Work done are quoted as they stand"
    assert "没有经过检索" in explained_text(
        replace(explained, answer=replace(explained.answer, hits=()), why=why)
    )


def test_an_answer_without_citations_rests_on_the_library_itself(explained: Explained):
    answer = replace(explained.answer, citations=(), hits=())
    assert reasons(Explained(answer, Why())) == [
        "回答说的是资料库本身或材料的标题、落款，不靠词语相似"
    ]


def test_a_refusal_says_how_near_the_nearest_came(refused: Explained):
    assert reasons(refused) == [
        "材料里没有找到依据。",
        "最接近的一段只说到所问内容的 80%，还有 10% 前后文里也没有",
        "最接近的一段里没有“<u>”",
    ]
    nothing = Explained(replace(refused.answer, hits=()), Why())
    assert reasons(nothing)[1] == "没有一段材料与问题相关"


def test_the_terminal_repeats_no_numbers_of_one_chunk(explained: Explained):
    text = explained_text(explained)
    assert text.count("字面（BM25）：0.90 分（原始值 8.000，第 1）") == 1
    assert text.count("与上一条在同一片段") == len(explained.answer.citations) - 1
    assert "义诊→<i>巡诊 0.50（权重 100%）" in text
    assert "青石镇<s> 88%：义诊6场（说到 100%）" in text


def test_nothing_of_a_document_is_markup(explained: Explained):
    html = why_html(explained, answer_to_json(explained.answer))
    for tag in ("<b>", "<i>", "<u>", "<s>"):
        assert tag not in html
    assert "&lt;i&gt;巡诊" in html
    assert "现在的结果" not in html


def test_it_says_where_todays_answer_cites_other_places(explained: Explained):
    kept = answer_to_json(explained.answer)
    kept["citations"] = kept["citations"][1:]
    assert "现在的结果" in why_html(explained, kept)
