"""Words that stand for one another: what people ask for and what summaries write.

The lexicon holds rows of words that replace each other (`same`) and words that people say for
what texts write (`asked`); a user adds more in `synonyms.toml` of the library folder. Nothing in
an index depends on them, so a change holds at the next question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from assistant.errors import SettingsError
from assistant.text import fold

SYNONYMS_FILE = "synonyms.toml"
KEYS = {"same": list, "asked": dict}
MOST = 6  # alternatives of one word that are tried
LONGEST = 40  # characters of one word


class Expansion(NamedTuple):
    """A folded word, or words, of a question with the folded words that may stand for it.

    Attributes:
        strength: How surely they do, 0 to 1.
    """

    word: str
    tried: tuple[str, ...]
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Synonyms:
    """A table from a folded word to the folded words that may stand for it."""

    table: Mapping[str, tuple[str, ...]]

    def of(
        self, text: str, words: Iterable[str], occurs: Callable[[str], bool]
    ) -> tuple[Expansion, ...]:
        """The words of a text with what may stand for them, in the order of the text.

        The longest word at a place counts; what it holds (卖 in 卖东西) is not tried again, nor
        what cuts a word of the text in two (上课 in 水上课堂).

        Args:
            text: Folded.
            words: Its words as the tokenizer cuts them.
            occurs: Whether a word stands anywhere in the library; others are left out.

        Example:
            >>> Synonyms({"凑钱": ("捐款", "募捐")}).of("同事凑钱", ["同事"], lambda w: w == "捐款")
            (Expansion(word='凑钱', tried=('捐款',), strength=1.0),)
        """
        found: list[Expansion] = []
        at, longest = 0, max(map(len, self.table), default=0)
        inside = _inside(text, words)
        while at < len(text):
            sizes = range(min(longest, len(text) - at), 0, -1)
            size = next(
                (n for n in sizes if text[at : at + n] in self.table and not {at, at + n} & inside),
                0,
            )
            if size:
                word = text[at : at + size]
                tried = tuple(w for w in self.table[word] if w not in text and occurs(w))[:MOST]
                if tried and all(word != e.word for e in found):
                    found.append(Expansion(word, tried))
            at += size or 1
        return tuple(found)


def _inside(text: str, words: Iterable[str]) -> set[int]:
    """The places of a text that lie inside one of its words."""
    return {
        place
        for word in words
        for found in re.finditer(re.escape(word), text)
        for place in range(found.start() + 1, found.end())
    }


def expanded(text: str, expansions: Iterable[Expansion]) -> str:
    """The text with each word replaced by all that may stand for it.

    Words that do not stand side by side keep their place, and what may stand for them follows.

    Example:
        >>> expanded("同事凑钱", [Expansion("凑钱", ("捐款", "募捐"))])
        '同事 捐款 募捐 '
        >>> expanded("没有主人的狗", [Expansion("主人 狗", ("流浪犬",))])
        '没有主人的狗 流浪犬 '
    """
    for word, tried, _ in expansions:
        other = f" {' '.join(tried)} "
        text = text.replace(word, other) if word in text else text + other
    return text


def load_synonyms(library: Path) -> Synonyms:
    """The lexicon's words and those of the library's own file.

    Raises:
        SettingsError: If the user's file cannot be read or holds anything else.
    """
    own = library / SYNONYMS_FILE
    try:
        text = own.read_text(encoding="utf-8-sig") if own.is_file() else ""
        return Synonyms(_joined(_lexicon(), parse(text)))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{own}: {error}") from error


def parse(text: str) -> dict[str, tuple[str, ...]]:
    """The table of one file's text.

    Raises:
        ValueError: If it is not TOML, or an entry is not a list of words.
    """
    content = tomllib.loads(text)
    if extra := set(content) - set(KEYS):
        raise ValueError(f"{'、'.join(sorted(extra))}: {' / '.join(KEYS)}")
    same, asked = content.get("same", []), content.get("asked", {})
    if wrong := [k for k, kind in KEYS.items() if not isinstance(content.get(k, kind()), kind)]:
        raise ValueError(f"{wrong[0]}: same = [[…], […]], [asked] … = […]")
    table: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(same, 1):
        words = _words(row, f"same {number}")
        for word in words:
            table[word] = _merged(table.get(word, ()), (w for w in words if w != word))
    for word, row in asked.items():
        folded = fold(word.strip())
        table[folded] = _merged(table.get(folded, ()), _words(row, word))
    return table


def _words(row: object, name: str) -> list[str]:
    """The folded words of one entry."""
    if not isinstance(row, list) or not all(isinstance(w, str) for w in row):
        raise ValueError(f'{name}: ["…", "…"]')
    words = [fold(w.strip()) for w in row]
    if not words or not all(0 < len(w) <= LONGEST for w in words):
        raise ValueError(f"{name}: 1–{LONGEST}")
    return words


def _merged(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _joined(
    base: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Both tables, the user's words before those of the lexicon."""
    words = dict.fromkeys((*own, *base))
    return {w: _merged(own.get(w, ()), base.get(w, ())) for w in words}


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    return parse((resources.files("assistant.lexicon") / SYNONYMS_FILE).read_text("utf-8"))
