"""A document's own number, date and speaker, from the lines around its title and signature.

A number or date may also stand in a list of documents (公文名称：…；发文字号：…), in whatever file
that is; there the entry that names the document answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering import words
from assistant.answering.composed import Composed, NoEvidence, Task
from assistant.answering.draft import Draft, quoted
from assistant.asking import POST
from assistant.names import label_of
from assistant.periods import is_date_line
from assistant.question import Wants
from assistant.records import Strength
from assistant.sentence_ends import split_sentences
from assistant.store import ChunkRow
from assistant.text import fold

FRONT = 600  # characters of a document in which its title, date and speaker stand
ENTRIES = 20  # chunks in which the entry of a list is looked for
NAMES = 0.6  # share of a document's name that the entry of a list carries
SIGNED = 40  # characters of the line above a date that signs with it, at most

_DATE = (
    r"(?:19|20)\d\d\s*[年-]\s*[\dx×*]{1,2}\s*[月-]|[一二][〇○零九][〇○零一二三四五六七八九]{2}年"
)
WANTED = {
    Wants.NUMBER_OF_DOCUMENT: re.compile(
        r"[〔\[(（](?:19|20)[\dx×*]{2}[〕\])）]\s*第?\s*[\dx×*]+\s*号|第\s*\d+\s*号(?!线)"
    ),
    Wants.DATE_OF_DOCUMENT: re.compile(_DATE),
    Wants.SPEAKER: re.compile(
        rf"(?:{POST})[ 　]*[\u4e00-\u9fff][\u4e00-\u9fff·]{{1,3}}"
        r"(?=[，,。、；;\s（(]|$|代表|同志|作|做|在|向)"
    ),
}
# what the entry of a list says before it gives a date, or the head of its column
_LABEL = re.compile(r"(?:成文|印发|签发|发文)(?:日期|时间)")
# of the question's words, those that ask for the number or date and name no document
_ASKED = re.compile(
    r"的?(?:发文字号|文件号|文号|字号|编号|令号|落款|成文|印发|签发|发文)(?:日期|时间)?|日期|时间"
    r"|第? *号(?:令|文件|公告)?|\d+月份?|第[一二三四]季度|[上下]半年|总结|报告|公报|文件|材料"
)
LEAST = 3  # characters of what names a document


def answer(task: Task) -> Composed | NoEvidence:
    """The line around title or signature with the document's number, date or speaker."""
    if listed := _entry(task):
        return listed
    signed = task.question.wants is Wants.DATE_OF_DOCUMENT
    kept = list(_chunks(task))
    for lines in (_signing, _around) if signed else (_around,):
        for chunk in kept:
            for start, end in lines(task.question.wants, chunk):
                above = _signer(chunk.passage, start) if signed else start
                return _cited(task, chunk, [(above, end)])
    return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))


def _signing(_: Wants, chunk: ChunkRow) -> Iterator[tuple[int, int]]:
    """The lines of a chunk that consist of a date."""
    passage = chunk.passage
    return ((a, b) for a, b in split_sentences(passage) if is_date_line(passage[a:b]))


def _around(wants: Wants, chunk: ChunkRow) -> Iterator[tuple[int, int]]:
    """The sentences of a chunk near the title, or in no section, that give what is wanted."""
    if chunk.path and (chunk.start > FRONT or wants is Wants.DATE_OF_DOCUMENT):
        return iter(())
    passage, pattern = chunk.passage, WANTED[wants]
    return ((a, b) for a, b in split_sentences(passage) if pattern.search(fold(passage[a:b])))


def _chunks(task: Task) -> Iterator[ChunkRow]:
    """The chunks that may answer, document by document as ranked, each in the order of its text."""
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    place: dict[str, int] = {}
    for i, row in enumerate(task.ranking.rows.tolist()):
        place.setdefault(rows[row].chunk.document_id, i)
    last = len(rows)
    order = sorted(allowed, key=lambda r: (place.get(rows[r].chunk.document_id, last), r))
    name = "" if task.question.wants is Wants.SPEAKER else _name(task)
    if len(name) < LEAST:
        return (rows[r] for r in order)
    topic = task.judge.topic(name)
    named = {
        t for t in {rows[r].title for r in order} if task.judge.carried([t], topic)[0] >= NAMES
    }
    return (rows[r] for r in order if rows[r].title in named)


def _signer(passage: str, start: int) -> int:
    """Where the line above a date begins, which signs with it; the date's own start without one."""
    above = passage[:start].rstrip("\n")
    at = above.rfind("\n") + 1
    line = above[at:].strip()
    return at if 0 < len(line) <= SIGNED and not re.search(r"[。；：:]", line) else start


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry of a list: how much of the name it carries, and the spans that say so."""

    share: float
    chunk: ChunkRow
    spans: list[tuple[int, int]]


def _name(task: Task) -> str:
    """What names the document in the question, beside its organisation, year and kind."""
    return " ".join(_ASKED.sub(" ", task.question.topic).split())


def _entry(task: Task) -> Composed | None:
    """The entry of a list of documents that names the one asked about, whoever keeps the list."""
    wants, name = task.question.wants, _name(task)
    if wants is Wants.SPEAKER or len(name) < LEAST:
        return None
    generation = task.retriever.generation
    rows = task.retriever.rank(name).rows[:ENTRIES].tolist()
    found: list[_Found] = []
    for chunk in (generation.rows[r] for r in rows):
        spans = split_sentences(chunk.passage)
        texts = [chunk.passage[a:b] for a, b in spans]
        given = [i for i, t in enumerate(texts) if _gives(wants, t, chunk.passage)]
        if not given:
            continue
        shares = task.judge.carried(texts, task.judge.topic(name))
        best = max(range(len(texts)), key=lambda i: shares[i])
        # of several entries the one that begins with the name: what it gives stands behind
        stated = next((i for i in given if i >= best), given[-1])
        found.append(_Found(shares[best], chunk, [spans[i] for i in sorted({best, stated})]))
    top = max(found, key=lambda f: f.share, default=None)
    return _cited(task, top.chunk, top.spans) if top and top.share >= NAMES else None


def _gives(wants: Wants, line: str, passage: str) -> bool:
    """Whether a line of a list gives what is wanted; a date where it says which date it is."""
    if not WANTED[wants].search(fold(line)):
        return False
    said = passage if " | " in line else line  # a table says it in its head
    return wants is Wants.NUMBER_OF_DOCUMENT or bool(_LABEL.search(fold(said)))


def _cited(task: Task, chunk: ChunkRow, spans: list[tuple[int, int]]) -> Composed:
    """Spans of a chunk's passage as the answer."""
    draft = Draft(task.retriever.generation.store)
    parts = [
        f"{quoted(chunk.passage[start:end])}"
        f"{draft.cite(chunk, chunk.start + start, chunk.start + end, 1.0)}"
        for start, end in spans
    ]
    text = words.NAMED.format(name=quoted(label_of(chunk)), text="".join(parts))
    return Composed(text, tuple(draft.citations), Strength.STRONG)
