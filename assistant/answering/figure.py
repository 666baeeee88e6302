"""Which figure of a sentence answers, and which sentence holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering import words
from assistant.answering.composed import NoEvidence, Task
from assistant.answering.spans import clause_scores, clause_spans
from assistant.evidence import Evidence
from assistant.figures import Figure, answers_measure, find_figures
from assistant.sentences import Sentence
from assistant.text import fold

SAME = (
    0.3  # of the topic's own words in the best sentence: below it the sentence is of other things
)
FOLLOWING = 3  # sentences behind the best one that may hold its figure

_PIECE = re.compile(r"[^，,、：:；;]*[，,、：:；;]?")

_BEHIND = (1.0, 0.9, 0.8)

_CELL = re.compile(r"\| (\d[\d,]*(?:\.\d+)?)\b")


def figures(
    task: Task, near: Sequence[Evidence], found: Sequence[Evidence]
) -> list[Evidence] | NoEvidence:
    """One sentence for every figure asked for; a refusal where none is written or it is masked.

    Args:
        task: The question.
        near: Sentences that may answer, best first, not empty.
        found: All sentences judged, best first.
    """
    wanted: list[tuple[str, ...]] = [(m,) for m in task.question.measures] or [()]
    chosen: list[Evidence] = []
    masked: Figure | None = None
    taken_up = _taken_up(found)
    for measures in wanted:
        for e in taken_up or near:
            figure = _figure_of(task, e, measures)
            if figure is None:
                continue
            if figure.value is not None:
                chosen += [found[0], e] if taken_up else [e]
            else:
                masked = masked or figure
            break
        else:
            chosen += _figure_behind(task, found, measures)
    if chosen:
        return list(dict.fromkeys(chosen))
    if masked and found[0].literal >= SAME:
        return NoEvidence(words.MASKED_FIGURE.format(written=masked.written.upper()))
    if found[0].literal >= SAME:
        return NoEvidence(words.NO_FIGURE)
    return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))


def _figure_behind(
    task: Task, found: Sequence[Evidence], measures: tuple[str, ...]
) -> list[Evidence]:
    """The sentence with the figure, where it follows the best one and takes its subject from it.

    (设立读书专班，每周一学习。……截至年底，共学习23期。) The very measure asked for counts; where
    none was, a sentence that takes up the one before (这个比重大约是……).
    """
    first = found[0].sentence
    behind = sorted(
        (e for e in found if follows(first, e.sentence)), key=lambda e: e.sentence.start
    )
    for e in behind[:FOLLOWING]:
        held = [f for f in find_figures(e.sentence.text) if f.value is not None]
        if measures and any(f.measure.startswith(measures[0]) for f in held):
            return [e]
        if not measures and held and _GOES_ON.search(e.sentence.text):
            return [found[0], e]
    return []


# a sentence that goes on about what the one before it names (这个比重大约是百分之十七)
_GOES_ON = re.compile(
    r"^[^，。]{0,12}(?:这[个一种些]|该|其中?|此[^外])|^(?:主要)?(?:是|分别|共|达|为|约)"
)


def _taken_up(found: Sequence[Evidence]) -> list[Evidence]:
    """The sentence right behind the best one, where it gives the figures of what that one names.

    (现代工业的比重迅速上升。一九四九年这个比重大约是百分之十七，而……)
    """
    first = found[0].sentence
    if find_figures(first.text):
        return []
    behind = [e for e in found if follows(first, e.sentence)]
    after = min(behind, key=lambda e: e.sentence.start, default=None)
    said = _THIS.search(fold(after.sentence.text)) if after else None
    return [after] if after and said and said["what"] in fold(first.text) else []


_THIS = re.compile(
    r"^(?:[^，,。]{0,12}[，,])?[^，,。]{0,6}(?:这[个一项]|该)(?P<what>[\u4e00-\u9fff]{2})"
)


def follows(first: Sentence, other: Sentence) -> bool:
    """Whether a sentence stands behind another in the same section of a document."""
    same = first.chunk.chunk.document_id == other.chunk.chunk.document_id
    return same and first.chunk.path == other.chunk.path and other.start > first.start


def _figure_of(task: Task, e: Evidence, measures: tuple[str, ...]) -> Figure | None:
    """The figure of the clause that carries most of the topic, of the measure asked for.

    A table row's numbers count whatever the measure: it stands in the table's head.
    """
    text = e.sentence.text
    spans = clause_spans(text)
    figures = [
        [f for f in find_figures(text[a:b]) if answers_measure(f, measures)] for a, b in spans
    ]
    if not any(figures):
        return _cell_figure(text)
    exact = [[f for f in found if _is_of(f, measures)] for found in figures]
    figures = exact if any(exact) else figures
    scores = clause_scores(task, [text[a:b] for a, b in spans])
    # a figure may stand one clause behind what it counts (学习累计开展，共23期)
    best = max(
        (i for i, found in enumerate(figures) if found),
        key=lambda i: max(scores[max(0, i - 1)] * 0.9, scores[i]),
    )
    return figures[best][0]


def _is_of(figure: Figure, measures: tuple[str, ...]) -> bool:
    """Whether a figure, masked or not, has one of the very measures asked for."""
    return bool(measures) and figure.measure.startswith(measures)


def nearest_figures(
    task: Task, pairs: Sequence[tuple[Evidence, Sequence[Figure]]], least: float = 0.0
) -> list[Figure | None]:
    """Of each sentence's figures, the one in or right behind the clause that carries most.

    None where that clause carries less than `least` of the topic's weight, 0 to 1. The clauses
    of all sentences are looked at together, which is what makes five hundred of them quick.
    """
    asked = [_clauses_before(e.sentence.text, figures) for e, figures in pairs]
    texts = [e.sentence.text[a:b] for (e, _), before in zip(pairs, asked, strict=True)
             for a, b in dict.fromkeys(span for spans in before for span in spans)]  # fmt: skip
    scores = iter(clause_scores(task, texts))
    return [
        _nearest(figures, before, scores, least)
        for (_, figures), before in zip(pairs, asked, strict=True)
    ]


def _clauses_before(text: str, figures: Sequence[Figure]) -> list[list[tuple[int, int]]]:
    """Per figure, the piece it stands in and those before it that may say what it counts."""
    spans = [m.span() for m in _PIECE.finditer(text) if m[0]]
    found = []
    for figure in figures:
        at = next((i for i, (_, b) in enumerate(spans) if figure.start < b), len(spans) - 1)
        found.append(spans[max(0, at + 1 - len(_BEHIND)) : at + 1][::-1])
    return found


def _nearest(
    figures: Sequence[Figure],
    before: Sequence[Sequence[tuple[int, int]]],
    scores: Iterator[float],
    least: float,
) -> Figure | None:
    """The figure of one sentence, by its clauses and what each of them carries."""
    own = {span: next(scores) for span in dict.fromkeys(s for spans in before for s in spans)}
    # what is counted may stand a piece or two before its number (慰问困难群众、老党员，共326户)
    carried = [
        max(share * own[span] for share, span in zip(_BEHIND, spans, strict=False))
        for spans in before
    ]
    best = max(range(len(figures)), key=lambda i: (carried[i], -figures[i].start))
    return figures[best] if carried[best] >= least else None


def _cell_figure(text: str) -> Figure | None:
    """The first number in a cell of a table row."""
    if " | " not in text:
        return None
    cell = _CELL.search(text)
    return Figure(*cell.span(1), cell[1], "", float(cell[1].replace(",", ""))) if cell else None
