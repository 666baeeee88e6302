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


def answering_span(task: Task, evidence: Evidence) -> tuple[int, int]:
    """The clauses of a sentence that carry the topic, at most about `LONG` characters.

    Offsets into the sentence, half-open. The best clause is widened on the side whose next
    clause carries more; for a figure it is the best clause that holds one.
    """
    return answering_spans(task, [evidence])[0]


def answering_spans(task: Task, found: Sequence[Evidence]) -> list[tuple[int, int]]:
    """The same of several sentences: the clauses of all are looked at together."""
    sentences = [e.sentence for e in found]
    leads = _needless_leads(task, sentences)
    shown = [(lead, len(s.text)) for s, lead in zip(sentences, leads, strict=True)]
    long = [i for i, (start, end) in enumerate(shown) if end - start > LONG]
    cut = [[c for c in clause_spans(sentences[i].text) if c[1] > leads[i]] for i in long]
    scores = iter(
        clause_scores(
            task, [sentences[i].text[a:b] for i, own in zip(long, cut, strict=True) for a, b in own]
        )
    )
    for i, own in zip(long, cut, strict=True):
        shown[i] = _best_clauses(task, sentences[i].text, own, [next(scores) for _ in own])
    return shown


def _best_clauses(
    task: Task, text: str, spans: Sequence[tuple[int, int]], scores: Sequence[float]
) -> tuple[int, int]:
    """The span of a long sentence around its best clause."""
    if task.question.wants is Wants.NUMBER:
        scores = [
            score + (1 / 3 if _holds_figure(text[a:b], task.question.measures) else 0.0)
            for score, (a, b) in zip(scores, spans, strict=True)
        ]
    best = max(range(len(spans)), key=lambda i: scores[i])
    low, high = _widened(spans, scores, best, LONG)
    return spans[low][0], min(spans[high][1], spans[low][0] + 2 * LONG)


def _needless_leads(task: Task, sentences: Sequence[Sentence]) -> list[int]:
    """Length of the heading before each sentence, where that says as much without it."""
    leads = [max(0, s.chunk.chunk.start - s.start) for s in sentences]
    headed = [i for i, lead in enumerate(leads) if lead]
    texts = [t for i in headed for t in (sentences[i].text, sentences[i].text[leads[i] :])]
    scores = clause_scores(task, texts)
    for i, whole, body in zip(headed, scores[::2], scores[1::2], strict=True):
        if body < 0.9 * whole or len(sentences[i].text) <= leads[i]:
            leads[i] = 0
    return leads


def spans_of_parts(tasks: Sequence[Task], evidence: Evidence) -> list[tuple[int, int]]:
    """The spans of a sentence that answer several questions, in order; near ones are one span."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({answering_span(task, evidence) for task in tasks}):
        if spans and end - spans[-1][0] <= 2 * LONG:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


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
    return task.judge.carried(clauses, task.topic) if clauses else []
