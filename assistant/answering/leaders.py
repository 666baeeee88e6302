"""Leader clustering over numbers: who says something like what most others say, counted once each.

The item that most owners have one like leads a group of the nearest item of each owner; these are
taken out, and so on until no item has another owner's beside it. Items of the same text are one
row of the likeness, and of a pair of texts only what is alike is kept: twenty thousand items of
five hundred owners are grouped in a second, where every item against every other took minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.token_lists import cells_of

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]

_BLOCK = 1_024  # texts compared with all others at a time


@dataclass(frozen=True, slots=True)
class Near:
    """Which texts are alike: those like text t are others[first[t]:first[t + 1]], ascending.

    Attributes:
        first: (texts + 1,), int64.
        others: (pairs,), int64; a text with a vector is like itself.
        cosines: (pairs,), float32.
    """

    first: Numbers
    others: Numbers
    cosines: Floats

    def of(self, texts: Numbers) -> tuple[Numbers, Numbers]:
        """Where the pairs of some texts stand, text after text, and the offsets of each."""
        return cells_of(self.first, texts)


def near_texts(rows: Floats, least: float) -> Near:
    """The texts with a cosine from `least` on.

    Args:
        rows: (texts, dim), float32, unit length or zero.
        least: Above 0.
    """
    found: list[tuple[Numbers, Numbers, Floats]] = []
    for start in range(0, len(rows), _BLOCK):
        cosines = rows[start : start + _BLOCK] @ rows[start:].T
        own, other = np.nonzero(cosines >= least)
        later = other >= own
        own, other = own[later], other[later]
        found.append((own + start, other + start, cosines[own, other]))
    one = np.concatenate([np.empty(0, np.int64), *(a for a, _, _ in found)])
    two = np.concatenate([np.empty(0, np.int64), *(b for _, b, _ in found)])
    values = np.concatenate([np.empty(0, np.float32), *(c for _, _, c in found)])
    apart = one != two
    texts, others = np.concatenate([one, two[apart]]), np.concatenate([two, one[apart]])
    values = np.concatenate([values, values[apart]])
    order = np.lexsort((others, texts))
    counts = np.bincount(texts, minlength=len(rows))
    return Near(np.concatenate([[0], np.cumsum(counts)]), others[order], values[order])


def grouped(texts: Numbers, owners: Numbers, near: Near) -> list[list[int]]:
    """Groups of alike items of at least two owners, most owners first; items by their place.

    The nearest to the leader stands first; of equals the first item leads, and is taken.

    Args:
        texts: (items,), the text of each item, all texts used.
        owners: (items,), whose item each is, numbered from 0.
        near: Which texts are alike.
    """
    left = _Left(texts, owners, near)
    groups = []
    while (leader := left.leader()) is not None:
        members = left.nearest(leader)
        left.take(members)
        groups.append(members.tolist())
    return groups


class _Left:
    """The items that no group has taken."""

    def __init__(self, texts: Numbers, owners: Numbers, near: Near) -> None:
        self._texts, self._owners, self._near = texts, owners, near
        self._items = np.argsort(texts, kind="stable")
        self._counts = np.bincount(texts, minlength=len(near.first) - 1)
        self._first = np.concatenate([[0], np.cumsum(self._counts)])
        self._is_left = np.ones(len(texts), bool)
        # (texts, owners): how many items like a text each owner has left
        self._like = np.zeros((len(self._counts), int(owners.max(initial=-1)) + 1), np.uint16)
        for start in range(0, len(texts), _BLOCK):
            items = np.arange(start, min(start + _BLOCK, len(texts)))
            np.add.at(self._like, self._beside(items), np.uint16(1))
        self._several = (self._like > 0).sum(axis=1)

    def _beside(self, items: Numbers) -> tuple[Numbers, Numbers]:
        """The (text, owner) cells in which some items count."""
        cells, offsets = self._near.of(self._texts[items])
        return self._near.others[cells], np.repeat(self._owners[items], np.diff(offsets))

    def leader(self) -> int | None:
        """The text that most owners have one like; None where no two have."""
        several = np.where(self._counts > 0, self._several, 0)
        most = int(several.max(initial=0))
        if most < 2:
            return None
        texts = np.flatnonzero(several == most)
        items, offsets = cells_of(self._first, texts)
        held = self._items[items]
        earliest = np.where(self._is_left[held], held, len(held) + len(self._texts))
        return int(texts[np.minimum.reduceat(earliest, offsets[:-1]).argmin()])

    def nearest(self, leader: int) -> Numbers:
        """The items like a text, the nearest of each owner, nearest first."""
        pairs = slice(self._near.first[leader], self._near.first[leader + 1])
        places, offsets = cells_of(self._first, self._near.others[pairs])
        items = self._items[places]
        cosines = np.repeat(self._near.cosines[pairs], np.diff(offsets))
        kept = self._is_left[items]
        items, cosines = items[kept], cosines[kept]
        order = items[np.lexsort((items, -cosines))]
        _, once = np.unique(self._owners[order], return_index=True)
        members: Numbers = order[np.sort(once)]
        return members

    def take(self, items: Numbers) -> None:
        """Take out items of different owners."""
        self._is_left[items] = False
        np.subtract.at(self._counts, self._texts[items], 1)
        texts, owners = self._beside(items)
        self._like[texts, owners] -= np.uint16(1)  # each cell once: no two items of one owner
        emptied = texts[self._like[texts, owners] == 0]
        np.subtract.at(self._several, emptied, 1)
