"""The login page and its two routes: a small page of our own, made on the server, without Gradio.

A login is checked one at a time per core in threads (scrypt takes 0.1 s and 32 MiB), waits longer
after failures, and takes as long and says the same for an unknown user as for a wrong password.
The form carries a token that only the page's own cookie matches; the guard has checked the origin.
"""

from __future__ import annotations

import asyncio
import hmac
import math
import secrets
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from ui import access_texts as words
from ui import frame, texts
from ui.access import passwords
from ui.access.audit import Action, Audit, neutral
from ui.access.gate import COOKIE, client_address, cookie
from ui.access.rights import LOGIN, LOGOUT
from ui.access.sessions import Sessions
from ui.access.throttle import BY_ADDRESS, BY_NAME, Throttle
from ui.access.users import User, Users, name_key
from ui.access.visitors import NOBODY, Visitor
from ui.escape import plain
from ui.security import LOOPBACK

FORM_COOKIE = "hujian_form"
MAX_FORM = 4_096  # bytes
AT_ONCE = 2  # passwords checked at one time
WAITING = 32  # logins that may wait for that
_FIELDS = ("form", "name", "password")

routes = APIRouter()


class Door:
    """What the login works on: users, their sessions, the throttles, the audit."""

    def __init__(self, users: Users, sessions: Sessions, audit: Audit) -> None:
        self.sessions = sessions
        self.audit = audit
        self.by_name = Throttle(BY_NAME)
        self.by_address = Throttle(BY_ADDRESS)
        self._users = users
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether too many logins wait already."""
        return self._waiting >= WAITING

    async def user(self, name: str, password: str) -> User | None:
        """The user of a name and password; None where they do not belong together."""
        self._waiting += 1
        try:
            async with self._turns:
                return await run_in_threadpool(self._checked, name, password)
        finally:
            self._waiting -= 1

    def _checked(self, name: str, password: str) -> User | None:
        found = self._users.secret(name)
        right = passwords.matches(password, found[1] if found else passwords.nobodys())
        return found[0] if found and right else None

    def known(self, name: str) -> str:
        """The name as the audit writes it: a user's own, or words where there is no such user."""
        found = self._users.secret(name)
        return found[0].name if found else words.UNKNOWN_USER


@routes.get(LOGIN)
def page(request: Request) -> Response:
    """The login page; whoever has logged in goes to the page itself."""
    door = _door(request)
    if door is None:
        return HTMLResponse(plain(texts.NOT_FOUND), 404)
    if door.sessions.visitor(cookie(request.scope, COOKIE)):
        return RedirectResponse("/", 303)
    notes = {"expired": words.LOGIN_EXPIRED, "left": words.LOGIN_LEFT}
    note = next((text for key, text in notes.items() if key in request.query_params), "")
    return _page(request, note, 200)


@routes.post(LOGIN)
async def enter(request: Request) -> Response:
    """Begin a session for a right name and password."""
    door = _door(request)
    if door is None:
        return HTMLResponse(plain(texts.NOT_FOUND), 404)
    form = await _form(request)
    token = cookie(request.scope, FORM_COOKIE)
    if not token or not hmac.compare_digest(form["form"].encode(), token.encode()):
        return _page(request, words.LOGIN_STALE, 403)
    key, address = name_key(form["name"]), client_address(request.scope)
    wait = max(door.by_name.wait(key), door.by_address.wait(address))
    if wait:
        return _throttled(request, wait, form["name"])
    if door.is_full:
        return _page(request, words.LOGIN_BUSY, 503, form["name"])
    door.by_name.begin(key)
    door.by_address.begin(address)
    user = await door.user(form["name"], form["password"])
    if user is None:
        return await _failed(request, door, form["name"])
    door.by_name.succeeded(key)
    door.by_address.forgive(address)
    return await run_in_threadpool(_entered, request, door, user)


def _entered(request: Request, door: Door, user: User) -> Response:
    """The way to the page, with a new session; one from before ends."""
    if before := cookie(request.scope, COOKIE):
        door.sessions.end(before)
    reply = RedirectResponse("/", 303, {"Cache-Control": "no-store"})
    _set(reply, request, COOKIE, door.sessions.begin(user.id))
    reply.delete_cookie(FORM_COOKIE, path=LOGIN)
    door.audit.note(_who(request, user.name), Action.LOGIN)
    return reply


async def _failed(request: Request, door: Door, name: str) -> Response:
    """The page again, in the same words whatever was wrong; the audit says whose name it was."""
    known = await run_in_threadpool(door.known, name)
    door.audit.note(_who(request), Action.LOGIN_FAILED, known)
    if door.by_name.wait(name_key(name)) or door.by_address.wait(_who(request).address):
        door.audit.note(_who(request), Action.LOGIN_THROTTLED, known)
    return _page(request, words.LOGIN_WRONG, 401, name)


def _throttled(request: Request, wait: float, name: str) -> Response:
    """How long to wait; the name stays in its field."""
    seconds = math.ceil(wait)
    reply = _page(request, words.LOGIN_THROTTLED.format(seconds=seconds), 429, name)
    reply.headers["Retry-After"] = str(seconds)
    return reply


@routes.post(LOGOUT)
def leave(request: Request) -> Response:
    """End the session."""
    door = _door(request)
    if door is None:
        return HTMLResponse(plain(texts.NOT_FOUND), 404)
    token = cookie(request.scope, COOKIE)
    if found := door.sessions.visitor(token):
        door.audit.note(_who(request, found[0].name), Action.LOGOUT)
    door.sessions.end(token)
    reply = Response(status_code=204)
    reply.delete_cookie(COOKIE, path="/")
    return reply


@routes.get(LOGOUT)
def no_page() -> Response:
    """Nothing: leaving is a POST, and Gradio's own page of this name stays closed."""
    return HTMLResponse(plain(texts.NOT_FOUND), 404)


def _door(request: Request) -> Door | None:
    door: Door | None = request.app.state.door
    return door


def _who(request: Request, name: str = "") -> Visitor:
    return replace(NOBODY, name=name, address=client_address(request.scope))


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of the form; all empty where the body is longer than a form."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MAX_FORM:
        return dict.fromkeys(_FIELDS, "")
    text = (await request.body()).decode("utf-8", "replace")
    fields = parse_qs(text, keep_blank_values=True, max_num_fields=8)
    return {name: fields.get(name, [""])[0] for name in _FIELDS}


def _set(reply: Response, request: Request, name: str, value: str) -> None:
    """Set a cookie that no script reads and no other site sends."""
    reply.set_cookie(
        name, value, path=LOGIN if name == FORM_COOKIE else "/", httponly=True,
        samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip


def _page(request: Request, note: str, status: int, name: str = "") -> HTMLResponse:
    """The page with a note on it and a fresh token in its form."""
    token = secrets.token_urlsafe(24)
    clear = request.url.scheme != "https" and request.url.hostname not in LOOPBACK
    reply = HTMLResponse(_html(token, note, name, words.LOGIN_PLAIN if clear else ""), status)
    reply.headers["Cache-Control"] = "no-store"
    reply.headers["Referrer-Policy"] = "same-origin"  # with none, browsers send `Origin: null`
    _set(reply, request, FORM_COOKIE, token)
    return reply


def _html(token: str, note: str, name: str, warning: str) -> str:
    """The page itself, in the reader's language; what a user typed is escaped."""
    files = frame.folder()
    said = f'<p class="note" id="note" role="alert">{plain(note)}</p>' if note else ""
    described = ' aria-describedby="note"' if note else ""
    clear = f'<p class="clear">{plain(warning)}</p>' if warning else ""
    other = texts.OTHER_LANGUAGE_CODE
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"<title>{plain(words.LOGIN_TITLE)}</title>"
        f'<link rel="icon" href="{files}/seal.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{files}/login.css">'
        f'<script src="{files}/login.js"></script></head><body><main>'
        f'<div class="brand"><span class="seal" aria-hidden="true">{plain(texts.BRAND.zh)}</span>'
        f"<p><strong>{plain(texts.BRAND)}</strong>{plain(texts.TAGLINE)}</p></div>"
        f"<h1>{plain(words.LOGIN_HEADING)}</h1>{said}{_form_html(token, name, described)}"
        f'<p class="help">{plain(words.LOGIN_HELP)}</p>{clear}'
        f'<p class="other"><a href="{LOGIN}?lang={other}" lang="{other}" hreflang="{other}">'
        f"{plain(texts.OTHER_LANGUAGE)}</a></p></main></body></html>"
    )


def _form_html(token: str, name: str, described: str) -> str:
    """The form: the password never comes back, the focus stands where there is to be typed."""
    focus = ("", " autofocus") if name else (" autofocus", "")
    return (
        f'<form method="post" action="{LOGIN}"><input type="hidden" name="form" value="{token}">'
        f'<label for="name">{plain(words.LOGIN_NAME)}</label>'
        f'<input id="name" name="name" value="{plain(neutral(name))}" maxlength="40" required '
        f'autocomplete="username" autocapitalize="none" spellcheck="false"{described}{focus[0]}>'
        f'<label for="password">{plain(words.LOGIN_PASSWORD)}</label>'
        f'<input id="password" name="password" type="password" maxlength="256" required '
        f'autocomplete="current-password"{described}{focus[1]}>'
        f"<button>{plain(words.LOGIN_SUBMIT)}</button></form>"
    )
