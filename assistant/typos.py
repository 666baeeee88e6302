"""Slips of the input method in a question: a character that sounds like the one that was meant.

就叶 is taken for 就业 where the library writes 就业 and nowhere 就叶. Only two characters outside
the words of the dictionary are doubted, and none of those that join words.
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
        inside = {
            at
            for word in self.cut(text)
            for m in re.finditer(re.escape(word), text)
            for at in range(m.start(), m.end())
        }
        found = [
            self._meant(text[at : at + 2])
            for run in _HAN_RUN.finditer(text)
            for at in range(run.start(), run.end() - 1)
            if not {at, at + 1} & inside and not set(text[at : at + 2]) & _FUNCTION
        ]
        return tuple(dict.fromkeys(pair for pair in found if pair))

    def _meant(self, written: str) -> tuple[str, str] | None:
        """A doubtful pair and the commonest word of the library it may stand for, if any."""
        first, second = written[0], written[1]
        words = [other + second for other in self._alike(first)]
        words += [first + other for other in self._alike(second)]
        meant = max(words, key=self.frequency, default="")
        if not meant or not self.frequency(meant) or self.stands(written):
            return None
        return written, meant

    def _alike(self, character: str) -> list[str]:
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
