"""Limits of an answer that can be taken away or added, each as a link that asks once more.

A limit is a value of one of the chat's filters, or a name or year that the question itself holds.
A link carries what is to be asked then, as JSON in its address; `ui.pages.chat` reads it back and
drops whatever the library does not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from assistant.records import Answer, DocumentSummary, Filters, Request, Role
from ui import texts
from ui.escape import plain
from ui.language import Text
from ui.phrases import said

OFFERED = 4  # values of one kind
SHORTEST = 4  # characters that are left of a question without one of its names
ORGANISATION, YEAR, ROLE, TOPIC = "单位", "年份", "章节", "主题"  # as a scope names them
_LOOSE = re.compile(r"^[的在里，,、]+|(?<=[，,、])[，,、]+")

Link = tuple[str, str]  # words, address


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an answer's limits can become.

    Attributes:
        without: The address that asks without a limit, by its kind and value.
        further: Limits that could be added: of each kind the values with their addresses.
    """

    without: Mapping[tuple[str, str], str] = field(default_factory=dict)
    further: tuple[tuple[Text, tuple[Link, ...]], ...] = ()


NOTHING = Narrowing()


def narrowing(answer: Answer, request: Request, documents: Iterable[DocumentSummary]) -> Narrowing:
    """The limits of an answer that can go, and those that its evidence offers."""
    asked, filters = request.question, request.filters
    without: dict[tuple[str, str], str] = {}
    for kind, values in answer.explanation.scope:
        for value in values.split("、"):
            if address := _without(kind, value, asked, filters):
                without[kind, value] = address
    return Narrowing(without, _further(answer, asked, filters, documents))


def _without(kind: str, value: str, asked: str, filters: Filters) -> str:
    """The address that asks without a limit; empty where it cannot be told apart."""
    if kind == ORGANISATION and value in filters.organisations:
        left = tuple(o for o in filters.organisations if o != value)
        return limit_href(asked, replace(filters, organisations=left))
    if kind == YEAR and value in map(str, filters.years):
        years = tuple(y for y in filters.years if str(y) != value)
        return limit_href(asked, replace(filters, years=years))
    if kind == ROLE and value in filters.roles:
        roles = tuple(r for r in filters.roles if r != value)
        return limit_href(asked, replace(filters, roles=roles))
    if kind not in (ORGANISATION, YEAR):
        return ""
    said = re.compile(rf"{re.escape(value)}(?:年度?)?" if kind == YEAR else re.escape(value))
    shorter = _LOOSE.sub("", said.sub("", asked))
    long_enough = len(shorter.strip("？?。 ")) >= SHORTEST
    return limit_href(shorter, filters) if shorter != asked and long_enough else ""


def _further(
    answer: Answer, asked: str, filters: Filters, documents: Iterable[DocumentSummary]
) -> tuple[tuple[Text, tuple[Link, ...]], ...]:
    """Limits that more than one value of the evidence could be put under."""
    limited = {kind for kind, _ in answer.explanation.scope}
    cited = {c.document_id for c in answer.citations}
    names = dict.fromkeys(c.organisation for c in answer.citations if c.organisation)
    years = sorted({y for d in documents if d.id in cited for y in d.years}, reverse=True)
    roles = dict.fromkeys(h.role for h in answer.hits if h.role is not Role.OTHER)
    rows: list[tuple[Text, list[Link]]] = []
    if ORGANISATION not in limited:
        links = [(n, limit_href(asked, replace(filters, organisations=(n,)))) for n in names]
        rows.append((texts.FILTER_ORGANISATION, links))
    if YEAR not in limited:
        links = [(str(y), limit_href(asked, replace(filters, years=(y,)))) for y in years]
        rows.append((texts.FILTER_YEAR, links))
    if ROLE not in limited:
        links = [(r.value, limit_href(asked, replace(filters, roles=(r,)))) for r in roles]
        rows.append((texts.FILTER_ROLE, links))
    return tuple((name, tuple(links[:OFFERED])) for name, links in rows if len(links) > 1)


# ---------------------------------------------------------------- as HTML


def chips(scope: Iterable[tuple[str, str]], limits: Narrowing) -> Iterator[str]:
    """What a question was read as, values apart where one can be taken away.

    A question for a kind of section shows no topic: what is left of it says little.
    """
    pairs = [(name, values) for name, values in scope if values]
    for name, values in pairs:
        if name == TOPIC and any(other == ROLE for other, _ in pairs):
            continue
        apart = any((name, value) in limits.without for value in values.split("、"))
        for value in values.split("、") if apart else [values]:
            yield _chip(name, value, limits)


def _chip(name: str, value: str, limits: Narrowing) -> str:
    """What a question was read as; with a link that asks without it, where that can be."""
    off = ""
    if address := limits.without.get((name, value)):
        words = plain(texts.WITHOUT.format(value=value))
        off = f'<a class="hj-off" href="{plain(address)}" title="{words}"><i>{words}</i></a>'
    return f'<span class="hj-chip"><b>{plain(said(name))}</b>{plain(said(value))}{off}</span>'


def narrower_html(limits: Narrowing) -> str:
    """Limits that the evidence offers, folded; each asks again within it."""
    rows = "".join(
        f"<dt>{plain(name)}</dt><dd>"
        + "".join(f'<a class="hj-limit" href="{a}">{plain(said(w))}</a>' for w, a in links)
        + "</dd>"
        for name, links in limits.further
    )
    if not rows:
        return ""
    return (
        f'<details class="hj-more hj-narrow"><summary>{plain(texts.NARROW)}</summary>'
        f"<dl>{rows}</dl></details>"
    )


# ---------------------------------------------------------------- there and back


def limit_href(question: str, filters: Filters) -> str:
    """The address that asks a question under these limits."""
    value = {
        "question": question,
        "organisations": filters.organisations,
        "years": filters.years,
        "roles": filters.roles,
    }
    return f"#limit-{quote(json.dumps(value, ensure_ascii=False), safe='')}"


def asked_again(
    value: str, organisations: Sequence[str], years: Sequence[str]
) -> tuple[str, list[str], list[str], list[str]]:
    """Question, organisations, years and roles of an address; what is not known is left out.

    Args:
        value: The JSON of `limit_href`, as a browser sends it.
        organisations: Those of the library.
        years: Those of the library.
    """
    try:
        found: Any = json.loads(value)
    except ValueError:
        found = None
    parts = found if isinstance(found, dict) else {}

    def known(name: str, choices: Iterable[str]) -> list[str]:
        wanted = parts.get(name)
        named = [str(v) for v in wanted] if isinstance(wanted, list) else []
        return [v for v in dict.fromkeys(named) if v in set(choices)]

    return (
        str(parts.get("question", "")),
        known("organisations", organisations),
        known("years", years),
        known("roles", [role.value for role in Role]),
    )
