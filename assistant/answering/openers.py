"""Sentences that only open what follows them (重点做到“四个坚持”：), with the items they open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.evidence import Evidence
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.store import ChunkRow

MOST_ITEMS = 12
MOST_BEHIND = 60  # sentences behind an opener that are looked at
MOST_HEADED = 5
LENGTH = 800  # characters of the items together

_OPENS = re.compile(r"[:：]$")
_ITEM = re.compile(
    r"\s*(?:[-•●*]\s|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十][，,、])"
)
# a sentence that only names what the ones behind it say (提高养老托育服务品质。)
_HEADS = re.compile(r"(?:^|\n| )[^，,。；;\n ]{4,22}。$")
# a short sentence that counts what the ones behind it name one by one (实施城建“六大攻坚行动”。)
_NUMERALS = "一二三四五六七八九十"
_COUNTS = re.compile(
    r"^[^。；;\n]{0,20}(?P<n>[二三四五六七八九十]|\d)[大项个](?P<what>[\u4e00-\u9fff]{2,6})[”’]?。$"
)


def with_what_it_opens(rows: Sequence[ChunkRow], chosen: Sequence[Evidence]) -> list[Evidence]:
    """The sentences, behind each that opens others these: by a colon, or by their number.

    Args:
        rows: All chunks, by their row.
        chosen: The sentences that answer.
    """
    return [s for e in chosen for s in (e, *(_opened(rows, e) or _counted(rows, e)))]


def with_what_it_heads(rows: Sequence[ChunkRow], chosen: Sequence[Evidence]) -> list[Evidence]:
    """The same, and behind each short sentence that heads others those up to the next such."""
    behind = (_opened(rows, e) or _counted(rows, e) or _headed(rows, e) for e in chosen)
    return [s for e, more in zip(chosen, behind, strict=True) for s in (e, *more)]


def _headed(rows: Sequence[ChunkRow], e: Evidence) -> list[Evidence]:
    """The sentences behind a short one that heads them, in its own chunk."""
    if not _HEADS.search(e.sentence.text):
        return []
    found: list[Evidence] = []
    length = 0
    for sentence in islice(_behind(rows, e.sentence), MOST_HEADED):
        length += len(sentence.text)
        if length > LENGTH or sentence.chunk.row != e.sentence.chunk.row:
            break
        if _HEADS.search(sentence.text):
            break
        found.append(Evidence(sentence, e.score))
    return found


def _counted(rows: Sequence[ChunkRow], e: Evidence) -> list[Evidence]:
    """The sentences behind a short one that counts them (实施“六大攻坚行动”。), each naming one.

    None where there are not as many as it says.
    """
    said = _COUNTS.search(e.sentence.text)
    if not said:
        return []
    count = int(said["n"]) if said["n"].isdigit() else _NUMERALS.index(said["n"]) + 1
    behind = islice(_behind(rows, e.sentence), MOST_BEHIND)
    named = [s for s in behind if re.search(rf"{said['what']}[”’]?。$", s.text.rstrip())]
    return [Evidence(s, e.score) for s in named] if len(named) == count else []


def _opened(rows: Sequence[ChunkRow], e: Evidence) -> list[Evidence]:
    """The items behind a sentence that ends in a colon; of a long list what begins each item."""
    if not _OPENS.search(e.sentence.text.rstrip()):
        return []
    behind = list(islice(_behind(rows, e.sentence), MOST_BEHIND))
    items = [s for s in behind if _ITEM.match(s.text)]
    long = len(behind) > MOST_ITEMS or sum(len(s.text) for s in behind) > LENGTH
    found: list[Evidence] = []
    length = 0
    for sentence in (items if long and len(items) > 1 else behind)[:MOST_ITEMS]:
        length += len(sentence.text)
        if length > LENGTH:
            break
        found.append(Evidence(sentence, e.score))
    return found


def _behind(rows: Sequence[ChunkRow], opener: Sentence) -> Iterator[Sentence]:
    """The sentences behind one, to the end of its section."""
    first = opener.chunk
    for chunk in islice(rows, first.row, None):
        if (chunk.chunk.document_id, chunk.path) != (first.chunk.document_id, first.path):
            return
        for start, end in split_sentences(chunk.chunk.text):
            at = chunk.chunk.start
            if at + start >= opener.end:
                yield Sentence(chunk, at + start, at + end, chunk.chunk.text[start:end])
