"""对照: which organisation records which theme, as a table whose cells open their passages.

Every column is one listing question, decided by the library over all organisations; nothing is
judged here. An empty cell reads 未见 (not found in the documents), never 无 (there is none).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation, Evidence, Request
from ui import texts
from ui.escape import plain, source_href

if TYPE_CHECKING:
    from assistant.service import Assistant

MAX_THEMES = 12
MAX_LENGTH = 20  # characters of one theme
_BETWEEN = re.compile(r"[\s、，,；;|/]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One theme: for each organisation its verdict and, where found, its first citation."""

    theme: str
    verdicts: dict[str, tuple[Evidence, Citation | None]]

    @property
    def found(self) -> int:
        """Number of organisations that record the theme."""
        return sum(evidence is Evidence.FOUND for evidence, _ in self.verdicts.values())


def themes_in(text: str) -> list[str]:
    """The themes that a user wrote, each once, at most `MAX_THEMES`.

    Example:
        >>> themes_in("义诊、走访慰问 义诊")
        ['义诊', '走访慰问']
    """
    words = (word[:MAX_LENGTH] for word in _BETWEEN.split(text) if word)
    return list(dict.fromkeys(words))[:MAX_THEMES]


def column(assistant: Assistant, theme: str) -> Column:
    """Which organisations record a theme."""
    answer = assistant.ask(Request(texts.MATRIX_QUESTION.format(theme=theme).zh))
    return Column(theme, _verdicts(answer))


def _verdicts(answer: Answer) -> dict[str, tuple[Evidence, Citation | None]]:
    cited = {c.n: c for c in answer.citations}
    return {
        o.name: (o.evidence, next((cited[n] for n in o.citations if n in cited), None))
        for o in answer.organisations
    }


def matrix_html(organisations: Sequence[str], columns: Sequence[Column]) -> str:
    """The table: organisations with most themes first, shares above, counts at the side."""
    if not columns or not organisations:
        return f'<p class="hj-muted">{plain(texts.MATRIX_NONE)}</p>'
    rows = sorted(organisations, key=lambda name: -_count(name, columns))
    head = "".join(_head(c, len(organisations)) for c in columns)
    body = "".join(_row(name, columns) for name in rows)
    caption = texts.MATRIX_CAPTION.format(organisations=len(rows), themes=len(columns))
    return (
        f'<div class="hj-table hj-matrix-scroll" tabindex="0"><table class="hj-matrix">'
        f"<caption>{plain(caption)}</caption><thead><tr>"
        f'<th scope="col">{plain(texts.FILTER_ORGANISATION)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _count(name: str, columns: Sequence[Column]) -> int:
    """In how many columns an organisation is found."""
    return sum(c.verdicts.get(name, _NONE)[0] is Evidence.FOUND for c in columns)


_NONE: tuple[Evidence, Citation | None] = (Evidence.NOT_FOUND, None)


def _head(found: Column, organisations: int) -> str:
    """A theme as a link that asks about it, with the share of organisations that record it."""
    question = plain(texts.MATRIX_QUESTION.format(theme=found.theme).zh)
    share = round(found.found / organisations * 20) * 5
    return (
        f'<th scope="col"><a href="#ask-title" title="{question}">{plain(found.theme)}</a>'
        f"<small>{found.found} / {organisations}</small>"
        f'<span class="hj-track"><span class="hj-bar hj-w-{share}"></span></span></th>'
    )


def _row(name: str, columns: Sequence[Column]) -> str:
    """One organisation: its name, how many themes it records, and a cell for each."""
    cells = "".join(_cell(name, c) for c in columns)
    count = _count(name, columns)
    return f'<tr><th scope="row">{plain(name)}<small>{count}</small></th>{cells}</tr>'


def _cell(name: str, found: Column) -> str:
    """A verdict; with evidence it is a link that opens the passage."""
    evidence, citation = found.verdicts.get(name, _NONE)
    words = plain(texts.EVIDENCE_NAMES[evidence.value])
    if citation is None:
        return f'<td class="hj-{evidence.value}">{words}</td>'
    href = source_href(citation.document_id, citation.start, citation.end)
    title = plain(f"{name}：{citation.passage}")
    return f'<td class="hj-found"><a href="{href}" title="{title}">{words}</a></td>'
