"""设置: what holds now, what it means, what a change costs, as escaped HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering import composed, decision, passage
from assistant.config import Settings, load_settings
from assistant.errors import CorrectionError, SettingsError
from assistant.overview import ModelFacts, StorageFacts, model_facts, storage_facts, versions
from assistant.practice_records import Theme
from assistant.records import Role
from assistant.synonym_file import SynonymRow, synonym_rows
from assistant.synonyms import SYNONYMS_FILE, load_synonyms
from assistant.themes import THEMES_FILE, load_themes
from assistant.user_files import ABSENT, fingerprint
from ui import settings_texts as words
from ui import texts
from ui.escape import plain
from ui.language import Text

if TYPE_CHECKING:
    from assistant.service import Assistant

_MB = 1 << 20


def settings_html(assistant: Assistant) -> str:
    """The whole place: what a user edits first, then what is to be known."""
    library = assistant.settings.library
    status = assistant.status()
    facts = model_facts(assistant.settings, assistant.models)
    return (
        f"<h2>{plain(words.TITLE)}</h2>"
        + _synonyms(library)
        + _themes(library)
        + _names(assistant)
        + _thresholds()
        + _model(facts, status.chunks)
        + _options(assistant.settings)
        + _storage(storage_facts(library))
        + _versions()
    )


def _section(name: str, title: Text, body: str) -> str:
    """One part of the place."""
    return f'<section class="hj-setting" id="hj-set-{name}"><h3>{plain(title)}</h3>{body}</section>'


def _says(text: str) -> str:
    return f'<p class="hj-muted">{plain(text)}</p>'


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names with their values."""
    items = "".join(f"<div><dt>{plain(n)}</dt><dd>{plain(v)}</dd></div>" for n, v in rows)
    return f'<dl class="hj-pairs">{items}</dl>'


# ---------------------------------------------------------------- what a user edits


def _synonyms(library: Path) -> str:
    """The editor of a library's own synonyms."""
    seen = fingerprint(library / SYNONYMS_FILE)
    try:
        rows = synonym_rows(library)
    except SettingsError as error:
        return _section("synonyms", words.SYNONYMS, _broken("synonyms", seen, error))
    built_in = len(load_synonyms(library).table)
    heads = (words.SYNONYM_ASKED, words.SYNONYM_WORDS)
    editor = _editor("synonyms", seen, heads, [_synonym_cells(r) for r in rows])
    how = _says(words.SYNONYMS_HOW.format(built_in=built_in)) + _says(words.COST_NOTHING)
    backup = _says(words.BACKUP_NOTE.format(file=SYNONYMS_FILE))
    return _section("synonyms", words.SYNONYMS, how + editor + backup)


def _synonym_cells(row: SynonymRow) -> tuple[str, str]:
    return row.asked, "、".join(row.words)


def _themes(library: Path) -> str:
    """The editor of the themes."""
    seen = fingerprint(library / THEMES_FILE)
    try:
        themes = load_themes(library)
    except SettingsError as error:
        return _section("themes", words.THEMES, _broken("themes", seen, error))
    own = seen != ABSENT
    restore = (
        f'<button type="button" class="hj-restore">{plain(words.RESTORE)}</button>' if own else ""
    )
    cells = [_theme_cells(t) for t in themes]
    editor = _editor("themes", seen, tuple(words.THEME_COLUMNS.values()), cells, restore)
    now = words.THEMES_OWN if own else words.THEMES_BUILT_IN
    roles = words.THEME_ROLES.format(roles="、".join(r.value for r in Role))
    how = _says(words.THEMES_HOW) + _says(now) + _says(words.COST_NOTHING)
    backup = _says(words.BACKUP_NOTE.format(file=THEMES_FILE))
    return _section("themes", words.THEMES, how + editor + _says(roles) + backup)


def _theme_cells(theme: Theme) -> tuple[str, str, str, str]:
    return (
        theme.name,
        "、".join(theme.expressions),
        "、".join(theme.measures),
        "、".join(r.value for r in theme.roles),
    )


def _editor(
    name: str, seen: str, heads: tuple[Text, ...], rows: Iterable[tuple[str, ...]], more: str = ""
) -> str:
    """A form of rows; the script adds and takes out rows, and says at a row what is wrong.

    Args:
        name: Of the setting, as its address ends.
        seen: The fingerprint of the file that the rows were read from.
        heads: What the fields of a row are called.
        rows: The fields of each row.
        more: Buttons beside that which saves.
    """
    lines = "".join(_editor_row(heads, cells) for cells in rows)
    empty = _editor_row(heads, ("",) * len(heads))
    labels = "".join(f"<span>{plain(h)}</span>" for h in heads)
    return (
        f'<form class="hj-rows hj-rows-{name}" data-setting="{name}" data-seen="{plain(seen)}" '
        f'novalidate><div class="hj-rows-head" aria-hidden="true">{labels}</div>'
        f'<ol>{lines}</ol><template>{empty}</template><div class="hj-buttons">'
        f'<button class="hj-go">{plain(words.SAVE)}</button>'
        f'<button type="button" class="hj-add-row">{plain(words.ADD_ROW)}</button>{more}'
        f'<span class="hj-unsaved" role="status"></span></div></form>'
    )


def _editor_row(heads: tuple[Text, ...], cells: tuple[str, ...]) -> str:
    fields_of = "".join(
        f'<input aria-label="{plain(head)}" placeholder="{plain(head)}" '
        f'value="{plain(cell)}" maxlength="600" autocomplete="off">'
        for head, cell in zip(heads, cells, strict=True)
    )
    take = plain(words.TAKE_ROW)
    return (
        f'<li>{fields_of}<button type="button" class="hj-take-row" aria-label="{take}" '
        f'title="{take}">✕</button><p class="hj-row-fault" role="alert" hidden></p></li>'
    )


def _broken(name: str, seen: str, error: SettingsError) -> str:
    """What is wrong with a file that was edited by hand, and a way out that loses nothing."""
    return (
        f'<p class="hj-fault" role="alert">{plain(texts.message(error))}</p>'
        f'<form class="hj-rows" data-setting="{name}" data-seen="{plain(seen)}">'
        f'<button type="button" class="hj-restore">{plain(words.MOVE_AWAY)}</button></form>'
    )


# ---------------------------------------------------------------- what is to be known


def _names(assistant: Assistant) -> str:
    """How many names were learnt and corrected."""
    try:
        corrected = len(assistant.corrections())
    except CorrectionError as error:
        return _section("names", words.NAMES, _says(texts.message(error)))
    says = words.NAMES_HOW.format(
        organisations=assistant.status().organisations, corrected=corrected
    )
    link = f'<p><a class="hj-open" href="#library">{plain(words.NAMES_LINK)}</a></p>'
    return _section("names", words.NAMES, _says(says) + link)


def _thresholds() -> str:
    """What the strengths mean and when an answer is refused, with the values that hold."""
    values = {
        "strong": composed.STRONG,
        "medium": composed.MEDIUM,
        "enough": passage.ENOUGH,
        "missing": _share(passage.MISSING),
        "figure": _share(passage.MISSING_FIGURE),
        "enough_anywhere": passage.ENOUGH_ANYWHERE,
        "missing_anywhere": _share(passage.MISSING_ANYWHERE),
        "found": _share(decision.FOUND),
        "anything": decision.ANYTHING,
    }
    rows = [
        (name, words.THRESHOLD_VALUES[key].format(**values))
        for key, name in words.THRESHOLD_ROWS.items()
    ]
    body = _says(words.THRESHOLDS_HOW) + _pairs(rows) + _says(words.THRESHOLDS_FIXED)
    return _section("thresholds", words.THRESHOLDS, body)


def _share(value: float) -> str:
    return f"{value:.0%}"


def _model(facts: ModelFacts, chunks: int) -> str:
    """The model in use, how to change it, and what that costs."""
    if facts.built_in:
        kind = words.MODEL_BUILT_IN
    elif facts.folder:
        kind = words.MODEL_FOLDER.format(folder=facts.folder)
    else:
        kind = words.MODEL_HUB
    values: Mapping[str, str] = {
        "name": facts.name,
        "kind": kind,
        "revision": facts.revision,
        "dim": str(facts.dim),
        "size": _megabytes(facts.size) if facts.size else "",
        "pace": words.MODEL_PACE.format(pace=f"{facts.pace:,.0f}"),
    }
    rows = [(name, values[key]) for key, name in words.MODEL_ROWS.items() if values[key]]
    steps = "".join(f"<li>{plain(step)}</li>" for step in words.MODEL_STEPS)
    cost = words.MODEL_COST.format(chunks=f"{chunks:,}", time=_time(chunks / facts.pace))
    body = f"{_pairs(rows)}<h4>{plain(words.MODEL_CHANGE)}</h4><ol>{steps}</ol>{_says(cost)}"
    return _section("model", words.MODEL, body)


def _time(seconds: float) -> Text:
    """A stretch of time as one says it."""
    if seconds < 1:
        return words.LESS_THAN_A_SECOND
    if seconds < 90:
        return words.SECONDS.format(n=round(seconds))
    return words.MINUTES.format(n=round(seconds / 60))


def _options(settings: Settings) -> str:
    """The settings of `hujian.toml`: what holds, what it is for, what a change costs."""
    try:
        written, fault = load_settings(settings.library), ""
    except SettingsError as error:
        written = settings
        fault = words.OPTIONS_BROKEN.format(message=texts.message(error))
    rows = "".join(
        f"<div><dt>{plain(label)} <code>{plain(name)}</code></dt>"
        f"<dd>{_held(getattr(settings, name), getattr(written, name))}"
        f'<span class="hj-muted">{plain(words.OPTION_COSTS[name])}</span></dd></div>'
        for name, label in words.OPTION_NAMES.items()
    )
    said = f'<p class="hj-fault" role="alert">{plain(fault)}</p>' if fault else ""
    body = f'{_says(words.OPTIONS_HOW)}{said}<dl class="hj-pairs hj-toml">{rows}</dl>'
    return _section("options", words.OPTIONS, body)


def _held(value: object, written: object) -> str:
    """The value that holds, with the one that will after a restart."""
    changed = words.OPTION_PENDING.format(value=_option(written)) if written != value else ""
    mark = f' <em class="hj-pending">{plain(changed)}</em>' if changed else ""
    return f"<b>{plain(_option(value))}</b>{mark}"


def _option(value: object) -> str:
    if isinstance(value, bool):
        return words.YES if value else words.NO
    return words.EMPTY if value == "" else str(value)


def _storage(facts: StorageFacts) -> str:
    """Where the library lies, how large it and its parts are, what is free."""
    known = [(words.STORAGE_PARTS[n], s) for n, s in facts.parts if n in words.STORAGE_PARTS]
    rows: list[tuple[str, str]] = [
        (words.STORAGE_WHERE, str(facts.path)),
        (words.STORAGE_TOTAL, _megabytes(facts.total)),
        *((name, _megabytes(size)) for name, size in known),
        (words.STORAGE_FREE, f"{facts.free / (1 << 30):,.1f} GB"),
    ]
    return _section("storage", words.STORAGE, _pairs(rows))


def _megabytes(size: int) -> str:
    return f"{size / _MB:,.1f} MB"


def _versions() -> str:
    """What is installed, as `hujian doctor` says."""
    rows = [(words.VERSION_NAMES.get(name, name), version) for name, version in versions()]
    return _section("versions", words.VERSIONS, _pairs(rows))
