"""Which organisations: every one is judged by its best sentence, the answer adds up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering import decision, words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.decision import probabilities
from assistant.answering.draft import Draft, quoted
from assistant.answering.spans import answering_span, clause_scores, clipped
from assistant.evidence import Evidence, Topic, stated
from assistant.names import label, label_of
from assistant.practices import Practices, strength_of_likeness
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence
from assistant.text import fold_all
from assistant.windows import clauses

PER_ORGANISATION = 6  # chunks of one organisation whose sentences are judged
ALL_CHUNKS = 1_200  # of all together, so that five hundred organisations answer within a second
FOUND = 0.42  # a best sentence below this does not count as a record
SIMILAR_SHOWN = 8
_CLAUSE_ENDS = "，,、；;：:。！？\\n"
OWN_CLAUSE = 0.9  # of the best clause's share of the topic, for the one that states its number


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
    question = task.question
    numbers = range(len(task.retriever.generation.documents))
    if task.allowed is not None:
        numbers = np.unique(task.retriever.generation.document_of_row[task.allowed]).tolist()
    documents = task.retriever.generation.documents
    names = dict.fromkeys(label(documents[i]) for i in numbers)
    return [
        n
        for n in names
        if n not in question.excluded and (not question.endings or n.endswith(question.endings))
    ]


def judge_each(task: Task, threshold: float, near_best: float) -> Verdicts:
    """Every candidate organisation with its best sentence, or among those without one."""
    names = candidates(task)
    judged = judged_sentences(task, set(names), task.topic)
    return _verdicts(names, _best(judged), threshold, near_best)


def _judge_strictly(task: Task) -> Verdicts:
    """The same by a calibrated probability, for a list that must not hold others."""
    names = candidates(task)
    judged = eligible(task, set(names))
    best: dict[str, tuple[float, Evidence]] = {}
    for e, p in zip(judged, probabilities(task, judged).tolist(), strict=True):
        name = label_of(e.sentence.chunk)
        if name not in best or p > best[name][0]:
            best[name] = (p, e)
    found = [(n, best[n]) for n in names if n in best and best[n][0] >= decision.FOUND]
    found.sort(key=lambda pair: -pair[1][0])
    held = {n for n, _ in found}
    return Verdicts(tuple((n, e) for n, (_, e) in found), tuple(n for n in names if n not in held))


def eligible(task: Task, names: set[str]) -> list[Evidence]:
    """Sentences of each organisation that hold what a list may not do without."""
    judged = judged_sentences(task, names, task.topic)
    return holding(task, stating(task, judged))


def holding(task: Task, judged: list[Evidence]) -> list[Evidence]:
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
    texts = fold_all([e.sentence.text for e in judged])
    held = [all(w.search(t) for w in wanted) for t in texts]
    return [e for e, h in zip(judged, held, strict=True) if h] or judged


def stating(task: Task, judged: list[Evidence]) -> list[Evidence]:
    """The sentences that state the question's numbers (6%左右) of the thing asked, if any does.

    A number belongs to the clause it stands in: that clause must carry about as much of the topic
    as any other of its sentence.
    """
    numbers = task.topic.numbers
    texts = [e.sentence.text for e in judged] if numbers else []
    cut = [[text[a:b] for a, b in clauses(text)] if stated(text, numbers) else [] for text in texts]
    scores = iter(clause_scores(task, [c for pieces in cut for c in pieces]))
    kept = []
    for e, pieces in zip(judged, cut, strict=False):
        carried = [next(scores) for _ in pieces]
        beside = [s for s, c in zip(carried, pieces, strict=True) if stated(c, numbers[:1])]
        if beside and max(beside) >= OWN_CLAUSE * max(carried):
            kept.append(e)
    return kept or judged


def _verdicts(
    names: Sequence[str], best: dict[str, Evidence], threshold: float, near_best: float
) -> Verdicts:
    """The names parted by whether their best sentence reaches the threshold."""
    top = max((e.score for e in best.values()), default=0.0)
    limit = max(threshold, near_best * top)
    found = [(n, best[n]) for n in names if n in best and best[n].score >= limit]
    found.sort(key=lambda pair: -pair[1].score)
    held = {n for n, _ in found}
    return Verdicts(tuple(found), tuple(n for n in names if n not in held))


def judged_sentences(task: Task, names: set[str], topic: Topic) -> list[Evidence]:
    """Sentences of each organisation's best-ranked chunks."""
    rows: list[int] = []
    seen: dict[str, int] = {}
    chunks = task.retriever.generation.rows
    each = max(2, min(PER_ORGANISATION, ALL_CHUNKS // max(1, len(names))))
    for row in task.ranking.rows.tolist():
        name = label_of(chunks[row])
        if name in names and seen.get(name, 0) < each:
            seen[name] = seen.get(name, 0) + 1
            rows.append(row)
    return task.judge.judge(rows, topic)


def _best(judged: Iterable[Evidence]) -> dict[str, Evidence]:
    """The best sentence of each organisation."""
    best: dict[str, Evidence] = {}
    for e in judged:
        name = label_of(e.sentence.chunk)
        if name not in best or e.score > best[name].score:
            best[name] = e
    return best


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
    for name, e in verdicts.found:
        text, mark = cited(task, draft, e)
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
    start, end = answering_span(task, e)
    at = e.sentence.start
    return (
        clipped(e.sentence, start, end),
        draft.cite(e.sentence.chunk, at + start, at + end, e.score),
    )


def number_of(mark: str) -> int:
    """The number in a marker [n]."""
    return int(mark.strip("[]"))
