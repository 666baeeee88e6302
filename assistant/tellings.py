"""What tells of a practice: a sentence, or a run-in heading with the sentence it announces.

"三是开展专题读书班活动。" says the very words that are looked for; how it was done stands in the
sentence behind it. The two are one telling, so that nobody is shown the heading alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.evidence import Evidence
from assistant.sentences import Sentence

LONGEST = 24  # characters of a heading without its number
_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[,，、]?"
    r"|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])"
)
# nothing is counted in it, and it is one clause
_HEADING = re.compile(rf"\s*{_NUMBER}?\s*[^，,：:；;\d]{{2,{LONGEST}}}[。：:]?\s*")
_NUMBERED = re.compile(rf"\s*{_NUMBER}")


def announces(sentence: Sentence) -> bool:
    """Whether a sentence only names what the next one tells: numbered, or first of its paragraph.

    A number within it says that something was done.
    """
    if not _HEADING.fullmatch(sentence.text):
        return False
    before = sentence.chunk.passage[: sentence.start - sentence.chunk.start]
    begins = not before.strip() or before.rstrip(" \t　").endswith("\n")
    return begins or bool(_NUMBERED.match(sentence.text))


def tellings(judged: Sequence[Evidence]) -> list[Evidence]:
    """The sentences, each run-in heading replaced by itself with the sentence behind it.

    Args:
        judged: In the order of rows and text, as the judge gives them.
    """
    found = list(judged)
    for at, (first, second) in enumerate(pairwise(judged)):
        if first.sentence.chunk.row == second.sentence.chunk.row and announces(first.sentence):
            better = max(first, second, key=lambda e: e.score)
            found[at] = Evidence(_joined(first.sentence, second.sentence), better.score)
    return found


def _joined(first: Sentence, second: Sentence) -> Sentence:
    """Two neighbours as one sentence."""
    chunk = first.chunk
    text = chunk.passage[first.start - chunk.start : second.end - chunk.start]
    return Sentence(chunk, first.start, second.end, text)


def overlap(a: Sentence, b: Sentence) -> bool:
    """Whether two tellings share a part of their text."""
    return a.chunk.row == b.chunk.row and a.start < b.end and b.start < a.end
