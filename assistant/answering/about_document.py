"""A document's own number, date and speaker, from the lines around its title and signature."""

from __future__ import annotations

import re

from assistant.answering import words
from assistant.answering.composed import Composed, NoEvidence, Task
from assistant.answering.draft import Draft, quoted
from assistant.asking import POST
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Strength
from assistant.sentence_ends import split_sentences
from assistant.store import ChunkRow
from assistant.text import fold

FRONT = 600  # characters of a document in which its title, date and speaker stand

WANTED = {
    Wants.NUMBER_OF_DOCUMENT: re.compile(r"[〔\[(（](?:19|20)\d\d[〕\])）]\s*\d+号|第\s*\d+\s*号"),
    Wants.DATE_OF_DOCUMENT: re.compile(
        r"(?:19|20)\d\d\s*[年-]\s*[\dx×*]{1,2}\s*[月-]|[一二][〇○零九][〇○零一二三四五六七八九]{2}年"
    ),
    Wants.SPEAKER: re.compile(
        rf"(?:{POST})[ 　]*[\u4e00-\u9fff][\u4e00-\u9fff·]{{1,3}}"
        r"(?=[，,。、；;\s（(]|$|代表|同志|作|做|在|向)"
    ),
}


def answer(task: Task) -> Composed | NoEvidence:
    """The line around title or signature with the document's number, date or speaker."""
    pattern = WANTED[task.question.wants]
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    order = {row: i for i, row in enumerate(task.ranking.rows.tolist())}
    for row in sorted(allowed, key=lambda r: order.get(r, len(order))):
        chunk = rows[row]
        if chunk.path and chunk.start > FRONT:
            continue
        for start, end in split_sentences(chunk.passage):
            if pattern.search(fold(chunk.passage[start:end])):
                return _cited(task, chunk, start, end)
    return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))


def _cited(task: Task, chunk: ChunkRow, start: int, end: int) -> Composed:
    """A span of a chunk's passage as the answer."""
    draft = Draft(task.retriever.generation.store)
    mark = draft.cite(chunk, chunk.start + start, chunk.start + end, 1.0)
    text = words.NAMED.format(
        name=quoted(label_of(chunk)), text=f"{quoted(chunk.passage[start:end])}{mark}"
    )
    return Composed(text, tuple(draft.citations), Strength.STRONG)
