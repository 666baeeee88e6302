"""Routes of the machine API for learning from one another; the same JSON as the commands.

GET  /api/v1/similar?practice=…&limit=…   or  ?chunk=…
GET  /api/v1/compare?theme=…&theme=…      .xlsx with &format=xlsx
GET  /api/v1/themes
GET  /api/v1/duplicates
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from ui.contract import ContractError, whole
from ui.desk import desk_of
from ui.practice_contract import copies_to_json, matrix_to_json, similar_to_json, themes_to_json
from ui.practice_exports import matrix_export

if TYPE_CHECKING:
    from assistant.service import Assistant

routes = APIRouter(prefix="/api/v1")

MAX_PRACTICE = 2_000  # characters
MAX_THEMES = 40
MAX_LIMIT = 200


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


@routes.get("/similar")
def similar(request: Request, practice: str = "", chunk: str = "", limit: int = 10) -> Any:
    """The practices of other organisations alike to a description, a question or a chunk."""
    if bool(practice.strip()) == bool(chunk):
        raise ContractError("practice", "practice or chunk, not both")
    if not 1 <= limit <= MAX_LIMIT:
        raise ContractError("limit", f"1–{MAX_LIMIT}")
    assistant = _assistant(request)
    if chunk:
        return similar_to_json(assistant.similar_to(chunk, limit))
    return similar_to_json(assistant.similar(whole(practice)[:MAX_PRACTICE], limit))


@routes.get("/compare")
def compare(
    request: Request,
    theme: list[str] = Query(default=[]),  # noqa: B008 — how FastAPI takes a repeated parameter
    format: str = "json",
) -> Response:
    """Organisations × themes as JSON, or as an Excel file."""
    if format not in {"json", "xlsx"}:
        raise ContractError("format", "json、xlsx")
    if len(theme) > MAX_THEMES:
        raise ContractError("theme", f"≤ {MAX_THEMES}")
    matrix = _assistant(request).compare([whole(t) for t in theme])
    if format == "json":
        return JSONResponse(matrix_to_json(matrix))
    file = matrix_export(matrix)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(
        file.content, media_type=file.media_type, headers={"Content-Disposition": disposition}
    )


@routes.get("/themes")
def themes(request: Request) -> dict[str, Any]:
    """What the organisations do in common, and what one alone does."""
    return themes_to_json(_assistant(request).themes())


@routes.get("/duplicates")
def duplicates(request: Request) -> list[dict[str, Any]]:
    """Nearly the same paragraphs of different organisations."""
    return copies_to_json(_assistant(request).duplicates())
