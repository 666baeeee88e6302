"""Files to hand on: the matrix as Excel with all its sources, alike practices as any format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assistant.figure_sums import figure_sums
from assistant.practice_records import Cell, FigureCell, Matrix, SimilarHit, SimilarPractices
from assistant.records import Citation, Strength
from ui import cli_texts as words
from ui import texts_learning
from ui.contract import citation_to_json
from ui.exports import FORMATS, XLSX, Export, workbook
from ui.language import listed
from ui.matrix import addend_words, total_words
from ui.phrases import said
from ui.similar import near_pairs
from ui.wording import reference_of

_NAME = 30  # characters of a practice in a title
_SHOWN = 120  # characters of a passage in a cell; the sources have the whole


class _Sources:
    """Numbers the citations by first use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.rows: list[list[str]] = [[str(c) for c in words.SOURCE_COLUMNS]]

    def number(self, citation: Citation) -> int:
        """The number of a citation, the same wherever it is used."""
        key = (citation.document_id, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.rows.append(
                [
                    f"[{self._numbers[key]}]",
                    citation.organisation or "",
                    citation.document_title,
                    " › ".join(citation.section),
                    citation.place,
                    citation.passage,
                    citation.document,
                ]
            )
        return self._numbers[key]


def matrix_sheets(matrix: Matrix) -> dict[str, list[list[str]]]:
    """Sheet name → rows of texts: the matrix, the figures, the sources they name."""
    sources = _Sources()
    head = [str(words.MATRIX_ORGANISATION), *(t.name for t in matrix.themes)]
    told = [[r.organisation, *(_cell(c, sources) for c in r.cells)] for r in matrix.rows]
    counted = [
        [r.organisation, *(_figure(f, c, sources) for f, c in zip(r.figures, r.cells, strict=True))]
        for r in matrix.rows
    ]
    return {
        str(words.MATRIX_SHEET): [head, *told],
        str(words.FIGURES_SHEET): _with_measures(matrix, [head, *counted, _sums(matrix)]),
        str(words.SOURCES_SHEET): sources.rows,
    }


def matrix_export(matrix: Matrix) -> Export:
    """The matrix as a file to hand on."""
    return Export(f"{words.MATRIX_SHEET}.xlsx", XLSX, workbook(matrix_sheets(matrix)))


def _sums(matrix: Matrix) -> list[str]:
    """The last row of the figures: the sums of like ones, with their addends."""
    cells = (
        "；".join(f"{total_words(s)}{addend_words(s)}" for s in figure_sums(matrix, n))
        for n in range(len(matrix.themes))
    )
    return [str(texts_learning.FIGURES_SUM), *cells]


def _with_measures(matrix: Matrix, rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows with the columns of countable themes alone."""
    kept = [0, *(i for i, t in enumerate(matrix.themes, 1) if t.measures)]
    return [[row[i] for i in kept] for row in rows]


def _cell(cell: Cell, sources: _Sources) -> str:
    """A verdict, with strength and quotation where there is evidence."""
    if cell.citation is None:
        return str(words.VERDICTS[cell.evidence.value])
    return str(
        words.MATRIX_CELL.format(
            strength=said(cell.strength.value),
            n=sources.number(cell.citation),
            passage=shortened(cell.citation.passage),
        )
    )


def _figure(figure: FigureCell | None, cell: Cell, sources: _Sources) -> str:
    """A number as it stands; what the cell says where none is stated."""
    if figure is None:
        return "" if cell.citation else str(words.VERDICTS[cell.evidence.value])
    return words.FIGURE_CELL.format(written=figure.written, n=sources.number(figure.citation))


def shortened(passage: str) -> str:
    """A passage on one line, cut after `_SHOWN` characters."""
    line = " ".join(passage.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "……"


# ---------------------------------------------------------------- alike practices


def similar_export(found: SimilarPractices, kind: str, when: datetime) -> Export:
    """The alike practices as a file of one of `exports.FORMATS`."""
    return FORMATS[kind](_as_answer(found), when)


def _as_answer(found: SimilarPractices) -> dict[str, Any]:
    """The alike practices in the shape that exports are made of."""
    cited = [*([found.practice.source] if found.practice.source else [])]
    cited += [h.citation for h in found.hits]
    name = shortened(found.practice.text)[:_NAME]
    lines = [f"{reference_of(cited[0])}[1]{found.practice.text}"] if found.practice.source else []
    first = len(cited) - len(found.hits) + 1
    rows = [_similar_row(h, n) for n, h in enumerate(found.hits, first)]
    best = found.hits[0].strength if found.hits else Strength.WEAK
    return {
        "question": str(texts_learning.SIMILAR_EXPORT.format(practice=name)),
        "answer": "\n".join(lines) if rows else str(texts_learning.SIMILAR_NONE),
        "table": {"columns": [str(c) for c in texts_learning.SIMILAR_COLUMNS], "rows": rows},
        "citations": [{**citation_to_json(c), "n": n} for n, c in enumerate(cited, 1)],
        "explanation": {
            "documents_searched": found.documents,
            "strength": str(said(best.value)),
            "coverage": str(
                texts_learning.SIMILAR_COUNT.format(
                    found=len(found.hits) + found.further, not_found=len(found.not_found)
                )
            ),
        },
    }


def _similar_row(hit: SimilarHit, n: int) -> list[str]:
    """One organisation as a row of a table."""
    same = dict.fromkeys(s.passage_text for s in hit.shared if s.cosine == 1.0)
    return [
        str(hit.rank),
        hit.organisation,
        str(said(hit.strength.value)),
        " ".join(hit.citation.passage.split()),
        str(listed([*same, *near_pairs(hit.shared)])),
        hit.adds,
        f"[{n}]",
    ]
