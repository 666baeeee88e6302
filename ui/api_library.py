"""Routes of the library: what it holds, its health, corrections, removals and their return.

GET    /api/v1/documents                            the list of `hujian documents --json`
DELETE /api/v1/documents?name=…                     remove one file
POST   /api/v1/documents/remove, …/restore          {"names": […]}
POST   /api/v1/documents/{id}/correction            set values;  DELETE takes all back, or one
GET    /api/v1/trash                                what can be restored;  DELETE forgets it
GET    /api/v1/health?format=json|xlsx|csv          the health report
GET    /api/v1/removed-lines?name=…                 what cleaning took out of a file
GET    /api/v1/storage                              size, generation, model, format version
"""

from __future__ import annotations

from dataclasses import asdict
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.corrections import Correction, Item
from assistant.errors import NotInView
from assistant.health import FileState
from ui import texts
from ui.access.visitors import SUBJECT_KEY
from ui.contract import (
    ContractError,
    correction_from_json,
    names_from_json,
    summary_to_json,
    whole,
)
from ui.desk import desk_of
from ui.file_detail import Opened, detail_html
from ui.file_list import Wanted, files_html
from ui.health_contract import health_to_json, removed_to_json, trash_to_json
from ui.health_exports import EXPORTS
from ui.shelf import Shelf, library_html

if TYPE_CHECKING:
    from assistant.service import Assistant

machine = APIRouter(prefix="/api/v1")
fragments = APIRouter(prefix="/hujian")

FIELDS = ("organisation", "title", "years", "period", "date", "role")


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


async def _json(request: Request) -> object:
    """The body as JSON.

    Raises:
        ContractError: If it is none.
    """
    try:
        value: object = await request.json()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise ContractError("", texts.BAD_JSON) from error
    return value


# ---------------------------------------------------------------- documents


@machine.get("/documents")
def documents(request: Request) -> list[dict[str, Any]]:
    """All documents, by file and ordinal."""
    return [summary_to_json(s) for s in _assistant(request).documents()]


@machine.delete("/documents")
def remove_one(request: Request, name: str) -> dict[str, Any]:
    """Take one file out of the library."""
    report = _assistant(request).remove([whole(name)])
    return {"removed": name, "generation": report.generation}


@machine.post("/documents/remove")
async def remove(request: Request) -> dict[str, Any]:
    """Take files out of the library; all or none."""
    names = names_from_json(await _json(request))
    request.scope[SUBJECT_KEY] = "、".join(names)
    report = await run_in_threadpool(_assistant(request).remove, names)
    return {"removed": [f.file for f in report.files], "generation": report.generation}


@machine.post("/documents/restore")
async def bring_back(request: Request) -> dict[str, Any]:
    """Bring removed files back; all or none."""
    names = names_from_json(await _json(request))
    request.scope[SUBJECT_KEY] = "、".join(names)
    report = await run_in_threadpool(_assistant(request).restore, names)
    return {"restored": [f.file for f in report.files], "generation": report.generation}


@machine.get("/trash")
def trash(request: Request) -> list[dict[str, Any]]:
    """The removed files that can be brought back, the last removed first."""
    return [trash_to_json(r) for r in _assistant(request).trash()]


@machine.delete("/trash")
def empty_trash(request: Request) -> dict[str, Any]:
    """Forget all removed files for good."""
    return {"generation": _assistant(request).empty_trash().generation}


# ---------------------------------------------------------------- corrections


@machine.post("/documents/{document_id}/correction")
async def correct(request: Request, document_id: str) -> dict[str, Any]:
    """Set what a user knows better of a document."""
    correction = correction_from_json(await _json(request))
    assistant = _assistant(request)
    request.scope[SUBJECT_KEY] = assistant.document(document_id).file
    report = await run_in_threadpool(assistant.correct, document_id, correction)
    return {"id": document_id, "generation": report.generation}


@machine.delete("/documents/{document_id}/correction")
def take_back(
    request: Request,
    document_id: str,
    field: str = "",
    section: list[str] = Query(default=[]),  # noqa: B008 — how FastAPI takes a repeated parameter
) -> dict[str, Any]:
    """Take back one corrected value of a document; every one where no field is named."""
    assistant = _assistant(request)
    request.scope[SUBJECT_KEY] = assistant.document(document_id).file
    if not field:
        report = assistant.reset(assistant.place_of(document_id))
    elif field in FIELDS:
        report = assistant.take_back(document_id, Item(field, tuple(whole(s) for s in section)))
    else:
        raise ContractError("field", "、".join(FIELDS))
    return {"id": document_id, "generation": report.generation}


# ---------------------------------------------------------------- how the library is


@machine.get("/health")
def health(request: Request, format: str = "json") -> Response:
    """The health report as JSON, Excel or CSV."""
    assistant = _assistant(request)
    if format == "json":
        return JSONResponse([health_to_json(f) for f in assistant.health()])
    if format not in EXPORTS:
        raise ContractError("format", "、".join(("json", *EXPORTS)))
    file = EXPORTS[format](assistant)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(
        file.content, media_type=file.media_type, headers={"Content-Disposition": disposition}
    )


@machine.get("/removed-lines")
def removed_lines(request: Request, name: str) -> dict[str, Any]:
    """What cleaning took out of a file; `lines` is null where it was not recorded."""
    assistant = _assistant(request)
    file = assistant.file_health(whole(name))
    lines = assistant.removed_lines(file.file)
    return {
        "document": file.file,
        "lines": None if lines is None else [removed_to_json(r) for r in lines],
    }


@machine.get("/storage")
def storage(request: Request) -> dict[str, Any]:
    """How much room the library takes, and what it was made with."""
    return asdict(_assistant(request).storage())


# ---------------------------------------------------------------- fragments for the script


@fragments.get("/library", response_class=HTMLResponse)
def library(request: Request, search: str = "", state: str = "", page: int = 1) -> str:
    """The whole place: figures, health report, removals, storage."""
    assistant = _assistant(request)
    try:
        stored = assistant.storage()
    except NotInView:  # the folder is the whole library's, and no concern of who sees a part
        stored = None
    shelf = Shelf(assistant.status(), assistant.health(), assistant.trash(), stored)
    return library_html(shelf, _wanted(search, state, page))


@fragments.get("/files", response_class=HTMLResponse)
def files(request: Request, search: str = "", state: str = "", page: int = 1) -> str:
    """One page of the files that hold all words of a search, in a state."""
    return files_html(_assistant(request).health(), _wanted(search, state, page))


def _wanted(search: str, state: str, page: int) -> Wanted:
    if state and state not in set(FileState):
        raise ContractError("state", "、".join(FileState))
    return Wanted(whole(search), FileState(state) if state else None, page)


@fragments.get("/file", response_class=HTMLResponse)
def file(request: Request, name: str) -> str:
    """The details of one file."""
    assistant = _assistant(request)
    found = assistant.file_health(whole(name))
    ids = [d.summary.id for d in found.documents]
    said = assistant.corrections()
    corrections = [said.get(assistant.place_of(i), Correction()) for i in ids]
    opened = [assistant.document(i) for i in ids]
    return detail_html(Opened(found, opened, corrections, assistant.removed_lines(found.file)))
