"""Which part of a sentence answers: its clauses, how much of the topic each carries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering import words
from assistant.answering.composed import Task
from assistant.answering.draft import quoted
from assistant.evidence import Evidence
from assistant.figures import answers_measure, find_figures
from assistant.question import Wants
from assistant.sentences import Sentence

LONG = 150  # characters above which a sentence is cut to the clauses that answer

_CLAUSE = re.compile(r"[^，,：:]*[，,：:]?")


def clipped(sentence: Sentence, start: int, end: int) -> str:
    """The span of a sentence as Markdown, with dots where something was left out."""
    before = words.ELLIPSIS if start else ""
    after = words.ELLIPSIS if end < len(sentence.text) else ""
    return f"{before}{quoted(sentence.text[start:end])}{after}"


def answering_span(task: Task, evidence: Evidence, limit: int = LONG) -> tuple[int, int]:
    """The clauses of a sentence that carry the topic, at most about `limit` characters.

    Offsets into the sentence, half-open. The best clause is widened on the side whose next
    clause carries more; for a figure it is the best clause that holds one.
    """
    text = evidence.sentence.text
    lead = _needless_lead(task, evidence.sentence)
    if len(text) - lead <= limit:
        return lead, len(text)
    spans = [(a, b) for a, b in clause_spans(text) if b > lead]
    scores = clause_scores(task, [text[a:b] for a, b in spans])
    if task.question.wants is Wants.NUMBER:
        scores = [
            score + (1 / 3 if _holds_figure(text[a:b], task.question.measures) else 0.0)
            for score, (a, b) in zip(scores, spans, strict=True)
        ]
    best = max(range(len(spans)), key=lambda i: scores[i])
    low, high = _widened(spans, scores, best, limit)
    return spans[low][0], min(spans[high][1], spans[low][0] + 2 * limit)


def answering_spans(tasks: Sequence[Task], evidence: Evidence) -> list[tuple[int, int]]:
    """The spans of a sentence that answer several questions, in order; near ones are one span."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({answering_span(task, evidence) for task in tasks}):
        if spans and end - spans[-1][0] <= 2 * LONG:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _needless_lead(task: Task, sentence: Sentence) -> int:
    """Length of the heading before a sentence, where the sentence says as much without it."""
    lead = max(0, sentence.chunk.chunk.start - sentence.start)
    if not lead:
        return 0
    whole, body = clause_scores(task, [sentence.text, sentence.text[lead:]])
    return lead if body >= 0.9 * whole and len(sentence.text) > lead else 0


def _widened(
    spans: Sequence[tuple[int, int]], scores: Sequence[float], best: int, limit: int
) -> tuple[int, int]:
    """First and last clause around the best one, the better neighbour first, within a length."""
    low = high = best
    while True:
        left = scores[low - 1] if low else -1.0
        right = scores[high + 1] if high + 1 < len(spans) else -1.0
        if max(left, right) < 0:
            return low, high
        new_low, new_high = (low - 1, high) if left > right else (low, high + 1)
        if spans[new_high][1] - spans[new_low][0] > limit:
            return low, high
        low, high = new_low, new_high


def _holds_figure(clause: str, measures: Sequence[str]) -> bool:
    return any(f.value is not None and answers_measure(f, measures) for f in find_figures(clause))


def clause_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses of a sentence, their marks included."""
    return [m.span() for m in _CLAUSE.finditer(text) if m[0].strip()] or [(0, len(text))]


def clause_scores(task: Task, clauses: Sequence[str]) -> list[float]:
    """Per clause or longer text, the share of the topic it carries."""
    return task.judge.carried(clauses, task.topic)
