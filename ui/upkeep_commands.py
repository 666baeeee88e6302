"""`hujian health` and `hujian restore`: how every file is, and removed files brought back."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.health import FileHealth
from assistant.keeping import KEPT_DAYS
from assistant.service import Assistant
from ui import cli_texts as words
from ui import texts_shelf as shelf_words
from ui.columns import padded, width
from ui.contract import outcome_to_json
from ui.file_list import states_in_words
from ui.health_contract import health_to_json, removed_to_json, trash_to_json
from ui.health_exports import EXPORTS
from ui.shelf import moment_in_words
from ui.terminal import DONE, FAILED, BatchError, err, json_line, open_library, out
from ui.texts_details import system_reason

_STATE = max(width(name) for name in shelf_words.STATES.values())


def health(options: argparse.Namespace) -> int:
    """Print the health report, or write it to a file; status 1 where a file was not read."""
    assistant = open_library(options)
    if options.export:
        _export(assistant, options.export)
    files = assistant.health()
    for file in files:
        if options.json:
            json_line(_as_json(assistant, file, options))
        elif not options.export:
            _print(assistant, file, options)
    err(states_in_words(files) if files else words.NO_DOCUMENTS)
    return FAILED if not files or any(f.reason for f in files) else DONE


def _as_json(
    assistant: Assistant, file: FileHealth, options: argparse.Namespace
) -> dict[str, object]:
    line = health_to_json(file)
    if options.removed:
        lines = assistant.removed_lines(file.file)
        line["removed"] = None if lines is None else [removed_to_json(r) for r in lines]
    return line


def _print(assistant: Assistant, file: FileHealth, options: argparse.Namespace) -> None:
    """One file for the eye: its state, why, and the lines that were taken out."""
    state = padded(shelf_words.STATES[file.state.value], _STATE)
    out(words.HEALTH_LINE.format(state=state, file=file.file, documents=len(file.documents)))
    for text in [file.reason] if file.reason else [r.text for r in file.remarks]:
        out(words.HEALTH_NOTE.format(note=text))
    for line in (assistant.removed_lines(file.file) or ()) if options.removed else ():
        why = removed_to_json(line)["why"]
        out(words.INSPECT_REMOVED.format(reason=why, text=line.text))


def _export(assistant: Assistant, path: Path) -> None:
    """Write the report to an .xlsx or .csv file.

    Raises:
        BatchError: If the suffix is another, or the file cannot be written.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in EXPORTS:
        raise BatchError(words.ERROR_EXPORT.format(file=path))
    try:
        path.write_bytes(EXPORTS[kind](assistant).content)
    except OSError as error:
        raise BatchError(words.ERROR_XLSX.format(file=path, detail=system_reason(error))) from error
    err(words.HEALTH_EXPORTED.format(file=path))


def restore(options: argparse.Namespace) -> int:
    """Bring removed files back; without names those of the last removal."""
    assistant = open_library(options)
    trash = assistant.trash()
    if options.list:
        for removed in trash:
            if options.json:
                json_line(trash_to_json(removed))
            else:
                until = moment_in_words(removed.until)
                out(words.TRASH_LINE.format(file=removed.file, until=until))
        if not trash:
            err(words.TRASH_NONE.format(days=KEPT_DAYS))
        return DONE if trash else FAILED
    names = options.names or [r.file for r in trash if r.removed == trash[0].removed]
    if not names:
        err(words.TRASH_NONE.format(days=KEPT_DAYS))
        return FAILED
    report = assistant.restore(names)
    if options.json:
        for outcome in report.files:
            json_line(outcome_to_json(outcome))
    err(words.RESTORE_DONE.format(files="、".join(f.file for f in report.files)))
    return DONE
