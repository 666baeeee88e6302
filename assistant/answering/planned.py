"""Plans for a part of a year: under a heading that names it, or in the summary right before it.

What an office plans for November stands at the end of its summary of October, for the first half
of 2009 at the end of the one of 2008. Where no heading names the part that is asked for, the
summary of the part before it speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.composed import Task
from assistant.parts_of_year import part_before, parts_inside, parts_of_year
from assistant.records import DocumentSummary
from assistant.store import ChunkRow
from assistant.text import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
# what comes after the part that is named: the plans of its own summary
_AFTER = re.compile(r"下一?步|下一?阶段|接下来|(?:往|之|以|今)后")

_Parts = set[tuple[int | None, str]]  # a part with its year, None where any year will do


def for_the_part(task: Task, chunks: Sequence[ChunkRow]) -> list[ChunkRow]:
    """Those of the chunks of plans that are for the part of the year asked for; all where none is.

    Args:
        task: The question.
        chunks: Chunks of plans in the order of their rows.
    """
    question = task.question
    if not question.planned_parts:
        return list(chunks)
    years = question.years or question.title_years
    asked: _Parts = {(y, p) for y in years or (None,) for p in question.planned_parts}
    before = {_before(y, p) for y, p in asked}
    inside: _Parts = {(y, i) for y, p in asked for i in parts_inside(p)}
    documents = {d.id: d for d in task.retriever.generation.documents}
    own = [c for c in chunks if _summarises(documents[c.chunk.document_id], asked)]
    earlier = [c for c in chunks if _summarises(documents[c.chunk.document_id], before)]
    after = bool(_AFTER.search(fold(question.text)))
    return (
        _headed(chunks, asked, documents)
        or _headed(chunks, inside, documents)
        or (own or earlier if after else earlier or own)
        or list(chunks)
    )


def _before(year: int | None, part: str) -> tuple[int | None, str]:
    """The part right before one, in its year."""
    earlier, back = part_before(part)
    return (None if year is None else year - back), earlier


def _headed(
    chunks: Sequence[ChunkRow], asked: _Parts, documents: dict[str, DocumentSummary]
) -> list[ChunkRow]:
    """The chunks under a heading that names a part asked for, up to one that names another."""
    kept: list[ChunkRow] = []
    document, inside = "", False
    for chunk in chunks:
        if chunk.chunk.document_id != document:
            document, inside = chunk.chunk.document_id, False
        named = _parts_in(" ".join(chunk.path), documents[document].years)
        inside = _meet(named, asked) if named else inside
        if inside:
            kept.append(chunk)
    return kept


def _summarises(document: DocumentSummary, asked: _Parts) -> bool:
    """Whether a summary's title or period names one of the parts."""
    return _meet(_parts_in(f"{document.title} {document.period or ''}", document.years), asked)


def _parts_in(text: str, years: Sequence[int]) -> _Parts:
    """The parts of a year that a text names; where it names no year, those of its document."""
    folded = fold(text).replace(" ", "")
    named: list[int | None] = [int(y) for y in _YEAR.findall(folded)]
    return {(y, p) for y in named or years or (None,) for p in parts_of_year(folded)}


def _meet(named: _Parts, asked: _Parts) -> bool:
    """Whether a part is named that is asked for, any year counting where none is known."""
    return any(p == q and (y is None or z is None or y == z) for y, p in named for z, q in asked)
