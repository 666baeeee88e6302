"""Routes of the machine API for learning from one another; the same JSON as the commands.

GET  /api/v1/similar?practice=…&limit=…   or  ?chunk=…   or  ?document=…&start=…&end=…
     a file with &format=docx, xlsx or md
GET  /api/v1/compare?theme=…&theme=…      .xlsx with &format=xlsx
GET  /api/v1/themes
GET  /api/v1/duplicates
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from ui.asked import Asked, asked, themes_of
from ui.contract import ContractError
from ui.desk import desk_of
from ui.exports import FORMATS, Export
from ui.practice_contract import copies_to_json, matrix_to_json, similar_to_json, themes_to_json
from ui.practice_exports import matrix_export, similar_export

if TYPE_CHECKING:
    from assistant.service import Assistant

routes = APIRouter(prefix="/api/v1")


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


@routes.get("/similar")
def similar(
    request: Request, what: Annotated[Asked, Depends(asked)], format: str = "json"
) -> Response:
    """The practices of other organisations alike to a text, a chunk or a passage."""
    if format != "json" and format not in FORMATS:
        raise ContractError("format", "、".join(("json", *FORMATS)))
    found = what.find(_assistant(request))
    if format == "json":
        return JSONResponse(similar_to_json(found))
    return _download(similar_export(found, format, datetime.now()))


@routes.get("/compare")
def compare(
    request: Request, theme: Annotated[list[str], Query(default_factory=list)], format: str = "json"
) -> Response:
    """Organisations × themes as JSON, or as an Excel file."""
    if format not in {"json", "xlsx"}:
        raise ContractError("format", "json、xlsx")
    matrix = _assistant(request).compare(themes_of(theme))
    if format == "json":
        return JSONResponse(matrix_to_json(matrix))
    return _download(matrix_export(matrix))


def _download(file: Export) -> Response:
    """A file under its own name."""
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
