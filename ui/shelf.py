"""Lists as escaped HTML: holdings, documents, progress cards, kept conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import DocumentSummary, FileOutcome, LibraryStatus, Outcome
from ui import texts
from ui.conversations import Conversation
from ui.escape import plain, source_href
from ui.jobs import OPEN_STATES, Job, JobState
from ui.phrases import said

SHOWN_DOCUMENTS = 300  # lines of the list; a search finds the others
SHOWN_FILES = 200  # lines of a job's report; the rest is counted


def holdings_html(status: LibraryStatus) -> str:
    """How much the library holds, in one line."""
    if not status.documents:
        return plain(texts.HOLDINGS_EMPTY)
    return plain(
        texts.HOLDINGS.format(documents=status.documents, organisations=status.organisations)
    )


def library_html(status: LibraryStatus, documents: Sequence[DocumentSummary]) -> str:
    """Figures, what could not be read, and the list of documents."""
    figures = (status.documents, status.organisations, status.chunks, status.generation)
    facts = "".join(
        f"<div><dt>{plain(name)}</dt><dd>{figure:,}</dd></div>"
        for name, figure in zip(texts.LIBRARY_FACTS, figures, strict=True)
    )
    where = texts.LIBRARY_WHERE.format(path=status.path, encoder=status.encoder)
    return (
        f'<dl class="hj-figures">{facts}</dl>{_unreadable(status)}'
        f'<section class="hj-list"><h2>{plain(texts.LIBRARY_LIST)}</h2>{_documents(documents)}'
        f'</section><p class="hj-muted hj-where">{plain(where)}</p>'
    )


def _unreadable(status: LibraryStatus) -> str:
    """The files that gave no text, each with its reason."""
    if not status.unreadable:
        return ""
    items = "".join(
        f"<li><b>{plain(file)}</b><span>{plain(said(reason))}</span></li>"
        for file, reason in status.unreadable
    )
    title = plain(texts.LIBRARY_UNREADABLE.format(count=len(status.unreadable)))
    return (
        f'<details class="hj-unreadable" open><summary>{title}</summary><ul>{items}</ul></details>'
    )


def _documents(documents: Sequence[DocumentSummary]) -> str:
    """The list of documents below a box that narrows it."""
    if not documents:
        return f'<p class="hj-none-yet">{plain(texts.LIBRARY_NONE)}</p>'
    label = plain(texts.LIBRARY_SEARCH)
    return (
        f'<input type="search" id="hj-find" placeholder="{label}" aria-label="{label}">'
        f'<div id="hj-rows">{documents_html(documents)}</div>'
    )


def documents_html(documents: Sequence[DocumentSummary], search: str = "") -> str:
    """The documents that hold all words of the search, at most `SHOWN_DOCUMENTS` of them."""
    words = search.casefold().split()
    found = [d for d in documents if _holds(d, words)]
    head = "".join(f'<th scope="col">{plain(name)}</th>' for name in texts.LIBRARY_TABLE_HEAD)
    rows = "".join(_row(d) for d in found[:SHOWN_DOCUMENTS])
    more = texts.LIBRARY_MORE.format(shown=SHOWN_DOCUMENTS, count=len(found))
    note = f'<p class="hj-muted">{plain(more)}</p>' if len(found) > SHOWN_DOCUMENTS else ""
    return (
        f'<div class="hj-table" tabindex="0"><table class="hj-documents"><thead><tr>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>{note}"
    )


def _holds(summary: DocumentSummary, words: Sequence[str]) -> bool:
    """Whether organisation, title, file or years of a document hold all the words."""
    parts = (summary.organisation or "", summary.title, summary.file, *map(str, summary.years))
    text = " ".join(parts).casefold()
    return all(word in text for word in words)


def _row(summary: DocumentSummary) -> str:
    """One document: who, what, when, where, and what can be done with it."""
    numbers = "、".join(str(year) for year in summary.years)
    years = numbers or (summary.period or "")
    organisation = summary.organisation or texts.SOURCE_NO_ORGANISATION
    names = texts.LIBRARY_TABLE_HEAD
    twin = f'<small class="hj-twin">{plain(texts.LIBRARY_DUPLICATE)}</small>'
    cells = (
        f"<b>{plain(organisation)}</b>",
        f'<a class="hj-read" href="{source_href(summary.id, 0, 0)}">{plain(summary.title)}</a>'
        f"{twin if summary.duplicate_of else ''}",
        plain(years),
        f'<span class="hj-file">{plain(summary.file)}</span>',
        str(summary.chunks),
        f'<button type="button" class="hj-correct" data-id="{plain(summary.id)}" '
        f'data-organisation="{plain(summary.organisation or "")}" '
        f'data-title="{plain(summary.title)}" data-years="{plain(numbers)}">'
        f"{plain(texts.LIBRARY_CORRECT)}</button>"
        f'<button type="button" class="hj-remove" data-file="{plain(summary.file)}">'
        f"{plain(texts.LIBRARY_DELETE)}</button>",
    )
    return (
        "<tr>"
        + "".join(
            f'<td data-label="{plain(name)}">{cell}</td>'
            for name, cell in zip(names, cells, strict=True)
        )
        + "</tr>"
    )


# ---------------------------------------------------------------- jobs


def jobs_html(jobs: Iterable[Job]) -> str:
    """The jobs as cards, the newest first; those still receiving belong to their own tab."""
    cards = [_card(job) for job in jobs if job.state is not JobState.UPLOADING]
    return "".join(reversed(cards))


def _card(job: Job) -> str:
    """One job: what it is doing, how far it is, what became of each file."""
    working = job.state in OPEN_STATES
    count = texts.JOB_COUNT.format(done=job.done, total=job.total) if job.total else ""
    button = plain(texts.JOB_CANCEL if working else texts.JOB_CLOSE)
    title = plain(texts.JOB_TITLE[job.state.value])
    return (
        f'<article class="hj-job hj-{job.state.value}"><header><h3>{title}</h3>'
        f'<span class="hj-muted">{plain(count)}</span>'
        f'<button type="button" class="hj-cancel" data-job="{plain(job.id)}">{button}</button>'
        f"</header>{_bar(job) if working else ''}{_outcome(job)}</article>"
    )


def _bar(job: Job) -> str:
    """A progress bar of the current stage, with its name."""
    stage = texts.JOB_STAGES.get(job.stage, "")
    return (
        f'<progress max="1" value="{job.part:.3f}" aria-label="{plain(texts.JOB_PROGRESS)}">'
        f'</progress><p class="hj-muted">{plain(stage)}</p>'
    )


def _outcome(job: Job) -> str:
    """The error, or the counts and the files; files that failed come first."""
    if job.error:
        return f'<p class="hj-fault" role="alert">{plain(job.error)}</p>'
    if not job.files:
        return ""
    summary = texts.JOB_SUMMARY.format(
        added=job.count(Outcome.ADDED),
        replaced=job.count(Outcome.REPLACED),
        unchanged=job.count(Outcome.UNCHANGED),
        failed=job.count(Outcome.FAILED),
    )
    files = sorted(job.files, key=lambda f: f.outcome is not Outcome.FAILED)
    lines = "".join(_file(f) for f in files[:SHOWN_FILES])
    return f'<p class="hj-counts">{plain(summary)}</p><ul class="hj-outcomes">{lines}</ul>'


def _file(outcome: FileOutcome) -> str:
    """One file: its name, what became of it, and why or what else there is to say."""
    detail = (
        said(outcome.reason)
        if outcome.reason
        else texts.OUTCOME_DETAIL.format(documents=outcome.documents, chunks=outcome.chunks)
    )
    notes = "".join(f"<span>{plain(said(note))}</span>" for note in outcome.notes)
    label = plain(texts.OUTCOMES[outcome.outcome.value])
    return (
        f'<li class="hj-{outcome.outcome.value}"><b>{label}</b>'
        f'<span class="hj-file">{plain(outcome.file)}</span>'
        f"<span>{plain(detail)}</span>{notes}</li>"
    )


# ---------------------------------------------------------------- conversations


def conversations_html(kept: Sequence[Conversation]) -> str:
    """The kept conversations as links that open them, each with its two buttons."""
    if not kept:
        return f'<p class="hj-muted">{plain(texts.HISTORY_NONE)}</p>'
    return f"<ul>{''.join(_conversation(c) for c in kept)}</ul>"


def _conversation(kept: Conversation) -> str:
    line = texts.HISTORY_LINE.format(changed=kept.changed, turns=kept.turns)
    return (
        f'<li><a href="#open-{plain(kept.id)}">{plain(kept.title)}</a>'
        f'<span class="hj-muted">{plain(line)}</span>'
        f'<button type="button" class="hj-rename" data-id="{plain(kept.id)}" '
        f'data-title="{plain(kept.title)}">{plain(texts.HISTORY_RENAME)}</button>'
        f'<button type="button" class="hj-forget" data-id="{plain(kept.id)}" '
        f'data-title="{plain(kept.title)}">{plain(texts.HISTORY_DELETE)}</button></li>'
    )
