"""Alike practices, the matrix, themes and copies as JSON objects, for `--json` and `/api/v1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.figure_sums import figure_sums
from assistant.practice_records import (
    AlikeText,
    Cell,
    FigureCell,
    FoundTheme,
    FoundThemes,
    Matrix,
    Shared,
    SimilarHit,
    SimilarPractices,
)
from assistant.records import Citation
from ui.contract import citation_to_json


def similar_to_json(found: SimilarPractices) -> dict[str, Any]:
    """The alike practices with the one they are alike to."""
    source = found.practice.source
    return {
        "practice": {
            "text": found.practice.text,
            "source": citation_to_json(source) if source else None,
            "excluded": list(found.practice.excluded),
        },
        "hits": [_hit(h) for h in found.hits],
        "further": found.further,
        "not_found": list(found.not_found),
        "documents": found.documents,
        "files_unreadable": found.files_unreadable,
        "elapsed_ms": round(found.elapsed_ms, 2),
    }


def _hit(hit: SimilarHit) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "organisation": hit.organisation,
        "score": hit.score,
        "parts": {
            "carried": round(hit.parts.carried, 4),
            "cosine": round(hit.parts.cosine, 4),
            "place": round(hit.parts.place, 4),
        },
        "strength": hit.strength.value,
        "citation": citation_to_json(hit.citation),
        "shared": [_shared(s) for s in hit.shared],
        "adds": {"text": hit.adds, "span": list(hit.adds_span)} if hit.adds else None,
        "more": [citation_to_json(c) for c in hit.more],
        "copies": list(hit.copies),
    }


def _shared(shared: Shared) -> dict[str, Any]:
    return {
        "practice": {"text": shared.query_text, "span": list(shared.query)},
        "passage": {"text": shared.passage_text, "span": list(shared.passage)},
        "cosine": shared.cosine,
        "strength": shared.strength.value,
    }


def matrix_to_json(matrix: Matrix) -> dict[str, Any]:
    """Organisations × themes, cells and figures in the order of the themes."""
    return {
        "themes": [
            {
                "name": t.name,
                "expressions": list(t.expressions),
                "measures": list(t.measures),
                "roles": [r.value for r in t.roles],
            }
            for t in matrix.themes
        ],
        "rows": [
            {
                "organisation": row.organisation,
                "cells": [_cell(c) for c in row.cells],
                "figures": [_figure(f) for f in row.figures],
            }
            for row in matrix.rows
        ],
        "sums": [
            [
                {
                    "measure": s.measure,
                    "total": s.total,
                    "about": s.about,
                    "organisations": [name for name, _ in s.addends],
                }
                for s in figure_sums(matrix, n)
            ]
            for n in range(len(matrix.themes))
        ],
        "elapsed_ms": round(matrix.elapsed_ms, 2),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "evidence": cell.evidence.value,
        "strength": cell.strength.value if cell.citation else None,
        "score": cell.score,
        "citation": _cited(cell.citation),
    }


def _figure(figure: FigureCell | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "written": figure.written,
        "measure": figure.measure,
        "value": figure.value,
        "citation": citation_to_json(figure.citation),
    }


def _cited(citation: Citation | None) -> dict[str, Any] | None:
    return citation_to_json(citation) if citation else None


def themes_to_json(found: FoundThemes) -> dict[str, Any]:
    """What the organisations do in common, and what one alone does."""
    return {
        "organisations": found.organisations,
        "common": [_theme(t) for t in found.common],
        "alone": [_theme(t) for t in found.alone],
        "elapsed_ms": round(found.elapsed_ms, 2),
    }


def _theme(theme: FoundTheme) -> dict[str, Any]:
    return {
        "label": list(theme.label),
        "organisations": list(theme.organisations),
        "passages": [citation_to_json(c) for c in theme.passages],
        "copies": theme.copies,
    }


def copies_to_json(groups: Sequence[AlikeText]) -> list[dict[str, Any]]:
    """Nearly the same paragraphs, one object per group."""
    return [
        {
            "organisations": list(g.organisations),
            "similarity": g.similarity,
            "passages": [citation_to_json(c) for c in g.passages],
        }
        for g in groups
    ]
