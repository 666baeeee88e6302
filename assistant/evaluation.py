"""Measuring answers against questions whose outcome is known: pure arithmetic, no library.

What is the same text, name or place is decided in `assistant.matching`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.matching import Place, alike, covers, has_key
from assistant.records import Answer, Evidence, Request, Status

_T = TypeVar("_T")
UNANSWERABLE = "unanswerable"
SHORT = frozenset({"fact", "number", "figure"})
SIMILAR = "similar"
SETS = frozenset({"list", "compare", SIMILAR, "listing", "comparison"})
FIRST = 10  # hits among which a place should be
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Expected:
    """A question with what its answer should be; what is empty is not expected.

    Attributes:
        kind: Questions are summed up by it; `unanswerable` should be refused, and of those in
            `SETS` the organisations count.
        places: Should be found and cited.
        keys: Of each group, one wording should stand in the answer.
        organisations: Should be among those the answer gives.
        avoided: Were cited wrongly, and should not be again.
    """

    id: str
    kind: str
    request: Request
    places: tuple[Place, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    organisations: tuple[str, ...] = ()
    avoided: tuple[Place, ...] = ()

    @property
    def refusal(self) -> bool:
        """Whether nothing should be answered."""
        return self.kind == UNANSWERABLE

    @property
    def only_avoids(self) -> bool:
        """Whether all that is known is what was wrong."""
        return bool(self.avoided) and not (self.places or self.keys or self.organisations)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one answer did, each share from 0 to 1, None where it does not apply.

    Attributes:
        score: 1 for right, 0 for wrong; for several organisations the F1 of their set, for alike
            practices the nDCG of their order.
        recall: Share of the places among the first `FIRST` hits.
        cited: Share of the places that are cited.
        precision: Share of the citations that cover a place; for facts and figures alone, since
            other answers cite more than one sentence needs.
        coverage: Share of the organisations that are given.
        refused: Whether there was no answer.
        refusal: Whether there should have been none; None where either is well.
        fault: Why it could not be asked, in words; its score is 0.
    """

    id: str
    kind: str
    question: str
    score: float
    recall: float | None = None
    cited: float | None = None
    precision: float | None = None
    coverage: float | None = None
    refused: bool = False
    refusal: bool | None = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Means over the questions of a kind, None where no question has the figure.

    `refusals` and `false_refusals` are (how many were refused, of how many).
    """

    kind: str
    count: int
    score: float
    recall: float | None
    cited: float | None
    precision: float | None
    coverage: float | None
    refusals: tuple[int, int]
    false_refusals: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One question's score before and now."""

    id: str
    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs, over the questions that both asked.

    Attributes:
        before, after: Means of the scores of those questions.
        worse, better: Largest change first.
        shared: Number of those questions.
    """

    before: float
    after: float
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    shared: int


# ---------------------------------------------------------------- one answer


def measured(expected: Expected, answer: Answer) -> Outcome:
    """How an answer does against what was expected of it."""
    refused = answer.status is Status.NO_EVIDENCE
    citations = () if refused else answer.citations
    cited = [(c.document, c.passage) for c in citations]
    hits = [(h.document, h.passage) for h in answer.hits[:FIRST]]
    named = named_organisations(answer)
    asked = asked_organisations(expected)
    return Outcome(
        id=expected.id,
        kind=expected.kind,
        question=expected.request.question,
        score=_score(expected, answer, cited, named),
        recall=_share(expected.places, lambda p: any(covers(h, p) for h in hits)),
        cited=_share(expected.places, lambda p: any(covers(c, p) for c in cited)),
        precision=_share(cited, lambda c: any(covers(c, p) for p in expected.places))
        if expected.kind in SHORT and expected.places
        else None,
        coverage=_share(asked, lambda o: _given(expected, o, named)),
        refused=refused,
        refusal=None if expected.only_avoids else expected.refusal,
    )


def unasked(expected: Expected, fault: str) -> Outcome:
    """The outcome of a question that could not be asked, with the reason in words."""
    return Outcome(expected.id, expected.kind, expected.request.question, 0.0, fault=fault)


def _score(
    expected: Expected, answer: Answer, cited: Sequence[tuple[str, str]], named: Sequence[str]
) -> float:
    """1 for right, 0 for wrong; F1 or nDCG where several organisations are expected."""
    refused = answer.status is Status.NO_EVIDENCE
    again = any(covers(c, p) for c in cited for p in expected.avoided)
    if expected.refusal or expected.only_avoids:
        return float(refused if expected.refusal else not again)
    if refused or again:
        return 0.0
    asked = asked_organisations(expected)
    if expected.kind in SETS and len(asked) > 1 and not cited:
        return 0.0
    canonical = [_canonical(expected, n) for n in named]
    if expected.kind == SIMILAR and len(asked) > 1:
        return ndcg(_grades(expected), canonical)
    if expected.kind in SETS and len(asked) > 1:
        return f1(asked, canonical, _all_organisations(expected))
    right = all(_holds(answer, group) for group in expected.keys)
    if expected.places:
        right = right and any(covers(c, p) for c in cited for p in expected.places)
    return float(right and all(_given(expected, o, named) for o in expected.organisations))


def f1(asked: Iterable[str], named: Sequence[str], allowed: Iterable[str] = ()) -> float:
    """The F1 of named organisations against those asked for.

    Args:
        asked: What should be named.
        named: What the answer names.
        allowed: Names that are neither asked for nor wrong.

    Example:
        >>> f1(["青石镇", "柳林街道"], ["青石镇", "梅岭乡"])  # 1 of 2, and 1 of 2
        0.5
    """
    wanted, fine = list(asked), list(allowed)
    right = sum(any(alike(o, n) for n in named) for o in wanted)
    wrong = sum(not any(alike(n, o) for o in (*wanted, *fine)) for n in named)
    return 2 * right / (2 * right + wrong + len(wanted) - right) if right else 0.0


def ndcg(grades: Mapping[str, int], named: Sequence[str]) -> float:
    """The discounted gain of named organisations over the best possible one.

    Discounted cumulative gain after Järvelin & Kekäläinen (TOIS 2002): Σ grade / log2(rank + 1),
    rank from 1.

    Example:
        >>> round(ndcg({"甲镇": 2, "乙镇": 1}, ["乙镇", "甲镇"]), 4)  # (1 + 2/lg 3) / (2 + 1/lg 3)
        0.8597
    """
    best = _discounted(sorted(grades.values(), reverse=True))
    return _discounted([grades.get(n, 0) for n in dict.fromkeys(named)]) / best if best else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(i + 2) for i, gain in enumerate(gains))


def _grades(expected: Expected) -> dict[str, int]:
    """What naming each organisation is worth: the best grade of its places."""
    grades = dict.fromkeys(_all_organisations(expected), 1)
    for place in expected.places:
        if place.organisation:
            grades[place.organisation] = max(grades[place.organisation], place.grade)
    return grades


def named_organisations(answer: Answer) -> list[str]:
    """The organisations that an answer gives: those judged found, else those of its citations."""
    if answer.status is Status.NO_EVIDENCE:
        return []
    found = [o.name for o in answer.organisations if o.evidence is Evidence.FOUND]
    cited = [c.organisation for c in answer.citations if c.organisation]
    return list(dict.fromkeys(found if answer.organisations else cited))


def asked_organisations(expected: Expected) -> list[str]:
    """The organisations that should be named.

    Where two or more of the places' are among the answer keys, those; otherwise all.
    """
    every = _all_organisations(expected)
    keyed = [o for o in every if any(alike(k, o) for group in expected.keys for k in group)]
    return keyed if len(keyed) > 1 else every


def _names(expected: Expected, organisation: str) -> list[str]:
    """What an organisation may go by: its name, and the keys that fit it and no other."""
    every = _all_organisations(expected)
    groups = [
        group
        for group in expected.keys
        if [o for o in every if any(alike(k, o) for k in group)] == [organisation]
    ]
    return [organisation, *(key for group in groups for key in group)]


def _canonical(expected: Expected, name: str) -> str:
    """The expected organisation that a name stands for; the name itself where there is none."""
    every = _all_organisations(expected)
    return next((o for o in every if _given(expected, o, [name])), name)


def _given(expected: Expected, organisation: str, named: Sequence[str]) -> bool:
    """Whether an organisation is among those named, by any of its names."""
    return any(alike(o, n) for o in _names(expected, organisation) for n in named)


def _all_organisations(expected: Expected) -> list[str]:
    """Those expected by name and those of the places, each once."""
    of_places = (p.organisation for p in expected.places if p.organisation)
    return list(dict.fromkeys((*expected.organisations, *of_places)))


def _holds(answer: Answer, group: Sequence[str]) -> bool:
    """Whether one wording of a group stands in the answer or its table."""
    rows = answer.table.rows if answer.table else ()
    text = "\n".join([answer.text, *(" | ".join(row) for row in rows)])
    return any(has_key(key, text) for key in group)


def _share(things: Sequence[_T], holds: Callable[[_T], bool]) -> float | None:
    """The share of things for which something holds; None where there are none."""
    return sum(map(holds, things)) / len(things) if things else None


# ---------------------------------------------------------------- many answers


def totals(outcomes: Sequence[Outcome]) -> list[Totals]:
    """The figures of each kind, in the order in which the kinds first appear."""
    kinds = dict.fromkeys(o.kind for o in outcomes)
    return [summed(kind, [o for o in outcomes if o.kind == kind]) for kind in kinds]


def summed(kind: str, outcomes: Sequence[Outcome]) -> Totals:
    """The figures of some questions under one name."""
    asked = [o for o in outcomes if not o.fault]
    wanted = [o.refused for o in asked if o.refusal is True]
    unwanted = [o.refused for o in asked if o.refusal is False]
    return Totals(
        kind=kind,
        count=len(outcomes),
        score=mean([o.score for o in outcomes]) or 0.0,
        recall=mean([o.recall for o in asked]),
        cited=mean([o.cited for o in asked]),
        precision=mean([o.precision for o in asked]),
        coverage=mean([o.coverage for o in asked]),
        refusals=(sum(wanted), len(wanted)),
        false_refusals=(sum(unwanted), len(unwanted)),
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of those that are there; None where none is."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def difference(before: Mapping[str, Change], outcomes: Sequence[Outcome]) -> Difference:
    """What changed since an earlier run, of which each question's score is in `after`.

    A question counts where its id and its words are the same.
    """
    changes = [
        Change(o.id, o.question, before[o.id].after, o.score)
        for o in outcomes
        if o.id in before and before[o.id].question == o.question
    ]
    by_size = sorted(changes, key=lambda c: -abs(c.after - c.before))
    return Difference(
        before=mean([c.before for c in changes]) or 0.0,
        after=mean([c.after for c in changes]) or 0.0,
        worse=tuple(c for c in by_size if c.after < c.before - _SAME),
        better=tuple(c for c in by_size if c.after > c.before + _SAME),
        shared=len(changes),
    )
