"""The routes beside the page: the machine API, uploads and jobs, and fragments for the script.

`/api/v1/ask` speaks the same JSON as `hujian ask --json`. Fragments under `/hujian/` are HTML made
by `ui.source` and `ui.shelf`. Every error that has words becomes `{"error": {"type", "message"}}`.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from assistant.errors import (
    AssistantError,
    CorrectionError,
    EditedMeanwhile,
    LibraryLocked,
    NotRemoved,
    UnknownDocument,
    UnknownOrganisation,
    WrongRow,
)
from ui import api_library, api_practices, api_settings, learning_routes, shelf, texts
from ui.access.visitors import LOCAL, SCOPE_KEY, Rank
from ui.archives import unpack
from ui.contract import (
    ContractError,
    request_from_json,
)
from ui.conversations import Conversations
from ui.desk import Desk, desk_of
from ui.errors import FAULTS, JobOver, UnknownJob, UnknownTurn, UploadRefused
from ui.exports import FORMATS
from ui.job import HELD_STATES, MOVING_STATES, OPEN_STATES, Job
from ui.job_cards import jobs_html
from ui.jobs import ARCHIVE, PART, JobRunner
from ui.language import spoken
from ui.printing import print_html
from ui.source import source_html
from ui.texts_dialogs import RATE_REASONS
from ui.texts_shelf import LIBRARY_BUSY
from ui.why import why_html
from ui.why_contract import answered

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)
machine = APIRouter(prefix="/api/v1")
fragments = APIRouter(prefix="/hujian")

MAX_REASON = 1_000

_STATUS: dict[type[Exception], int] = {
    NotRemoved: 404,
    UnknownDocument: 404,
    JobOver: 409,
    UnknownOrganisation: 404,
    UnknownTurn: 404,
    UnknownJob: 404,
    LibraryLocked: 409,
    CorrectionError: 422,
    EditedMeanwhile: 409,
    WrongRow: 422,
    UploadRefused: 422,
    ContractError: 422,
}


def install(app: FastAPI, desk: Desk, jobs: JobRunner) -> None:
    """Give the application its routes, what they work on, and the words of its errors."""
    app.state.desk = desk
    app.state.jobs = jobs
    app.include_router(machine)
    app.include_router(api_practices.routes)
    app.include_router(api_settings.routes)
    app.include_router(fragments)
    app.include_router(api_library.machine)
    app.include_router(api_library.fragments)
    app.include_router(learning_routes.fragments)
    app.add_api_route("/healthz", healthz, methods=["GET"])
    app.add_exception_handler(AssistantError, _in_words)
    app.add_exception_handler(ContractError, _in_words)
    for fault in FAULTS:
        app.add_exception_handler(fault, _unexpected)


async def _in_words(request: Request, error: Exception) -> JSONResponse:
    """An error as JSON, with its Chinese sentence."""
    words = texts.message(error)
    if isinstance(error, LibraryLocked) and _jobs(request).is_reading:
        words = LIBRARY_BUSY
    fault = {"type": type(error).__name__, "message": spoken(words)}
    body = {"error": fault | ({"row": error.row} if isinstance(error, WrongRow) else {})}
    return JSONResponse(body, _STATUS.get(type(error), 500))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    """A fault of our own as JSON in general words; the trace goes to the log."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    body = {"error": {"type": "unexpected", "message": spoken(texts.UNEXPECTED)}}
    return JSONResponse(body, 500)


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


def _conversations(request: Request) -> Conversations:
    return desk_of(request).conversations


def _jobs(request: Request) -> JobRunner:
    jobs: JobRunner = request.app.state.jobs
    return jobs


def _own_jobs(request: Request) -> list[Job]:
    """The visitor's jobs; for 管理 everybody's."""
    visitor = desk_of(request).visitor
    manages = visitor.rank.may(Rank.MANAGE)
    return [job for job in _jobs(request).jobs() if manages or job.owner == visitor.id]


def _own_job(request: Request, job_id: str) -> Job:
    """One of the visitor's jobs.

    Raises:
        UnknownJob: If there is none of that number, or it is another user's.
    """
    for job in _own_jobs(request):
        if job.id == job_id:
            return job
    raise UnknownJob(job_id[:8])


# ---------------------------------------------------------------- the machine API


def healthz(request: Request) -> dict[str, Any]:
    """That the server answers; to whoever may read, which generation of the library it is."""
    if request.scope.get(SCOPE_KEY, LOCAL) is None:
        return {"status": "ok"}
    status = _assistant(request).status()
    return {"status": "ok", "generation": status.generation, "documents": status.documents}


@machine.post("/ask")
async def ask(request: Request) -> Response:
    """Answer a question; the same JSON as `hujian ask --json`, with reasons where it asks why."""
    asked, desk = await _json(request), desk_of(request)
    await run_in_threadpool(desk.note_question, request_from_json(asked).question)
    # the answer is JSON already: FastAPI would go over every value of five hundred citations again
    return await run_in_threadpool(lambda: JSONResponse(answered(desk.assistant, asked)))


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


# ---------------------------------------------------------------- uploads and jobs


@machine.post("/uploads")
def open_upload(request: Request) -> dict[str, Any]:
    """Begin an upload; its id receives files."""
    return _job_json(_jobs(request).open(desk_of(request).visitor.id))


@machine.put("/uploads/{job_id}/file")
async def receive(request: Request, job_id: str, name: str) -> dict[str, Any]:
    """Receive one file as the body, under a name that may hold folders; a zip is unpacked."""
    jobs, job_id = _jobs(request), _own_job(request, job_id).id
    target = jobs.begin_file(job_id, name)
    arriving = target.with_name(f"{uuid.uuid4().hex}{PART}")
    try:
        size = await _store(request, arriving, job_id, target.name)
        if target.suffix.lower() == ARCHIVE:
            refused = await run_in_threadpool(unpack, arriving, target.name, jobs, job_id)
            return {
                "name": name,
                "size": size,
                "refused": [spoken(texts.message(r)) for r in refused],
            }
        arriving.replace(target)
    except ClientDisconnect as error:
        raise UploadRefused(target.name, "body") from error
    finally:
        arriving.unlink(missing_ok=True)
    jobs.end_file(job_id, size)
    return {"name": name, "size": size, "refused": []}


async def _store(request: Request, target: Path, job_id: str, name: str) -> int:
    """Write the body to a file, refusing one that grows too large; its size in bytes."""
    size = 0
    with target.open("wb") as file:
        async for part in request.stream():
            size += len(part)
            _jobs(request).check_size(job_id, name, size)
            file.write(part)
    promised = request.headers.get("content-length", "")
    if promised.isdigit() and int(promised) != size:
        raise UploadRefused(name, "body")
    return size


@machine.post("/uploads/{job_id}/start")
def start(request: Request, job_id: str) -> dict[str, Any]:
    """End an upload and have its files read."""
    job = _jobs(request).submit(_own_job(request, job_id).id)
    if job is None:
        raise UploadRefused(job_id[:8], "state")
    return _job_json(job)


@machine.get("/jobs")
def job_list(request: Request) -> list[dict[str, Any]]:
    """Jobs that are open or recently ended."""
    return [_job_json(job) for job in _own_jobs(request)]


@machine.get("/jobs/{job_id}")
def job(request: Request, job_id: str) -> dict[str, Any]:
    """One job."""
    return _job_json(_own_job(request, job_id))


@machine.post("/jobs/{job_id}/{action}")
def steer(request: Request, job_id: str, action: Literal["pause", "resume"]) -> dict[str, Any]:
    """Hold a job, or let a held one go on."""
    jobs, own = _jobs(request), _own_job(request, job_id).id
    found = jobs.pause(own) if action == "pause" else jobs.resume(own)
    if found is None:
        raise JobOver(job_id[:8])
    return _job_json(found)


@machine.delete("/jobs/{job_id}")
def cancel(request: Request, job_id: str) -> dict[str, Any]:
    """Cancel a job, or forget it where it has ended."""
    job = _jobs(request).cancel(_own_job(request, job_id).id)
    return {"id": job_id, "state": job.state.value if job else None}


def _job_json(job: Job) -> dict[str, Any]:
    """A job in short."""
    return {
        "id": job.id,
        "state": job.state.value,
        "received": job.received,
        "done": job.done,
        "total": job.total,
        "open": job.state in OPEN_STATES,
        "error": job.error,
    }


# ---------------------------------------------------------------- conversations


@machine.get("/turns/{turn_id}/export/{kind}")
def export(request: Request, turn_id: int, kind: str) -> Response:
    """An answer as a file to hand on."""
    if kind not in FORMATS:
        raise ContractError("format", "、".join(FORMATS))
    file = FORMATS[kind](_conversations(request).turn(turn_id).answer, datetime.now())
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(
        file.content, media_type=file.media_type, headers={"Content-Disposition": disposition}
    )


@machine.post("/turns/{turn_id}/rating")
def rate(
    request: Request,
    turn_id: int,
    verdict: str,
    reason: str = "",
    why: Annotated[list[str] | None, Query()] = None,
) -> dict[str, Any]:
    """Keep what a user thinks of an answer: good or bad, what was ticked, and why."""
    if verdict not in {"good", "bad"}:
        raise ContractError("verdict", "good、bad")
    if not set(why or ()) <= RATE_REASONS.keys():
        raise ContractError("why", "、".join(RATE_REASONS))
    ticked = [RATE_REASONS[key].zh for key in dict.fromkeys(why or ())]
    said = "\n".join([*ticked, reason.strip()]).strip()
    _conversations(request).rate(turn_id, verdict, said[:MAX_REASON])
    return {"turn": turn_id, "verdict": verdict}


@machine.post("/conversations/{conversation}/title")
def rename(request: Request, conversation: str, title: str) -> dict[str, Any]:
    """Give a conversation another title."""
    _conversations(request).rename(conversation, title)
    return {"id": conversation}


@machine.delete("/conversations/{conversation}")
def forget(request: Request, conversation: str) -> dict[str, Any]:
    """Delete a conversation."""
    _conversations(request).delete(conversation)
    return {"id": conversation}


# ---------------------------------------------------------------- fragments for the script


@fragments.get("/source", response_class=HTMLResponse)
def source(request: Request, document: str, start: int = 0, end: int = 0) -> str:
    """A document with one stretch of it marked."""
    return source_html(_assistant(request).document(document), start, end)


@fragments.get("/why", response_class=HTMLResponse)
def why(request: Request, turn: int) -> str:
    """The reasons of a kept answer, by today's library."""
    kept = _conversations(request).turn(turn)
    asked = request_from_json(kept.answer.get("request") or {"question": kept.question})
    return why_html(_assistant(request).explain(asked), kept.answer)


@fragments.get("/holdings", response_class=HTMLResponse)
def holdings(request: Request) -> str:
    """How much the library holds, in one line."""
    return shelf.holdings_html(_assistant(request).status())


@fragments.get("/jobs", response_class=HTMLResponse)
def job_cards(request: Request, own: str = "") -> HTMLResponse:
    """The jobs as cards; headers say how many go on by themselves and how many are held."""
    jobs = _own_jobs(request)
    moving = sum(job.state in MOVING_STATES for job in jobs)
    held = sum(job.state in HELD_STATES for job in jobs)
    headers = {"X-Hujian-Open": str(moving), "X-Hujian-Held": str(held)}
    return HTMLResponse(jobs_html(jobs, own), headers=headers)


@fragments.get("/conversations", response_class=HTMLResponse)
def conversations(request: Request, search: str = "") -> str:
    """The kept conversations whose title or questions hold the words."""
    return shelf.conversations_html(_conversations(request).list(search))


@fragments.get("/print/{turn_id}", response_class=HTMLResponse)
def printed(request: Request, turn_id: int) -> str:
    """An answer with its sources in full, as a page to print."""
    turn = _conversations(request).turn(turn_id)
    return print_html(turn.answer, _assistant(request).status(), datetime.now())
