"""Who the page is for, as a tag in its head: the script shows the name and hides what is closed.

Hiding is a courtesy; what a visitor may do is decided by `ui.access.gate` for every request.
"""

from __future__ import annotations

from starlette.types import Scope

from ui import access_texts as words
from ui.access.visitors import SCOPE_KEY, Rank, Visitor
from ui.escape import plain

NAMES = {Rank.ASK: "ask", Rank.EDIT: "edit", Rank.MANAGE: "manage"}


def tag(scope: Scope) -> bytes:
    """The tag of a request's visitor; nothing where the gate let nobody in."""
    visitor: Visitor | None = scope.get(SCOPE_KEY)
    if visitor is None:
        return b""
    shown = words.VISITOR.format(name=visitor.name, rank=visitor.rank) if visitor.name else ""
    return (
        f'<meta name="hj-visitor" content="{NAMES[visitor.rank]}" data-name="{plain(shown)}" '
        f'data-logout="{plain(words.LOGOUT)}" data-overview="{plain(words.OVERVIEW)}" '
        f'data-close="{plain(words.OVERVIEW_CLOSE)}">'
    ).encode()
