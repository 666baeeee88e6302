"""Questions of one's own with their known outcome: a JSON Lines file, and what users judged.

The fields are those of `data/eval/questions.jsonl` (docs/contract.md). A judged answer becomes a
line: 有用 expects the same places again, 不对 expects what its reason says, or at least not the
places that were cited. A line that a user has edited stays until the answer is judged anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation import SETS, UNANSWERABLE, Expected
from assistant.matching import Place, alike, squash
from assistant.records import Answer, Filters, Request
from ui import texts_eval as texts
from ui.contract import ContractError, request_from_json
from ui.conversations import Rated
from ui.terminal import BatchError
from ui.texts import message
from ui.texts_details import system_reason
from ui.texts_dialogs import RATE_REASONS

QUESTIONS_FILE = "eval.jsonl"
SENTENCE = 6  # letters from which on words of a reason may be a sentence of a document
_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_SHOULD = re.compile(
    r"(?:应当?[为是]|应该[为是]|正确的?(?:答案|数字)?应?[为是：:]|答案[为是：:])[：:]?\s*"
    r"[“「\"]?(?![没无不未拒])(?P<key>[^，。；,;\s”」\"]{1,24})"
)
_NOTHING = re.compile(
    r"(?:材料|原文|文件|库)里?(?:都|根本|并)?(?:没有|没写|没提|未写|未提|查无)"
    r"|(?:应该|应当|应)(?:拒答|不答|说没有|回答没有)|不(?:该|应该|应当?)(?:回答|作答|有答案)|没有依据"
)

_FIGURE = re.compile(r"\d[\d,，.]*\S{0,6}")  # 36户, 1,200万元: a number with its measure word
_TICKED = frozenset(reason.zh for reason in RATE_REASONS.values())

Ask = Callable[[Request], Answer]


# ---------------------------------------------------------------- the file


def read_questions(path: Path) -> list[Expected]:
    """All questions of a file.

    Raises:
        BatchError: If it cannot be read, a line is no question, or an id stands there twice.
    """
    questions = []
    for number, value in _lines(path):
        try:
            questions.append(expected_from_json(value))
        except ContractError as error:
            raise _at(path, number, message(error)) from error
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BatchError(texts.TWICE.format(file=path, id=question.id))
        seen.add(question.id)
    return questions


def _lines(path: Path) -> list[tuple[int, Any]]:
    """(number from 1, JSON value) of the lines that are not empty."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(texts.UNREADABLE.format(file=path, detail=system_reason(error))) from error
    values = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                values.append((number, json.loads(line)))
            except ValueError as error:
                raise _at(path, number, str(texts.NOT_JSON)) from error
    return values


def _at(path: Path, line: int, what: str) -> BatchError:
    return BatchError(texts.AT_LINE.format(file=path, line=line, message=what))


def expected_from_json(value: object) -> Expected:
    """The question of one line with its expected outcome.

    Raises:
        ContractError: If a field is missing or of the wrong type.
    """
    request = request_from_json(value)
    assert isinstance(value, Mapping)
    if not request.id:
        raise ContractError("id", "a text that is not empty")
    kind = value.get("kind")
    if not isinstance(kind, str) or not kind:
        raise ContractError("kind", "a text that is not empty")
    if only := _text(value.get("unit_filter"), "unit_filter"):
        filters = Filters((only,), request.filters.years, request.filters.roles)
        request = Request(request.question, request.history, filters, request.id)
    return Expected(
        id=request.id,
        kind=kind,
        request=request,
        places=_places(value.get("gold"), "gold"),
        keys=tuple(_texts(g, "answer_keys") for g in _list(value, "answer_keys")),
        organisations=_texts(value.get("organisations"), "organisations"),
        avoided=_places(value.get("avoid"), "avoid"),
    )


def _places(value: object, field: str) -> tuple[Place, ...]:
    places = []
    for one in value if isinstance(value, list) else [] if value is None else [value]:
        if not isinstance(one, Mapping):
            raise ContractError(field, "a list of objects with file and quote")
        file, quote = _text(one.get("file"), f"{field}.file"), _text(one.get("quote"), field)
        if not file or not quote:
            raise ContractError(f"{field}.{'quote' if file else 'file'}", "a text")
        unit, grade = _text(one.get("unit"), f"{field}.unit"), one.get("grade", 1)
        if grade not in (1, 2):
            raise ContractError(f"{field}.grade", "1 or 2")
        places.append(Place(file, quote, unit, grade))
    return tuple(places)


def _list(value: Mapping[str, Any], field: str) -> list[Any]:
    found = value.get(field) or []
    if not isinstance(found, list):
        raise ContractError(field, "a list")
    return found


def _texts(value: object, field: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ContractError(field, "a list of texts")
    return tuple(value)


def _text(value: object, field: str) -> str:
    if value is not None and not isinstance(value, str):
        raise ContractError(field, "a text")
    return value or ""


# ---------------------------------------------------------------- what users judged


def collect(path: Path, judged: Sequence[Rated], names: Sequence[str], ask: Ask) -> tuple[int, int]:
    """Write the judged turns that the file does not hold yet as lines of it.

    Returns:
        How many those are, and how many say too little to become a question.

    Args:
        path: The file; it is made where there is none, and replaced as a whole.
        judged: What users said of answers.
        names: The organisations of the library.
        ask: Finds the document that a sentence of a reason stands in.

    Raises:
        BatchError: If the file cannot be read or written.
    """
    lines: dict[str, Any] = {}
    for number, value in _lines(path) if path.is_file() else []:
        if not isinstance(value, dict):
            raise _at(path, number, str(texts.NOT_JSON))
        lines[str(value.get("id") or number)] = value
    fresh = [r for r in judged if lines.get(_id(r), {}).get("rated") != _judgement(r)]
    made = {_id(r): question for r in fresh if (question := question_of(r, names, ask))}
    if made:
        _write(path, (lines | made).values())
    return len(made), len(fresh) - len(made)


def _write(path: Path, lines: Iterable[Any]) -> None:
    """Replace the file by these lines at once."""
    arriving = path.with_name(f"{path.name}.part")
    try:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        arriving.write_text(text, encoding="utf-8")
        arriving.replace(path)
    except OSError as error:
        raise BatchError(texts.UNWRITABLE.format(file=path, detail=system_reason(error))) from error


def _id(rated: Rated) -> str:
    return f"{rated.conversation[:8]}-{rated.turn.id}"


def _judgement(rated: Rated) -> dict[str, str]:
    return {"verdict": rated.verdict, "reason": rated.reason}


def question_of(rated: Rated, names: Sequence[str], ask: Ask) -> dict[str, Any] | None:
    """A judged turn as a line of the file; None where nobody can tell what was expected."""
    answer = rated.turn.answer
    request = answer.get("request") or {"question": rated.turn.question}
    line: dict[str, Any] = {
        "id": _id(rated),
        "kind": answer["kind"],
        "question": rated.turn.question,
        "history": request.get("history", []),
        "filters": request.get("filters", {}),
        "unit_filter": None,
        "gold": [],
        "answer_keys": [],
        "organisations": [],
        "avoid": [],
        "note": rated.reason,
        "rated": _judgement(rated),
    }
    refused = answer["status"] == "no_evidence"
    if rated.verdict == "good":
        line |= {"kind": UNANSWERABLE} if refused else {"gold": _cited(answer["citations"])}
        return line
    corrected = _corrected(answer, rated.reason, names, ask)
    return None if corrected is None else line | corrected


def _corrected(
    answer: Mapping[str, Any], reason: str, names: Sequence[str], ask: Ask
) -> dict[str, Any] | None:
    """What a 不对 expects: what the reason says, else that the places are not cited again.

    Of a list of organisations without a reason, some may be right: nothing can be expected.
    """
    said = [m["key"] for m in _SHOULD.finditer(reason)] or _figures(reason)
    keys = [[key] for key in said if not _NOTHING.search(key)]
    if (gold := _sentences(reason, ask)) or keys:
        return {"gold": gold, "answer_keys": keys}
    named = [n for n in names if squash(n) in squash(reason)]
    if named and answer["kind"] in SETS:
        return _set_right(answer, named)
    if named:
        return {
            "organisations": named,
            "avoid": _cited(c for c in answer["citations"] if c["organisation"] not in named),
        }
    if _NOTHING.search(reason):
        return {"kind": UNANSWERABLE}
    cited = list(answer["citations"])
    if answer["kind"] in SETS and len({c["organisation"] for c in cited}) > 1:
        return None
    return {"avoid": _cited(cited)}


def _set_right(answer: Mapping[str, Any], named: Sequence[str]) -> dict[str, Any]:
    """A list of organisations set right: a named one that it gives is wrong, else it is missing."""
    given = [o["name"] for o in answer["organisations"] if o["evidence"] == "found"]
    wrong = [g for g in given if any(alike(g, n) for n in named)]
    missing = [n for n in named if not any(alike(g, n) for g in given)]
    return {
        "organisations": [*(g for g in given if g not in wrong), *missing],
        "avoid": _cited(c for c in answer["citations"] if c["organisation"] in wrong),
    }


def _figures(reason: str) -> list[str]:
    """What was written as the right number, where it was ticked that the number is wrong."""
    if RATE_REASONS["figure"].zh not in reason.splitlines():
        return []
    return [line for line in _written(reason) if _FIGURE.fullmatch(line)]


def _written(reason: str) -> list[str]:
    """The lines of a reason that were written and not ticked."""
    return [line.strip() for line in reason.splitlines() if line not in _TICKED]


def _sentences(reason: str, ask: Ask) -> list[dict[str, Any]]:
    """Places whose words stand in a reason: what it quotes, or a line that somebody wrote."""
    places = []
    for words in dict.fromkeys((*_QUOTED.findall(reason), *_written(reason))):
        wanted = squash(words)
        if len(wanted) < SENTENCE:
            continue
        held = [h for h in ask(Request(words)).hits if wanted in squash(h.passage)]
        places += [_place(h.document, h.organisation, h.section, words.strip()) for h in held[:1]]
    return places


def _cited(citations: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The citations of a kept answer as places."""
    return [_place(c["document"], c["organisation"], c["section"], c["passage"]) for c in citations]


def _place(file: str, unit: str | None, section: Sequence[str], quote: str) -> dict[str, Any]:
    return {"file": file, "unit": unit or "", "section": "".join(section[-1:]), "quote": quote}
