"""What every request and reply passes: trusted hosts, same origin, open routes, headers.

One ASGI middleware around the whole application. Gradio ships far more routes than the page
uses (proxy, file download, MCP, monitoring, code editing …), so the page's own are listed and all
others are closed. HTML replies get a fresh nonce on their scripts; nothing else may run. Gradio
wants `unsafe-eval` only for `gr.HTML` templates and `js=` events, which the page does not use, so
it is not allowed here (research/gradio.md §3 measured the pages that do).
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Callable, Iterable
from functools import partial
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import texts
from ui.access import visitor_tag
from ui.language import language, spoken

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
MAX_BODY = 8 * 1024 * 1024  # the chat sends the whole conversation with each question

OPEN = (
    "/assets/",
    "/hujian/",
    "/api/v1/",
    "/static/js/",
    "/static/img/",
    "/gradio_api/run/predict",
    "/gradio_api/queue/join",
    "/gradio_api/queue/data",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/startup-events",
)
OPEN_EXACTLY = frozenset(
    {"/", "/healthz", "/theme.css", "/favicon.ico", "/robots.txt", "/login", "/logout"}
)
UPLOADS = "/api/v1/uploads/"  # these stream and count for themselves

Dress = Callable[[bytes], bytes]
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SCRIPT = re.compile(rb"<script\b")
_LANGUAGE = re.compile(rb'<html\b(?:\s+lang="[^"]*")?')
_OUTSIDE = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')  # cards of Gradio's

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def policy(nonce: str) -> str:
    """The Content-Security-Policy of one reply."""
    return (
        "default-src 'self'; "
        f"script-src 'self' 'nonce-{nonce}'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-src 'none'; frame-ancestors 'none'"
    )


class Guard:
    """The middleware around everything.

    Args:
        app: What is guarded.
        dress: Makes the body of the page itself ours: `frame.Dress`, or nothing.
        hosts: The names under which the page may be reached, besides the address of the server
            that a connection came in at.
    """

    def __init__(self, app: ASGIApp, dress: Dress = bytes, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._dress = dress
        self._hosts = frozenset(name.lower() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is not for the page; send the rest on, its reply with headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        request, dress = Headers(scope=scope), _as_it_is
        if scope["path"] == "/":  # its HTML is changed on the way out
            scope = {**scope, "headers": _without(scope["headers"], b"accept-encoding")}
            dress = partial(self._dressed, scope)
        reply = _Reply(send, request, dress)
        if refusal := refused(scope, self._hosts):
            status, words = refusal
            body = {"error": {"type": "refused", "message": spoken(words)}}
            await JSONResponse(body, status)(scope, receive, reply)
            return
        await self._app(scope, receive, reply)

    def _dressed(self, scope: Scope, body: bytes) -> bytes:
        """The page made ours, with who it is for, whom the gate has found meanwhile."""
        tag = visitor_tag.tag(scope)
        return self._dress(body).replace(b"</head>", tag + b"</head>", 1)


def refused(scope: Scope, hosts: frozenset[str]) -> tuple[int, str] | None:
    """Status and words of a refusal; None for a request that may pass."""
    headers, path = Headers(scope=scope), scope["path"]
    host = headers.get("host", "")
    if not trusted(host, scope, hosts):
        return 421, texts.FORBIDDEN
    if scope["method"] not in _SAFE and not same_origin(headers, scope["scheme"], host):
        return 403, texts.FORBIDDEN
    if path not in OPEN_EXACTLY and not path.startswith(OPEN):
        return 404, texts.NOT_FOUND
    if scope["method"] not in _SAFE and not path.startswith(UPLOADS):
        length = headers.get("content-length", "0" if scope["method"] == "DELETE" else "")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, texts.TOO_LARGE
    return None


def trusted(host: str, scope: Scope, hosts: frozenset[str]) -> bool:
    """Whether a Host header names this server: by a trusted name, or by the address reached."""
    name = re.sub(r":\d+$", "", host).lower()
    if name in hosts:
        return True
    try:
        asked, reached = ip_address(name.strip("[]")), ip_address((scope.get("server") or ("",))[0])
    except ValueError:
        return False
    return asked == (getattr(reached, "ipv4_mapped", None) or reached)


def same_origin(headers: Headers, scheme: str, host: str) -> bool:
    """Whether a writing request comes from the page itself, or from no browser at all."""
    origin = headers.get("origin")
    if origin is not None and origin != f"{scheme}://{host}":
        return False
    return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


class _Reply:
    """Sends one reply on, with headers; an HTML body is gathered and given the nonce."""

    def __init__(self, send: Send, request: Headers, dress: Dress) -> None:
        self._send = send
        self._dress = dress
        self._gzip = "gzip" in request.get("accept-encoding", "")
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Pass one ASGI message on, or keep it until the HTML is whole."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        referrer = headers.get("Referrer-Policy", HEADERS["Referrer-Policy"])
        headers.update({**HEADERS, "Content-Security-Policy": policy(self._nonce)})
        headers["Referrer-Policy"] = referrer
        del headers["server"]
        if headers.get("content-type", "").startswith("text/html"):
            headers["Cache-Control"] = "no-store"
            self._start = message
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = b"".join(self._body)
        headers = MutableHeaders(raw=start["headers"])
        if "content-encoding" not in headers:
            body = self._dress(_OUTSIDE.sub(b"", body))
            tag = f'<script nonce="{self._nonce}"'.encode()
            body = _LANGUAGE.sub(
                f'<html lang="{language()}"'.encode(), _SCRIPT.sub(tag, body), count=1
            )
            if self._gzip and len(body) > 1_000:
                body = gzip.compress(body, 5)
                headers["Content-Encoding"] = "gzip"
                headers["Vary"] = "Accept-Encoding"
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _as_it_is(body: bytes) -> bytes:
    """The body of every reply but the page."""
    return body


def _without(headers: list[tuple[bytes, bytes]], name: bytes) -> list[tuple[bytes, bytes]]:
    """The headers less one name."""
    return [(key, value) for key, value in headers if key != name]
