"""English words of a question and the Chinese words that texts write for them.

The lexicon holds English words and phrases in the singular; plurals and the common endings of
verbs are tried by rule. It helps the bilingual token vectors, which know single words only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from assistant.lexicon_rows import read_rows
from assistant.synonyms import Expansion

ENGLISH_FILE = "english.txt"
LONGEST = 4  # words of a phrase
MOST = 6  # Chinese words that are tried for one phrase

_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")
# endings with what they leave: cities → city, boxes → box, planned → plan, moving → move
_ENDINGS = (
    (re.compile(r"ies$|ied$"), "y"),
    (re.compile(r"(?:es|ed|s|d|ing)$"), ""),
    (re.compile(r"(?:([bdgklmnprt])\1)(?:ed|ing)$"), r"\1"),
    (re.compile(r"ing$"), "e"),
    (re.compile(r"[sd]$"), ""),
)


def in_chinese(
    folded: str, occurs: Callable[[str], bool], table: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Expansion, ...]:
    """The English phrases of a question, the longest at each place, with their Chinese words.

    Args:
        folded: The topic, in lower case.
        occurs: Whether a Chinese word stands anywhere in the library; others are left out.
        table: Phrases with their Chinese words; None means the lexicon's.

    Example:
        >>> in_chinese("street lamps", lambda w: True, {"street lamp": ("路灯",)})
        (Expansion(word='street lamps', tried=('路灯',), strength=1.0),)
    """
    words = list(_WORD.finditer(folded))
    if not any(m[0][0].isalpha() for m in words):
        return ()
    known = english_table() if table is None else table
    found: list[Expansion] = []
    at = 0
    while at < len(words):
        size, chinese = _longest(words[at : at + LONGEST], known)
        tried = tuple(w for w in chinese if len(w) > 1 and occurs(w))[:MOST]
        if tried:
            phrase = folded[words[at].start() : words[at + size - 1].end()]
            found.append(Expansion(phrase, tried))
        at += size
    return tuple(found)


def _longest(
    words: list[re.Match[str]], known: Mapping[str, tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    """How many of the words are the longest known phrase, and its Chinese words; 1 without any."""
    for size in range(len(words), 0, -1):
        phrase = " ".join(m[0] for m in words[:size])
        for form in _forms(phrase):
            if form in known:
                return size, known[form]
    return 1, ()


def _forms(phrase: str) -> Iterator[str]:
    """A phrase as it stands, with its last and with its first word without an ending."""
    yield phrase
    first, _, rest = phrase.partition(" ")
    before, _, last = phrase.rpartition(" ")
    for ending, left in _ENDINGS:
        yield f"{before} {ending.sub(left, last)}".strip()
        yield f"{ending.sub(left, first)} {rest}".strip()


@cache
def english_table() -> dict[str, tuple[str, ...]]:
    """The lexicon's English words and phrases, folded, with their Chinese words."""
    return read_rows(ENGLISH_FILE)
