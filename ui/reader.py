"""Which language the reader of a request has chosen: `?lang=`, then a cookie, then a hint.

Chinese is the default. What a browser says of itself (Accept-Language) counts only where nothing
was chosen yet, and only where it names English and no Chinese: many machines in Chinese offices
run English systems. The language is set before anything is rendered and holds for one request;
Gradio runs its events outside of the request, so its handlers are wrapped in `in_their_language`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.language import CHINESE, ENGLISH, LANGUAGES, speaking

COOKIE = "hujian-lang"
PARAMETER = "lang"
_YEAR = 365 * 24 * 3600
_NAMED = re.compile(r"(?:^|[,\s])(zh|en)\b", re.IGNORECASE)


def chosen(query: str) -> str | None:
    """The language that an address asks for; None where it asks for none that there is."""
    wanted = parse_qs(query).get(PARAMETER, [""])[-1]
    return wanted if wanted in LANGUAGES else None


def language_of(headers: Mapping[str, str], query: str = "") -> str:
    """The language of a request.

    Args:
        headers: Its headers, names in lower case.
        query: What stands behind the question mark of its address.
    """
    return chosen(query) or _kept(headers.get("cookie", "")) or _hint(headers)


def _kept(cookie: str) -> str | None:
    """The language in the cookie; None where there is none."""
    try:
        morsel = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel and morsel.value in LANGUAGES else None


def _hint(headers: Mapping[str, str]) -> str:
    """English where a browser names it and no Chinese, else Chinese."""
    named = {name.lower() for name in _NAMED.findall(headers.get("accept-language", ""))}
    return ENGLISH if named == {"en"} else CHINESE


class Reader:
    """The middleware that sets the language of each request and keeps a choice in a cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on in the language of its reader."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        wanted = chosen(query)

        async def keep(message: Message) -> None:
            if wanted and message["type"] == "http.response.start":
                MutableHeaders(raw=message.setdefault("headers", [])).append(
                    "Set-Cookie", f"{COOKIE}={wanted}; Path=/; Max-Age={_YEAR}; SameSite=Strict"
                )
            await send(message)

        with speaking(language_of(Headers(scope=scope), query)):
            await self._app(scope, receive, keep)


def in_their_language(turns: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """A handler of Gradio's chat whose every step speaks the language of its request.

    Gradio runs the steps of a generator one by one, each in a context of its own, so the language
    is set for each of them.

    Args:
        turns: A generator function; it gets the request's headers as its first argument.
    """

    def steps(headers: Mapping[str, str], *values: Any) -> Iterator[Any]:
        wanted = language_of(headers)
        running = turns(*values)
        while True:
            with speaking(wanted):
                try:
                    step = next(running)
                except StopIteration:
                    return
            yield step

    return steps
