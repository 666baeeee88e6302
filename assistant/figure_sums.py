"""Sums of the figures of a matrix: like with like only, every addend named.

Two figures are alike where they are of one theme, which the clause of each names, and of one
measure word. A masked number is never added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from assistant.practice_records import FigureCell, Matrix

_ABOUT = re.compile("[余多几来近约超逾]")


@dataclass(frozen=True, slots=True)
class FigureSum:
    """What figures of one measure come to.

    Attributes:
        measure: Their measure word.
        total: Their sum.
        about: Whether one of them is not exact (近, 余, 多).
        addends: (organisation, figure), in the order of the matrix; two at least.
    """

    measure: str
    total: float
    about: bool
    addends: tuple[tuple[str, FigureCell], ...]


def figure_sums(matrix: Matrix, theme: int) -> tuple[FigureSum, ...]:
    """The sums of one theme, by measure word, those with most addends first.

    Args:
        matrix: Where the figures stand.
        theme: The theme's place among `matrix.themes`.
    """
    of: dict[str, list[tuple[str, FigureCell, float]]] = defaultdict(list)
    for row in matrix.rows:
        figure = row.figures[theme]
        if figure and figure.value is not None:
            of[figure.measure].append((row.organisation, figure, figure.value))
    sums = [
        FigureSum(
            measure,
            sum(value for _, _, value in found),
            any(_is_about(f) for _, f, _ in found),
            tuple((name, f) for name, f, _ in found),
        )
        for measure, found in of.items()
        if len(found) > 1
    ]
    return tuple(sorted(sums, key=lambda s: (-len(s.addends), s.measure)))


def _is_about(figure: FigureCell) -> bool:
    """Whether a figure says that it is not exact, in itself or just before."""
    passage = figure.citation.passage
    at = passage.find(figure.written.removesuffix(figure.measure))
    return bool(_ABOUT.search(figure.written) or _ABOUT.search(passage[max(0, at - 1) : at]))
