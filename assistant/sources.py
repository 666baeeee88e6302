"""The same report from several sources: which documents repeat an earlier one.

Twins are copies with other line ends, line breaks, width or script, from another folder or site:
the letters and digits of their texts are the same, or nearly so (Jaccard of five-character
shingles, found by min-hashes in bands, Broder 1997). Reports of other organisations or other
periods are never twins, however alike, nor are two versions of which each holds a number that
the other lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from assistant.text import fold

ALIKE = 0.9  # Jaccard similarity from which two texts of one organisation and period are twins
SHORTEST = 200  # letters and digits below which only equal texts are twins
_SHINGLE = 5
_COMPARED = 1_000_000  # letters that the bands of a longer text come from
# 8 bands of 4 min-hashes: texts that are 0.9 alike share one with 0.9998, those 0.3 alike with 0.06
_BANDS, _PER_BAND = 8, 4
_MULTIPLIERS = np.random.Generator(np.random.PCG64(2026)).integers(
    1, 1 << 63, _BANDS * _PER_BAND, dtype=np.uint64
) | np.uint64(1)
_OTHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Body:
    """What is compared of one document.

    Attributes:
        file, ordinal: Where it stands.
        organisation: As it stands, or None.
        period: The words and the years of what it is about.
        letters: A digest of its letters and digits, then its bands, parted by blanks.
        size: How many letters and digits there are.
    """

    id: str
    file: str
    ordinal: int
    organisation: str | None
    period: tuple[str | None, tuple[int, ...]]
    letters: str
    size: int

    @property
    def order(self) -> tuple[bool, int, str, int]:
        """Which twin speaks for the others: one with a name, then the one nearest the top."""
        return self.organisation is None, self.file.count("/"), self.file, self.ordinal


def letters_of(text: str) -> tuple[str, int]:
    """What `Body.letters` holds of a text, and the number of its letters and digits.

    Example:
        >>> letters_of("走访 36 户。") == letters_of("走訪３６户")
        True
    """
    letters = _OTHER.sub("", fold(text))
    digest = blake2b(letters.encode("utf-8"), digest_size=12).hexdigest()
    return " ".join((digest, *_bands(letters))), len(letters)


def _bands(letters: str) -> Iterator[str]:
    """Digests of the least shingle hashes, some at a time; none of a short text."""
    if len(letters) < SHORTEST:
        return
    codes = np.frombuffer(letters[:_COMPARED].encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = np.zeros(len(codes) - _SHINGLE + 1, np.uint64)
    for k in range(_SHINGLE):  # a polynomial modulo 2^64
        hashes = hashes * np.uint64(1_000_003) + codes[k : len(codes) - _SHINGLE + 1 + k]
    hashes ^= hashes >> np.uint64(29)
    least = [int((hashes * factor >> np.uint64(16)).min()) for factor in _MULTIPLIERS]
    for band in range(_BANDS):
        part = least[band * _PER_BAND : (band + 1) * _PER_BAND]
        yield blake2b(repr(part).encode("ascii"), digest_size=6).hexdigest()


class Sources:
    """Documents seen so far that repeat no other."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        """Compare texts that `text_of` gives by document id, where digests do not decide."""
        self._text_of = text_of
        self._held: dict[tuple[object, ...], list[Body]] = {}

    def first_of(self, body: Body) -> Body | None:
        """The earlier document that this one repeats; one that repeats none is remembered."""
        digest, *bands = body.letters.split()
        equal: tuple[object, ...] = (digest, body.period)
        near = [
            (number, band, body.organisation, body.period)
            for number, band in enumerate(bands)
            if body.organisation is not None
        ]
        for other in self._held.get(equal, ()):
            if _one_name(other, body):
                return other
        rivals = {o.id: o for key in near for o in self._held.get(key, ())}
        for other in rivals.values():
            if self._alike(body, other):
                return other
        for key in (equal, *near):
            self._held.setdefault(key, []).append(body)
        return None

    def _alike(self, a: Body, b: Body) -> bool:
        small, large = sorted((a.size, b.size))
        if small < SHORTEST or small < ALIKE * large:
            return False
        return are_twins(self._text_of(a.id), self._text_of(b.id))


def are_twins(a: str, b: str) -> bool:
    """Whether two texts are nearly the same and neither replaces a number of the other."""
    one, two = set(_NUMBER.findall(fold(a))), set(_NUMBER.findall(fold(b)))
    if one - two and two - one:
        return False
    return similarity(a, b) >= ALIKE


def similarity(a: str, b: str) -> float:
    """Jaccard similarity of the sets of five-character shingles, letters and digits only.

    Example:
        >>> similarity("一二三四五六", "一二三四五七")  # one of three shingles is shared
        0.333...
    """
    one, two = _shingles(a), _shingles(b)
    return len(one & two) / len(one | two) if one or two else 1.0


def _shingles(text: str) -> set[str]:
    letters = _OTHER.sub("", fold(text))
    return {letters[i : i + _SHINGLE] for i in range(max(1, len(letters) - _SHINGLE + 1))}


def _one_name(a: Body, b: Body) -> bool:
    """Whether two documents may be of one organisation: the same name, or one without."""
    return a.organisation == b.organisation or None in (a.organisation, b.organisation)
