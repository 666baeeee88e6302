"""The same thing in several years: for each year the best sentence about it, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.answering import passage, words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.listing import cited, number_of
from assistant.evidence import Evidence
from assistant.figures import answers_measure, find_figures
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence
from assistant.text import fold

NAMED_YEAR = 1.15  # of its score for a sentence that names the year itself
VERBATIM = 1.05  # of its score for a sentence with the very words asked for (财政赤字, not 赤字率)
LEAST = 0.36  # a best sentence below this is no record
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def answer(task: Task, years: Sequence[int]) -> Composed | NoEvidence:
    """One line per year with its best sentence, where possible of one and the same organisation."""
    kept: dict[int, list[Evidence]] = {year: [] for year in years}
    for part in task.question.also or (task.question,):
        for year, e in _best(replace(task, question=part), years).items():
            kept[year].append(e)
    if not any(kept.values()):
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    draft, lines = Draft(task.retriever.generation.store), []
    marks: dict[str, list[int]] = {}
    for year, evidence in kept.items():
        name, parts = "", []
        for e in evidence:
            text, mark = cited(task, draft, e)
            name = label_of(e.sentence.chunk)
            marks.setdefault(name, []).append(number_of(mark))
            parts.append(f"{text}{mark}")
        named = words.YEAR_OF.format(name=quoted(name)) if name else ""
        text = "".join(parts) or words.NOT_FOUND
        lines.append(words.YEAR.format(year=year, name=named, text=text))
    found = tuple(OrganisationEvidence(n, Verdict.FOUND, tuple(m)) for n, m in marks.items())
    top = max(e.score for evidence in kept.values() for e in evidence)
    return Composed("\n".join(lines), tuple(draft.citations), strength_of(top), found)


def _best(task: Task, years: Sequence[int]) -> dict[int, Evidence]:
    """For each year the best sentence, of the organisation that has one for every year if any."""
    sentences = {year: _of_year(task, year) for year in years}
    owner = _owner(sentences)
    best = {
        year: max(
            (e for e in found if owner in ("", label_of(e.sentence.chunk))),
            key=lambda e: e.score,
            default=None,
        )
        for year, found in sentences.items()
    }
    return {year: e for year, e in best.items() if e is not None and e.score >= LEAST}


def _of_year(task: Task, year: int) -> list[Evidence]:
    """The sentences about a year: of a summary of it, or naming it; others of none.

    Where the year is that of a title (2018年的报告), those of the summary of that title.
    """
    within = task.allowed_without_years
    titled = bool(task.question.title_years)
    own = task.retriever.rows_of_titles((year,), (), within) if titled else None
    if own is not None and own.any():
        return [_with_figure(task, e) for e in _ranked_in(task, own)]
    about = task.retriever.rows_about(year)
    rows = about if within is None else about & within
    return [_of_named(_with_figure(task, e), year) for e in _ranked_in(task, rows)]


def _ranked_in(task: Task, rows: NDArray[np.bool_]) -> list[Evidence]:
    """The sentences of some chunks, best first."""
    ranking = task.retriever.rank(task.question.topic, rows)
    return passage.ranked_sentences(replace(task, ranking=ranking, allowed=rows))


def _of_named(e: Evidence, year: int) -> Evidence:
    """A sentence's score: more where it names the year, none where it names only others."""
    named = {int(y) for y in _YEAR.findall(fold(e.sentence.text))}
    factor = NAMED_YEAR if year in named else 0.0 if named else 1.0
    return replace(e, score=e.score * factor)


def _with_figure(task: Task, e: Evidence) -> Evidence:
    """A sentence's score: half where a figure is asked for and it has none, more word for word."""
    text = fold(e.sentence.text)
    factor = VERBATIM if all(w in text for w in fold(task.question.topic).split()) else 1.0
    if task.question.wants is Wants.NUMBER and not any(
        f.value is not None and answers_measure(f, task.question.measures)
        for f in find_figures(text)
    ):
        factor *= 0.5
    return replace(e, score=e.score * factor)


def _owner(sentences: dict[int, list[Evidence]]) -> str:
    """The organisation that has a record of every year, the best one; empty where none has."""
    totals: dict[str, list[float]] = {}
    for found in sentences.values():
        best: dict[str, float] = {}
        for e in found:
            name = label_of(e.sentence.chunk)
            best[name] = max(best.get(name, 0.0), e.score)
        for name, score in best.items():
            totals.setdefault(name, []).append(score)
    whole = {
        name: sum(scores)
        for name, scores in totals.items()
        if len(scores) == len(sentences) and min(scores) >= LEAST
    }
    return max(whole, key=lambda n: whole[n], default="")
