"""对照: which organisation records which theme, as a table whose cells open their passages.

Nothing is judged here. An empty cell reads 未见 (not found in the documents), never 无 (there is
none); a file that could not be read is a row of its own. Strength stands in words, colour only
repeats it. Below the table stand the numbers of the passages, like ones added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.figure_sums import FigureSum, figure_sums
from assistant.practice_records import Cell, FigureCell, Matrix, MatrixRow, Theme
from assistant.records import Citation, Evidence
from assistant.windows import clauses
from ui import texts
from ui import texts_learning as words
from ui.escape import plain, source_href
from ui.language import Text, listed
from ui.phrases import said
from ui.similar import STRENGTH_CLASS

QUOTE = 44  # characters of a passage in a cell
_YEAR = re.compile(r"(?:19|20)\d\d")


def themes_html(themes: Sequence[Theme]) -> str:
    """The themes of the library as buttons that add and remove their column, all of them on."""
    buttons = "".join(
        f'<button type="button" class="hj-theme" aria-pressed="true" data-theme="{plain(t.name)}" '
        f'title="{plain(_explained(t))}">{plain(t.name)}</button>'
        for t in themes
    )
    return f'<div class="hj-chips">{buttons}</div>'


def matrix_html(matrix: Matrix) -> str:
    """The table, how its themes are looked for, the figures, and the link to all as Excel."""
    if not matrix.themes:
        return f'<p class="hj-muted">{plain(words.MATRIX_NONE)}</p>'
    asked = urlencode([*(("theme", t.name) for t in matrix.themes), ("format", "xlsx")])
    return (
        f'{_table(matrix)}<div class="hj-actions"><a href="/api/v1/compare?{plain(asked)}" '
        f"download>{plain(words.MATRIX_EXPORT)}</a></div>{_how(matrix.themes)}{_figures(matrix)}"
    )


def _table(matrix: Matrix) -> str:
    """Organisations with most themes first, shares above, counts at the side."""
    readable = [r for r in matrix.rows if not _is_unread(r)]
    unread = [r for r in matrix.rows if _is_unread(r)]
    head = "".join(_head(t, n, readable) for n, t in enumerate(matrix.themes))
    rows = "".join(_row(r, matrix.themes) for r in sorted(readable, key=lambda r: -_count(r)))
    files = "".join(_unread_row(r) for r in unread)
    caption = words.MATRIX_CAPTION.format(organisations=len(readable), themes=len(matrix.themes))
    return (
        f'<div class="hj-matrix-scroll" tabindex="0" role="region" '
        f'aria-label="{plain(words.MATRIX_REGION)}"><table class="hj-matrix hj-heat">'
        f'<caption>{plain(caption)}</caption><thead><tr><th scope="col">'
        f"{plain(words.MATRIX_ORGANISATION)}</th>{head}</tr></thead>"
        f"<tbody>{rows}{files}</tbody></table></div>"
    )


def _is_unread(row: MatrixRow) -> bool:
    """Whether a row stands for a file that could not be read."""
    return any(c.evidence is Evidence.UNREADABLE for c in row.cells)


def _count(row: MatrixRow) -> int:
    """In how many columns an organisation is found."""
    return sum(c.evidence is Evidence.FOUND for c in row.cells)


def _head(theme: Theme, column: int, rows: Sequence[MatrixRow]) -> str:
    """A theme with the share of organisations that record it; a link that asks about it."""
    found = sum(r.cells[column].evidence is Evidence.FOUND for r in rows)
    steps = round(found / max(1, len(rows)) * 20) * 5
    share = words.MATRIX_SHARE.format(found=found, all=len(rows))
    hint = words.MATRIX_SHARE_HINT.format(found=found, all=len(rows))
    name = plain(theme.name)
    if not theme.roles:
        question = plain(words.MATRIX_QUESTION.format(theme=theme.name).zh)
        name = f'<a href="#ask-title" title="{question}">{name}</a>'
    bar = f'<span class="hj-bar hj-w-{steps}"></span>' if steps else ""
    return (
        f'<th scope="col">{name}<small title="{plain(hint)}">{plain(share)}</small>'
        f'<span class="hj-track">{bar}</span></th>'
    )


def _row(row: MatrixRow, themes: Sequence[Theme]) -> str:
    """One organisation: its name, how many themes it records, and a cell for each."""
    cells = "".join(
        _cell(c, theme, row.organisation) for c, theme in zip(row.cells, themes, strict=True)
    )
    name = f"{plain(row.organisation)}<small>{_count(row)}</small>"
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(cell: Cell, theme: Theme, organisation: str) -> str:
    """A verdict; with evidence a link that opens the passage, quoted in short."""
    if cell.citation is None:
        name = cell.evidence.value
        return f'<td class="hj-{name}">{plain(texts.EVIDENCE_NAMES[name])}</td>'
    hint = words.MATRIX_CELL_HINT.format(
        organisation=organisation, theme=theme.name, passage=cell.citation.passage
    )
    return (
        f'<td class="hj-found {STRENGTH_CLASS[cell.strength]}">'
        f'<a href="{_href(cell.citation)}" title="{plain(hint)}">'
        f'<b>{plain(said(cell.strength.value))}</b><span class="hj-quote">'
        f"{plain(shortened(cell.citation.passage, theme))}</span></a></td>"
    )


def _unread_row(row: MatrixRow) -> str:
    """A file that could not be read: one verdict for all its cells."""
    verdict = plain(texts.EVIDENCE_NAMES[Evidence.UNREADABLE.value])
    return (
        f'<tr><th scope="row" class="hj-file">{plain(row.organisation)}</th>'
        f'<td class="hj-unreadable" colspan="{len(row.cells)}">{verdict}</td></tr>'
    )


def shortened(passage: str, theme: Theme) -> str:
    """A passage in a line's length, from the clause on that names the theme.

    Example:
        >>> shortened("一是抓学习，二是走访慰问12户。", Theme("走访", ("走访慰问",)))
        '……二是走访慰问12户。'
    """
    pairs = {e[i : i + 2] for e in (theme.name, *theme.expressions) for i in range(len(e) - 1)}
    spans = clauses(passage) or [(0, len(passage))]
    naming = [sum(p in passage[a:b] for p in pairs) for a, b in spans]
    start = spans[naming.index(max(naming))][0]
    line = " ".join(passage[start:].split())
    cut = line if len(line) <= QUOTE else line[:QUOTE] + "……"
    return f"……{cut}" if start else cut


def _href(citation: Citation) -> str:
    return source_href(citation.document_id, citation.start, citation.end)


# ---------------------------------------------------------------- how the themes are looked for


def _how(themes: Sequence[Theme]) -> str:
    """The ways of saying each theme, and where they can be changed; folded."""
    items = "".join(f"<dt>{plain(t.name)}</dt><dd>{plain(_explained(t))}</dd>" for t in themes)
    return (
        f'<details class="hj-fold"><summary>{plain(words.MATRIX_HOW_READ)}</summary>'
        f'<dl class="hj-explained">{items}</dl><p class="hj-muted">{plain(words.MATRIX_EDIT)}</p>'
        "</details>"
    )


def _explained(theme: Theme) -> Text:
    """What a theme looks for, in words."""
    if theme.roles:
        roles = listed(said(r.value) for r in theme.roles)
        return words.MATRIX_OF_ROLES.format(roles=roles)
    return listed(theme.expressions)


# ---------------------------------------------------------------- figures


def _figures(matrix: Matrix) -> str:
    """The numbers of the countable themes with their sums; nothing where none is stated."""
    columns = [
        n
        for n, t in enumerate(matrix.themes)
        if t.measures and any(r.figures[n] for r in matrix.rows)
    ]
    rows = [r for r in matrix.rows if any(r.figures[n] for n in columns)]
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{plain(matrix.themes[n].name)}</th>' for n in columns)
    body = "".join(_figure_row(r, columns) for r in rows)
    sums = "".join(f"<td>{_sums(figure_sums(matrix, n))}</td>" for n in columns)
    return (
        f'<h2>{plain(words.FIGURES_TITLE)}</h2><p class="hj-muted">{plain(words.FIGURES_HOW)}'
        f'{_years(rows, columns)}</p><div class="hj-matrix-scroll" tabindex="0" role="region" '
        f'aria-label="{plain(words.FIGURES_REGION)}"><table class="hj-matrix hj-counts-table">'
        f'<thead><tr><th scope="col">{plain(words.MATRIX_ORGANISATION)}</th>{head}</tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">{plain(words.FIGURES_SUM)}</th>{sums}'
        "</tr></tfoot></table></div>"
    )


def _figure_row(row: MatrixRow, columns: Sequence[int]) -> str:
    """One organisation's numbers, each a link to its sentence."""
    cells = "".join(_figure_cell(row.figures[n]) for n in columns)
    return f'<tr><th scope="row">{plain(row.organisation)}</th>{cells}</tr>'


def _figure_cell(figure: FigureCell | None) -> str:
    if figure is None:
        return "<td></td>"
    href, title = _href(figure.citation), plain(figure.citation.passage)
    return f'<td><a href="{href}" title="{title}">{plain(figure.written)}</a></td>'


def _sums(sums: Sequence[FigureSum]) -> str:
    """The sums of one theme, each with its addends."""
    return "".join(
        f"<p><b>{plain(total_words(s))}</b> <small>{plain(addend_words(s))}</small></p>"
        for s in sums
    )


def total_words(found: FigureSum) -> Text:
    """A sum in words.

    Example:
        >>> total_words(FigureSum("户", 205.0, False, ()))
        '205户'
    """
    about = words.FIGURES_ABOUT if found.about else ""
    return words.FIGURES_TOTAL.format(
        about=about, total=_number(found.total), measure=found.measure
    )


def addend_words(found: FigureSum) -> Text:
    """What a sum is made of."""
    addends = [
        words.FIGURES_ADDEND.format(organisation=name, written=f.written)
        for name, f in found.addends
    ]
    joined = Text("＋".join(addends), " + ".join(a.en for a in addends))
    return words.FIGURES_ADDENDS.format(addends=joined)


def _number(value: float) -> str:
    """A number without needless decimals."""
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


def _years(rows: Sequence[MatrixRow], columns: Sequence[int]) -> str:
    """A warning where the documents with numbers are of different years."""
    titles = [f.citation.document_title for r in rows for n in columns if (f := r.figures[n])]
    years = sorted({found[0] for title in titles if (found := _YEAR.search(title))})
    if len(years) < 2:
        return ""
    return f" {plain(words.FIGURES_YEARS.format(years=listed(years)))}"
