"""Routes for 管理: who the users are, and what the audit holds.

GET  /api/v1/users
GET  /api/v1/audit?since=2026-11-20&user=…&limit=…   the latest lines, oldest first
GET  /hujian/access                                  both, as a fragment for the page
"""

from __future__ import annotations

from collections import deque
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ui.access.audit import Audit
from ui.access.overview import SHOWN, overview_html
from ui.access.users import Users, user_to_json

routes = APIRouter()
MAX_LINES = 10_000


@routes.get("/api/v1/users")
def users(request: Request) -> list[dict[str, Any]]:
    """All users, by name."""
    known: Users = request.app.state.access.users
    return [user_to_json(user) for user in known.list()]


@routes.get("/api/v1/audit")
def audit(request: Request, since: str = "", user: str = "", limit: int = 1_000) -> list[Any]:
    """The latest lines of the audit, oldest first."""
    kept: Audit = request.app.state.access.audit
    count = max(1, min(limit, MAX_LINES))
    return [asdict(entry) for entry in deque(kept.read(since, user), maxlen=count)]


@routes.get("/hujian/access", response_class=HTMLResponse)
def overview(request: Request) -> str:
    """The users and the latest lines of the audit."""
    access = request.app.state.access
    return overview_html(access.users.list(), deque(access.audit.read(), maxlen=SHOWN))
