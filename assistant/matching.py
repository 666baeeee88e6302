"""When two texts are the same for measuring: a name, a file, a sentence, a wording.

A place is a document with a sentence of it. A passage covers a place when it is of the same
document and holds 60 % of the sentence's letters, or 24 of them, in one piece. Texts are compared
folded, names and sentences without white space and punctuation.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.text import fold

COVERED, ENOUGH = 0.6, 24  # share of a sentence's letters, or this many, in one piece

_MARKERS = re.compile(r"\[\d+\]")
_SIGNS = re.compile(r"[\\*`~#\"'“”‘’「」『』]")
_DASHES = re.compile(r"[‐‑‒–—―−]")
_NUMERALS = "零〇一二三四五六七八九十百千两"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a document; the document's path, or the number its name begins with.

    `grade` is what finding it is worth among alike practices: 2 the same, 1 a related one.
    """

    document: str
    quote: str
    organisation: str = ""
    grade: int = 1


def squash(text: str) -> str:
    """The folded letters, digits and Chinese characters of a text."""
    return "".join(c for c in fold(text) if c.isalnum())


def alike(one: str, other: str) -> bool:
    """Whether one name holds the other; a single character does not count."""
    a, b = squash(one), squash(other)
    return min(len(a), len(b)) > 1 and (a in b or b in a)


def same_document(document: str, expected: str) -> bool:
    """Whether both name one file.

    Example:
        >>> same_document("2021/青石镇.docx", "青石镇.docx"), same_document("000.青石.md", "000")
        (True, True)
    """
    names = (unicodedata.normalize("NFC", n) for n in (document, expected))
    a, b = (n.replace("\\", "/").strip("/") for n in names)
    if a == b or a.endswith(f"/{b}") or b.endswith(f"/{a}"):
        return True
    return "." not in b and bool(re.match(re.escape(b) + r"(?![^\W_])", PurePosixPath(a).name))


def covers(source: tuple[str, str], place: Place) -> bool:
    """Whether a (document, passage) holds a place's sentence, or enough of it in one piece."""
    if not same_document(source[0], place.document):
        return False
    quote, passage = squash(place.quote), squash(source[1])
    size = min(math.ceil(COVERED * len(quote)), ENOUGH)
    return bool(quote) and any(
        quote[at : at + size] in passage for at in range(len(quote) - size + 1)
    )


def has_key(key: str, text: str) -> bool:
    """Whether a wording stands in a text; a figure or a word not inside a longer one.

    Example:
        >>> has_key("4次", "开展24次"), has_key("4次", "开展 4 次")
        (False, True)
    """
    if "*" in key:
        bare = re.compile(r"[\s\\]")
        return bare.sub("", key) in bare.sub("", text)
    wanted = _readable(key)
    before = after = ""
    if wanted[:1].isdigit():
        before = r"(?<!\d)(?<!\d\.)"
    elif wanted[:1] in _NUMERALS:
        before = f"(?<![{_NUMERALS}])"
    elif wanted.isascii():
        before = r"(?<![a-z])"
    if wanted[-1:].isdigit():
        after = r"(?!\.?\d)"
    return bool(wanted) and bool(re.search(before + re.escape(wanted) + after, _readable(text)))


def _readable(text: str) -> str:
    """A text as a wording is looked for in it: numbers and Latin words stay apart."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", _MARKERS.sub(" ", text))
    text = _DASHES.sub("-", _SIGNS.sub("", fold(text)))
    return re.sub(r"(?<![0-9a-z.]) | (?![0-9a-z])", "", " ".join(text.split()))
