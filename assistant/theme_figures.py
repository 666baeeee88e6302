"""The number of a theme in its best sentences: one that its own clause counts as the theme.

A sentence mostly counts several things (开展主题党日12次，讲党课5次). A number belongs to the theme
where its clause carries one of the ways of saying token by token, or where its clause says hardly
anything but the number (共81人参加) and the clause before carries it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence import Evidence, Judge
from assistant.figures import Figure, find_figures
from assistant.practice_records import Theme
from assistant.practices import Practices
from assistant.sentences import Sentence
from assistant.text import fold
from assistant.windows import clauses

SENTENCES = 3  # best ones of an organisation in which its number is looked for
CARRIED = 0.7  # of a way of saying, from which a clause is about it
HARDLY = 4  # Han characters that a clause has beside its number, to be counted with the one before
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number with its measure word; `carried` says how far its clause is about the theme."""

    sentence: Sentence
    written: str
    measure: str
    value: float | None
    carried: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number of a fitting measure, its clause and the one before it."""

    organisation: str
    sentence: Sentence
    figure: Figure
    measure: str
    clause: str
    before: str


class ThemeFigures:
    """Finds the numbers of themes."""

    def __init__(self, judge: Judge, practices: Practices) -> None:
        self._judge = judge
        self._practices = practices

    def find(
        self, theme: Theme, column: Mapping[str, Sequence[Evidence]]
    ) -> dict[str, FoundFigure]:
        """Organisation → its number of the first measure it has one of, the most about the theme.

        Args:
            theme: With the measure words that are fitting.
            column: Organisation → its sentences on the theme, best first.
        """
        candidates = [c for name, es in column.items() for c in _candidates(name, es, theme)]
        if not candidates:
            return {}
        carried = self._carried(theme, candidates)

        def order(found: FoundFigure) -> tuple[int, float]:
            return theme.measures.index(found.measure), -found.carried

        best: dict[str, FoundFigure] = {}
        for c, share in zip(candidates, carried, strict=True):
            known = best.get(c.organisation)
            written = c.figure.written.removesuffix(c.figure.measure) + c.measure
            found = FoundFigure(c.sentence, written, c.measure, c.figure.value, share)
            if share >= CARRIED and (known is None or order(found) < order(known)):
                best[c.organisation] = found
        return best

    def _carried(self, theme: Theme, candidates: Sequence[_Candidate]) -> list[float]:
        """How far each clause carries the way of saying that fits best; 1 with the theme's name."""
        texts = [t for c in candidates for t in (c.clause, c.before)]
        tokens = self._practices.tokens(texts)
        best = np.array([theme.name in fold(c.clause) for c in candidates], np.float32)
        for expression in theme.expressions:
            ids, shares = self._judge.practice(expression).parts[0]
            matches = self._judge.best_matches(ids, tokens)
            both = np.maximum(matches[::2], matches[1::2])
            best = np.maximum(best, both @ shares)
        return [float(x) for x in best]


def _candidates(name: str, found: Sequence[Evidence], theme: Theme) -> list[_Candidate]:
    """The numbers with a fitting measure in the best sentences of an organisation."""
    candidates = []
    for e in found[:SENTENCES]:
        text = e.sentence.text
        spans = clauses(text)
        for figure in find_figures(text):
            measure = next((m for m in theme.measures if figure.measure.startswith(m)), None)
            at = next((i for i, (a, b) in enumerate(spans) if a <= figure.start < b), None)
            if measure and at is not None:
                clause = text[slice(*spans[at])]
                said = len(_HAN.findall(clause)) - len(_HAN.findall(figure.written))
                before = text[slice(*spans[at - 1])] if at and said <= HARDLY else ""
                candidates.append(_Candidate(name, e.sentence, figure, measure, clause, before))
    return candidates
