"""Who a request comes from, and what their rank allows.

A `Visitor` is what the server found out by itself (`ui.access.gate`); nothing in it was said by
the browser. Without users there is one visitor, `LOCAL`, who may do everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SCOPE_KEY = "hujian.visitor"  # where the gate leaves the visitor in the ASGI scope
SUBJECT_KEY = "hujian.subject"  # where a route says what the audit names as its object


class Rank(StrEnum):
    """What a user may do; each rank may also do what those before it may."""

    ASK = "查询"
    EDIT = "编辑"
    MANAGE = "管理"

    def may(self, needed: Rank) -> bool:
        """Whether this rank is at least the one that is needed."""
        ranks = list(Rank)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One user as the server knows them; `id` owns conversations and jobs."""

    id: str
    name: str
    rank: Rank
    groups: frozenset[str] = frozenset()
    address: str = ""


LOCAL = Visitor("", "", Rank.MANAGE)  # the one who sits at the machine, where there are no users
NOBODY = Visitor("nobody", "", Rank.ASK)  # before anyone has logged in
