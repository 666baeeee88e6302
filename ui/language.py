"""A wording in both languages, and which of them the reader of this request has chosen.

A `Text` is the Chinese string itself with the English one beside it. It becomes one of the two
when it is rendered — escaped (`ui.escape`), put into an f-string or turned into a plain string —
by the language of the request, which `ui.reader` sets. Nothing that outlives a request holds a
wording already chosen: what is kept is the `Text`, or both renderings (`both`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_COUNTED = re.compile(r"\{(?P<name>\w+)\} (?P<noun>\w+s)\b")
_NO_PLURAL = frozenset({"is", "was", "has", "needs", "ms"})
CHINESE, ENGLISH = "zh-CN", "en"
LANGUAGES = (CHINESE, ENGLISH)  # the first is the default everywhere

_reading: ContextVar[str] = ContextVar("language", default=CHINESE)


class Text(str):
    """A Chinese wording with the English one beside it."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, chinese: str, english: str) -> Text:
        """The Chinese wording, remembering the English one."""
        text = super().__new__(cls, chinese)
        text.en = english
        return text

    @property
    def zh(self) -> str:
        """The Chinese wording whatever the reader's language: for what the library is asked."""
        return str.__str__(self)

    def __str__(self) -> str:
        """The wording in the reader's language."""
        return spoken(self)

    def __format__(self, spec: str) -> str:
        """The wording in the reader's language, for f-strings."""
        return format(spoken(self), spec)

    def format(self, *_: object, **values: object) -> Text:
        """Both wordings with the names in braces filled; a `Text` among the values goes along."""
        with speaking(CHINESE):
            chinese = str.format(self, **values)
        with speaking(ENGLISH):
            english = str.format(singular(self.en, values), **values)
        return Text(chinese, english)

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        """What a copy is made from."""
        return Text, (self.zh, self.en)


def singular(english: str, values: Mapping[str, object]) -> str:
    """A template whose nouns are singular where there is one of them: {count} files of 1."""

    def noun(found: re.Match[str]) -> str:
        one = str(values.get(found["name"])) == "1" and found["noun"] not in _NO_PLURAL
        return found[0].removesuffix("s") if one else found[0]

    return _COUNTED.sub(noun, english)


def language() -> str:
    """The language of the reader whom this is rendered for."""
    return _reading.get()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Render for a reader of this language; another one than `LANGUAGES` is the default."""
    token = _reading.set(wanted if wanted in LANGUAGES else CHINESE)
    try:
        yield
    finally:
        _reading.reset(token)


def spoken(text: str) -> str:
    """A wording in the reader's language; any other string as it is."""
    if not isinstance(text, Text):
        return text
    return text.en if language() == ENGLISH else text.zh


def listed(parts: Iterable[str], comma: str = "、") -> Text:
    """Words one after the other, as each language lists them."""
    words = list(parts)
    return Text(
        comma.join(w.zh if isinstance(w, Text) else w for w in words),
        ", ".join(w.en if isinstance(w, Text) else w for w in words),
    )


def both(render: Callable[[], str]) -> Text:
    """What is rendered once for each language, so that it can be kept for either."""
    with speaking(CHINESE):
        chinese = render()
    with speaking(ENGLISH):
        english = render()
    return Text(chinese, english)
