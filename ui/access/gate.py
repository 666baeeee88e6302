"""The gate behind the guard: who sends a request, whether they may, what is written down.

An ASGI middleware inside `ui.security.Guard`. With users it looks up the session of each request's
cookie, the rank in `ui.access.rights`, and the owner of a stream; it leaves the visitor in the
scope, where routes and chat find it, ends an open stream once its session has ended, and has the
audit write what was done. Without users everybody is `LOCAL` and may do everything.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import access_texts as words
from ui import texts
from ui.access.audit import Action, Audit
from ui.access.rights import LOGIN, PUBLIC, Rule, rule_for
from ui.access.sessions import TOUCH, Sessions
from ui.access.streams import Streams
from ui.access.visitors import LOCAL, SCOPE_KEY, SUBJECT_KEY, Visitor

COOKIE = "hujian_session"
_JOINING = frozenset(
    {"/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/run/predict/"}
)
_CANCEL = "/gradio_api/cancel"
_STREAM = "/gradio_api/queue/data"

log = logging.getLogger(__name__)
Ruled = tuple[Rule, dict[str, str]] | None  # the rule of a request and its parameters


class Gate:
    """The middleware that knows who is there.

    Args:
        app: What lies behind.
        audit: Where actions are written down.
        sessions: The sessions of the users; None where there are no users.
    """

    def __init__(self, app: ASGIApp, audit: Audit, sessions: Sessions | None) -> None:
        self._app = app
        self._audit = audit
        self._sessions = sessions
        self._streams = Streams()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with its visitor, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        found = rule_for(scope["method"], scope["path"])
        try:
            visitor = await self._visitor(scope)
        except (sqlite3.Error, OSError):
            log.exception("the sessions could not be read")
            await _refusal(503, "busy", words.USERS_UNREADABLE)(scope, receive, send)
            return
        scope[SCOPE_KEY] = visitor
        if self._sessions is not None and (refusal := self._refused(scope, visitor, found)):
            await refusal(scope, receive, send)
            return
        passed: Receive | None = receive
        if self._sessions is not None and visitor is not None:
            passed = await self._own(scope, receive, visitor)
            send = _while_logged_in(self._sessions, scope, send)
        if passed is None:
            await _refusal(404, "refused", texts.NOT_FOUND)(scope, receive, send)
            return
        await self._app(scope, passed, self._noting(scope, send, visitor, found))

    # ------------------------------------------------------------ who

    async def _visitor(self, scope: Scope) -> Visitor | None:
        """Who sends a request; None for one without a session."""
        address = client_address(scope)
        if self._sessions is None:
            return replace(LOCAL, address=address)
        token = cookie(scope, COOKIE)
        if not token or (found := self._sessions.visitor(token)) is None:
            return None
        visitor, unseen = found
        if unseen > TOUCH:
            await run_in_threadpool(self._sessions.touch, token)
        return replace(visitor, address=address)

    def _refused(self, scope: Scope, visitor: Visitor | None, found: Ruled) -> Response | None:
        """The reply to a request that may not pass; None for one that may."""
        if found and found[0].rank is PUBLIC:
            return None
        if visitor is None:
            return _to_login(scope)
        if found is None or found[0].rank is None:
            return _refusal(404, "refused", texts.NOT_FOUND)
        if not visitor.rank.may(found[0].rank):
            self._audit.note(visitor, Action.REFUSED, f"{scope['method']} {scope['path']}")
            needed = words.RANK_NEEDED.format(needed=found[0].rank, rank=visitor.rank)
            return _refusal(403, "rank", needed)
        return None

    # ------------------------------------------------------------ streams of answers

    async def _own(self, scope: Scope, receive: Receive, visitor: Visitor) -> Receive | None:
        """The request to pass on; None where it names another user's stream."""
        path = scope["path"]
        if path == _STREAM:
            asked = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
            return receive if all(self._streams.owns(n, visitor.id) for n in asked) else None
        if path not in _JOINING and path != _CANCEL:
            return receive
        body = await _body(receive)
        number = _session_hash(body)
        if number is not None:
            take = self._streams.owns if path == _CANCEL else self._streams.claim
            if not take(number, visitor.id):
                return None
        return _again(body, receive)

    # ------------------------------------------------------------ what is written down

    def _noting(
        self,
        scope: Scope,
        send: Send,
        visitor: Visitor | None,
        found: Ruled,
    ) -> Send:
        """Sends the reply on, and writes the action down once it succeeded."""
        rule, parameters = found or (None, {})
        if visitor is None or rule is None or rule.action is None:
            return send
        asked, action, name = scope["query_string"].decode("latin-1"), rule.action, rule.subject
        if rule.when and not any(a.startswith(rule.when) for a in asked.split("&")):
            return send

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                named = parameters.get(name) or "、".join(parse_qs(asked).get(name, []))
                subject = str(scope.get(SUBJECT_KEY, named))
                self._audit.note(visitor, action, subject)
            await send(message)

        return noting


def client_address(scope: Scope) -> str:
    """The address that a request came from, as far as the server knows."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def cookie(scope: Scope, name: str) -> str:
    """A cookie of a request; empty where there is none, or the cookies cannot be read."""
    try:
        morsel = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _while_logged_in(sessions: Sessions, scope: Scope, send: Send) -> Send:
    """Sends a stream on for as long as its session lasts, and nothing after that."""
    if scope["path"] != _STREAM:
        return send
    token, over = cookie(scope, COOKIE), False

    async def passing(message: Message) -> None:
        nonlocal over
        if over:
            return
        if message["type"] == "http.response.body" and sessions.visitor(token) is None:
            over = True
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await send(message)

    return passing


def _to_login(scope: Scope) -> Response:
    """A page goes to the login; anything else is told that there is none."""
    wanted = Headers(scope=scope).get("accept", "")
    if scope["method"] == "GET" and "text/html" in wanted:
        return RedirectResponse(LOGIN, 303, {"Cache-Control": "no-store"})
    return _refusal(401, "login", words.LOGIN_NEEDED)


def _refusal(status: int, kind: str, message: str) -> Response:
    return JSONResponse({"error": {"type": kind, "message": message}}, status)


async def _body(receive: Receive) -> bytes:
    """The whole body of a request; the guard has limited its length."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""  # the browser has gone
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _session_hash(body: bytes) -> str | None:
    """The stream that a body names; None where it names none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = value.get("session_hash") if isinstance(value, dict) else None
    return number if isinstance(number, str) else None


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A body that was read, to be read once more; then whatever the browser sends."""
    kept: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return kept.pop() if kept else await receive()

    return replay
