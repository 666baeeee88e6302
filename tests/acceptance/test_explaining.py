"""Reasons agree with the answers they explain, over the demonstration questions."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import ROOT, read_lines, request_of

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def explained(samples):
    items = read_lines(ROOT / "data" / "eval" / "questions.jsonl")[::3]
    return [(item["id"], samples.explain(request_of(item))) for item in items]


def test_the_points_add_up_to_the_scores(explained):
    for name, one in explained:
        for hit, place in zip(one.answer.hits, one.why.hits, strict=True):
            points = sum(p.points for p in place.chunk.parts)
            assert points == pytest.approx(hit.score, abs=3e-4), name
            pairs = sum(p.points for p in place.chunk.pairs)
            assert pairs == pytest.approx(place.chunk.parts[2].raw, abs=1e-3), name


def test_the_organisations_above_the_threshold_are_those_listed(explained):
    listings = [(n, e) for n, e in explained if e.why.odds and e.answer.citations]
    assert len(listings) >= 3
    for name, one in listings:
        over = {o.organisation for o in one.why.odds if o.probability >= one.why.threshold}
        assert over == {o.name for o in one.answer.organisations if o.evidence == "found"}, name


def test_every_cited_answer_knows_what_its_strength_rests_on(explained):
    for name, one in explained:
        assert bool(one.answer.citations) == (one.why.basis is not None), name
