"""`hujian similar`, `compare`, `themes`, `duplicates`: learning from one another."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.practice_records import Matrix, SimilarHit, SimilarPractices
from assistant.records import Evidence
from assistant.service import Assistant
from ui import cli_texts as words
from ui.columns import table
from ui.parsing import counted
from ui.practice_contract import (
    copies_to_json,
    matrix_to_json,
    similar_to_json,
    themes_to_json,
)
from ui.practice_exports import matrix_export, shortened
from ui.terminal import DONE, FAILED, BatchError, err, json_line, open_library, out
from ui.texts_details import system_reason
from ui.wording import reference_of

_LIMIT = 10


def similar_options(command: argparse.ArgumentParser) -> None:
    """What `hujian similar` takes."""
    command.add_argument(
        "practice", nargs="?", metavar=words.METAVAR_PRACTICE, help=words.ARG_PRACTICE
    )
    command.add_argument("--chunk", metavar=words.METAVAR_CHUNK, help=words.ARG_CHUNK)
    command.add_argument(
        "--limit", type=counted, default=_LIMIT, metavar=words.METAVAR_LIMIT, help=words.ARG_LIMIT
    )


def compare_options(command: argparse.ArgumentParser) -> None:
    """What `hujian compare` takes."""
    command.add_argument("themes", nargs="*", metavar=words.METAVAR_THEME, help=words.ARG_THEMES)
    command.add_argument("--xlsx", type=Path, metavar=words.METAVAR_FILE, help=words.ARG_XLSX)


def similar(options: argparse.Namespace) -> int:
    """Print the practices of other organisations alike to a description, question or chunk."""
    if bool(options.practice) == bool(options.chunk):
        raise BatchError(words.ERROR_SIMILAR)
    assistant = open_library(options)
    if not options.json and _is_empty(assistant):
        return FAILED
    if options.chunk:
        found = assistant.similar_to(options.chunk, options.limit)
    else:
        found = assistant.similar(options.practice, options.limit)
    if options.json:
        json_line(similar_to_json(found))
    else:
        _print_similar(found)
    return DONE if found.hits else FAILED


def _print_similar(found: SimilarPractices) -> None:
    source = found.practice.source
    if source:
        passage = shortened(source.passage)
        out(words.SIMILAR_SOURCE.format(reference=reference_of(source), passage=passage))
    for hit in found.hits:
        _print_hit(hit)
    if not found.hits:
        err(words.SIMILAR_NONE)
    err(
        words.SIMILAR_COUNT.format(
            found=len(found.hits),
            not_found=len(found.not_found),
            unreadable=found.files_unreadable,
        )
    )


def _print_hit(hit: SimilarHit) -> None:
    """One organisation: its passage, what is shared, what it adds."""
    out(
        words.SIMILAR_HIT.format(
            rank=hit.rank,
            organisation=hit.organisation,
            strength=hit.strength.value,
            passage=" ".join(hit.citation.passage.split()),
        )
    )
    shared = dict.fromkeys(
        s.passage_text
        if s.cosine == 1.0
        else words.SIMILAR_PAIR.format(
            practice=s.query_text, passage=s.passage_text, strength=s.strength.value
        )
        for s in hit.shared
    )
    if shared:
        out(words.SIMILAR_SHARED.format(words="、".join(shared)))
    if hit.adds:
        out(words.SIMILAR_ADDS.format(adds=hit.adds))


def _is_empty(assistant: Assistant) -> bool:
    """Whether the library holds nothing, which is said with what to do."""
    empty = not assistant.status().documents
    if empty:
        err(words.NO_DOCUMENTS)
    return empty


def compare(options: argparse.Namespace) -> int:
    """Print the matrix, or write it to an Excel file."""
    assistant = open_library(options)
    if not options.json and _is_empty(assistant):
        return FAILED
    matrix = assistant.compare(options.themes)
    if options.xlsx:
        _write(options.xlsx, matrix)
    if options.json:
        json_line(matrix_to_json(matrix))
    elif not options.xlsx:
        _print_matrix(matrix)
    found = any(c.evidence is Evidence.FOUND for row in matrix.rows for c in row.cells)
    return DONE if found else FAILED


def _print_matrix(matrix: Matrix) -> None:
    """Who records what, in columns; below it every passage under the number of its cell."""
    numbered: list[str] = []
    lines = [[str(words.MATRIX_ORGANISATION), *(t.name for t in matrix.themes)]]
    for row in matrix.rows:
        lines.append([row.organisation])
        for theme, cell in zip(matrix.themes, row.cells, strict=True):
            if cell.citation is None:
                lines[-1].append(str(words.VERDICTS[cell.evidence.value]))
                continue
            passage = shortened(cell.citation.passage)
            line = words.MATRIX_PASSAGE.format(
                n=len(numbered) + 1, organisation=row.organisation, theme=theme.name,
                passage=passage, reference=reference_of(cell.citation),
            )  # fmt: skip
            numbered.append(str(line))
            lines[-1].append(f"{cell.strength.value} [{len(numbered)}]")
    for text in (*table(lines), "", *numbered):
        out(text)


def _write(path: Path, matrix: Matrix) -> None:
    """Write the Excel file.

    Raises:
        BatchError: If the file cannot be written.
    """
    try:
        path.write_bytes(matrix_export(matrix).content)
    except OSError as error:
        raise BatchError(words.ERROR_XLSX.format(file=path, detail=system_reason(error))) from error


def themes(options: argparse.Namespace) -> int:
    """Print what the organisations do in common, and what one alone does."""
    assistant = open_library(options)
    if not options.json and _is_empty(assistant):
        return FAILED
    found = assistant.themes()
    if options.json:
        json_line(themes_to_json(found))
        return DONE if found.common else FAILED
    out(words.THEMES_COMMON)
    for theme in found.common:
        out(
            words.THEME_LINE.format(
                label="·".join(theme.label),
                count=len(theme.organisations),
                organisations="、".join(theme.organisations),
            )
        )
    out(words.THEMES_ALONE)
    for theme in found.alone:
        out(
            words.THEME_ALONE_LINE.format(
                label="·".join(theme.label),
                organisation=theme.organisations[0],
                passage=shortened(theme.passages[0].passage),
            )
        )
    return DONE if found.common else FAILED


def duplicates(options: argparse.Namespace) -> int:
    """Print the paragraphs of different organisations that read nearly the same."""
    groups = open_library(options).duplicates()
    if options.json:
        for line in copies_to_json(groups):
            json_line(line)
        return DONE
    for group in groups:
        out(
            words.DUPLICATES_LINE.format(
                similarity=group.similarity,
                organisations="、".join(group.organisations),
                passage=shortened(group.passages[0].passage),
            )
        )
    if not groups:
        err(words.DUPLICATES_NONE)
    return DONE
