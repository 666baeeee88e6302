"""`hujian eval`: ask the questions whose outcome is known, and say how the answers did."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.errors import UnknownOrganisation
from assistant.evaluation import (
    Change,
    Difference,
    Expected,
    Outcome,
    Totals,
    difference,
    mean,
    measured,
    summed,
    totals,
    unasked,
)
from assistant.matching import same_document
from assistant.service import Assistant
from ui import texts_eval as words
from ui.cli_texts import METAVAR_FILE
from ui.conversations import Conversations
from ui.local_questions import QUESTIONS_FILE, collect, read_questions
from ui.terminal import DONE, FAILED, BatchError, err, json_line, open_library, out
from ui.texts import message
from ui.texts_details import system_reason

FORMAT = 1
SHOWN = 20  # questions of one list for the eye
_WIDTHS = (12, 6, 8, 8, 8, 8, 8)


def eval_options(command: argparse.ArgumentParser) -> None:
    """What `hujian eval` takes."""
    command.add_argument("file", nargs="?", type=Path, metavar=METAVAR_FILE, help=words.ARG_FILE)
    command.add_argument("--collect", action="store_true", help=words.ARG_COLLECT)
    command.add_argument("--save", type=Path, metavar=METAVAR_FILE, help=words.ARG_SAVE)
    command.add_argument("--against", type=Path, metavar=METAVAR_FILE, help=words.ARG_AGAINST)


def evaluate(options: argparse.Namespace) -> int:
    """Ask all questions of a file, or of the library, and print how the answers did."""
    if options.collect and options.file:
        raise BatchError(words.NOT_BOTH)
    before = read_run(options.against) if options.against else None
    given = read_questions(options.file) if options.file else None
    assistant = open_library(options)
    if not assistant.status().documents:
        err(words.EMPTY)
        return FAILED
    if options.collect:
        return _collected(assistant)
    questions = given if given is not None else _own(assistant)
    if not questions:
        err(words.NONE)
        return FAILED
    _warn(assistant, questions)
    outcomes = [asked(assistant, question) for question in questions]
    change = difference(before, outcomes) if before is not None else None
    (_print_json if options.json else _print_table)(outcomes, change, options.against)
    if options.save:
        save_run(options.save, outcomes)
    return FAILED if change and change.worse else DONE


def asked(assistant: Assistant, question: Expected) -> Outcome:
    """How the answer to one question does."""
    try:
        return measured(question, assistant.ask(question.request))
    except UnknownOrganisation as error:
        return unasked(question, message(error))


# ---------------------------------------------------------------- the library's own questions


def _collected(assistant: Assistant) -> int:
    """Bring in what users judged, and ask nothing."""
    if not _collect(assistant):
        err(words.COLLECTED.format(count=0, file=_own_file(assistant)))
    return DONE


def _own(assistant: Assistant) -> list[Expected]:
    """The library's questions, what users judged since brought in."""
    _collect(assistant)
    file = _own_file(assistant)
    return read_questions(file) if file.is_file() else []


def _collect(assistant: Assistant) -> int:
    """Bring in what users judged; how many questions that gave."""
    kept = assistant.settings.library / "conversations.sqlite"
    if not kept.is_file():
        return 0
    names = [name for name, _ in assistant.organisations()]
    file = _own_file(assistant)
    count, unclear = collect(file, Conversations(kept).rated(), names, assistant.ask)
    if unclear:
        err(words.TOO_LITTLE.format(count=unclear))
    if count:
        err(words.COLLECTED.format(count=count, file=file))
    return count


def _own_file(assistant: Assistant) -> Path:
    return assistant.settings.library / QUESTIONS_FILE


def _warn(assistant: Assistant, questions: Sequence[Expected]) -> None:
    """Say where the documents of questions are not in the library."""
    files = list(dict.fromkeys(d.file for d in assistant.documents()))
    held: dict[str, bool] = {}

    def known(name: str) -> bool:
        if name not in held:
            held[name] = any(same_document(file, name) for file in files)
        return held[name]

    absent = [(q.id, p.document) for q in questions for p in q.places if not known(p.document)]
    if absent:
        count = len({question for question, _ in absent})
        err(words.ABSENT.format(count=count, id=absent[0][0], file=absent[0][1]))


# ---------------------------------------------------------------- earlier runs


def save_run(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Keep a run for a later comparison.

    Raises:
        BatchError: If the file cannot be written.
    """
    run = {"format": FORMAT, "questions": [asdict(o) for o in outcomes]}
    try:
        path.write_text(json.dumps(run, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise BatchError(words.UNWRITABLE.format(file=path, detail=system_reason(error))) from error
    err(words.SAVED.format(file=path))


def read_run(path: Path) -> dict[str, Change]:
    """Each question of a kept run with its score in `after`.

    Raises:
        BatchError: If the file cannot be read or is no kept run.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(words.UNREADABLE.format(file=path, detail=system_reason(error))) from error
    run = None
    with suppress(ValueError):
        run = json.loads(text)
    if not isinstance(run, dict) or run.get("format") != FORMAT:
        raise BatchError(words.NOT_A_RUN.format(file=path))
    try:
        scores = [(str(q["id"]), str(q["question"]), float(q["score"])) for q in run["questions"]]
    except (KeyError, TypeError, ValueError) as error:
        raise BatchError(words.NOT_A_RUN.format(file=path)) from error
    return {name: Change(name, question, score, score) for name, question, score in scores}


# ---------------------------------------------------------------- printing


def _print_json(
    outcomes: Sequence[Outcome], change: Difference | None, _against: Path | None
) -> None:
    """One line per question, then one with the sums."""
    for outcome in outcomes:
        json_line(asdict(outcome))
    kinds = totals(outcomes)
    summary: dict[str, Any] = {
        "score": round(100 * (mean([k.score for k in kinds]) or 0.0), 2),
        "kinds": [asdict(k) for k in kinds],
        "all": asdict(summed("all", outcomes)),
        "against": asdict(change) if change else None,
    }
    json_line({"summary": summary})


def _print_table(
    outcomes: Sequence[Outcome], change: Difference | None, against: Path | None
) -> None:
    """The figures by kind, what was not right, and what changed."""
    kinds = totals(outcomes)
    every = summed(str(words.ALL), outcomes)
    out(_row(map(str, words.HEAD)))
    for figures in (*kinds, every):
        out(_row(_cells(figures)))
    out(words.SCORE.format(score=100 * (mean([k.score for k in kinds]) or 0.0)))
    right, wanted = every.refusals
    wrong, unwanted = every.false_refusals
    out(words.REFUSALS.format(right=right, wanted=wanted, wrong=wrong, unwanted=unwanted))
    missed = sorted((o for o in outcomes if o.score < 1), key=lambda o: o.score)
    if missed:
        out(words.MISSED.format(count=len(missed)))
        _print_some([_missed(o) for o in missed])
    if change:
        _print_change(change, against)


def _missed(outcome: Outcome) -> str:
    line = words.MISSED_LINE.format(score=outcome.score, id=outcome.id, question=outcome.question)
    return line + (words.FAULT.format(fault=outcome.fault) if outcome.fault else "")


def _print_change(change: Difference, against: Path | None) -> None:
    """How the run differs from the kept one."""
    out(
        words.AGAINST.format(
            file=against, shared=change.shared, before=change.before, after=change.after,
            better=len(change.better), worse=len(change.worse),
        )
    )  # fmt: skip
    for title, changes in ((words.WORSE, change.worse), (words.BETTER, change.better)):
        if changes:
            out(str(title))
            _print_some([words.CHANGE_LINE.format(**asdict(c)) for c in changes])


def _print_some(lines: Sequence[str]) -> None:
    """The first lines, and how many more there are."""
    for line in lines[:SHOWN]:
        out(line)
    if len(lines) > SHOWN:
        out(words.AND_MORE.format(count=len(lines) - SHOWN))


def _cells(figures: Totals) -> list[str]:
    """A line of the table."""
    shares = (figures.recall, figures.cited, figures.precision, figures.coverage)
    return [
        str(words.KINDS.get(figures.kind, figures.kind)),
        str(figures.count),
        f"{figures.score:.3f}",
        *("—" if share is None else f"{share:.3f}" for share in shares),
    ]


def _row(cells: Iterable[str]) -> str:
    """Cells in columns; a Chinese character is as wide as two letters."""
    return "".join(_padded(c, w) for c, w in zip(cells, _WIDTHS, strict=True)).rstrip()


def _padded(text: str, width: int) -> str:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return text + " " * max(1, width - len(text) - wide)
