"""Routes of the machine API for 管理: who the users are, and what the audit holds.

GET  /api/v1/users
GET  /api/v1/audit?since=2026-11-20&user=…&limit=…   the latest lines, oldest first
"""

from __future__ import annotations

from collections import deque
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from ui.access.audit import Audit
from ui.access.users import Users, user_to_json

routes = APIRouter(prefix="/api/v1")
MAX_LINES = 10_000


@routes.get("/users")
def users(request: Request) -> list[dict[str, Any]]:
    """All users, by name."""
    known: Users = request.app.state.access.users
    return [user_to_json(user) for user in known.list()]


@routes.get("/audit")
def audit(request: Request, since: str = "", user: str = "", limit: int = 1_000) -> list[Any]:
    """The latest lines of the audit, oldest first."""
    kept: Audit = request.app.state.access.audit
    count = max(1, min(limit, MAX_LINES))
    return [asdict(entry) for entry in deque(kept.read(since, user), maxlen=count)]
