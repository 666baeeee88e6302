"""What each command of `hujian` does: call the assistant, print its records.

Answers and listings go to stdout; progress, summaries and complaints to stderr. Every function
takes the parsed options and returns the exit status.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
from collections.abc import Iterable
from importlib import metadata, util
from pathlib import Path

from assistant import tokenizer
from assistant.config import load_settings
from assistant.inspection import inspect_files
from assistant.keeping import KEPT_DAYS
from assistant.reasons import REMOVED
from assistant.records import (
    Answer,
    Citation,
    FileReport,
    Filters,
    IndexReport,
    Outcome,
    RemovedLine,
    Request,
    Role,
    Status,
)
from assistant.service import Assistant
from ui import cli_texts as words
from ui.contract import (
    ContractError,
    answer_to_json,
    outcome_to_json,
    report_to_json,
    request_from_json,
    summary_to_json,
)
from ui.correcting import correct as correct
from ui.health_contract import removed_to_json
from ui.terminal import DONE, FAILED, Bar, BatchError, err, json_line, open_library, out
from ui.texts import message
from ui.texts_details import system_reason
from ui.upkeep_commands import health as health
from ui.upkeep_commands import restore as restore
from ui.why_contract import Asking, asking, explained_to_json, with_reasons
from ui.why_words import explained_text
from ui.wording import reference_of

NEAREST_LENGTH = 100
_BOLD = re.compile(r"(?<!\\)\*\*")
_ESCAPED = re.compile(r"\\([\\*_`\[\]<>|~#>+.)-])")


def version() -> str:
    """The product's version."""
    return metadata.version("hujian")


# ---------------------------------------------------------------- files in and out


def index(options: argparse.Namespace) -> int:
    """Add files and folders; reports every file that failed."""
    assistant = open_library(options)
    report = assistant.index(options.paths, Bar())
    if options.json:
        for outcome in report.files:
            json_line(outcome_to_json(outcome))
    err(_index_summary(assistant, report))
    return FAILED if report.count(Outcome.FAILED) else DONE


def _index_summary(assistant: Assistant, report: IndexReport) -> str:
    """The closing lines of an indexing run: failures, then the sums."""
    status = assistant.status()
    counts = {outcome.value: report.count(outcome) for outcome in Outcome}
    failed = [
        words.INDEX_FAILED.format(file=f.file, reason=f.reason)
        for f in report.files
        if f.outcome is Outcome.FAILED
    ]
    done = words.INDEX_DONE.format(
        **counts, documents=status.documents, chunks=status.chunks, seconds=report.seconds
    )
    twins = sum(d.duplicate_of is not None for d in assistant.documents())
    also = [words.INDEX_TWINS.format(count=twins)] if twins else []
    return "\n".join([*failed, done, *also])


def inspect(options: argparse.Namespace) -> int:
    """Print what a reader makes of each file, without a library."""
    status = DONE
    for report in inspect_files(options.paths):
        if options.json:
            line = report_to_json(report)
            if options.removed:
                line["removed"] = [removed_to_json(r) for r in report.removed]
            json_line(line)
        else:
            _print_report(report, report.removed if options.removed else ())
        if not report.readable:
            status = FAILED
    return status


def _print_report(report: FileReport, removed: Iterable[RemovedLine]) -> None:
    """One file for the eye: documents, headings, notes, removed lines."""
    if not report.readable:
        out(words.INSPECT_UNREADABLE.format(file=report.file, reason=report.reason))
    else:
        out(
            words.INSPECT_FILE.format(
                file=report.file, format=report.format, count=len(report.documents)
            )
        )
    for d in report.documents:
        out(
            words.INSPECT_DOCUMENT.format(
                title=d.title,
                organisation=d.organisation or words.UNKNOWN,
                period=d.period or words.UNKNOWN,
                date=d.date or words.UNKNOWN,
                chunks=len(d.chunks),
            )
        )
        for heading in d.headings:
            out(f"    {'  ' * (heading.level - 1)}{heading.text}")
    for note in report.notes:
        out(words.INSPECT_NOTE.format(note=note))
    for line in removed:
        reason = REMOVED.get(line.reason, line.reason)
        out(words.INSPECT_REMOVED.format(reason=reason, text=line.text))


def remove(options: argparse.Namespace) -> int:
    """Take files out of the library."""
    report = open_library(options).remove(options.names)
    if options.json:
        for outcome in report.files:
            json_line(outcome_to_json(outcome))
    files = "、".join(f.file for f in report.files)
    err(words.REMOVE_DONE.format(files=files, days=KEPT_DAYS))
    return DONE


def rebuild(options: argparse.Namespace) -> int:
    """Make all indexes anew from the stored texts."""
    assistant = open_library(options)
    report = assistant.rebuild(Bar())
    status = assistant.status()
    text = words.REBUILD_DONE.format(
        documents=status.documents, chunks=status.chunks, seconds=report.seconds
    )
    if options.json:
        json_line({"generation": report.generation, "chunks": status.chunks})
    err(text)
    return DONE


# ---------------------------------------------------------------- questions


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or a file of them."""
    if bool(options.question) == bool(options.batch):
        raise BatchError(words.ERROR_ASK)
    if options.batch:
        return _ask_batch(options)
    filters = Filters(
        organisations=tuple(options.organisation),
        years=tuple(options.year),
        roles=tuple(Role(r) for r in options.role),
    )
    request, assistant = Request(options.question, filters=filters), open_library(options)
    if options.explain:
        return _ask_why(assistant, request, options)
    answer = assistant.ask(request)
    if options.json:
        json_line(answer_to_json(answer))
    else:
        out(_answer_text(answer))
    return DONE if answer.status is Status.ANSWERED else FAILED


def _ask_why(assistant: Assistant, request: Request, options: argparse.Namespace) -> int:
    """Answer one question and say why."""
    explained = assistant.explain(request)
    if options.json:
        json_line(explained_to_json(explained))
    else:
        out(_answer_text(explained.answer) + "\n" + explained_text(explained))
    return DONE if explained.answer.status is Status.ANSWERED else FAILED


def _ask_batch(options: argparse.Namespace) -> int:
    """Answer every line of a JSON Lines file, one JSON object a line."""
    requests = _read_batch(options.batch)
    assistant = open_library(options)
    for request, answer in requests:
        json_line((with_reasons if options.explain else answer)(assistant, request))
    return DONE


def _read_batch(path: Path) -> list[tuple[Request, Asking]]:
    """All requests of a batch file with how each is answered, checked before the first is.

    Raises:
        BatchError: If the file cannot be read or a line is not a question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(
            words.ERROR_BATCH_FILE.format(file=path, detail=system_reason(error))
        ) from error
    requests = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            requests.append((request_from_json(value), asking(value)))
        except ContractError as error:
            raise _batch_error(path, number, message(error)) from error
        except ValueError as error:
            raise _batch_error(path, number, words.NOT_JSON) from error
    return requests


def _batch_error(path: Path, line: int, text: str) -> BatchError:
    return BatchError(words.ERROR_BATCH.format(file=path, line=line, message=text))


def _plain(markdown: str) -> str:
    """An answer's Markdown as a terminal shows it: no bold marks, nothing escaped."""
    return _ESCAPED.sub(r"\1", _BOLD.sub("", markdown))


def _answer_text(answer: Answer) -> str:
    """An answer for the terminal: text, sources or nearest passages, how it was found."""
    lines = [_plain(answer.text), ""]
    if answer.citations:
        lines.append(words.SOURCES)
        lines += [
            words.SOURCE_LINE.format(n=c.n, reference=reference_of(c), document=_files_of(c))
            for c in answer.citations
        ]
    elif answer.hits:
        lines.append(words.NEAREST)
        lines += [
            words.NEAREST_LINE.format(
                organisation=h.organisation or h.document_title,
                text=" ".join(h.passage.split())[:NEAREST_LENGTH],
            )
            for h in answer.hits[:3]
        ]
    lines += _foot(answer)
    return "\n".join(lines).rstrip()


def _foot(answer: Answer) -> list[str]:
    """How strong the evidence is, where there is any; what was searched; who was looked at."""
    explanation, searched = answer.explanation, "、".join(answer.explanation.words)
    lines: list[str] = []
    if answer.citations:
        lines.append(words.ANSWER_FOOT.format(strength=explanation.strength.value, words=searched))
    elif searched:
        lines.append(words.REFUSAL_FOOT.format(words=searched))
    return [*lines, explanation.coverage] if explanation.coverage else lines


def _files_of(citation: Citation) -> str:
    """The cited file, with the others that hold the same report."""
    also = words.SOURCE_ALSO.format(files="、".join(citation.also_in)) if citation.also_in else ""
    return citation.document + also


# ---------------------------------------------------------------- what there is


def documents(options: argparse.Namespace) -> int:
    """List the documents of the library."""
    summaries = open_library(options).documents()
    files = {d.id: d.file for d in summaries}
    for d in summaries:
        if options.json:
            json_line(summary_to_json(d))
        else:
            out(
                words.DOCUMENT_LINE.format(
                    organisation=d.organisation or words.NO_ORGANISATION,
                    title=d.title,
                    period=d.period or "",
                    file=d.file,
                    chunks=d.chunks,
                )
                + (words.DOCUMENT_TWIN.format(file=files[d.duplicate_of]) if d.duplicate_of else "")
            )
    if not summaries:
        err(words.NO_DOCUMENTS)
    return DONE if summaries else FAILED


def organisations(options: argparse.Namespace) -> int:
    """List the organisations of the library with their numbers of documents."""
    names = open_library(options).organisations()
    for name, count in names:
        if options.json:
            json_line({"name": name, "documents": count})
        else:
            out(words.ORGANISATION_LINE.format(name=name, count=count))
    if not names:
        err(words.NO_DOCUMENTS)
    return DONE if names else FAILED


def verify(options: argparse.Namespace) -> int:
    """Check that texts and indexes agree and are whole."""
    report = open_library(options).verify()
    if options.json:
        json_line(
            {
                "generation": report.generation,
                "documents": report.documents,
                "chunks": report.chunks,
                "faults": list(report.faults),
            }
        )
    if report.faults:
        err("\n".join([words.VERIFY_BAD.format(count=len(report.faults)), *report.faults]))
        return FAILED
    err(
        words.VERIFY_GOOD.format(
            generation=report.generation, documents=report.documents, chunks=report.chunks
        )
    )
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Print versions, model and library."""
    assistant = open_library(options)
    status = assistant.status()
    encoder = assistant.models.encoder
    installed = util.find_spec("sentence_transformers") is not None
    out(
        words.DOCTOR.format(
            version=version(),
            python=platform.python_version(),
            machine=platform.platform(),
            segmenter=tokenizer.engine_version(),
            model=encoder.name,
            dim=encoder.dim,
            revision=encoder.revision,
            transformers=metadata.version("sentence-transformers")
            if installed
            else words.NOT_INSTALLED,
            library=status.path,
            generation=status.generation,
            documents=status.documents,
            organisations=status.organisations,
            chunks=status.chunks,
            unreadable=len(status.unreadable),
        )
    )
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C; `--if-empty` indexes a folder into an empty library first."""
    from ui import server  # gradio takes seconds to import
    from ui.serving import front_of, ready_words

    settings = load_settings(options.library)
    front = front_of(options, settings)
    server.check_address(settings.library, options.port, front)
    server.warm_up()
    assistant = open_library(options)
    if options.if_empty and not assistant.status().documents:
        err(words.SERVE_BUILD.format(folder=options.if_empty))
        err(_index_summary(assistant, assistant.index([options.if_empty], Bar())))
    err(words.SERVE_STARTING)
    server.serve(assistant, front, options.port, lambda url: err(ready_words(url, front, settings)))
    return DONE
