"""Slips of the input method in a question: a character that sounds like the one that was meant.

就叶 is taken for 就业 where the library writes 就业 and nowhere 就叶. Only two characters outside
the words of the dictionary are doubted, and none of those that join words. A word of the
dictionary is doubted where the library hardly has it and never beside its neighbour, but has
another that sounds the same there (常驻人口 for 常住人口).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.spelling import readings

_FUNCTION = frozenset("的了是和或在也又都把被让从与及吗呢得最很一二三四五六七八九十几多个不没这那")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
PAIR = 2  # characters of a word that is doubted
RARE, TIMES = (
    2,
    5,
)  # chunks with a doubted word at most, and how often the one meant and its neighbour stand
LIKELIEST = 3  # words that sound the same and are looked for beside the neighbour


@dataclass(frozen=True)
class Mender:
    """Finds what was meant, by the words of one library.

    Attributes:
        characters: Every character of the library, folded.
        cut: The words of a dictionary that stand in a text.
        frequency: Number of chunks that hold a word.
        stands: Whether two characters stand side by side anywhere in the library.
    """

    characters: frozenset[str]
    cut: Callable[[str], Iterable[str]]
    frequency: Callable[[str], int]
    stands: Callable[[str], bool]

    def mended(self, text: str) -> tuple[tuple[str, str], ...]:
        """(as written, as meant) for every pair of characters that holds a slip, in order.

        Args:
            text: Folded.
        """
        words = [m for word in self.cut(text) for m in re.finditer(re.escape(word), text)]
        inside = {at for m in words for at in range(m.start(), m.end())}
        found = [
            self._meant(text[at : at + 2])
            for run in _HAN_RUN.finditer(text)
            for at in range(run.start(), run.end() - 1)
            if not {at, at + 1} & inside and not set(text[at : at + 2]) & _FUNCTION
        ]
        found += [self._confused(text, m.start()) for m in words if m.end() - m.start() == PAIR]
        return tuple(dict.fromkeys(pair for pair in found if pair))

    def _confused(self, text: str, at: int) -> tuple[str, str] | None:
        """The word of two characters at a place and the one it was put for, if it was.

        Beside a neighbour that the library knows well, the one must stand there and not the other.
        """
        written, before, after = text[at : at + 2], text[max(0, at - 2) : at], text[at + 2 : at + 4]
        held = self.frequency(written)
        beside = [(h, t) for h, t in (("", after), (before, "")) if self.frequency(h + t) >= TIMES]
        if held > RARE or not beside:
            return None
        meant = {w: self.frequency(w) for w in self._homophones(written)}
        likely = sorted(meant, key=lambda w: -meant[w])[:LIKELIEST]
        for word in (w for w in likely if meant[w] >= TIMES * max(1, held)):
            for head, tail in beside:
                if self.stands(head + word + tail) and not self.stands(head + written + tail):
                    return written, word
        return None

    def _meant(self, written: str) -> tuple[str, str] | None:
        """A doubtful pair and the commonest word of the library it may stand for, if any."""
        meant = max(self._homophones(written), key=self.frequency, default="")
        if not meant or not self.frequency(meant) or self.stands(written):
            return None
        return written, meant

    def _homophones(self, written: str) -> list[str]:
        """Two characters with one of them put in place of another that sounds the same."""
        first, second = written[0], written[1]
        words = [other + second for other in self.alike(first)]
        return words + [first + other for other in self.alike(second)]

    def alike(self, character: str) -> list[str]:
        """The library's other characters with a reading of this one."""
        sounds = readings(character)
        return sorted({c for s in sounds for c in self._by_sound.get(s, ())} - {character})

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """Reading → characters of the library, made at the first doubt (50 ms)."""
        table: dict[str, list[str]] = defaultdict(list)
        for character in self.characters:
            if "\u4e00" <= character <= "\u9fff":
                for sound in readings(character):
                    table[sound].append(character)
        return table
