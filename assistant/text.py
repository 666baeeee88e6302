"""A length-preserving normal form of text, so that a span found in it is a span of the original.

`fold` is what every match goes through (tokens, names, headings, questions): half width,
lower case, simplified characters, one kind of blank. Each character becomes exactly one
character; where Unicode or OpenCC would give several (Ⅻ, ㎡, ß), the original stays. The
traditional table comes from OpenCC `t2s`, asked once, character by character, and is not
phrase-aware: 乾 and 著 stand for all their readings, which is what matching wants.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Unified ideographs, extension A, compatibility ideographs; OpenCC's single characters lie here.
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
# Half width, blanks, letters: everything NFKC or lower() changes below the ideographs and above.
_OTHER_RANGES = ((0x0041, 0x3400), (0xFE30, 0x10000))
_BLANKS = "\t\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# OpenCC leaves these as they are because a phrase decides; for matching the variant is the word.
_EXTRA = {"爲": "为", "僞": "伪", "衆": "众", "羣": "群", "裏": "里", "峯": "峰", "啓": "启"}


def fold(text: str) -> str:
    """The text half-width, lower-case and simplified, with the same length and offsets.

    White space becomes a plain blank, except the line feed, which stays.

    Example:
        >>> fold("「黨史」１２Ａ")
        '「党史」12a'
    """
    if text.isascii():
        return text.lower().translate(_ASCII_BLANKS)
    return text.translate(_fold_table()) if len(text) < _LONG else fold_all([text])[0]


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each text, by one look-up for all: ten times faster where there are many.

    Example:
        >>> fold_all(["「黨史」", "１２Ａ"])
        ['「党史」', '12a']
    """
    folded = _fold_codes()[code_points(texts)].tobytes().decode("utf-32-le", "surrogatepass")
    pieces, start = [], 0
    for text in texts:
        pieces.append(folded[start : start + len(text)])
        start += len(text)
    return pieces


class Searched:
    """Texts in one string, so that a word is looked for in thousands of them at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join them; no word may hold the mark between two texts."""
        self._whole = _APART.join(texts) + _APART
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self._ends: list[int] = np.cumsum(lengths + len(_APART)).tolist()

    @classmethod
    def chain(cls, parts: Iterable[Sequence[str]]) -> Searched:
        """The texts of all parts, in order; of one part at a time they are there themselves."""
        made, wholes, before = Searched(()), list[str](), 0
        for part in map(Searched, parts):
            made._ends += [before + end for end in part._ends]
            wholes.append(part._whole[: part._ends[-1]] if part._ends else "")
            before += len(wholes[-1])
        made._whole = "".join(wholes) or _APART
        return made

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._ends)

    def __contains__(self, word: str) -> bool:
        """Whether one of the texts holds a word."""
        return len(self) > 0 and word in self._whole

    def characters(self) -> frozenset[str]:
        """Every character of the texts."""
        return frozenset(self._whole) - {_APART}

    def holding(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """(texts,), bool: which hold one of the words.

        Example:
            >>> Searched(["义诊两次", "宣讲", "宣讲义诊"]).holding(["义诊", "两次宣讲"]).tolist()
            [True, False, True]
        """
        held = np.zeros(len(self), bool)
        for word in words:
            at = self._whole.find(word) if len(held) else -1
            while 0 <= at < len(self._whole):
                text = bisect_right(self._ends, at)
                held[text] = True
                at = self._whole.find(word, self._ends[text])
        return held

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Where a pattern is found that no mark can be part of, with the place of the text."""
        for found in pattern.finditer(self._whole):
            yield bisect_right(self._ends, found.start()), found


class Joined(Searched):
    """The same beside the texts themselves."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts."""
        super().__init__(texts)
        self.texts = texts


def are_simplified(texts: Sequence[str]) -> NDArray[np.bool_]:
    """(texts,), bool: whether each is `simplified` already, by one look-up for all."""
    lengths = np.array([len(t) for t in texts], np.int64)
    changed = np.concatenate([np.zeros(1, np.int64), np.cumsum(_traditional()[code_points(texts)])])
    ends = np.cumsum(lengths)
    plain: NDArray[np.bool_] = changed[ends] == changed[ends - lengths]
    return plain


def simplified(text: str) -> str:
    """The text with traditional characters replaced one by one; width and case stay.

    Example:
        >>> simplified("臺灣，ＡＢ")
        '台湾，ＡＢ'
    """
    return text if text.isascii() else text.translate(simplified_table())


@cache
def simplified_table() -> dict[int, str]:
    """Code point → simplified character, for `str.translate`; built at first use (15 ms)."""
    import opencc

    han = [chr(code) for first, end in _HAN_RANGES for code in range(first, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {
        ord(old): new
        for old, new in zip(han, converted, strict=True)
        if old != new and len(new) == 1
    }
    return table | {ord(old): new for old, new in _EXTRA.items()}


@cache
def _fold_table() -> dict[int, str]:
    """Code point → folded character: NFKC and lower case first, then simplified."""
    to_simplified = simplified_table()
    table: dict[int, str] = {}
    for first, end in (*_OTHER_RANGES, (0xF900, 0xFB00)):
        for code in range(first, end):
            old = chr(code)
            new = _single(old)
            if new != old:
                table[code] = new
    for code, new in to_simplified.items():
        table.setdefault(code, new)
    for code, new in list(table.items()):  # a compatibility ideograph may be traditional too
        table[code] = to_simplified.get(ord(new), new)
    return table | {ord(blank): " " for blank in _BLANKS}


def code_points(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The code points of all texts, one after the other."""
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _fold_codes() -> NDArray[np.uint32]:
    """(code points,), uint32: the folded character of each."""
    return _replaced(_fold_table())


@cache
def _traditional() -> NDArray[np.bool_]:
    """(code points,), bool: the traditional characters."""
    changed: NDArray[np.bool_] = _replaced(simplified_table()) != np.arange(_UNICODE)
    return changed


def _replaced(table: Mapping[int, str]) -> NDArray[np.uint32]:
    """(code points,), uint32: what a table puts in place of each."""
    codes = np.arange(_UNICODE, dtype=np.uint32)
    codes[list(table)] = [ord(new) for new in table.values()]
    return codes


def letters_of_all(texts: Sequence[str]) -> list[str]:
    """The letters and digits of each text, by one look-up for all.

    Example:
        >>> letters_of_all(["“七彩 夏日”", "1,200"])
        ['七彩夏日', '1200']
    """
    codes = code_points(texts)
    kept = _alphanumeric()[codes]
    left = codes[kept].tobytes().decode("utf-32-le", "surrogatepass")
    ends = np.cumsum([0, *map(len, texts)])
    places = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[ends].tolist()
    return [left[a:b] for a, b in pairwise(places)]


@cache
def _alphanumeric() -> NDArray[np.bool_]:
    """(code points,), bool: letters, ideographs and digits."""
    return np.fromiter((chr(code).isalnum() for code in range(_UNICODE)), bool, _UNICODE)


def _single(char: str) -> str:
    """NFKC and lower case of one character where that is one character, else itself."""
    wide = unicodedata.normalize("NFKC", char)
    if len(wide) != 1:
        wide = char
    small = wide.lower()
    return small if len(small) == 1 else wide


_UNICODE = 0x110000  # code points
_APART = "\0"  # stands between texts that are looked through together, in no word
_LONG = 64  # characters from which on one look-up for all is faster than one for each
_ASCII_BLANKS = {ord(blank): " " for blank in "\t\v\f\r"}
