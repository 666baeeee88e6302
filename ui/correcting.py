"""`hujian correct`: what a user knows better of a document, listed, set and taken back."""

from __future__ import annotations

import argparse

from assistant.corrections import Correction, Place
from assistant.errors import UnknownDocument
from assistant.records import Document, DocumentSummary, Role
from assistant.service import Assistant
from ui import cli_texts as words
from ui.contract import summary_to_json
from ui.terminal import DONE, FAILED, BatchError, err, json_line, open_library, out


def correct(options: argparse.Namespace) -> int:
    """Correct a document, list the corrections, or take those of a document back."""
    assistant = open_library(options)
    if options.list:
        return _list(assistant, options)
    if not options.file:
        raise BatchError(words.ERROR_CORRECT)
    place = Place(options.file, options.ordinal - 1)
    if options.reset:
        assistant.reset(place)
        err(words.CORRECT_RESET.format(file=place.file, ordinal=options.ordinal))
        return DONE
    document = assistant.document(_summary(assistant, place).id)
    assistant.correct(document.id, _correction(options, document))
    now = _summary(assistant, place)
    if options.json:
        json_line(summary_to_json(now))
    err(
        words.CORRECT_DONE.format(
            file=now.file,
            ordinal=options.ordinal,
            title=now.title,
            organisation=now.organisation or words.UNKNOWN,
            period=now.period or words.UNKNOWN,
            date=now.date or words.UNKNOWN,
        )
    )
    return DONE


def _summary(assistant: Assistant, place: Place) -> DocumentSummary:
    """The document at a place.

    Raises:
        UnknownDocument: If there is none.
    """
    found = [d for d in assistant.documents() if d.file == place.file]
    if not 0 <= place.ordinal < len(found):
        raise UnknownDocument(assistant.settings.library, place.file)
    return found[place.ordinal]


def _correction(options: argparse.Namespace, document: Document) -> Correction:
    """What the options say of a document.

    Raises:
        BatchError: If a role has no section, a section no role, or there is no such section.
    """
    roles: tuple[tuple[tuple[str, ...], Role], ...] = ()
    if options.section or options.role:
        roles = ((_path(options, document), Role(options.role)),)
    return Correction(
        options.organisation, options.title, options.period, tuple(options.year), options.date,
        roles,
    )  # fmt: skip


def _path(options: argparse.Namespace, document: Document) -> tuple[str, ...]:
    """The one heading path that ends as the options say; a whole path wins.

    Raises:
        BatchError: If there is none, or several.
    """
    wanted = tuple(options.section)
    paths = {s.path[:size] for s in document.sections for size in range(1, len(s.path) + 1)}
    ends = [p for p in paths if wanted and p[-len(wanted) :] == wanted]
    found = [wanted] if wanted in paths else ends
    if len(found) != 1 or not options.role:
        section = " / ".join(wanted)
        raise BatchError(words.ERROR_SECTION.format(file=document.file, section=section))
    return found[0]


def _list(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print every correction."""
    corrections = assistant.corrections()
    for place, correction in sorted(corrections.items(), key=lambda pair: pair[0]):
        said = _said(correction)
        if options.json:
            json_line({"document": place.file, "ordinal": place.ordinal + 1, **said})
        else:
            changes = "；".join(_changes(correction))
            line = words.CORRECT_LINE.format(
                file=place.file, ordinal=place.ordinal + 1, changes=changes
            )
            out(line)
    if not corrections:
        err(words.CORRECT_NONE)
    return DONE if corrections else FAILED


def _said(correction: Correction) -> dict[str, object]:
    """A correction as JSON, without what it leaves out."""
    roles = [{"section": list(path), "role": role.value} for path, role in correction.roles]
    values: dict[str, object] = {name: getattr(correction, name) for name in words.CORRECTED}
    values |= {"years": list(correction.years), "roles": roles}
    return {name: value for name, value in values.items() if value}


def _changes(correction: Correction) -> list[str]:
    """A correction in words."""
    pairs: list[tuple[str, str]] = [
        (word, value if isinstance(value, str) else "、".join(map(str, value)))
        for name, word in words.CORRECTED.items()
        if (value := getattr(correction, name))
    ]
    pairs += [(" / ".join(path), role.value) for path, role in correction.roles]
    return [f"{word}：{value}" for word, value in pairs]
