"""The library's place as escaped HTML: holdings, health report, removals, storage; kept chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.health import FileHealth
from assistant.keeping import KEPT_DAYS, RemovedFile
from assistant.records import LibraryStatus
from assistant.upkeep import Storage
from ui import texts
from ui import texts_shelf as words
from ui.conversations import Conversation
from ui.escape import plain, plain_keeping_spaces
from ui.file_detail import size_in_words
from ui.file_list import Wanted, files_html, filters_html, states_in_words


def holdings_html(status: LibraryStatus) -> str:
    """How much the library holds, in one line."""
    if not status.documents:
        return plain(texts.HOLDINGS_EMPTY)
    return plain(
        texts.HOLDINGS.format(documents=status.documents, organisations=status.organisations)
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the library's place shows."""

    status: LibraryStatus
    files: Sequence[FileHealth]
    trash: Sequence[RemovedFile]
    storage: Storage | None


def library_html(shelf: Shelf, wanted: Wanted) -> str:
    """Figures, the health report with its list, what was removed, storage and version."""
    if not shelf.files and not shelf.trash:
        return _first_steps()
    status = shelf.status
    figures = (status.documents, status.organisations, status.chunks, status.generation)
    facts = "".join(
        f"<div><dt>{plain(name)}</dt><dd>{figure:,}</dd></div>"
        for name, figure in zip(texts.LIBRARY_FACTS, figures, strict=True)
    )
    return (
        f'<dl class="hj-figures">{facts}</dl>{_report(shelf.files, wanted)}'
        f"{_trash(shelf.trash)}{_storage(shelf.storage)}"
    )


def _first_steps() -> str:
    """What to do first, in an empty library."""
    steps = "".join(f"<li>{plain(step)}</li>" for step in words.FIRST_STEPS)
    return (
        f'<section class="hj-first"><h2>{plain(words.FIRST_TITLE)}</h2><ol>{steps}</ol>'
        f'<p class="hj-muted">{plain(words.FIRST_SAFE)}</p></section>'
    )


def _report(files: Sequence[FileHealth], wanted: Wanted) -> str:
    """The summary, the filters, the box to search in, and the list."""
    title = plain(words.HEALTH_TITLE)
    if not files:
        none = plain(texts.LIBRARY_NONE)
        return f'<section class="hj-list"><p class="hj-none-yet">{none}</p></section>'
    label = plain(texts.LIBRARY_SEARCH)
    exports = "".join(
        f'<a class="hj-export" href="/api/v1/health?format={kind}" download>{kind.upper()}</a>'
        for kind in ("xlsx", "csv")
    )
    return (
        f'<section class="hj-list"><header class="hj-report-head"><h2>{title}</h2>'
        f'<p class="hj-summary">{plain(states_in_words(files))}</p>'
        f'<span class="hj-exports">{plain(words.HEALTH_EXPORT)} {exports}</span></header>'
        f"{filters_html(files, wanted.state)}"
        f'<input type="search" id="hj-find" placeholder="{label}" aria-label="{label}" '
        f'value="{plain(wanted.search)}">'
        f'<p id="hj-picked" class="hj-picked" hidden><span></span><button type="button" '
        f'class="hj-remove-picked">{plain(words.REMOVE_PICKED)}</button></p>'
        f'<div id="hj-rows">{files_html(files, wanted)}</div></section>'
    )


def _trash(trash: Sequence[RemovedFile]) -> str:
    """The removed files that can be brought back."""
    if not trash:
        return ""
    items = "".join(_removed(r) for r in trash)
    how = words.TRASH_HOW.format(days=KEPT_DAYS)
    count = len(trash)
    return (
        f'<details class="hj-trash" id="hj-trash"><summary>'
        f"{plain(words.TRASH.format(count=count))}</summary>"
        f'<p class="hj-muted">{plain(how)}</p><ul>{items}</ul><p>'
        f'<button type="button" class="hj-restore-all">{plain(words.TRASH_RESTORE_ALL)}</button>'
        f'<button type="button" class="hj-empty-trash" data-count="{count}">'
        f"{plain(words.TRASH_EMPTY)}</button></p></details>"
    )


def _removed(removed: RemovedFile) -> str:
    line = words.TRASH_UNTIL.format(
        removed=moment_in_words(removed.removed), until=moment_in_words(removed.until)
    )
    name = plain_keeping_spaces(removed.file)
    return (
        f'<li><span class="hj-file">{plain(removed.file)}</span>'
        f'<span class="hj-muted">{plain(line)}</span>'
        f'<button type="button" class="hj-restore" data-file="{name}" '
        f'aria-label="{plain(words.TRASH_RESTORE_OF.format(file=removed.file))}">'
        f"{plain(words.TRASH_RESTORE)}</button></li>"
    )


def moment_in_words(iso: str) -> str:
    """A moment in the time of this machine, to the minute."""
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")


def _storage(storage: Storage | None) -> str:
    """Where the library lies, how large it is, what it was made with."""
    if storage is None or not storage.generation:
        return ""
    values = {
        "path": storage.path,
        "size": words.STORAGE_SIZE.format(
            size=size_in_words(storage.size), current=size_in_words(storage.current)
        ),
        "generation": words.STORAGE_GENERATION.format(
            generation=storage.generation, created=moment_in_words(storage.created)
        ),
        "encoder": words.STORAGE_ENCODER.format(
            name=storage.encoder, revision=storage.encoder_revision
        ),
        "tokenizer": storage.tokenizer,
        "format": str(storage.format_version),
    }
    facts = "".join(
        f"<div><dt>{plain(words.STORAGE_FACTS[name])}</dt><dd>{plain(value)}</dd></div>"
        for name, value in values.items()
    )
    title = plain(words.STORAGE)
    return f'<details class="hj-storage"><summary>{title}</summary><dl>{facts}</dl></details>'


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
