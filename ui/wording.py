"""Words made of an answer's parts: a reference as official texts quote, a line without Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering import words
from assistant.records import Anchor, Citation
from ui import texts
from ui.language import Text
from ui.phrases import said

_NUMBER = re.compile(
    r"^(第[一二三四五六七八九十百\d]+[章节部分]+|[一二三四五六七八九十]+、|（[^）]{1,4}）|\d+[.、])"
)
LIST_ITEM = re.compile(r"^(?P<indent>\s*)(?P<mark>[-*•]|\d{1,3}[.)])\s+(?P<text>.*)$")
_CITED = re.compile(r"(?<!\\)\[(\d{1,3})\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"\*\*((?:\\.|[^*\\])+)\*\*")
_LINE_START = re.compile(r"^(?P<indent>\s*)(?:#{1,6}\s+|>\s*|[-*•]\s+)")


def reference_words(
    organisation: str | None, title: str, section: tuple[str, ...], place: str
) -> Text:
    """A citation in words: 〔青石镇《…》二、（一）第 3 段〕."""
    name, numbers, where = organisation or "", numbering(section), said(place)
    return texts.REFERENCE.format(
        organisation=Text(name, name and f"{name}, "),
        title=title,
        section=Text(numbers, numbers and f", {numbers.rstrip('、')}"),
        place=Text(where.zh, where.en and f", {where.en}"),
    )


def place_of(anchor: Anchor) -> str:
    """Where a paragraph stands, as citations say it: page and paragraph."""
    if anchor.page is None:
        return words.PLACE.format(paragraph=anchor.paragraph)
    return words.PLACE_PAGE.format(page=anchor.page, paragraph=anchor.paragraph)


def reference_of(citation: Citation) -> Text:
    """A citation in words, as an official text quotes it."""
    return reference_words(
        citation.organisation, citation.document_title, citation.section, citation.place
    )


def numbering(section: tuple[str, ...]) -> str:
    """The official numbers of a heading path, such as 二、（一）; its last heading where none."""
    numbers = [match[0] for heading in section if (match := _NUMBER.match(heading))]
    return "".join(numbers) if numbers else "".join(section[-1:])


def unrepeated(text: str, rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of an answer without those of a list whose citations all stand in its table."""
    held = set(_cited(" ".join(cell for row in rows for cell in row)))
    return [
        line
        for line in text.splitlines()
        if not (LIST_ITEM.match(line) and _cited(line) and held.issuperset(_cited(line)))
    ]


def _cited(text: str) -> list[str]:
    """The citation numbers in a text; a backslash makes a bracket literal."""
    return _CITED.findall(text)


def unmarked(line: str) -> str:
    r"""A line of an answer as it reads, without the marks of Markdown.

    Example:
        >>> unmarked(r"- **青石镇**：义诊\[甲\]6场[1]")
        '青石镇：义诊[甲]6场[1]'
    """
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"\1", _LINE_START.sub(r"\g<indent>", line))).strip()
