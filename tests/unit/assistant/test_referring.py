"""Questions about the answer before: which point is meant, and who “they” are."""

from __future__ import annotations

import pytest

from assistant.records import (
    Answer,
    Evidence,
    Explanation,
    Filters,
    Kind,
    OrganisationEvidence,
    Request,
    Status,
)
from assistant.referring import before, of_them, point_asked

ASKED = "哪些单位开展了义诊？"


def answer(kind: Kind = Kind.LISTING) -> Answer:
    found = (
        OrganisationEvidence("青石镇", Evidence.FOUND),
        OrganisationEvidence("柳林街道", Evidence.NOT_FOUND),
    )
    return Answer("", ASKED, Status.ANSWERED, kind, "", (), found, None, (), Explanation(), 0.0)


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("第二条展开说说", 2),
        ("第3个详细讲讲", 3),
        ("第十二条展开说说", 12),
        ("第二十条具体说说", 20),
    ],
)
def test_a_point_is_named_by_its_number(question: str, point: int) -> None:
    assert point_asked(Request(question, (ASKED,))) == point


def test_without_an_answer_before_there_is_no_point() -> None:
    assert point_asked(Request("第二条展开说说")) is None
    assert point_asked(Request("第二批次有多少人？", (ASKED,))) is None


def test_the_answer_before_is_made_from_its_own_question() -> None:
    asked = before(Request("第二条展开说说", ("甲？", "乙？")))
    assert (asked.question, asked.history) == ("乙？", ("甲？",))


def test_they_are_the_organisations_that_were_found() -> None:
    asked = of_them(Request("它们的问题呢？", (ASKED,)), lambda _: answer())
    assert asked.filters == Filters(("青石镇",))
    assert (asked.question, asked.history) == ("的问题呢？", ())


def test_a_limit_of_the_user_and_an_answer_about_one_stay_as_they_are() -> None:
    limited = Request("它们的问题呢？", (ASKED,), Filters(("南溪镇",)))
    assert of_them(limited, lambda _: answer()) == limited
    single = Request("它们的问题呢？", (ASKED,))
    assert of_them(single, lambda _: answer(Kind.FACT)) == single
