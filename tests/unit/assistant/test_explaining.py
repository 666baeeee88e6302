"""Explanations over the library of `test_judging`, whose numbers can be worked out by hand."""

from __future__ import annotations

import math

import pytest

from assistant.config import Settings
from assistant.explaining import found_words
from assistant.records import Request
from assistant.service import Assistant
from assistant.synonyms import Expansion
from assistant.why_records import FoundWord, Ground, Where
from tests.fakes import fake_models
from tests.unit.assistant.test_judging import FILES


@pytest.fixture
def assistant(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Assistant(Settings(library=tmp_path / "库"), fake_models())
    opened.index([folder])
    yield opened
    opened.close()


def test_the_answer_is_the_one_that_ask_gives(assistant):
    request = Request("甲镇举办了义诊吗？")
    explained, plain = assistant.explain(request).answer, assistant.ask(request)
    assert explained.text == plain.text
    assert explained.citations == plain.citations
    assert explained.hits == plain.hits


@pytest.mark.parametrize("question", ["哪些单位开展了走访慰问？", "甲镇举办了义诊吗？"])
def test_the_points_of_the_parts_are_the_score(assistant, question):
    explained = assistant.explain(Request(question))
    assert explained.why.hits
    for hit, place in zip(explained.answer.hits, explained.why.hits, strict=True):
        chunk = place.chunk
        assert sum(p.points for p in chunk.parts) == pytest.approx(hit.score, abs=2e-4)
        assert chunk.rank == hit.rank
        max_sim = chunk.parts[2]
        assert sum(p.points for p in chunk.pairs) == pytest.approx(max_sim.raw, abs=1e-4)


def test_token_pairs_by_hand(assistant):
    """Cosines of the fake encoder are 1 for the same character and 0 for any other."""
    explained = assistant.explain(Request("哪些单位开展了走访慰问？"))
    (place,) = [
        p
        for c, p in zip(explained.answer.citations, explained.why.citations, strict=True)
        if c.organisation == "乙镇"
    ]
    assert {(p.asked, p.found, round(p.cosine, 3)) for p in place.chunk.pairs} == {
        (c, c, 1.0) for c in "走访慰问"
    }
    assert place.sentence.carried == pytest.approx(1.0)
    assert place.sentence.missing == pytest.approx(0.0)


def test_the_odds_of_every_organisation_follow_from_its_features(assistant):
    why = assistant.explain(Request("哪些单位开展了走访慰问？")).why
    assert {o.organisation for o in why.odds} == {"甲镇", "乙镇"}
    assert why.odds[0].organisation == "乙镇"
    for o in why.odds:
        total = why.bias + sum(f.value * f.weight for f in o.features)
        assert o.probability == pytest.approx(1 / (1 + math.exp(-total)))


def test_only_a_listing_has_odds(assistant):
    assert assistant.explain(Request("甲镇举办了义诊吗？")).why.odds == ()


def test_problems_and_plans_rest_on_their_section(assistant):
    explained = assistant.explain(Request("甲镇下一步有什么打算？"))
    assert explained.why.basis.ground is Ground.SECTION
    assert [p.role.value for p in explained.why.citations] == ["下一步打算"]


def test_a_refusal_rests_on_nothing(assistant):
    explained = assistant.explain(Request("丙镇走访了几户？"))
    assert explained.answer.citations == ()
    assert explained.why.basis is None


def test_an_empty_library_has_nothing_to_explain(tmp_path):
    explained = Assistant(Settings(library=tmp_path / "空"), fake_models()).explain(Request("甲"))
    assert explained.why.hits == ()
    assert "空" in explained.answer.text


def test_a_word_is_looked_for_in_the_passage_first_then_around_it():
    assert found_words(
        ["走访", "凑钱", "义诊", "党课"],
        [Expansion("凑钱", ("募捐", "捐款")), Expansion("义诊", ("巡诊",))],
        "走访，捐款",
        "走访，捐款，义诊，巡诊",
    ) == (
        FoundWord("走访", Where.PASSAGE),
        FoundWord("凑钱", Where.PASSAGE, "捐款"),
        FoundWord("义诊", Where.AROUND),
        FoundWord("党课", Where.NOWHERE),
    )


def test_a_synonym_in_the_passage_comes_before_the_word_around_it():
    (found,) = found_words(["义诊"], [Expansion("义诊", ("巡诊",))], "巡诊", "义诊")
    assert found == FoundWord("义诊", Where.PASSAGE, "巡诊")
