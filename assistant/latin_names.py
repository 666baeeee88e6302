"""Names of organisations in Latin letters: pinyin, English place names, a project's own name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Sequence
from functools import cache
from importlib import resources

from assistant.spelling import pinyin

SHORT_NAME = 6  # characters of a name that is also known by its whole reading (kaiyuanshe)

_WORD = re.compile(r"[a-z]{3,}")
_LONGEST = 3  # words of an English name
_HEAD = re.compile(r"[a-z]{4,}(?=[\u4e00-\u9fff])")  # CnPack in CnPack开发组
_HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
# what may follow a place name in English: "urban management bureau", "town"
_TAIL = re.compile(
    r"(?:[ ']+(?!of |to |in |on |for |at )[a-z']+){0,4}[ ']+"
    r"(?:bureau|town|township|county|city|district|community|"
    r"cent(?:er|re)|hospital|school|committee|office|street|subdistrict|village|library|company)\b"
)


def latin_names(forms: Sequence[str], stems: Sequence[str]) -> list[str]:
    """How an organisation is spelt in Latin letters, in lower case.

    Args:
        forms: Its folded names and aliases.
        stems: The place names in them, without their endings.
    """
    short = [f for f in forms if len(f) <= SHORT_NAME and _HAN.fullmatch(f)]
    heads = [m[0] for f in forms if (m := _HEAD.match(f))]
    english = [name for word in (*stems, *forms) for name in _foreign().get(word, ())]
    return list(dict.fromkeys([*map(pinyin, (*stems, *short)), *heads, *english]))


def latin_spans(folded: str, known: Container[str]) -> Iterator[tuple[int, int, str, str]]:
    """Known spellings in a text: (start, end, spelling, the kind of organisation behind it).

    Example:
        >>> list(latin_spans("what did xuancheng city do", {"xuancheng"}))
        [(5, 19, 'xuancheng', ' city')]
    """
    taken = 0
    words = list(_WORD.finditer(folded))
    for i, word in enumerate(words):
        if word.start() < taken:
            continue
        ends = [w.end() for w in words[i : i + _LONGEST]]
        end = next((e for e in reversed(ends) if folded[word.start() : e] in known), None)
        if end is not None:
            tail = _TAIL.match(folded, end)
            taken = tail.end() if tail else end
            yield word.start(), taken, folded[word.start() : end], tail[0] if tail else ""


@cache
def _foreign() -> dict[str, list[str]]:
    """Chinese name → English names that are not its pinyin, from the lexicon."""
    text = (resources.files("assistant.lexicon") / "places.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return table
