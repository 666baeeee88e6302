"""The matrix as an Excel file: what is said, how many, and the sources of every cell."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.practice_records import Cell, FigureCell, Matrix
from assistant.records import Citation
from ui import cli_texts as words
from ui.exports import XLSX, Export, workbook

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
        str(words.FIGURES_SHEET): _with_measures(matrix, [head, *counted]),
        str(words.SOURCES_SHEET): sources.rows,
    }


def matrix_export(matrix: Matrix) -> Export:
    """The matrix as a file to hand on."""
    return Export(f"{words.MATRIX_SHEET}.xlsx", XLSX, workbook(matrix_sheets(matrix)))


def _with_measures(matrix: Matrix, rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows with the columns of countable themes alone."""
    kept = [0, *(i for i, t in enumerate(matrix.themes, 1) if t.measures)]
    return [[row[i] for i in kept] for row in rows]


def _cell(cell: Cell, sources: _Sources) -> str:
    """A verdict, with strength and quotation where there is evidence."""
    if cell.citation is None:
        return str(words.VERDICTS[cell.evidence.value])
    return words.MATRIX_CELL.format(
        strength=cell.strength.value,
        n=sources.number(cell.citation),
        passage=shortened(cell.citation.passage),
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
