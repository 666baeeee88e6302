"""Sentences that only open what follows them (重点做到“四个坚持”：), with the items they open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence

MOST_ITEMS = 8
LENGTH = 500  # characters of the items together

_OPENS = re.compile(r"[:：]$")


def with_what_it_opens(chosen: Sequence[Evidence]) -> list[Evidence]:
    """The sentences, behind each that ends in a colon those of its chunk that it opens."""
    return [s for e in chosen for s in (e, *_opened(e))]


def _opened(e: Evidence) -> list[Evidence]:
    """The items behind a sentence that ends in a colon."""
    if not _OPENS.search(e.sentence.text.rstrip()):
        return []
    chunk = e.sentence.chunk
    found: list[Evidence] = []
    length = 0
    for start, end in split_sentences(chunk.passage):
        length += end - start if chunk.start + start >= e.sentence.end else 0
        if chunk.start + start < e.sentence.end:
            continue
        if len(found) == MOST_ITEMS or length > LENGTH:
            break
        text = chunk.passage[start:end]
        found.append(
            Evidence(Sentence(chunk, chunk.start + start, chunk.start + end, text), e.score)
        )
    return found
