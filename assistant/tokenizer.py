"""Words and characters of a text for the lexical index: one function for documents and questions.

Segmentation is jieba's search mode (cut, then every shorter dictionary word inside a word),
through rjieba, its Rust port, or jieba itself where rjieba has no wheel; both give the same
words. Every single Han character is added as a term of its own, which finds what the dictionary
does not know (names, typing errors) at the price of a longer index.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import metadata, resources
from typing import Protocol

from assistant.text import Searched, fold

_LATIN_OR_DIGITS = re.compile(r"[a-z0-9][a-z0-9.%+-]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z0-9\u3400-\u4dbf\u4e00-\u9fff]")


class _Segmenter(Protocol):
    def add_word(self, word: str, freq: int, tag: str) -> object: ...
    def cut_for_search(self, text: str) -> list[str]: ...
    def tag(self, text: str) -> list[tuple[str, str]]: ...

    def cut(self, text: str, hmm: bool, /) -> list[str]: ...  # noqa: FBT001


class Tokenizer:
    """Splits folded, unmasked text into terms; `identity` names everything the terms depend on."""

    def __init__(self, segmenter: _Segmenter, identity: str) -> None:
        self._segmenter = segmenter
        self.identity = identity

    def words(self, text: str) -> list[str]:
        """Search-mode words of two or more characters (and Latin words, numbers), in order.

        Example:
            >>> default_tokenizer().words("走访慰问12户")
            ['走访', '慰问', '走访慰问', '12']
        """
        return self._words(unmask(fold(text)))

    def known_words(self, text: str) -> list[str]:
        """Words of the dictionary of two characters or more, none made up from single ones.

        Example:
            >>> default_tokenizer().known_words("走访未问")
            ['走访']
        """
        return [w for w in self._segmenter.cut(unmask(fold(text)), False) if len(w) > 1]  # noqa: FBT003

    def tagged(self, plain: str) -> list[tuple[str, str]]:
        """Words with jieba's parts of speech (n…, v…, m, x …), in order, without search pieces.

        Example:
            >>> default_tokenizer().tagged("调解纠纷")
            [('调解', 'v'), ('纠纷', 'n')]
        """
        return self._segmenter.tag(plain)

    def terms(self, text: str) -> list[str]:
        """`words` and, after them, every single Han character, repeats kept."""
        plain = unmask(fold(text))
        return self._words(plain) + _HAN.findall(plain)

    def _words(self, plain: str) -> list[str]:
        cut = self._segmenter.cut_for_search(plain)  # some hundred for a passage: no regex for each
        return [
            w
            for w in cut
            if (w.isascii() and w.isalnum() if len(w) == 1 else w.isalnum() or _WORD.search(w))
        ]


@cache
def default_tokenizer() -> Tokenizer:
    """The tokenizer of this installation, with the genre's words, made once."""
    words = [line for line in _read("words.txt").splitlines() if line and not line.startswith("#")]
    segmenter, version = _load_segmenter()
    for word in words:
        segmenter.add_word(word, 20_000, "n")
    digest = hashlib.blake2b(
        "\n".join(words).encode() + _read("masks.toml").encode(), digest_size=6
    ).hexdigest()
    return Tokenizer(segmenter, f"jieba-search+han;{version};words={digest}")


def _load_segmenter() -> tuple[_Segmenter, str]:
    """The segmenter of rjieba, else of jieba, and the identity both share.

    rjieba and jieba give the same words for the same dictionary, so their names do not enter
    the identity: a library may move between machines that have one or the other.
    """
    try:
        import rjieba
    except ImportError:
        return _load_jieba(), "dict=jieba-0.42"
    # the module's own instance: a second one would load the dictionary again (0.1 s, 30 MB)
    return rjieba, "dict=jieba-0.42"


class _Jieba:
    """jieba with the method names of rjieba."""

    def __init__(self) -> None:
        import jieba
        import jieba.posseg

        jieba.setLogLevel("ERROR")
        self._jieba = jieba.Tokenizer()
        # jieba caches its dictionary as a marshal file in the shared temp folder, where any
        # local user could plant one; without a cache it loads 0.1 s slower
        self._jieba.cache_file = None
        self._jieba.initialize()
        self._tagger = jieba.posseg.POSTokenizer(self._jieba)

    def add_word(self, word: str, freq: int, tag: str) -> None:
        self._jieba.add_word(word, freq, tag)

    def cut_for_search(self, text: str) -> list[str]:
        return list(self._jieba.cut_for_search(text))

    def cut(self, text: str, hmm: bool, /) -> list[str]:  # noqa: FBT001
        return list(self._jieba.cut(text, HMM=hmm))

    def tag(self, text: str) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text)]


def _load_jieba() -> _Segmenter:
    return _Jieba()


@cache
def _mask_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern, canonical word) for every spelling of masks.toml, longest spelling first."""
    table: dict[str, list[str]] = tomllib.loads(_read("masks.toml"))
    pairs = [(spelling, word) for word, spellings in table.items() for spelling in spellings]
    pairs.sort(key=lambda p: -len(p[0]))
    return tuple(
        (re.compile(rf"(?<![a-z]){re.escape(s)}(?![a-z])" if s.isascii() else re.escape(s)), word)
        for s, word in pairs
    )


@cache
def _any_mask() -> re.Pattern[str]:
    """One pattern for all spellings of masks.toml: most texts hold none.

    Plain words, inside a longer one or not: that is found thirty times faster.
    """
    table: dict[str, list[str]] = tomllib.loads(_read("masks.toml"))
    return re.compile("|".join(re.escape(s) for spellings in table.values() for s in spellings))


def holds_mask(folded: str) -> bool:
    """Whether a spelling of masks.toml stands in folded text, be it inside a longer word."""
    return bool(_any_mask().search(folded))


def unmask(folded: str) -> str:
    """Folded text with masked spellings replaced by the word they stand for.

    Example:
        >>> unmask("2021dsxxjy总结")
        '2021党史学习教育总结'
    """
    if not holds_mask(folded) or not _LATIN_OR_DIGITS.search(folded):
        return folded
    for pattern, word in _mask_patterns():
        folded = pattern.sub(word, folded)
    return folded


def unmask_all(folded: Sequence[str]) -> list[str]:
    """`unmask` of each text; which of them hold a mask, mostly none, is seen at one look."""
    texts = list(folded)
    for i in dict.fromkeys(i for i, _ in Searched(texts).matches(_any_mask())):
        texts[i] = unmask(texts[i])
    return texts


def _read(name: str) -> str:
    return (resources.files("assistant.lexicon") / name).read_text(encoding="utf-8")


def engine_version(
    version: Callable[[str], str] = metadata.version,
) -> str:
    """Name and version of the segmenter in use, for `doctor` and bug reports."""
    for name in ("rjieba", "jieba"):
        try:
            return f"{name} {version(name)}"
        except metadata.PackageNotFoundError:
            continue
    return "none"
