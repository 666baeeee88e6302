"""What can be seen at a glance in an answer: bars beside figures, one dot per organisation.

The chat's sanitiser keeps classes and drops styles, so widths are classes in steps of five per
cent (`hj-w-5` … `hj-w-100`, see `static/page.css`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.records import Answer, Citation, Evidence, Table
from ui import texts
from ui.escape import plain, source_href
from ui.language import spoken
from ui.phrases import said

_FIGURE = re.compile(
    r"^(?:约|近|超过?|逾|共|累计|不少于|达)?\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?:余|多)?"
    r"(?P<scale>[十百千万亿]*)(?:余|多)?(?P<measure>[^\d\s]{0,6})$"
)
_SCALES = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_CITED = re.compile(r"\[(\d{1,3})\]")
MAX_DOTS = 120


def figure(cell: str) -> tuple[float, str] | None:
    """The value and measure word of a cell such as 近1.2万人次; None where it is not one figure.

    Example:
        >>> figure("近1.2万人次")
        (12000.0, '人次')
    """
    match = _FIGURE.match(cell.strip())
    if not match:
        return None
    value = float(match["value"].replace(",", ""))
    for scale in match["scale"]:
        value *= _SCALES[scale]
    return value, match["measure"]


def bar_steps(cells: Sequence[str]) -> list[int] | None:
    """How long each cell's bar is, in steps of 5 from 5 to 100, 0 for none; None for no bars.

    Only figures with the column's most frequent measure word get a bar: unlike things are not
    set side by side. It takes two of them, and half of the column.
    """
    figures = [figure(cell) for cell in cells]
    measures = Counter(f[1] for f in figures if f)
    if not measures:
        return None
    measure, count = measures.most_common(1)[0]
    if count < 2 or count * 2 < len([c for c in cells if c.strip()]):
        return None
    like = [f[0] if f and f[1] == measure else 0.0 for f in figures]
    top = max(like) or 1.0
    return [max(5, round(value / top * 20) * 5) if value else 0 for value in like]


def with_passages(table: Table, citations: Iterable[Citation]) -> Table:
    """The table with the passages its rows cite as a column, where it does not hold them."""
    passages = {c.n: " ".join(c.passage.split()) for c in citations}
    cited = [[int(n) for n in _CITED.findall(" ".join(row))] for row in table.rows]
    texts_of = ["".join(passages.get(n, "") for n in numbers) for numbers in cited]
    held = [
        any(text and text in " ".join(cell.split()) for cell in row)
        for row, text in zip(table.rows, texts_of, strict=True)
    ]
    if not any(texts_of) or any(held) or texts.PASSAGE in table.columns:
        return table
    rows = zip(table.rows, texts_of, strict=True)
    return Table(
        (*table.columns[:-1], texts.PASSAGE, *table.columns[-1:]),
        tuple((*row[:-1], text, *row[-1:]) for row, text in rows),
    )


def table_html(table: Table, cell_html: Callable[[str], str]) -> str:
    """A table with a header row; columns of like figures get bars."""
    head = "".join(f'<th scope="col">{cell_html(spoken(said(c)))}</th>' for c in table.columns)
    columns = [[row[i] for row in table.rows] for i in range(len(table.columns))]
    bars = [bar_steps(column) for column in columns]
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for cell, steps in zip(row, bars, strict=True):
            if steps is None:
                cells.append(f"<td>{cell_html(cell)}</td>")
            else:
                bar = f'<span class="hj-bar hj-w-{steps[number]}"></span>' if steps[number] else ""
                cells.append(f'<td class="hj-figure">{cell_html(cell)}{bar}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="hj-table" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def strip_html(answer: Answer) -> str:
    """One dot per organisation that was judged; a dot with evidence opens its first passage."""
    if len(answer.organisations) < 2 or len(answer.organisations) > MAX_DOTS:
        return ""
    cited = {c.n: c for c in answer.citations}
    order = list(Evidence)
    judged = sorted(answer.organisations, key=lambda o: order.index(o.evidence))
    dots = "".join(_dot(o.name, o.evidence, _first(o.citations, cited)) for o in judged)
    return f'<div class="hj-strip">{dots}</div>'


def _first(numbers: tuple[int, ...], cited: Mapping[int, Citation]) -> Citation | None:
    """The first of an organisation's citations that the answer has."""
    return next((cited[n] for n in numbers if n in cited), None)


def _dot(name: str, evidence: Evidence, citation: Citation | None) -> str:
    """One organisation as a dot, its name and verdict on pointing."""
    title = plain(f"{name}：{texts.EVIDENCE_NAMES[evidence.value]}")
    kind = f"hj-dot hj-{evidence.value}"
    if citation is None:
        return f'<span class="{kind}" title="{title}"></span>'
    href = source_href(citation.document_id, citation.start, citation.end)
    return f'<a class="{kind}" href="{href}" title="{title}"></a>'
