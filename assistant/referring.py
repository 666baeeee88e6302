"""Questions about the answer before: one of its points in full, or the organisations it found.

The answer before is made again from its own question, so that nothing is kept between questions
and the same history always means the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answering import words
from assistant.answering.composed import Composed, Task
from assistant.answering.draft import Draft, quoted
from assistant.names import label_of
from assistant.records import Answer, Evidence, Filters, Kind, Request, Strength
from assistant.store import ChunkRow
from assistant.text import fold

Ask = Callable[[Request], Answer]

_POINT = re.compile(
    r"第(?P<n>\d+|[一二两三四五六七八九十]+)(?:条|个|点|项|家|处|段)[^？?]{0,6}(?:展开|详细|具体|细说|说说|讲讲|原文|全文)"
)
_THEY = re.compile(
    r"^(?:那么?)?(?:它们|他们|这些(?:单位)?|那些(?:单位)?|上述(?:单位)?|以上(?:单位)?)"
)
_NUMERALS = "一二三四五六七八九十"
MOST = 30  # organisations that a question about "them" is limited to


def point_asked(request: Request) -> int | None:
    """Which point of the answer before is asked for in full, from 1; None where none is.

    Example:
        >>> point_asked(Request("第二条展开说说", ("哪些单位开展了义诊？",)))
        2
    """
    found = _POINT.search(fold(request.question)) if request.history else None
    if not found:
        return None
    written = found["n"].replace("两", "二")
    if written.isdecimal():
        return int(written)
    tens, _, units = written.rpartition("十")
    ten = 10 * (_NUMERALS.find(tens) + 1 or 1) if "十" in written else 0
    return ten + (_NUMERALS.find(units) + 1 if units else 0)


def before(request: Request) -> Request:
    """The request whose answer is spoken of."""
    *earlier, last = request.history
    return replace(request, question=last, history=tuple(earlier))


def of_them(request: Request, ask: Ask) -> Request:
    """A question about "them", limited to the organisations that the answer before found."""
    if not request.history or not _THEY.match(fold(request.question)):
        return request
    if request.filters.organisations:
        return request
    answer = ask(before(request))
    if answer.kind not in (Kind.LISTING, Kind.COMPARISON, Kind.SIMILAR):
        return request
    names = tuple(o.name for o in answer.organisations if o.evidence is Evidence.FOUND)[:MOST]
    if not names:
        return request
    limits = Filters(names, request.filters.years, request.filters.roles)
    plain = _THEY.sub("", request.question)
    return replace(request, question=plain, history=(), filters=limits) if plain else request


def in_full(task: Task, answer: Answer, point: int) -> Composed | None:
    """The whole paragraph around one citation of an answer; None where it has no such point."""
    if not 0 < point <= len(answer.citations):
        return None
    cited = answer.citations[point - 1]
    chunk = _chunk(task, cited.document_id, cited.start, cited.end)
    if chunk is None:
        return None
    draft = Draft(task.retriever.generation.store)
    mark = draft.cite(chunk, chunk.start, chunk.chunk.end, cited.score)
    text = words.NAMED.format(name=quoted(label_of(chunk)), text=f"{quoted(chunk.passage)}{mark}")
    return Composed(text, tuple(draft.citations), Strength.STRONG)


def _chunk(task: Task, document_id: str, start: int, end: int) -> ChunkRow | None:
    """The chunk that holds a span of a document."""
    for row in task.retriever.generation.rows:
        if row.chunk.document_id == document_id and row.start <= start and end <= row.chunk.end:
            return row
    return None
