"""Comparisons: a few named organisations side by side, or all of them with their figures."""

from __future__ import annotations

from assistant.answering import words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft
from assistant.answering.listing import (
    FOUND,
    Verdicts,
    candidates,
    cited,
    compose,
    judge_each,
    not_found,
    number_of,
)
from assistant.answering.passage import answering_span
from assistant.evidence import Evidence
from assistant.figures import answers_measure, find_figures
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence, Table

COMPARED = 3  # sentences of one organisation in a comparison of few
FEW = 4


def answer(task: Task) -> Composed | NoEvidence:
    """A table with what each organisation has, figures where they were asked for."""
    if len(task.question.organisations) in range(1, FEW + 1):
        return _side_by_side(task)
    verdicts = judge_each(task, FOUND * 0.87, 0.4)
    if not verdicts.found:
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    if task.question.wants in (Wants.NUMBER, Wants.LARGEST):
        return _with_figures(task, verdicts)
    head = words.COMPARISON.format(found=len(verdicts.found), total=verdicts.total)
    return compose(task, verdicts, head)


def _with_figures(task: Task, verdicts: Verdicts) -> Composed | NoEvidence:
    """Only sentences that hold a figure of the measure asked for, largest first."""
    figured = []
    for name, e in verdicts.found:
        start, end = answering_span(task, e)
        span = e.sentence.text[start:end]
        figures = [f for f in find_figures(span) if answers_measure(f, task.question.measures)]
        known = [f for f in figures if f.value is not None]
        if known:
            figured.append((name, e, max(known, key=lambda f: f.value or 0.0)))
    if not figured:
        return NoEvidence(words.NO_FIGURE)
    figured.sort(key=lambda x: -(x[2].value or 0.0))
    draft = Draft(task.retriever.generation.store)
    name, _, top = figured[0]
    head = words.LARGEST.format(name=name, figure=top.written, found=len(figured))
    if task.question.wants is not Wants.LARGEST:
        head = words.COMPARISON.format(found=len(figured), total=verdicts.total)
    lines, rows, judged = [head, ""], [], []
    for name, e, figure in figured:
        text, mark = cited(task, draft, e)
        lines.append(words.ITEM.format(name=name.replace("*", "\\*"), text=text, marks=mark))
        rows.append((name, figure.written, text, mark))
        judged.append(OrganisationEvidence(name, Verdict.FOUND, (number_of(mark),)))
    rest = [n for n in candidates(task) if n not in {f[0] for f in figured}]
    return Composed(
        "\n".join(lines),
        tuple(draft.citations),
        strength_of(max(e.score for _, e, _ in figured)),
        (*judged, *not_found(rest)),
        Table(words.COLUMNS_FIGURES, tuple(rows)),
    )


def _side_by_side(task: Task) -> Composed | NoEvidence:
    """A few named organisations, each with its best sentences."""
    names = candidates(task)
    by_name: dict[str, list[Evidence]] = {n: [] for n in names}
    rows = [
        r
        for r in task.ranking.rows.tolist()
        if label_of(task.retriever.generation.rows[r]) in by_name
    ]
    topic = task.judge.topic(task.question.topic)
    for e in task.judge.judge(rows[: 12 * len(names)], topic):
        by_name[label_of(e.sentence.chunk)].append(e)
    draft = Draft(task.retriever.generation.store)
    lines, judged, scores = [], [], []
    for name, evidence in by_name.items():
        best = sorted(evidence, key=lambda e: -e.score)[:COMPARED]
        kept = [e for e in best if e.score >= FOUND * 0.8 and e.score >= 0.7 * best[0].score]
        if not kept:
            lines.append(words.ITEM.format(name=name, text=words.NOT_FOUND, marks=""))
            judged.append(OrganisationEvidence(name, Verdict.NOT_FOUND))
            continue
        parts = [cited(task, draft, e) for e in kept]
        text = "".join(f"{t}{m}" for t, m in parts)
        lines.append(words.ITEM.format(name=name.replace("*", "\\*"), text=text, marks=""))
        marks = tuple(number_of(m) for _, m in parts)
        judged.append(OrganisationEvidence(name, Verdict.FOUND, marks))
        scores.append(kept[0].score)
    if not scores:
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    return Composed(
        "\n".join(lines), tuple(draft.citations), strength_of(max(scores)), tuple(judged)
    )
