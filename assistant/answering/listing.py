"""Which organisations: every one is judged by its best sentence, the answer adds up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answering import decision, words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.decision import probabilities
from assistant.answering.draft import Draft, quoted
from assistant.answering.spans import answering_spans, clause_scores, clipped
from assistant.evidence import Evidence, Topic, stated
from assistant.judged import Judged
from assistant.practices import Practices, strength_of_likeness
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence
from assistant.windows import clauses

PER_ORGANISATION = 6  # chunks of one organisation whose sentences are judged
ALL_CHUNKS = 1_200  # of all together, so that five hundred organisations answer within a second
FOUND = 0.42  # a best sentence below this does not count as a record
SIMILAR_SHOWN = 8
_CLAUSE_ENDS = "，,、；;：:。！？\\n"
OWN_CLAUSE = 0.9  # of the best clause's share of the topic, for the one that states its number

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Best evidence per organisation, best first, and the names without any."""

    found: tuple[tuple[str, Evidence], ...]
    not_found: tuple[str, ...]

    @property
    def total(self) -> int:
        """Number of organisations judged."""
        return len(self.found) + len(self.not_found)


def candidates(task: Task) -> list[str]:
    """The organisations that may answer: within the filters, not excluded, of the kind asked."""
    question, retriever = task.question, task.retriever
    names: Iterable[str] = retriever.owners
    if task.allowed is not None:
        numbers = np.unique(retriever.generation.document_of_row[task.allowed]).tolist()
        names = dict.fromkeys(retriever.labels[i] for i in numbers)
    return [
        n
        for n in names
        if n not in question.excluded and (not question.endings or n.endswith(question.endings))
    ]


def judge_each(task: Task, threshold: float, near_best: float) -> Verdicts:
    """Every candidate organisation with its best sentence, or among those without one."""
    names = candidates(task)
    judged = judged_sentences(task, set(names), task.topic)
    top = float(judged.scores.max(initial=0.0))
    return _verdicts(task, names, judged, judged.scores, max(threshold, near_best * top))


def _judge_strictly(task: Task) -> Verdicts:
    """The same by a calibrated probability, for a list that must not hold others."""
    names = candidates(task)
    judged = eligible(task, set(names))
    return _verdicts(task, names, judged, probabilities(task, judged), decision.FOUND)


def eligible(task: Task, names: set[str]) -> Judged:
    """Sentences of each organisation; those count that hold what a list may not do without."""
    judged = judged_sentences(task, names, task.topic)
    return holding(task, stating(task, judged))


def holding(task: Task, judged: Judged) -> Judged:
    """The sentences with the word that is most of the topic, where it is known by its characters.

    A word that the encoder has no vector for is two characters to it: 送水 is alike to 护水 and
    送学. The characters must stand in one clause in their order (送去矿泉水), or a synonym.
    """
    words = task.judge.broken_words(task.topic)
    if len(task.topic.parts) > 1 or task.topic.instead or not words:
        return judged
    others = [re.escape(w) for e in task.expansions for w in e.tried]
    wanted = [
        re.compile("|".join([f"[^{_CLAUSE_ENDS}]{{0,6}}".join(map(re.escape, w)), *others]))
        for w in words
    ]
    return judged.only([all(w.search(t) for w in wanted) for t in judged.cut.folded.texts])


def stating(task: Task, judged: Judged) -> Judged:
    """The sentences that state the question's numbers (6%左右) of the thing asked, if any does.

    A number belongs to the clause it stands in: that clause must carry about as much of the topic
    as any other of its sentence.
    """
    numbers = task.topic.numbers
    if not numbers:
        return judged
    found = [i for i, text in enumerate(judged.cut.folded.texts) if stated(text, numbers)]
    texts = [judged[i].sentence.text for i in found]
    cut = [[text[a:b] for a, b in clauses(text)] for text in texts]
    scores = iter(clause_scores(task, [c for pieces in cut for c in pieces]))
    kept = [False] * len(judged)
    for i, pieces in zip(found, cut, strict=True):
        carried = [next(scores) for _ in pieces]
        beside = [s for s, c in zip(carried, pieces, strict=True) if stated(c, numbers[:1])]
        kept[i] = bool(beside) and max(beside) >= OWN_CLAUSE * max(carried)
    return judged.only(kept)


def _verdicts(
    task: Task, names: Sequence[str], judged: Judged, values: Floats, limit: float
) -> Verdicts:
    """The names parted by whether the value of their best sentence reaches a limit."""
    best = best_of_each(task, judged, values)
    found = [n for n in names if n in best and values[best[n]] >= limit]
    found.sort(key=lambda n: -values[best[n]])
    held = set(found)
    return Verdicts(
        tuple((n, judged[best[n]]) for n in found), tuple(n for n in names if n not in held)
    )


def judged_sentences(task: Task, names: set[str], topic: Topic) -> Judged:
    """Sentences of each organisation's best-ranked chunks."""
    retriever, rows = task.retriever, task.ranking.rows
    each = max(2, min(PER_ORGANISATION, ALL_CHUNKS // max(1, len(names))))
    asked = np.array([n in names for n in retriever.owners], bool)
    owners = retriever.owner_of_row[rows]
    kept = asked[owners] & (_place_of_each(owners) < each)
    return task.judge.weigh(rows[kept].tolist(), topic)


def _place_of_each(owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the same owner stand before each, in a list of owners.

    Example:
        >>> _place_of_each(np.array([7, 5, 7, 7])).tolist()
        [0, 0, 1, 2]
    """
    order = np.argsort(owners, kind="stable")
    ordered = owners[order]
    places = np.empty(len(owners), np.int64)
    places[order] = np.arange(len(owners)) - np.searchsorted(ordered, ordered)
    return places


def best_of_each(task: Task, judged: Judged, values: Floats) -> dict[str, int]:
    """The place of each organisation's sentence of the largest value, the first of equals."""
    owners = task.retriever.owner_of_row[judged.cut.rows]
    order = np.lexsort((-values, owners))
    numbers, first = np.unique(owners[order], return_index=True)
    names = task.retriever.owners
    return {names[n]: i for n, i in zip(numbers.tolist(), order[first].tolist(), strict=True)}


def answer(task: Task) -> Composed | NoEvidence:
    """The organisations that have a record, each with its sentence."""
    verdicts = _judge_strictly(task)
    if not verdicts.total:
        return NoEvidence(words.NO_PLACES)
    if not verdicts.found:
        return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))
    head = words.LISTING.format(found=len(verdicts.found), total=verdicts.total)
    return compose(task, verdicts, head)


def answer_similar(task: Task) -> Composed | NoEvidence:
    """The organisations with the most alike practice, one sentence each, best first."""
    question = task.question
    practices = Practices(task.retriever, task.judge)
    named = practices.wanted(question.topic, question.quoted, question.excluded, task.expansions)
    wanted = replace(named, sort=question.sort)
    names = [n for n in candidates(task) if n not in wanted.excluded]
    alike = [h for h in practices.find(wanted, task.allowed) if h.organisation in names]
    if not alike:
        return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
    found = tuple((h.organisation, Evidence(h.sentence, h.score)) for h in alike[:SIMILAR_SHOWN])
    shown = {n for n, _ in found}
    composed = compose(
        task,
        Verdicts(found, tuple(n for n in names if n not in shown)),
        words.SIMILAR.format(found=len(found)),
    )
    return replace(composed, strength=strength_of_likeness(alike[0].score))


def compose(task: Task, verdicts: Verdicts, head: str) -> Composed:
    """The heading and one line per organisation, with the verdict on every one."""
    draft = Draft(task.retriever.generation.store)
    lines, judged = [head, ""], []
    shown = cited_each(task, draft, [e for _, e in verdicts.found])
    for (name, _), (text, mark) in zip(verdicts.found, shown, strict=True):
        lines.append(words.ITEM.format(name=quoted(name), text=text, marks=mark))
        judged.append(OrganisationEvidence(name, Verdict.FOUND, (number_of(mark),)))
    return Composed(
        "\n".join(lines),
        tuple(draft.citations),
        strength_of(verdicts.found[0][1].score),
        (*judged, *not_found(verdicts.not_found)),
    )


def not_found(names: Sequence[str]) -> tuple[OrganisationEvidence, ...]:
    """The verdict "not found" for each name."""
    return tuple(OrganisationEvidence(n, Verdict.NOT_FOUND) for n in names)


def cited(task: Task, draft: Draft, e: Evidence) -> tuple[str, str]:
    """A sentence's answering span as Markdown, and its marker."""
    return cited_each(task, draft, [e])[0]


def cited_each(task: Task, draft: Draft, found: Sequence[Evidence]) -> list[tuple[str, str]]:
    """The same of several sentences, in their order."""
    return [
        (
            clipped(e.sentence, start, end),
            draft.cite(e.sentence.chunk, e.sentence.start + start, e.sentence.start + end, e.score),
        )
        for e, (start, end) in zip(found, answering_spans(task, found), strict=True)
    ]


def number_of(mark: str) -> int:
    """The number in a marker [n]."""
    return int(mark.strip("[]"))
