"""One file of the library opened: what was found, what is odd, its sections, what was taken out."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.corrections import Correction
from assistant.health import DocumentHealth, FileHealth, count_figures
from assistant.readers.formats import NAMES, Format
from assistant.reasons import REMOVED
from assistant.records import Document, DocumentSummary, RemovedLine, Role, Section
from ui import phrases
from ui import texts_shelf as words
from ui.escape import plain, plain_keeping_spaces, source_href
from ui.file_list import correct_button
from ui.language import listed

SHOWN_LINES = 300  # lines taken out that are listed; the exported report has all
_SHOWN_WORDS = 16  # characters of the paragraph before a line


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with all that its details show; `corrections` are in the order of `documents`."""

    health: FileHealth
    documents: Sequence[Document]
    corrections: Sequence[Correction]
    removed: Sequence[RemovedLine] | None


def detail_html(opened: Opened) -> str:
    """Everything there is to say of one file."""
    file = opened.health
    reason = (
        f'<p class="hj-reason" role="alert">{plain(phrases.said(file.reason))}</p>'
        if file.reason
        else ""
    )
    remarks = "".join(
        f'<li><span class="hj-remark hj-{r.kind.value}">{plain(words.REMARKS[r.kind.value])}</span>'
        f"<span>{plain(phrases.said(r.text))}</span></li>"
        for r in file.remarks
    )
    listed = f'<ul class="hj-remarks">{remarks}</ul>' if remarks else ""
    about = f"{format_name(file.format)} · {size_in_words(file.size)}"
    found = zip(file.documents, opened.documents, opened.corrections, strict=True)
    return (
        f'<div class="hj-file-detail">{reason}'
        f'<p class="hj-muted">{plain(file.file)} · {plain(about)}</p>'
        f"{listed}"
        f"{''.join(_document(h, d, c) for h, d, c in found)}"
        f"{_gone(opened) if file.documents else ''}</div>"
    )


def format_name(kind: str) -> str:
    """What a format is called; one without a name by its key."""
    known = {f.value: f for f in Format}
    return str(phrases.said(NAMES.get(known[kind], kind).strip())) if kind in known else kind


def size_in_words(size: int) -> str:
    """A number of bytes for the eye."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


# ---------------------------------------------------------------- a document


def _document(health: DocumentHealth, document: Document, correction: Correction) -> str:
    """One document: its facts, those corrected marked, and its sections."""
    said = health.summary
    found = words.FOUND.format(
        headings=health.headings, characters=health.characters, chunks=said.chunks,
        figures=count_figures(document.text),
    )  # fmt: skip
    roles = listed(
        words.ROLE_COUNT.format(role=phrases.said(r.value), count=n) for r, n in health.roles
    )
    period = _period(said)
    when = "years" if correction.years else "period"
    facts = (
        _fact(words.FACT_ORGANISATION, said.organisation, said.id, "organisation", correction)
        + _fact(words.FACT_TITLE, said.title, said.id, "title", correction)
        + _fact(words.FACT_PERIOD, period, said.id, when, correction)
        + _fact(words.FACT_DATE, said.date, said.id, "date", correction)
        + _fact(words.FACT_FOUND, found, "", "", correction)
        + _fact(words.FACT_ROLES, roles, "", "", correction)
    )
    return (
        f'<section class="hj-found"><header><a class="hj-read" href="{source_href(said.id, 0, 0)}">'
        f"{plain(said.title)}</a>{correct_button(health)}</header><dl>{facts}</dl>"
        f"{_sections(document, correction)}</section>"
    )


def _period(said: DocumentSummary) -> str:
    """The period in its own words, with the years it is found by where they are others."""
    years = "、".join(map(str, said.years))
    in_words = "、".join(f"{year}年" for year in said.years)
    if not said.period or said.period == in_words or not years:
        return said.period or years
    return words.PERIOD_YEARS.format(period=said.period, years=years)


def _fact(name: str, value: str | None, document: str, field: str, correction: Correction) -> str:
    """One fact; one corrected by hand says so and can be taken back."""
    by_hand = bool(field) and bool(getattr(correction, field))
    mark = _by_hand(document, field, name) if by_hand else ""
    shown = plain(value) if value else f'<span class="hj-muted">{plain(words.FACT_UNKNOWN)}</span>'
    return f"<div><dt>{plain(name)}</dt><dd>{shown}{mark}</dd></div>"


def _by_hand(document: str, field: str, what: str, section: Sequence[str] = ()) -> str:
    """The mark of a corrected value, with the button that takes the correction back."""
    place = plain_keeping_spaces(json.dumps(list(section), ensure_ascii=False))
    return (
        f'<span class="hj-by-hand">{plain(words.BY_HAND)}</span>'
        f'<button type="button" class="hj-take-back" data-id="{plain(document)}" '
        f'data-field="{field}" data-section="{place}" '
        f'aria-label="{plain(words.TAKE_BACK_OF.format(what=what))}">{plain(words.TAKE_BACK)}'
        "</button>"
    )


def _sections(document: Document, correction: Correction) -> str:
    """The headings with the role of what stands below each, to be changed."""
    paths: dict[tuple[str, ...], list[Role]] = {}
    for section in document.sections:
        if section.path or _holds_text(document, section):
            paths.setdefault(section.path, []).append(section.role)
    if not paths:
        return ""
    given = {path for path, _ in correction.roles}
    items = "".join(_section(document.id, p, roles, given) for p, roles in paths.items())
    title = plain(words.SECTIONS.format(count=len(paths)))
    opened = " open" if given else ""
    return (
        f'<details class="hj-sections"{opened}><summary>{title}</summary>'
        f'<p class="hj-muted">{plain(words.SECTIONS_HOW)}</p><ul>{items}</ul></details>'
    )


def _holds_text(document: Document, section: Section) -> bool:
    return bool(document.text[section.start : section.end].strip())


def _section(
    document: str, path: tuple[str, ...], roles: Iterable[Role], given: set[tuple[str, ...]]
) -> str:
    """One heading with its role; several roles below one heading are shown together."""
    shown = "、".join(dict.fromkeys(role.value for role in roles))
    if not path:
        name = plain(words.SECTION_START)
        return f'<li class="hj-level-1"><span>{name}</span><span>{plain(shown)}</span></li>'
    label = plain(words.SECTION_ROLE.format(section=path[-1]))
    place = plain_keeping_spaces(json.dumps(list(path), ensure_ascii=False))
    mark = _by_hand(document, "role", path[-1], path) if path in given else ""
    return (
        f'<li class="hj-level-{min(len(path), 4)}"><span>{plain(path[-1])}</span>'
        f'<span class="hj-choice"><select class="hj-role" data-id="{plain(document)}" '
        f'data-section="{place}" aria-label="{label}"><option>{plain(shown)}</option></select>'
        f"{mark}</span></li>"
    )


# ---------------------------------------------------------------- what was taken out


def _gone(opened: Opened) -> str:
    """The lines that cleaning took out, each with its reason and place."""
    if opened.removed is None:
        return f'<p class="hj-muted">{plain(words.GONE_UNKNOWN)}</p>'
    if not opened.removed:
        return f'<p class="hj-muted">{plain(words.GONE_NONE)}</p>'
    count = len(opened.removed)
    items = "".join(_line(r, opened.documents) for r in opened.removed[:SHOWN_LINES])
    more = words.GONE_MORE.format(count=count - SHOWN_LINES)
    rest = f'<p class="hj-muted">{plain(more)}</p>' if count > SHOWN_LINES else ""
    return (
        f'<details class="hj-gone"><summary>{plain(words.GONE_LINES.format(count=count))}</summary>'
        f'<p class="hj-muted">{plain(words.GONE_HOW)}</p><ul>{items}</ul>{rest}</details>'
    )


def _line(removed: RemovedLine, documents: Sequence[Document]) -> str:
    reason = plain(phrases.said(REMOVED.get(removed.reason, removed.reason)))
    place, href = place_of(removed, documents)
    where = f'<a class="hj-read" href="{href}">{plain(place)}</a>' if href else plain(place)
    return f"<li><b>{reason}</b><q>{plain(removed.text)}</q><span>{where}</span></li>"


def _told(*parts: str) -> str:
    """The parts that there are, in the reader's language."""
    return " · ".join(str(part) for part in parts if part)


def place_of(removed: RemovedLine, documents: Sequence[Document]) -> tuple[str, str]:
    """Where a removed line stood, in words, and the link to the paragraph before it, if known."""
    page = words.GONE_PAGE.format(page=removed.page) if removed.page else ""
    if not removed.after:
        return _told(page, words.GONE_START), ""
    shown = removed.after[:_SHOWN_WORDS] + ("……" if len(removed.after) > _SHOWN_WORDS else "")
    for document in documents:
        start = document.text.find(removed.after)
        if start >= 0:
            number = bisect_right([a.start for a in document.anchors], start) - 1
            paragraph = document.anchors[number].paragraph if number >= 0 else 1
            place = words.GONE_AFTER.format(paragraph=paragraph, words=shown)
            href = source_href(document.id, start, start + len(removed.after))
            return _told(page, place), href
    place = words.GONE_AFTER_WORDS.format(words=shown)
    return _told(page, place), ""
