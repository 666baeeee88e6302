"""The HTML fragments of 互鉴 and 对照, which the page's script puts in place.

GET /hujian/similar?practice=…   or  ?document=…&start=…&end=…   cards of alike practices
GET /hujian/practices?search=…   named practices to begin with
GET /hujian/overview/{part}      common, alone, same: what the library holds of itself; while it is
                                worked out, a note that the script asks again by
GET /hujian/themes               the themes of the library as buttons
GET /hujian/matrix?theme=…       the matrix of these themes
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from assistant.practice_records import Matrix
from ui.asked import Asked, asked, themes_of
from ui.contract import ContractError, whole
from ui.desk import desk_of
from ui.matrix import matrix_html, themes_html
from ui.overview import alone_html, common_html, same_html, waiting_html
from ui.similar import empty_html, practices_html, similar_html

if TYPE_CHECKING:
    from assistant.service import Assistant

fragments = APIRouter(prefix="/hujian", default_response_class=HTMLResponse)


def _common(assistant: Assistant) -> str:
    found = assistant.common_soon()
    return waiting_html() if found is None else common_html(found)


def _alone(assistant: Assistant) -> str:
    found = assistant.alone_soon()
    return waiting_html() if found is None else alone_html(found)


def _same(assistant: Assistant) -> str:
    found = assistant.duplicates_soon()
    return waiting_html() if found is None else same_html(found)


_PARTS: dict[str, Callable[[Assistant], str]] = {
    "common": _common, "alone": _alone, "same": _same,
}  # fmt: skip


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


def _is_empty(assistant: Assistant) -> bool:
    """Whether there is nothing to compare."""
    return not assistant.status().documents


@fragments.get("/similar")
def similar(request: Request, what: Annotated[Asked, Depends(asked)]) -> str:
    """The most alike practice of every other organisation."""
    assistant = _assistant(request)
    if _is_empty(assistant):
        return empty_html()
    return similar_html(what.find(assistant), what.parameters())


@fragments.get("/practices")
def practices(request: Request, search: str = "") -> str:
    """Practices of the library to begin with."""
    assistant = _assistant(request)
    if _is_empty(assistant):
        return empty_html()
    return practices_html(assistant.named_practices(), whole(search))


@fragments.get("/overview/{part}")
def overview(request: Request, part: str) -> str:
    """What the library holds of itself."""
    assistant = _assistant(request)
    if part not in _PARTS:
        raise ContractError("part", ", ".join(_PARTS))
    return empty_html() if _is_empty(assistant) else _PARTS[part](assistant)


@fragments.get("/themes")
def themes(request: Request) -> str:
    """The themes of the library as buttons."""
    assistant = _assistant(request)
    return "" if _is_empty(assistant) else themes_html(assistant.known_themes())


@fragments.get("/matrix")
def matrix(request: Request, theme: Annotated[list[str], Query(default_factory=list)]) -> str:
    """Which organisation records which of the themes."""
    assistant = _assistant(request)
    if _is_empty(assistant):
        return empty_html()
    wanted = themes_of(theme)
    return matrix_html(assistant.compare(wanted) if wanted else Matrix((), (), 0.0))
