"""What stands under the heading that a question names (医疗卫生方面的民生实事有哪些), whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import asking
from assistant.answering.composed import Task
from assistant.evidence import Evidence
from assistant.numbering import read_marker
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.store import ChunkRow
from assistant.text import fold

LENGTH = 700  # characters of a section that is given whole
SURE = 0.8  # the score of a sentence that stands under the very heading asked for

_FIELD = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,8})(?:方面|领域)")


def under_heading(task: Task) -> list[Evidence]:
    """The sentences of the one section whose heading is the field asked for; empty without one.

    Only where several things are asked for, and for as long as the section is short: of longer
    ones the sentences that answer are looked for.
    """
    field = _FIELD.search(fold(task.question.topic))
    if field is None or not asking.SEVERAL.search(fold(task.question.text)):
        return []
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    sections: dict[tuple[str, tuple[str, ...]], list[ChunkRow]] = {}
    for row in (rows[r] for r in allowed):
        if row.path and _bare(row.path[-1]) == field["of"]:
            sections.setdefault((row.chunk.document_id, row.path), []).append(row)
    if len(sections) != 1:
        return []
    (section,) = sections.values()
    return _sentences(section) if sum(len(c.passage) for c in section) <= LENGTH else []


def _bare(heading: str) -> str:
    """A heading without its number and what only says that it is one (3.关爱儿童方面)."""
    folded = fold(heading)
    marker = read_marker(folded)
    bare = folded[marker.end if marker else 0 :].strip(" 。:：、.")
    return re.sub(r"(?:方面|领域)$", "", bare)


def _sentences(section: Sequence[ChunkRow]) -> list[Evidence]:
    """The sentences of a section in order, the first with its heading."""
    found = []
    for chunk in section:
        for start, end in split_sentences(chunk.passage):
            text = chunk.passage[start:end]
            found.append(
                Evidence(Sentence(chunk, chunk.start + start, chunk.start + end, text), SURE)
            )
    return found
