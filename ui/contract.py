"""The machine contract: records as JSON objects, and a JSON question as a record.

`hujian ask --json`, `--batch` and `/api/v1/ask` all speak through these functions
(DESIGN §6), so the command line and the server cannot drift apart. Nothing here is escaped:
JSON is data, `ui.present` is for eyes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.corrections import Correction
from assistant.records import (
    Answer,
    Citation,
    DocumentSummary,
    Explanation,
    FileOutcome,
    FileReport,
    Filters,
    Hit,
    Request,
    Role,
    Table,
)


class ContractError(ValueError):
    """A JSON question does not follow the contract; `field` names the place."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: expected {expected}")
        self.field = field
        self.expected = expected


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The answer as the JSON object of DESIGN §6, with `explanation` beside it."""
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status.value,
        "kind": answer.kind.value,
        "answer": answer.text,
        "citations": [citation_to_json(c) for c in answer.citations],
        "organisations": [
            {"name": o.name, "evidence": o.evidence.value, "citations": list(o.citations)}
            for o in answer.organisations
        ],
        "table": _table(answer.table),
        "hits": [_hit(h) for h in answer.hits],
        "explanation": _explanation(answer.explanation),
        "elapsed_ms": round(answer.elapsed_ms, 2),
    }


def summary_to_json(summary: DocumentSummary) -> dict[str, Any]:
    """A line of the list of documents as a JSON object."""
    return {
        "id": summary.id,
        "document": summary.file,
        "title": summary.title,
        "organisation": summary.organisation,
        "aliases": list(summary.aliases),
        "period": summary.period,
        "years": list(summary.years),
        "date": summary.date,
        "chunks": summary.chunks,
        "duplicate_of": summary.duplicate_of,
    }


def outcome_to_json(outcome: FileOutcome) -> dict[str, Any]:
    """What indexing did with one file as a JSON object."""
    return {
        "file": outcome.file,
        "outcome": outcome.outcome.value,
        "documents": outcome.documents,
        "chunks": outcome.chunks,
        "reason": outcome.reason,
        "notes": list(outcome.notes),
    }


def report_to_json(report: FileReport) -> dict[str, Any]:
    """What a reader made of one file, as `inspect --json` prints it (DESIGN §6)."""
    return {
        "file": report.file,
        "readable": report.readable,
        "reason": report.reason,
        "format": report.format,
        "notes": list(report.notes),
        "documents": [
            {
                "title": d.title,
                "organisation": d.organisation,
                "aliases": list(d.aliases),
                "period": d.period,
                "date": d.date,
                "number": d.number,
                "headings": [{"level": h.level, "text": h.text} for h in d.headings],
                "chunks": len(d.chunks),
                "text": d.text,
            }
            for d in report.documents
        ],
    }


def request_from_json(value: object) -> Request:
    """The request in one JSON object: `question`, and if given `id`, `history`, `filters`.

    Raises:
        ContractError: If a field is missing, unknown within `filters`, or of the wrong type.
    """
    if not isinstance(value, Mapping):
        raise ContractError("", "an object")
    question = value.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ContractError("question", "a text that is not empty")
    return Request(
        question=whole(question),
        history=_texts(value.get("history"), "history"),
        filters=_filters(value.get("filters")),
        id=str(value.get("id") or ""),
    )


def request_to_json(request: Request) -> dict[str, Any]:
    """The request as the JSON object that `request_from_json` reads."""
    return {
        "id": request.id,
        "question": request.question,
        "history": list(request.history),
        "filters": {
            "organisations": list(request.filters.organisations),
            "years": list(request.filters.years),
            "roles": [role.value for role in request.filters.roles],
        },
    }


def correction_from_json(value: object) -> Correction:
    """The correction in one JSON object; empty fields say nothing.

    `organisation`, `title`, `years`, `date`, and `roles`: objects of `section` (a heading path) and
    `role`.

    Raises:
        ContractError: If a field is unknown or of the wrong type.
    """
    if not isinstance(value, Mapping):
        raise ContractError("", "an object")
    if unknown := set(value) - {"organisation", "title", "years", "date", "roles"}:
        raise ContractError(min(unknown), "organisation, title, years, date or roles")
    roles = value.get("roles") or ()
    if not isinstance(roles, list | tuple):
        raise ContractError("roles", "a list of objects")
    return Correction(
        organisation=_name(value.get("organisation"), "organisation"),
        title=_name(value.get("title"), "title"),
        years=_years(value.get("years"), "years"),
        date=_name(value.get("date"), "date"),
        roles=tuple(_role(entry) for entry in roles),
    )


def _role(value: object) -> tuple[tuple[str, ...], Role]:
    """A heading path and the role it is given."""
    if not isinstance(value, Mapping):
        raise ContractError("roles", "objects of section and role")
    if value.get("role") not in set(Role):
        raise ContractError("roles.role", "、".join(Role))
    section = _texts(value.get("section"), "roles.section")
    if not section:
        raise ContractError("roles.section", "a heading path")
    return section, Role(value["role"])


def names_from_json(value: object) -> tuple[str, ...]:
    """The file names in one JSON object: `names`, at least one.

    Raises:
        ContractError: If there are none, or something else than texts.
    """
    names = _texts(value.get("names"), "names") if isinstance(value, Mapping) else ()
    if not names:
        raise ContractError("names", "a list of file names")
    return names


def _name(value: object, field: str) -> str | None:
    """A text without the spaces around it; None where it is absent or empty."""
    if value is not None and not isinstance(value, str):
        raise ContractError(field, "a text")
    return whole(value).strip() or None if value else None


def _years(value: object, field: str) -> tuple[int, ...]:
    """A list of whole numbers; empty where it is absent."""
    years = value or ()
    if not isinstance(years, list | tuple) or not all(
        isinstance(y, int) and not isinstance(y, bool) for y in years
    ):
        raise ContractError(field, "a list of whole numbers")
    return tuple(years)


def _filters(value: object) -> Filters:
    """The limits in the `filters` object of a question; none where it is absent."""
    if value is None:
        return Filters()
    if not isinstance(value, Mapping):
        raise ContractError("filters", "an object")
    if unknown := set(value) - {"organisations", "years", "roles"}:
        raise ContractError(f"filters.{min(unknown)}", "organisations, years or roles")
    names = _texts(value.get("roles"), "filters.roles")
    if wrong := [name for name in names if name not in set(Role)]:
        raise ContractError("filters.roles", f"{'、'.join(Role)}, not {wrong[0]}")
    return Filters(
        organisations=_texts(value.get("organisations"), "filters.organisations"),
        years=_years(value.get("years"), "filters.years"),
        roles=tuple(Role(name) for name in names),
    )


def _texts(value: object, field: str) -> tuple[str, ...]:
    """A list of texts as a tuple; empty where it is absent."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise ContractError(field, "a list of texts")
    return tuple(whole(v) for v in value)


def whole(text: str) -> str:
    """The text with halves of surrogate pairs replaced, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """A citation as a JSON object."""
    return {
        "n": citation.n,
        "document": citation.document,
        "document_id": citation.document_id,
        "document_title": citation.document_title,
        "organisation": citation.organisation,
        "section": list(citation.section),
        "passage": citation.passage,
        "start": citation.start,
        "end": citation.end,
        "place": citation.place,
        "also_in": list(citation.also_in),
        "score": round(citation.score, 6),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "document_title": hit.document_title,
        "organisation": hit.organisation,
        "section": list(hit.section),
        "role": hit.role.value,
        "passage": hit.passage,
        "start": hit.start,
        "end": hit.chunk.end,
        "score": round(hit.score, 6),
        "scores": {
            "bm25": round(hit.scores.bm25, 6),
            "cosine": round(hit.scores.cosine, 6),
            "max_sim": round(hit.scores.max_sim, 6),
        },
        "matched": list(hit.matched),
    }


def _table(table: Table | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {"columns": list(table.columns), "rows": [list(row) for row in table.rows]}


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "strength": explanation.strength.value,
        "coverage": explanation.coverage,
        "scope": [list(pair) for pair in explanation.scope],
        "words": list(explanation.words),
        "expansions": {word: list(words) for word, words in explanation.expansions},
        "documents_searched": explanation.documents_searched,
        "files_unreadable": explanation.files_unreadable,
    }
