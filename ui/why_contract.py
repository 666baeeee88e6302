"""An explanation as JSON: the answer's object with a `why` on every citation and hit.

Numbers are rounded to six places and sentences are Chinese, as everywhere in it; all else is as in
`ui.contract`, whose objects stay as they are for whoever does not ask for reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.records import Request
from assistant.why_records import Explained, Odds, PlaceWhy
from ui.contract import ContractError, answer_to_json, request_from_json
from ui.why_words import reasons

if TYPE_CHECKING:
    from assistant.service import Assistant

Asking = Callable[["Assistant", Request], dict[str, Any]]


def asking(value: object) -> Asking:
    """How a JSON question wants to be answered: with reasons where it says `explain: true`.

    Raises:
        ContractError: If `explain` is neither true nor false.
    """
    wanted = value.get("explain", False) if isinstance(value, Mapping) else False
    if not isinstance(wanted, bool):
        raise ContractError("explain", "true or false")
    return with_reasons if wanted else plainly


def plainly(assistant: Assistant, request: Request) -> dict[str, Any]:
    """The answer as JSON."""
    return answer_to_json(assistant.ask(request))


def with_reasons(assistant: Assistant, request: Request) -> dict[str, Any]:
    """The answer with its reasons as JSON."""
    return explained_to_json(assistant.explain(request))


def answered(assistant: Assistant, value: object) -> dict[str, Any]:
    """The answer to a JSON question, as it wants to be answered.

    Raises:
        ContractError: If the question does not follow the contract.
    """
    return asking(value)(assistant, request_from_json(value))


def explained_to_json(explained: Explained) -> dict[str, Any]:
    """The answer's object with `why` on citations and hits, and reasons in `explanation`."""
    body, why = answer_to_json(explained.answer), explained.why
    for name, reasoned in (("citations", why.citations), ("hits", why.hits)):
        for one, place in zip(body[name], reasoned, strict=True):
            one["why"] = _place(place)
    basis = why.basis
    body["explanation"] |= {
        "reasons": [r.zh for r in reasons(explained)],
        "basis": basis and {
            "ground": basis.ground.value, "score": round(basis.score, 6),
            "strong": basis.strong, "medium": basis.medium,
        },
        "bias": why.bias if why.odds else None,
        "threshold": why.threshold if why.odds else None,
        "organisations": [_odds(o) for o in why.odds],
    }  # fmt: skip
    return body


def _place(place: PlaceWhy) -> dict[str, Any]:
    chunk = place.chunk
    return {
        "words": [{"word": w.word, "where": w.where.value, "by": w.by} for w in place.words],
        "role": place.role.value if place.role else None,
        "sentence": _rounded(asdict(place.sentence)) if place.sentence else None,
        "search": chunk and _rounded(
            {
                "rank": chunk.rank, "candidates": chunk.candidates, "score": chunk.score,
                "searched": chunk.searched, "share": chunk.share,
                "parts": {
                    p.name: _rounded(
                        {"raw": p.raw, "best": p.best, "points": p.points, "rank": p.rank}
                    )
                    for p in chunk.parts
                },
                "pairs": [_rounded(asdict(p)) for p in chunk.pairs],
            }
        ),
    }  # fmt: skip


def _odds(odds: Odds) -> dict[str, Any]:
    return {
        "name": odds.organisation,
        "probability": round(odds.probability, 6),
        "passage": odds.passage,
        "document_id": odds.document_id,
        "start": odds.start,
        "end": odds.end,
        "features": {
            f.name: {"value": round(f.value, 6), "weight": f.weight} for f in odds.features
        },
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    """The same with its fractions rounded."""
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in values.items()}
