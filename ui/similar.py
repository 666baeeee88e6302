"""互鉴: the most alike practice of every other organisation, as cards that open their passages.

A practice is asked about with one question of the library's own kind for it; nothing is ranked
here. What both texts share is marked, so that a reader sees why a card is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation, Document, Filters, Request, Role
from ui import texts
from ui.escape import plain, plain_keeping_spaces, source_href

if TYPE_CHECKING:
    from assistant.service import Assistant

MAX_PRACTICE = 400  # characters of a practice that are marked where they are shared
MAX_ASKED = 120  # characters that are asked about: enough to tell a practice, few enough to rank by
CHIPS = 8
SHORTEST_SHARED = 2  # characters of a stretch that counts as shared
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER = re.compile(r"^[第（(]?[一二三四五六七八九十百\d]+[章节部分）)、.．]+\s*")
_QUOTES = re.compile("[\"'“”‘’「」『』]")
_EVERYWHERE = re.compile("思想|学习|组织领导|党的领导|责任|政治|队伍")  # headings of every summary
_MEASURE = re.compile("[十百千万亿余多]*(?:人次?|[户次场件个名份条亩元吨家处所]|公里|平方米|万元)")
_COMMON = frozenset(
    (
        *("开展", "组织", "进行", "工作", "活动", "我们", "群众", "党员", "干部", "单位", "全年"),
        *("每月", "累计", "建立", "坚持", "推进", "落实", "加强", "全县", "全镇", "面积"),
    )
)


def similar(assistant: Assistant, practice: str, leave_out: str = "") -> Answer:
    """What the library finds alike to a practice in all organisations but one.

    The others are named as a filter, because the practice's own passage, being most alike to
    itself, would otherwise set the measure for the rest.
    """
    text = _QUOTES.sub("", " ".join(practice.split()))[:MAX_ASKED]
    others = [name for name, _ in assistant.organisations() if name != leave_out]
    limits = Filters(organisations=tuple(others)) if leave_out else Filters()
    return assistant.ask(Request(texts.SIMILAR_QUESTION.format(practice=text).zh, filters=limits))


def similar_html(practice: str, answer: Answer, leave_out: str = "") -> str:
    """One card per organisation, most alike first, without the one the practice comes from."""
    best: dict[str, Citation] = {}
    for citation in answer.citations:
        name = citation.organisation or citation.document_title
        if name != leave_out and citation.passage.strip() not in practice:
            best.setdefault(name, citation)
    if not best:
        return f'<p class="hj-muted">{plain(texts.SIMILAR_NONE)}</p>'
    top = max(c.score for c in best.values()) or 1.0
    cards = "".join(_card(n, c, practice, c.score / top) for n, c in enumerate(best.values(), 1))
    caption = plain(texts.SIMILAR_FOUND.format(count=len(best)))
    return f'<p class="hj-muted">{caption}</p><ol class="hj-cards">{cards}</ol>'


def _card(number: int, citation: Citation, practice: str, share: float) -> str:
    """One organisation's passage: who, where, how alike, and the text with what is shared."""
    href = source_href(citation.document_id, citation.start, citation.end)
    where = " · ".join(filter(None, (citation.document_title, *citation.section[-1:])))
    steps = max(5, round(share * 20) * 5)
    return (
        f'<li class="hj-card"><header><b>{number}</b>'
        f"<h3>{plain(citation.organisation or texts.SOURCE_NO_ORGANISATION)}</h3>"
        f'<span class="hj-track" title="{plain(texts.SIMILAR_BAR)}">'
        f'<span class="hj-bar hj-w-{steps}"></span></span></header>'
        f'<p class="hj-card-text">{shared_html(citation.passage, practice)}</p>'
        f'<div class="hj-card-foot"><span class="hj-muted">{plain(where)}</span>'
        f'<a class="hj-open" href="{href}">{plain(texts.SIMILAR_OPEN)}</a></div></li>'
    )


def shared_stretches(text: str, other: str) -> list[tuple[int, int]]:
    """The longest stretches of Han characters in `text` that `other` holds too, left to right.

    Half-open spans of at least two characters; words that every summary uses do not count.

    Example:
        >>> shared_stretches("组织老党员宣讲", "请老党员来讲")
        [(2, 5)]
    """
    spans = []
    for run in _HAN.finditer(text):
        at = run.start()
        while at < run.end():
            end = at
            while end < run.end() and text[at : end + 1] in other:
                end += 1
            if end - at >= SHORTEST_SHARED and not _telling_nothing(text[at:end]):
                spans.append((at, end))
            at = max(end, at + 1)
    return spans


def _telling_nothing(words: str) -> bool:
    """Whether a stretch is a measure word or one that every summary uses."""
    return words in _COMMON or bool(_MEASURE.fullmatch(words))


def shared_html(text: str, practice: str) -> str:
    """The text escaped, with what it shares with the practice emphasised."""
    html, at = [], 0
    for start, end in shared_stretches(text, practice):
        html.append(plain_keeping_spaces(text[at:start]))
        html.append(f'<em class="hj-shared">{plain(text[start:end])}</em>')
        at = end
    return "".join(html) + plain_keeping_spaces(text[at:])


# ---------------------------------------------------------------- practices to begin with


def practices(documents: Iterable[Document]) -> list[tuple[str, str, str]]:
    """(heading, passage, organisation) of telling work sections, one per organisation."""
    found: dict[str, tuple[str, str, str]] = {}
    for document in documents:
        name = document.organisation or ""
        if name and name not in found and (choice := _telling(document)):
            found[name] = (*choice, name)
    return list(found.values())[:CHIPS]


def _telling(document: Document) -> tuple[str, str] | None:
    """The first heading of a work section that not every summary has, with its body."""
    choices: list[tuple[str, str]] = []
    for section in document.sections:
        title = _NUMBER.sub("", section.path[-1]).strip() if len(section.path) > 1 else ""
        body = " ".join(document.text[section.start : section.end].split())
        common = bool(_EVERYWHERE.search(title))
        if section.role is Role.WORK and not common and 6 <= len(title) <= 20 and len(body) >= 40:
            choices.append((title, body[:MAX_PRACTICE]))
    return choices[0] if choices else None


def chips_html(choices: Sequence[tuple[str, str, str]]) -> str:
    """Practices of the library as links that look for others like them."""
    if not choices:
        return f'<p class="hj-muted">{plain(texts.MATRIX_NONE)}</p>'
    links = "".join(
        f'<a class="hj-ask" href="#similar" data-practice="{plain(f"{title}。{body}")}" '
        f'data-from="{plain(name)}"><b>{plain(name)}</b> {plain(title)}</a>'
        for title, body, name in choices
    )
    return f'<p class="hj-label">{plain(texts.SIMILAR_TRY)}</p><div class="hj-chips">{links}</div>'
