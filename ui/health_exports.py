"""The health report as a file to hand on: Excel with the removed lines beside, or CSV.

Every cell is text. In the CSV, which a spreadsheet program would evaluate, what looks like a
formula is kept from being one by an apostrophe before it (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from assistant.corrections import Correction, Corrections
from assistant.health import DocumentHealth, FileHealth, count_figures
from assistant.reasons import REMOVED
from ui import texts_shelf as words
from ui.cli_texts import CORRECTED
from ui.exports import XLSX, Export, workbook
from ui.file_detail import format_name

if TYPE_CHECKING:
    from assistant.service import Assistant

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def excel(assistant: Assistant) -> Export:
    """The report as an Excel file of two sheets: files, removed lines."""
    gone = [[str(c) for c in words.REPORT_GONE_COLUMNS], *_gone(assistant)]
    sheets = {str(words.REPORT_SHEET): _rows(assistant), str(words.REPORT_GONE_SHEET): gone}
    return Export(f"{words.HEALTH_FILE}.xlsx", XLSX, workbook(sheets))


def comma_separated(assistant: Assistant) -> Export:
    """The report as a CSV file that Excel opens with its Chinese whole."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in _rows(assistant))
    content = buffer.getvalue().encode("utf-8-sig", "replace")
    return Export(f"{words.HEALTH_FILE}.csv", "text/csv; charset=utf-8", content)


EXPORTS: dict[str, Callable[[Assistant], Export]] = {"xlsx": excel, "csv": comma_separated}


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula.

    Example:
        >>> harmless("=1+1"), harmless("36户")
        ("'=1+1", '36户')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(assistant: Assistant) -> list[list[str]]:
    """A row for every document, and for every file that gave none, below the heads."""
    said = assistant.corrections()
    rows = [[str(c) for c in words.REPORT_COLUMNS]]
    for file in assistant.health():
        rows += [_row(assistant, file, d, said) for d in file.documents] or [_empty(file)]
    return rows


def _about(file: FileHealth) -> list[str]:
    """What is said of the file as a whole."""
    notes = [file.reason] if file.reason else [r.text for r in file.remarks]
    state = words.STATES[file.state.value]
    return [file.file, str(state), "\n".join(notes), format_name(file.format), str(file.size)]


def _empty(file: FileHealth) -> list[str]:
    row = _about(file)
    return row + [""] * (len(words.REPORT_COLUMNS) - len(row))


def _row(
    assistant: Assistant, file: FileHealth, document: DocumentHealth, said: Corrections
) -> list[str]:
    """One document with the facts of its file."""
    d = document.summary
    figures = count_figures(assistant.document(d.id).text)
    roles = "、".join(words.ROLE_COUNT.format(role=r.value, count=n) for r, n in document.roles)
    numbers = (document.headings, document.characters, d.chunks, figures)
    removed = "" if file.removed is None else str(file.removed)
    by_hand = _by_hand(said.get(assistant.place_of(d.id), Correction()))
    return [
        *_about(file), d.title, d.organisation or "", "、".join(map(str, d.years)), d.period or "",
        d.date or "", *map(str, numbers), roles, removed, by_hand,
    ]  # fmt: skip


def _by_hand(correction: Correction) -> str:
    """The names of the values that a user corrected."""
    names = [str(word) for name, word in CORRECTED.items() if getattr(correction, name)]
    names += [" / ".join(path) for path, _ in correction.roles]
    return "、".join(names)


def _gone(assistant: Assistant) -> Iterator[list[str]]:
    """Every line that cleaning took out."""
    for file in assistant.health():
        for line in assistant.removed_lines(file.file) or ():
            place = words.GONE_AFTER_WORDS.format(words=line.after) if line.after else ""
            why = str(REMOVED.get(line.reason, line.reason))
            page = str(line.page or "")
            yield [file.file, why, place or str(words.GONE_START), page, line.text]
