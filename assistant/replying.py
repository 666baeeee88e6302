"""One request to one answer: understood, ranked, composed by its kind, with its reasons."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant import asking, referring
from assistant.answering import (
    common_items,
    comparison,
    corpus,
    listing,
    no_evidence,
    passage,
    section,
)
from assistant.answering.composed import Composed, NoEvidence, Task
from assistant.conversation import understand
from assistant.english import in_chinese
from assistant.named_documents import within_document
from assistant.opened import Opened
from assistant.question import Question
from assistant.records import Answer, Explanation, Filters, Kind, Request, Status, Strength
from assistant.synonyms import Expansion, expanded
from assistant.text import fold
from assistant.tokenizer import unmask

_COMPOSERS: dict[Kind, Callable[[Task], Composed | NoEvidence]] = {
    Kind.FACT: passage.answer,
    Kind.FIGURE: passage.answer,
    Kind.LISTING: listing.answer,
    Kind.COMPARISON: comparison.answer,
    Kind.SECTION: section.answer,
    Kind.SIMILAR: listing.answer_similar,
    Kind.CORPUS: corpus.answer,
}
_HITS = 20


def replied(request: Request, reading: Opened, began: float) -> Answer:
    """The answer over a generation that holds something.

    Raises:
        SettingsError: If the library's own file of synonyms cannot be read.
    """
    return finished(request, *settled(request, reading), began)


def settled(request: Request, reading: Opened) -> tuple[Task, Composed | NoEvidence]:
    """What a request was taken for, with the answer by its kind or why there is none.

    Raises:
        SettingsError: If the library's own file of synonyms cannot be read.
    """
    if point := referring.point_asked(request):
        earlier = referring.before(request)
        task, outcome = settled(earlier, reading)
        answer = finished(earlier, task, outcome, time.perf_counter())
        if whole := referring.in_full(task, answer, point):
            return task, whole
    request = referring.of_them(request, lambda r: replied(r, reading, time.perf_counter()))
    question = understand(request, reading.directory)
    if inside := within_document(question, reading.generation.documents):
        task = _task(reading, inside, Filters(inside.organisations))
        return task, _composed(task)
    limits = Filters(question.organisations, question.years)
    task = _task(reading, question, limits)
    outcome = _composed(task)
    if question.fallback and _is_weak(outcome):
        other = question.fallback
        joined = _task(reading, other, Filters(other.organisations, other.years))
        again = _composed(joined)
        elsewhere = other.organisations != question.organisations
        if not (_is_weak(again) if elsewhere else isinstance(again, NoEvidence)):
            task, outcome = joined, again
    return task, outcome


def _task(reading: Opened, question: Question, limits: Filters) -> Task:
    """The question with its ranking within the limits."""
    retriever = reading.retriever
    allowed = retriever.rows_of_titles(
        question.title_years, question.parts_of_year, _within(reading, limits)
    )
    allowed = retriever.rows_of(question.documents, allowed)
    topic = search_words(question)
    plain = unmask(fold(topic))
    words = (*retriever.models.tokenizer.words(topic), *map(fold, question.quoted))
    slips = [Expansion(written, (meant,)) for written, meant in reading.mender.mended(plain)]
    same = reading.synonyms().of(plain, words, reading.occurs)
    meant = reading.described(plain, words)
    tried = (*slips, *same, *meant, *in_chinese(plain, reading.occurs))
    ranking = retriever.rank(topic, allowed, expanded(plain, tried) if tried else "")
    return Task(question, ranking, allowed, retriever, reading.judge, reading.directory, tried)


def _within(reading: Opened, limits: Filters) -> NDArray[np.bool_] | None:
    """(rows,), bool: chunks within the limits; those that name a year where none is about it."""
    retriever = reading.retriever
    allowed = retriever.allowed_rows(limits)
    if not limits.years or allowed is None or allowed.any():
        return allowed
    named: NDArray[np.bool_] = np.any([retriever.rows_about(y) for y in limits.years], axis=0)
    others = retriever.allowed_rows(Filters(limits.organisations))
    return named if others is None else named & others


def _composed(task: Task) -> Composed | NoEvidence:
    """The answer by the question's kind, or why there is none."""
    return no_evidence.before_search(task) or _shared(task) or _COMPOSERS[task.question.kind](task)


def _shared(task: Task) -> Composed | None:
    """What several organisations have in common, where that is asked and there is any."""
    question = task.question
    if question.kind is not Kind.SECTION or not asking.COMMON.search(fold(question.text)):
        return None
    return common_items.answer(task, section.chunks_of_roles(task))


def _is_weak(outcome: Composed | NoEvidence) -> bool:
    return isinstance(outcome, NoEvidence) or outcome.strength is Strength.WEAK


def search_words(question: Question) -> str:
    """What the rankings look for: the topic, or the whole question where nothing is left of it."""
    return question.topic or question.text


def finished(request: Request, task: Task, outcome: Composed | NoEvidence, began: float) -> Answer:
    """The answer record of an outcome."""
    words = tuple(dict.fromkeys(task.retriever.models.tokenizer.words(search_words(task.question))))
    hits = tuple(task.retriever.hits(task.ranking, words, _HITS))
    composed = outcome if isinstance(outcome, Composed) else None
    organisations = composed.organisations if composed else ()
    explanation = Explanation(
        scope=task.question.scope(),
        words=words,
        expansions=tuple((e.word, e.tried) for e in task.expansions),
        strength=composed.strength if composed else Strength.WEAK,
        coverage=no_evidence.coverage(task.retriever.generation, organisations),
        documents_searched=no_evidence.documents_searched(task),
        files_unreadable=len(task.retriever.generation.unreadable),
    )
    return Answer(
        id=request.id,
        question=request.question,
        status=Status.ANSWERED if composed else Status.NO_EVIDENCE,
        kind=task.question.kind,
        text=outcome.text if isinstance(outcome, Composed) else no_evidence.sentence(outcome),
        citations=composed.citations if composed else (),
        organisations=organisations,
        table=composed.table if composed else None,
        hits=hits,
        explanation=explanation,
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )


def refused(request: Request, outcome: NoEvidence, reading: Opened | None, began: float) -> Answer:
    """The answer over an empty library."""
    unreadable = len(reading.generation.unreadable) if reading else 0
    return Answer(
        id=request.id,
        question=request.question,
        status=Status.NO_EVIDENCE,
        kind=Kind.FACT,
        text=no_evidence.sentence(outcome),
        citations=(),
        organisations=(),
        table=None,
        hits=(),
        explanation=Explanation(files_unreadable=unreadable),
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )
