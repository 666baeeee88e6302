"""Measuring: figures that can be redone from what stands here."""

from __future__ import annotations

import math

import pytest

from assistant.evaluation import (
    Change,
    Expected,
    Outcome,
    difference,
    f1,
    measured,
    ndcg,
    summed,
    totals,
    unasked,
)
from assistant.matching import Place
from assistant.records import (
    Answer,
    Chunk,
    Citation,
    Evidence,
    Explanation,
    Hit,
    Kind,
    OrganisationEvidence,
    Request,
    Role,
    Scores,
    Status,
    Table,
)

ONE, TWO = Place("甲.md", "走访慰问困难群众", "甲镇"), Place("乙.md", "下乡义诊三场", "乙镇")


def answer(*cited, hits=(), text="", organisations=(), table=None):
    """An answer citing (file, passage, organisation); refused where nothing is cited."""
    return Answer(
        id="", question="", status=Status.ANSWERED if cited else Status.NO_EVIDENCE,
        kind=Kind.FACT, text=text,
        citations=tuple(
            Citation(n, "", f, "", o, (), p, 0, len(p), 1.0) for n, (f, p, o) in enumerate(cited, 1)
        ),
        organisations=tuple(OrganisationEvidence(n, e) for n, e in organisations),
        table=table,
        hits=tuple(
            Hit(n, 1.0, Scores(1, 1, 1), Chunk("", "", 0, 0, 0, len(p), p), "", f, "", "", (),
                Role.WORK, p, 0)
            for n, (f, p) in enumerate(hits, 1)
        ),
        explanation=Explanation(), elapsed_ms=0.0,
    )  # fmt: skip


def expected(kind="fact", *places, **others):
    return Expected("q", kind, Request("问？", id="q"), tuple(places), **others)


def test_shares_of_places_and_citations():
    outcome = measured(
        expected("fact", ONE, TWO),
        answer(
            ("甲.md", "走访慰问困难群众36户", "甲镇"), ("甲.md", "别的话", "甲镇"),
            ("丙.md", "走访慰问困难群众", "丙镇"),
            hits=[("丁.md", "无关")] * 9 + [("乙.md", "下乡义诊三场"), ("甲.md", ONE.quote)],
        ),
    )  # fmt: skip
    assert outcome.recall == 1 / 2  # TWO is the tenth hit, ONE the eleventh
    assert outcome.cited == 1 / 2
    assert outcome.precision == pytest.approx(1 / 3)
    assert outcome.coverage == 1 / 2  # 甲镇 of 甲镇 and 乙镇
    assert outcome.score == 1.0  # one place of a fact is enough


@pytest.mark.parametrize(
    ("text", "table", "score"),
    [
        ("共36户", None, 1.0),
        ("共三十六户", None, 1.0),
        ("共136户", None, 0.0),
        ("", Table(("数量",), (("36户",),)), 1.0),
    ],
)
def test_one_wording_of_every_group_must_stand_in_the_answer(text, table, score):
    question = expected("number", ONE, keys=(("36户", "三十六户"),))
    given = answer(("甲.md", ONE.quote, "甲镇"), text=text, table=table)
    assert measured(question, given).score == score


def test_without_a_citation_of_the_place_an_answer_is_wrong():
    assert measured(expected("fact", ONE), answer(("甲.md", "别的话", "甲镇"))).score == 0.0


def test_refusals():
    refused, given = answer(), answer(("甲.md", ONE.quote, "甲镇"))
    nothing = expected("unanswerable")
    assert [measured(nothing, a).score for a in (refused, given)] == [1.0, 0.0]
    assert [measured(expected("fact", ONE), a).score for a in (refused, given)] == [0.0, 1.0]
    sums = summed(
        "全部",
        [
            measured(q, a)
            for q in (nothing, nothing, expected("fact", ONE))
            for a in (refused, given)
        ],
    )
    assert (sums.refusals, sums.false_refusals) == ((2, 4), (1, 2))


def test_a_place_that_was_wrong_must_not_be_cited_again():
    question = expected("fact", avoided=(ONE,))
    again, other, refused = (
        answer(("甲.md", ONE.quote, "甲镇")),
        answer(("乙.md", "话", "乙")),
        answer(),
    )
    assert [measured(question, a).score for a in (again, other, refused)] == [0.0, 1.0, 1.0]
    assert measured(question, refused).refusal is None
    both = expected("fact", TWO, avoided=(ONE,))
    cites_both = answer(("甲.md", ONE.quote, "甲镇"), ("乙.md", TWO.quote, "乙镇"))
    assert measured(both, cites_both).score == 0.0


def test_an_organisation_that_should_answer():
    question = expected("fact", organisations=("青石镇",))
    assert measured(question, answer(("a", "话", "云岭县青石镇"))).score == 1.0
    assert measured(question, answer(("a", "话", "柳林街道"))).score == 0.0


def test_a_list_scores_the_f1_of_its_organisations():
    judged = [("甲镇", Evidence.FOUND), ("丙镇", Evidence.FOUND), ("乙镇", Evidence.NOT_FOUND)]
    outcome = measured(
        expected("list", ONE, TWO), answer(("甲.md", ONE.quote, "甲镇"), organisations=judged)
    )
    assert outcome.score == 0.5  # precision 1/2, recall 1/2
    assert outcome.coverage == 0.5
    assert outcome.precision is None


def test_f1_by_hand():
    assert f1(["甲镇", "乙镇", "丙镇"], ["甲镇", "丁镇"]) == pytest.approx(
        2 * 0.5 / 3 / (0.5 + 1 / 3)
    )
    assert f1(["甲镇"], ["甲镇", "丁镇"], ["丁镇"]) == 1.0
    assert f1(["甲镇"], []) == 0.0


def test_a_key_that_fits_one_organisation_is_another_name_of_it():
    question = expected(
        "list", ONE, Place("c", "话", "城建投资集团"), keys=(("城建投资", "城投"), ("甲镇",))
    )
    judged = [("县城投公司", Evidence.FOUND), ("甲镇", Evidence.FOUND)]
    given = answer(("甲.md", "话", "甲镇"), organisations=judged)
    assert measured(question, given).score == 1.0


def test_alike_practices_score_the_order_of_their_grades():
    same, related = Place("a", "甲话", "甲镇", 2), Place("b", "乙话", "乙镇", 1)
    judged = [("乙镇", Evidence.FOUND), ("甲镇", Evidence.FOUND)]
    outcome = measured(
        expected("similar", same, related), answer(("b", "乙话", "乙镇"), organisations=judged)
    )
    gain, best = 1 + 2 / math.log2(3), 2 + 1 / math.log2(3)
    assert outcome.score == pytest.approx(gain / best)
    assert ndcg({"甲镇": 2}, ["乙镇"]) == 0.0
    assert ndcg({}, ["乙镇"]) == 0.0


def outcome(name, score, question="问？", kind="fact", **others):
    return Outcome(name, kind, question, score, **others)


def test_totals_are_means_of_what_applies_by_kind():
    facts, lists = totals(
        [
            outcome("1", 1.0, recall=1.0), outcome("2", 0.0, recall=0.5), outcome("3", 0.5),
            outcome("4", 0.25, kind="list"),
        ]
    )  # fmt: skip
    assert (facts.kind, facts.count, facts.score, facts.recall) == ("fact", 3, 0.5, 0.75)
    assert (lists.count, lists.score, lists.recall) == (1, 0.25, None)


def test_what_could_not_be_asked_counts_as_wrong_but_not_as_refused():
    sums = summed("全部", [unasked(expected("fact", ONE), "没有这个单位"), outcome("2", 1.0)])
    assert (sums.score, sums.false_refusals) == (0.5, (0, 1))


def test_the_difference_is_over_the_questions_that_both_asked():
    before = {
        n: Change(n, "问？", s, s) for n, s in (("1", 1.0), ("2", 0.0), ("3", 0.5), ("5", 1.0))
    }
    now = [
        outcome("1", 0.5), outcome("2", 1.0), outcome("3", 0.5), outcome("4", 0.0),
        outcome("5", 0.0, question="改写过"),
    ]  # fmt: skip
    change = difference(before, now)
    assert change.shared == 3
    assert (change.before, change.after) == (0.5, pytest.approx(2 / 3))
    assert [c.id for c in change.worse] == ["1"]
    assert [(c.id, c.before, c.after) for c in change.better] == [("2", 0.0, 1.0)]


def test_nothing_in_common_is_no_change():
    change = difference({}, [outcome("1", 1.0)])
    assert (change.shared, change.worse, change.better) == (0, (), ())
