"""An answer as a page of its own to print: question, answer, every source in full, when.

Made from the JSON of the contract, like the exports; none of the page's parts are around it. The
page asks the browser to print as soon as it stands (`static/print.js`).
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from typing import Any

from assistant.records import LibraryStatus
from ui import texts
from ui.escape import plain
from ui.frame import folder
from ui.language import spoken
from ui.phrases import said
from ui.wording import LIST_ITEM, reference_words, unmarked, unrepeated

_CITED = re.compile(r"\[(\d{1,3})\]")


def print_html(answer: dict[str, Any], status: LibraryStatus, when: datetime) -> str:
    """The whole page.

    Args:
        answer: The JSON of the contract.
        status: The library as it is now.
        when: The time that is printed.
    """
    files = folder()
    question = plain(answer["question"])
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{question}</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{files}/print.css">'
        f'<script type="module" src="{files}/print.js"></script></head><body><main>'
        f"<h1>{question}</h1>{_answer(answer)}{_table(answer['table'])}{_sources(answer)}"
        f'<p class="note">{_note(answer, status, when)}</p>'
        f'<button type="button" id="again">{plain(texts.PRINT)}</button></main></body></html>'
    )


def _answer(answer: dict[str, Any]) -> str:
    """The answer's lines but those the table repeats; those of a list are indented."""
    table = answer["table"]
    lines = unrepeated(str(answer["answer"]), table["rows"] if table else ())
    return "".join(_line(spoken(said(line))) for line in lines if line.strip())


def _line(line: str) -> str:
    kind = ' class="item"' if LIST_ITEM.match(line) else ""
    return f"<p{kind}>{_cited(unmarked(line))}</p>"


def _cited(text: str) -> str:
    """A text escaped, the numbers of its citations raised."""
    return _CITED.sub(r"<sup>[\1]</sup>", escape(text))


def _table(table: dict[str, Any] | None) -> str:
    if table is None:
        return ""
    head = "".join(f'<th scope="col">{plain(said(c))}</th>' for c in table["columns"])
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cited(unmarked(c))}</td>' for c in row)}</tr>"
        for row in table["rows"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _sources(answer: dict[str, Any]) -> str:
    """Every citation: number, reference, and its passage as it stands."""
    items = "".join(
        f'<li value="{int(c["n"])}"><b>{plain(_reference(c))}</b>'
        f"<blockquote>{plain(' '.join(c['passage'].split()))}</blockquote></li>"
        for c in answer["citations"]
    )
    return f"<h2>{plain(texts.PRINT_SOURCES)}</h2><ol>{items}</ol>" if items else ""


def _reference(citation: dict[str, Any]) -> str:
    return reference_words(
        citation["organisation"], citation["document_title"], tuple(citation["section"]),
        citation.get("place", ""),
    )  # fmt: skip


def _note(answer: dict[str, Any], status: LibraryStatus, when: datetime) -> str:
    """When it was printed, from which library, and how firmly it stands."""
    explanation = answer["explanation"]
    level = said(explanation["strength"])
    refused = answer["status"] == "no_evidence"
    words = texts.PRINT_NOTE.format(
        when=when.strftime("%Y-%m-%d %H:%M"),
        generation=status.generation,
        documents=explanation["documents_searched"],
        strength=texts.NO_EVIDENCE if refused else texts.STRENGTH.format(strength=level),
        coverage=said(explanation["coverage"] or "—"),
    )
    return plain(words)
