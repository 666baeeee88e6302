"""Facts, figures and how-to: the sentences that answer, with what they need around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant import asking
from assistant.answering import about_document, words
from assistant.answering.bearing import bears
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.figure import figures, follows
from assistant.answering.fitting import gives_reason, share_of_fit
from assistant.answering.headed import under_heading
from assistant.answering.openers import with_what_it_heads, with_what_it_opens
from assistant.answering.persons import names_anybody, names_person
from assistant.answering.spans import clause_scores, clipped, spans_of_parts
from assistant.evidence import Evidence
from assistant.names import label_of
from assistant.question import Wants
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.spelling import sound_alike
from assistant.text import Searched, fold
from assistant.tokenizer import unmask

CANDIDATES = 40  # chunks whose sentences are judged

RANK_SHARE = 0.25  # of a sentence's score that comes from its chunk's place in the ranking

ENOUGH = 0.42  # a lower score is no evidence

MISSING = 0.8  # share of the topic that no word of sentence or chunk carries, at most

ENOUGH_ANYWHERE, MISSING_ANYWHERE = 0.34, 0.86  # where the question names no organisation

MISSING_FIGURE = 0.58  # the same for a number or a name of one organisation: near misses abound

LACKS = 0.29  # share of a word of which nothing alike is there, for a number or a name

NEAR_BEST = 0.72  # of the best sentence's score, for a sentence that holds the figure

STEPS_LENGTH = 700  # characters of a how-to answer at most

SHORT = 28  # characters below which a sentence is shown with the one before it

SPELT = 4  # characters of a name from which one may be wrong

UNQUOTED = 0.8  # of its score for a sentence without what is quoted, where another has it

SAME_DOCUMENT = (
    0.8  # of the best sentence's score, for one of the document that says most of all parts
)

AS_GOOD = 0.9  # of the best sentence's score, for one elsewhere that a how-to answer adds

REASONS = 4  # why something was not done, at most

NEW_SHARE = 0.22  # of the topic's weight that a second sentence must add

_REFERS = re.compile(r"(?:该|此举|[这這]一|[这這][项項种種])[\u4e00-\u9fff]")  # 该工具有利于……
NEAR_NAME = 0.8  # of the best sentence's score, for one that names somebody


def answer(task: Task) -> Composed | NoEvidence:
    """The best sentences for a fact, a figure or a how-to, or why there are none."""
    question = task.question
    if question.wants in about_document.WANTED:
        stated = about_document.answer(task)
        if question.wants is not Wants.SPEAKER or isinstance(stated, Composed):
            return stated
    if absent := _absent_names(task) or _absent_thing(task):
        return NoEvidence(words.NOTHING_NEAR.format(topic="”“".join(absent)))
    if any(q.wants is Wants.STEPS for q in (question, *question.also)):
        found = ranked_sentences(task)
        if not found or not answers(task, found[0]) or not bears(task, found[:1]):
            return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
        return _steps(task, found)
    if section := under_heading(task):
        return _compose(task, [(e, [task]) for e in section])
    parts = [replace(task, question=q) for q in question.also or (question,)]
    outcomes = _outcomes(parts)
    rows = task.retriever.generation.rows
    whole = with_what_it_heads if asking.SEVERAL.search(question.text) else with_what_it_opens
    chosen: dict[tuple[int, int], tuple[Evidence, list[Task]]] = {}
    for part, outcome in zip(parts, outcomes, strict=True):
        for e in whole(rows, outcome) if isinstance(outcome, list) else ():
            chosen.setdefault(_at(e), (e, []))[1].append(part)
    if not chosen:
        return next(o for o in outcomes if isinstance(o, NoEvidence))
    return _compose(task, list(chosen.values()))


def _absent_names(task: Task) -> list[str]:
    """Names in quotation marks that stand nowhere within the question's limits."""
    quoted_names = [
        max(map(_letters, asking.MASKED.split(fold(q))), key=len) for q in task.question.quoted
    ]
    if not quoted_names:
        return []
    texts = task.retriever.generation.letters
    allowed = np.ones(len(texts), bool) if task.allowed is None else task.allowed
    pairs = zip(task.question.quoted, quoted_names, strict=True)
    return [
        name
        for name, letters in pairs
        if not (allowed & texts.holding([letters])).any() and not _misspelt(letters, texts, allowed)
    ]


def _absent_thing(task: Task) -> list[str]:
    """What a follow-up asks about (机场旅客呢), where no passage has all words of it."""
    thing = task.question.thing
    if not thing:
        return []
    known = task.retriever.models.tokenizer.words(thing)
    starts = sorted({0, *(thing.index(w) for w in known if w in thing), len(thing)})
    parts = [thing[a:b] for a, b in pairwise(starts)]  # 跑腿, 代办员: what is left of a word too
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    texts = (unmask(fold(rows[i].passage)) for i in allowed)
    return [] if any(all(p in text for p in parts) for text in texts) else [thing]


def _misspelt(name: str, texts: Searched, allowed: NDArray[np.bool_]) -> bool:
    """Whether an allowed text has a name but for one character, which sounds the same (拖管班)."""
    if len(name) < SPELT:
        return False
    for i, c in enumerate(name):
        before, after = re.escape(name[:i]), re.escape(name[i + 1 :])
        pattern = re.compile(f"{before}([^\0]){after}")
        if any(allowed[at] and sound_alike(c, m[1]) for at, m in texts.matches(pattern)):
            return True
    return False


def _letters(text: str) -> str:
    return "".join(c for c in unmask(fold(text)) if c.isalnum())


def _outcomes(parts: Sequence[Task]) -> list[list[Evidence] | NoEvidence]:
    """What answers each part of a question, in one document where it says enough of all parts.

    (空气盒子监测点有多少个？官方测站又有几个？)
    """
    found = [ranked_sentences(part) for part in parts]
    outcomes = [_bearing(part, judged) for part, judged in zip(parts, found, strict=True)]
    if len(parts) == 1:
        return outcomes
    document = _document_of_all(found)
    for i, (part, judged) in enumerate(zip(parts, found, strict=True)):
        first = outcomes[i]
        own = _bearing(part, [e for e in judged if _document(e) == document])
        if isinstance(own, list) and (
            isinstance(first, NoEvidence) or own[0].score >= SAME_DOCUMENT * first[0].score
        ):
            outcomes[i] = own
    return outcomes


def _document_of_all(found: Sequence[Sequence[Evidence]]) -> str:
    """The document whose best sentences for all parts of a question add up to the most."""
    totals: dict[str, float] = {}
    for judged in found:
        best: dict[str, float] = {}
        for e in judged:
            best.setdefault(_document(e), e.score)
        for document, score in best.items():
            totals[document] = totals.get(document, 0.0) + score
    return max(totals, key=lambda d: totals[d], default="")


def _document(e: Evidence) -> str:
    return e.sentence.chunk.chunk.document_id


def _bearing(task: Task, found: list[Evidence]) -> list[Evidence] | NoEvidence:
    """The sentences that answer one question, where one of them bears on it.

    A figure that stands behind the best sentence takes its subject from it, which then bears.
    """
    answering = chosen(task, found)
    if isinstance(answering, NoEvidence):
        return answering
    behind = any(follows(found[0].sentence, e.sentence) for e in answering)
    if bears(task, [*answering, *found[:1]] if behind else answering):
        return answering
    return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))


def chosen(task: Task, found: list[Evidence]) -> list[Evidence] | NoEvidence:
    """The sentences that answer one question, of those judged, best first."""
    question = task.question
    if not found or not answers(task, found[0]):
        return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
    if question.wants is Wants.NUMBER:
        near = [e for e in found if answers(task, e) and e.score >= NEAR_BEST * found[0].score]
        return figures(task, near, found)
    if question.wants in (Wants.PERSON, Wants.SPEAKER):
        named = [e for e in found if names_person(e.sentence.text) and answers(task, e)]
        return named[:1] or NoEvidence(words.NO_PERSON)
    if question.wants is Wants.REASON and asking.WHY_NOT.search(fold(question.text)):
        return _reasons(task, found)
    if question.wants is Wants.SOMEBODY:
        near = [e for e in found if e.score >= NEAR_NAME * found[0].score]
        return [e for e in near if names_anybody(e.sentence.text)][:1] or found[:1]
    if asking.WHICH_DOCUMENT.search(fold(question.text)):
        return found[:1]
    return _complementary(task, found)


def _reasons(task: Task, found: Sequence[Evidence]) -> list[Evidence]:
    """The sentences of one document that say why something was not done, the best ones."""
    document = _document(found[0])
    near = [e for e in found if _document(e) == document and e.score >= NEAR_BEST * found[0].score]
    said = [e for e in near if answers(task, e) and gives_reason(task.question, e.sentence.text)]
    return sorted(said[:REASONS], key=lambda e: e.sentence.start) or list(found[:1])


def answers(task: Task, e: Evidence) -> bool:
    """Whether a sentence is evidence at all: enough of the topic, and no large part missing."""
    question = task.question
    if not question.organisations:
        # in other words than the text's (凑钱相助 for 募捐); no organisation can be wronged
        return e.score >= ENOUGH_ANYWHERE and e.missing <= MISSING_ANYWHERE
    exact = question.wants in (Wants.NUMBER, Wants.PERSON)
    if exact and e.lacks >= LACKS:
        return False
    return e.score >= ENOUGH and e.missing <= (MISSING_FIGURE if exact else MISSING)


def ranked_sentences(task: Task) -> list[Evidence]:
    """Sentences of the first candidates, best first, their chunk's place counted in."""
    ranking, question = task.ranking, task.question
    rows = ranking.rows[:CANDIDATES].tolist()
    if not rows:
        return []
    top = float(ranking.scores[0]) or 1.0  # 0 where no chunk has anything of the topic
    share = {row: float(ranking.scores[i]) / top for i, row in enumerate(rows)}
    judged = task.judge.judge(rows, task.topic)
    mixed = [
        replace(
            e,
            score=(1 - RANK_SHARE) * e.score * share_of_fit(task, e)
            + RANK_SHARE * share[e.sentence.chunk.row],
        )
        for e in judged
    ]
    mixed = _with_quoted(question.quoted, mixed)
    return sorted(mixed, key=lambda e: (-e.score, e.sentence.chunk.row, e.sentence.start))


def _with_quoted(quoted_names: Sequence[str], judged: list[Evidence]) -> list[Evidence]:
    """The sentences, those without what the question quotes counting less, if any has it."""
    written = [fold(q) for q in quoted_names]
    held = [all(w in fold(e.sentence.text) for w in written) for e in judged]
    if not any(held):  # marks and blanks may stand between its letters
        names = [_letters(q) for q in quoted_names]
        held = [all(n in _letters(e.sentence.text) for n in names) for e in judged]
    if not quoted_names or not any(held):
        return judged
    return [
        e if h else replace(e, score=UNQUOTED * e.score) for e, h in zip(judged, held, strict=True)
    ]


def _complementary(task: Task, found: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence and, where it leaves out much of the topic, one that adds it.

    Only sentences of the same organisation may add: facts are not mixed across organisations.
    """
    first = found[0]
    owner = label_of(first.sentence.chunk)
    same = [e for e in found[1:12] if label_of(e.sentence.chunk) == owner]
    texts = [f"{first.sentence.text}\n{e.sentence.text}" for e in same]
    together = clause_scores(task, texts)
    best = max(range(len(same)), key=lambda i: together[i], default=None)
    if best is not None and together[best] - first.score >= NEW_SHARE:
        return [first, same[best]]
    return [first]


def _steps(task: Task, found: Sequence[Evidence]) -> Composed:
    """The best sentence with those around it in its chunk, as long as they stay on the topic."""
    first = found[0]
    chunk = first.sentence.chunk
    inside = sorted(
        (e for e in found if e.sentence.chunk.row == chunk.row), key=lambda e: e.sentence.start
    )
    at = inside.index(first)
    low, high = at, at + 1
    while high < len(inside) and _length(inside[low : high + 1]) <= STEPS_LENGTH:
        high += 1
    while low and _length(inside[low - 1 : high]) <= STEPS_LENGTH:
        low -= 1
    draft = Draft(task.retriever.generation.store)
    lines = [
        f"{quoted(e.sentence.text)}"
        f"{draft.cite(e.sentence.chunk, e.sentence.start, e.sentence.end, e.score)}"
        for e in (*inside[low:high], *_elsewhere(found))
    ]
    text = words.NAMED.format(name=quoted(label_of(chunk)), text="".join(lines))
    return Composed(text, tuple(draft.citations), strength_of(first.score))


def _elsewhere(found: Sequence[Evidence]) -> list[Evidence]:
    """A sentence of another chunk that says nearly as much as the best, in the same document."""
    first = found[0]
    document = first.sentence.chunk.chunk.document_id
    others = (
        e
        for e in found
        if e.sentence.chunk.row != first.sentence.chunk.row
        and e.sentence.chunk.chunk.document_id == document
        and e.score >= AS_GOOD * first.score
    )
    return list(others)[:1]


def _length(evidence: Sequence[Evidence]) -> int:
    return sum(len(e.sentence.text) for e in evidence)


def _compose(task: Task, chosen: Sequence[tuple[Evidence, Sequence[Task]]]) -> Composed:
    """The chosen sentences, long ones cut to the clauses that answer, by organisation.

    Where it is asked which document says so, with its title.

    Args:
        task: The whole question.
        chosen: Sentences, each with the parts of the question that it answers.
    """
    draft = Draft(task.retriever.generation.store)
    titled = asking.WHICH_DOCUMENT.search(fold(task.question.text))
    shown = {_at(e) for e, _ in chosen}
    lines: dict[tuple[str, str], list[str]] = {}
    for sentence, parts in chosen:
        e = _with_the_one_before(sentence, shown)
        chunk, at = e.sentence.chunk, e.sentence.start
        own = lines.setdefault((label_of(chunk), chunk.title if titled else ""), [])
        for start, end in spans_of_parts(parts, e):
            mark = draft.cite(chunk, at + start, at + end, e.score)
            own.append(f"{clipped(e.sentence, start, end)}{mark}")
    text = "\n\n".join(
        (words.NAMED_TITLE if title else words.NAMED).format(
            name=quoted(name), title=quoted(title), text="".join(own)
        )
        for (name, title), own in lines.items()
    )
    return Composed(text, tuple(draft.citations), strength_of(max(e.score for e, _ in chosen)))


def _at(e: Evidence) -> tuple[int, int]:
    return e.sentence.chunk.row, e.sentence.start


def _with_the_one_before(e: Evidence, shown: set[tuple[int, int]]) -> Evidence:
    """A sentence that is short, or refers back, joined to the one before, unless that is shown."""
    s = e.sentence
    if len(s.text) >= SHORT and not _REFERS.match(s.text):
        return e
    at, passage = s.chunk.start, s.chunk.passage
    before = [a for a, b in split_sentences(passage) if at + b <= s.start]
    start = at + before[-1] if before else s.start
    if start == s.start or (s.chunk.row, start) in shown:
        return e
    return replace(e, sentence=Sentence(s.chunk, start, s.end, passage[start - at : s.end - at]))
