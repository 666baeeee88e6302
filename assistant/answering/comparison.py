"""Comparisons: a few named organisations side by side, or all of them with their figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assistant import asking
from assistant.answering import by_year, words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.figure import nearest_figures
from assistant.answering.listing import (
    FOUND,
    candidates,
    cited,
    cited_each,
    compose,
    judge_each,
    judged_sentences,
    not_found,
    number_of,
)
from assistant.evidence import Evidence
from assistant.figures import (
    Figure,
    answers_measure,
    figures_in,
    find_figures,
    may_answer,
    measure_length,
)
from assistant.judged import Judged
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence, Table
from assistant.store import ChunkRow
from assistant.text import fold

FIGURED = 0.42  # a sentence that holds a figure of the very measure asked for needs less
COUNTED = 0.37  # of the topic's weight in the clause of a figure, or the one before: what it counts
FIGURE_BONUS = 0.2
SAME_THING = 0.3  # of the topic missing in a sentence that still counts the same thing
COMPARED = 3  # sentences of one organisation in a comparison of few
FEW = 4


def answer(task: Task) -> Composed | NoEvidence:
    """A table with what each organisation has, figures where they were asked for."""
    if len(_years(task)) > 1 and len(task.question.organisations) < 2 and not _each(task):
        return by_year.answer(task, _years(task))
    if len(task.question.organisations) in range(1, FEW + 1):
        return _side_by_side(task)
    if task.question.wants in (Wants.NUMBER, Wants.LARGEST):
        return _with_figures(task)
    verdicts = judge_each(task, FOUND, 0.4)
    if not verdicts.found:
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    head = words.COMPARISON.format(found=len(verdicts.found), total=verdicts.total)
    return compose(task, verdicts, head)


def _years(task: Task) -> tuple[int, ...]:
    return task.question.years or task.question.title_years


def _each(task: Task) -> bool:
    """Whether every organisation is asked for, whatever else is set side by side."""
    return bool(asking.EVERY.search(fold(task.question.text)))


def _with_figures(task: Task) -> Composed | NoEvidence:
    """Each organisation's sentence with a figure of the measure asked for, largest first.

    A figure whose sentence leaves out part of what was asked (入户走访 for 走访慰问) counts another
    thing; it stands behind those that count the thing itself.
    """
    figured = sorted(
        _figured(task), key=lambda f: (f.evidence.missing > SAME_THING, -(f.figure.value or 0.0))
    )
    if not figured:
        return NoEvidence(words.NO_FIGURE)
    draft = Draft(task.retriever.generation.store)
    total = len(candidates(task))
    head = words.COMPARISON.format(found=len(figured), total=total)
    if task.question.wants is Wants.LARGEST:
        top = figured[0]
        head = words.LARGEST.format(name=quoted(top.name), figure=written(top), found=len(figured))
    lines, rows, judged = [head, ""], [], []
    shown = cited_each(task, draft, [f.evidence for f in figured])
    for f, (text, mark) in zip(figured, shown, strict=True):
        figure = quoted(written(f))
        lines.append(
            words.ITEM_FIGURE.format(name=quoted(f.name), figure=figure, text=text, marks=mark)
        )
        rows.append((f.name, written(f), mark))
        judged.append(OrganisationEvidence(f.name, Verdict.FOUND, (number_of(mark),)))
    held = {f.name for f in figured}
    return Composed(
        "\n".join(lines),
        tuple(draft.citations),
        strength_of(max(f.evidence.score for f in figured)),
        (*judged, *not_found([n for n in candidates(task) if n not in held])),
        Table(words.COLUMNS_FIGURES, tuple(rows)),
    )


@dataclass(frozen=True, slots=True)
class _Figured:
    """One organisation's figure and the sentence it stands in."""

    name: str
    evidence: Evidence
    figure: Figure


def written(figured: _Figured) -> str:
    """A figure as it stands, up to its measure word."""
    f = figured.figure
    text = figured.evidence.sentence.text[f.start : f.end]
    extra = len(f.measure) - (measure_length(f.measure) or 1)
    return text[: len(text) - extra] if extra > 0 else text


def _figured(task: Task) -> list[_Figured]:
    """Per organisation, the best sentence that holds a figure of the measure asked for."""
    least = FIGURED if task.question.measures else FOUND
    judged = judged_sentences(task, set(candidates(task)), task.topic)
    found: dict[str, _Figured] = {}
    places = _best_last(task, judged, least)
    left = places
    while left:  # the best sentence of each, then the next one of those whose best counts another
        tried = {
            name: pair for name, own in left.items() if (pair := _next_figures(task, judged, own))
        }
        nearest = nearest_figures(task, list(tried.values()), COUNTED)
        for (name, (e, _)), figure in zip(tried.items(), nearest, strict=True):
            if figure is not None:
                found[name] = _Figured(name, e, figure)
        left = {name: left[name] for name in tried if left[name] and name not in found}
    return [found[name] for name in places if name in found]


def _best_last(task: Task, judged: Judged, least: float) -> dict[str, list[int]]:
    """Per organisation, its sentences from a score on that may hold a figure; of equals the first.

    Organisations stand in the order of their first sentences, whatever these hold.
    """
    names, owners = task.retriever.owners, task.retriever.owner_of_row
    enough = np.flatnonzero(judged.scores >= least)
    may = may_answer(judged.cut.folded, task.question.measures)
    places: dict[str, list[int]] = {}
    for i, owner in zip(enough.tolist(), owners[judged.cut.rows[enough]].tolist(), strict=True):
        own = places.setdefault(names[owner], [])
        if may[i]:
            own.append(i)
    for own in places.values():
        own.sort(key=lambda i: (judged.scores[i], -i))
    return places


def _next_figures(
    task: Task, judged: Judged, left: list[int]
) -> tuple[Evidence, list[Figure]] | None:
    """The last of some sentences that holds figures as asked for, taken off with those behind."""
    while left:
        i = left.pop()
        if figures := _asked_for(task, judged.cut.folded.texts[i]):
            return judged[i], figures
    return None


def _asked_for(task: Task, folded: str) -> list[Figure]:
    """The figures of a sentence that are of the measure asked for, masked ones left out."""
    return [
        f
        for f in figures_in(folded)
        if f.value is not None and answers_measure(f, task.question.measures)
    ]


def _side_by_side(task: Task) -> Composed | NoEvidence:
    """A few named organisations, or one organisation's summaries, each with its best sentences."""
    sides = _sides(task)
    topic = task.topic
    for e in task.judge.judge(_first_rows(task, 12 * len(sides)), topic):
        if (side := _side_of(task, e.sentence.chunk)) in sides:
            sides[side].append(_favoured(task, e))
    draft = Draft(task.retriever.generation.store)
    lines, judged, scores = [], [], []
    for side, evidence in sides.items():
        best = sorted(evidence, key=lambda e: -e.score)[:COMPARED]
        kept = [e for e in best if e.score >= FIGURED and e.score >= 0.7 * best[0].score]
        parts = [cited(task, draft, e) for e in kept]
        text = "".join(f"{t}{m}" for t, m in parts) or words.NOT_FOUND
        lines.append(words.ITEM.format(name=quoted(side), text=text, marks=""))
        marks = tuple(number_of(m) for _, m in parts)
        verdict = Verdict.FOUND if kept else Verdict.NOT_FOUND
        judged.append(OrganisationEvidence(side, verdict, marks))
        scores += [e.score for e in kept]
    if not scores:
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    return Composed(
        "\n".join(lines), tuple(draft.citations), strength_of(max(scores)), tuple(judged)
    )


def _sides(task: Task) -> dict[str, list[Evidence]]:
    """What is set side by side: the organisations, or the summaries where there is one alone."""
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    return {_side_of(task, rows[i]): [] for i in allowed}


def _side_of(task: Task, chunk: ChunkRow) -> str:
    return label_of(chunk) if len(task.question.organisations) > 1 else chunk.title


def _first_rows(task: Task, count: int) -> list[int]:
    rows: list[int] = task.ranking.rows[:count].tolist()
    return rows


def _favoured(task: Task, e: Evidence) -> Evidence:
    """A sentence with a figure of the measure asked for scores a fifth higher."""
    holds = task.question.measures and any(
        f.value is not None and answers_measure(f, task.question.measures)
        for f in find_figures(e.sentence.text)
    )
    return replace(e, score=min(1.0, e.score + FIGURE_BONUS)) if holds else e
