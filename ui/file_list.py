"""The health report as a list: one line per file, narrowed by state and words, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.health import DocumentHealth, FileHealth, FileState, count_states
from assistant.records import DocumentSummary
from ui import texts
from ui import texts_shelf as words
from ui.escape import plain, plain_keeping_spaces, source_href
from ui.language import listed
from ui.phrases import said

PAGE = 50  # files on one page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is asked for: words, a state or all, a page from 1."""

    search: str = ""
    state: FileState | None = None
    page: int = 1


def states_in_words(files: Sequence[FileHealth]) -> str:
    """The sum of the report: how many files, documents, and files in each state."""
    counts = [
        words.HEALTH_COUNT.format(count=count, state=words.STATES[state.value])
        for state, count in reversed(count_states(files).items())
        if count
    ]
    documents = sum(len(f.documents) for f in files)
    return words.HEALTH_SUMMARY.format(
        files=len(files), documents=documents, states=listed(counts, "，")
    )


def filters_html(files: Sequence[FileHealth], chosen: FileState | None) -> str:
    """A button for all files and one for each state that occurs, with the numbers."""
    buttons = [_filter("", words.HEALTH_ALL.format(count=len(files)), chosen)]
    for state, count in count_states(files).items():
        if count or state is chosen:
            label = f"{words.STATES[state.value]} {count}"
            buttons.append(_filter(state.value, label, chosen))
    return (
        f'<div class="hj-filters" role="group" aria-label="{plain(words.FILTER_LABEL)}">'
        f"{''.join(buttons)}</div>"
    )


def _filter(value: str, label: str, chosen: FileState | None) -> str:
    pressed = "true" if value == (chosen or "") else "false"
    hint = plain(words.STATE_HINTS[value]) if value else ""
    return (
        f'<button type="button" class="hj-filter" data-state="{value}" title="{hint}" '
        f'aria-pressed="{pressed}">{plain(label)}</button>'
    )


def files_html(files: Sequence[FileHealth], wanted: Wanted) -> str:
    """One page of the files that hold all words of the search, in the wanted state."""
    sought = wanted.search.casefold().split()
    found = [
        f for f in files if wanted.state in (None, f.state) and all(w in _told(f) for w in sought)
    ]
    if not found:
        return f'<p class="hj-none-yet">{plain(words.FILES_NONE)}</p>'
    last = -(-len(found) // PAGE)
    page = min(max(1, wanted.page), last)
    shown = found[(page - 1) * PAGE : page * PAGE]
    names = "".join(f'<th scope="col">{plain(n)}</th>' for n in words.FILES_HEAD[1:])
    pick_all = plain(words.PICK_ALL)
    box = f'<input type="checkbox" class="hj-pick-all" aria-label="{pick_all}" title="{pick_all}">'
    return (
        '<div class="hj-table" tabindex="0"><table class="hj-documents"><thead><tr>'
        f'<th scope="col">{box}</th>{names}</tr></thead>'
        f"<tbody>{''.join(_row(f) for f in shown)}</tbody></table></div>"
        f"{_pager(page, last, len(found))}"
    )


def _pager(page: int, last: int, count: int) -> str:
    """Which files are shown, and the ways to the others."""
    first = (page - 1) * PAGE + 1
    shown = words.FILES_PAGE.format(first=first, last=min(page * PAGE, count), count=count)
    if last == 1:
        return ""
    back = _turn(words.FILES_PREVIOUS, page - 1) if page > 1 else ""
    forth = _turn(words.FILES_NEXT, page + 1) if page < last else ""
    return f'<p class="hj-pager">{back}<span class="hj-muted">{plain(shown)}</span>{forth}</p>'


def _turn(label: str, page: int) -> str:
    return f'<button type="button" class="hj-turn" data-page="{page}">{plain(label)}</button>'


def _told(file: FileHealth) -> str:
    """What a search looks through: file, and organisation, title, years of its documents."""
    parts = [file.file]
    for document in file.documents:
        d = document.summary
        parts += [d.organisation or "", d.title, *map(str, d.years)]
    return " ".join(parts).casefold()


def _row(file: FileHealth) -> str:
    """One file: how it is, who, what, when, where, and what can be done with it."""
    state = file.state.value
    name = plain_keeping_spaces(file.file)
    cells = (
        f'<input type="checkbox" class="hj-pick" value="{name}" '
        f'aria-label="{plain(words.PICK.format(file=file.file))}">',
        f'<span class="hj-state hj-{state}" title="{plain(words.STATE_HINTS[state])}">'
        f"{plain(words.STATES[state])}</span>",
        f"<b>{plain(_organisations(file))}</b>",
        _titles(file),
        plain(_years(file)),
        f'<span class="hj-file">{plain(file.file)}</span>',
        _actions(file),
    )
    row = "".join(
        f'<td data-label="{plain(label)}">{cell}</td>'
        for label, cell in zip(words.FILES_HEAD, cells, strict=True)
    )
    return f'<tr data-file="{name}">{row}</tr>'


def _organisations(file: FileHealth) -> str:
    names = list(dict.fromkeys(d.summary.organisation for d in file.documents))
    if not names:
        return ""
    shown = names[0] or texts.SOURCE_NO_ORGANISATION
    return (
        shown if len(names) == 1 else f"{shown} {words.FILES_MORE_UNITS.format(count=len(names))}"
    )


def _years(file: FileHealth) -> str:
    years = sorted({year for d in file.documents for year in d.summary.years})
    periods = [d.summary.period for d in file.documents if d.summary.period]
    return "、".join(map(str, years)) or "、".join(periods)


def _titles(file: FileHealth) -> str:
    """The first title as a link, how many more there are; the reason where nothing was read."""
    if not file.documents:
        return f'<span class="hj-reason">{plain(said(file.reason or ""))}</span>'
    first = file.documents[0].summary
    count = len(file.documents)
    also = words.FILES_MORE.format(count=count)
    more = f'<span class="hj-also">{plain(also)}</span>' if count > 1 else ""
    twin = any(d.twin_of for d in file.documents)
    mark = f'<small class="hj-twin">{plain(texts.LIBRARY_DUPLICATE)}</small>' if twin else ""
    link = f'<a class="hj-read" href="{source_href(first.id, 0, 0)}">{plain(first.title)}</a>'
    return f"{link}{more}{mark}"


def _actions(file: FileHealth) -> str:
    """Details, correcting where there is one document, removing."""
    name = plain_keeping_spaces(file.file)
    correcting = correct_button(file.documents[0]) if len(file.documents) == 1 else ""
    return (
        f'<button type="button" class="hj-more" aria-expanded="false" data-file="{name}" '
        f'aria-label="{plain(words.DETAILS_OF.format(file=file.file))}">{plain(words.DETAILS)}'
        f'</button>{correcting}<button type="button" class="hj-remove" data-file="{name}" '
        f'aria-label="{plain(words.REMOVE_OF.format(file=file.file))}">'
        f"{plain(texts.LIBRARY_DELETE)}</button>"
    )


def correct_button(document: DocumentHealth) -> str:
    """The button that opens the dialog with what was read of a document."""
    said: DocumentSummary = document.summary
    return (
        f'<button type="button" class="hj-correct" data-id="{plain(said.id)}" '
        f'data-file="{plain_keeping_spaces(said.file)}" '
        f'data-organisation="{plain(said.organisation or "")}" '
        f'data-title="{plain(said.title)}" data-years="{"、".join(map(str, said.years))}" '
        f'data-date="{plain(said.date or "")}" '
        f'aria-label="{plain(words.CORRECT_OF.format(title=said.title))}">'
        f"{plain(texts.LIBRARY_CORRECT)}</button>"
    )
