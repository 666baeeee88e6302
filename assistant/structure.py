"""Cleaned blocks of one document to the `Document` record: text, headings, sections, chunks.

The text is the blocks joined by line feeds; every span is counted while it is put together, so
`text[start:end]` is exact by construction. Title lines and the signature are in the text but in
no section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import reasons
from assistant.chunking import split_section
from assistant.front_matter import Front, Signature, find_signature, read_front, stated_title
from assistant.headings import HeadingMark, find_headings, mend_headings
from assistant.numbering import read_marker
from assistant.organisations import Evidence, Organisation, find_organisation
from assistant.periods import find_date, find_period
from assistant.readers.blocks import Block
from assistant.records import Anchor, Chunk, Document, Heading, Section
from assistant.roles import role_of_path, turns

_OPENING = 600
_SAMPLE = 4000  # characters in which the most frequent year is sought
_DESCRIBES = re.compile(r"关于.{2,40}的(?:决议|决定|公告|批复|通知)$")
_TITLED_STEM = re.compile(
    r"[一-鿿].{0,60}(?:总结|報告|报告|汇报|小结|小結|總結|公报|决议|决算|讲话|计划|情况|要点|方案|通知)"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from.

    Attributes:
        name: The file's path below the indexed folder.
        stem: The file's name without suffix; empty where the file holds several documents.
        folder: The folder's name; empty at the top.
        id: The document's id.
        ordinal: The document's place in the file, from 0.
    """

    name: str
    stem: str
    folder: str
    id: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class _Body:
    """The section spans and what they need: the text, the headings, where gaps are."""

    text: str
    headings: tuple[Heading, ...]
    bounds: tuple[tuple[int, int, tuple[str, ...]], ...]  # body start, end, path
    gaps: tuple[int, ...]


def build_document(blocks: Sequence[Block], origin: Origin) -> tuple[Document, list[str]]:
    """The record of one document, and the notes about it."""
    blocks = mend_headings(blocks)
    front = read_front(blocks)
    signature = _signature(blocks, front)
    offsets, text = _lay_out(blocks)
    own = [i for i in range(front.body, len(blocks)) if i not in signature.blocks]
    marks = [_shifted(mark, own) for mark in find_headings([blocks[i] for i in own])]
    body = _Body(
        text,
        tuple(_heading(text, offsets, mark) for mark in marks if mark.end),
        tuple(_bounds(blocks, offsets, front, signature, marks, text)),
        tuple(offsets[i] for i in own if blocks[i].gap),
    )
    sections, chunks = _sections(body, origin.id)
    begin = offsets[front.body] if front.body < len(blocks) else 0
    opening = text[begin : begin + _OPENING]
    title = _title(front, origin, opening)
    organisation = find_organisation(
        Evidence(
            front.title, front.lines, signature.lines, _clean_stem(origin.stem), text, origin.folder
        )
    )
    day = front.date or signature.date or _date_in_opening(opening)
    tops = [h.text for h in body.headings if h.level == 1]
    period = find_period(title, text[begin : begin + _SAMPLE], tops, day, origin.stem)
    document = Document(
        id=origin.id, file=origin.name, ordinal=origin.ordinal, title=title,
        organisation=organisation.name if organisation else None,
        aliases=organisation.aliases if organisation else (),
        period=period.words, years=period.years, date=day, text=text, headings=body.headings,
        sections=sections, chunks=chunks, anchors=_anchors(blocks, offsets), number=front.number,
    )  # fmt: skip
    return document, _notes(document, organisation, front)


def _signature(blocks: Sequence[Block], front: Front) -> Signature:
    """The signature with block numbers of the whole document."""
    found = find_signature(blocks[front.body :])
    return Signature(tuple(i + front.body for i in found.blocks), found.lines, found.date)


def _shifted(mark: HeadingMark, own: Sequence[int]) -> HeadingMark:
    """A mark of the body with block numbers of the whole document."""
    return HeadingMark(own[mark.block], mark.level, mark.end, mark.body)


def _lay_out(blocks: Sequence[Block]) -> tuple[list[int], str]:
    """Where every block begins in the text, and the text."""
    offsets = []
    position = 0
    for block in blocks:
        offsets.append(position)
        position += len(block.text) + 1
    return offsets, "\n".join(block.text for block in blocks)


def _heading(text: str, offsets: Sequence[int], mark: HeadingMark) -> Heading:
    """The record of a mark, without blanks at its ends."""
    start = offsets[mark.block]
    piece = text[start : start + mark.end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Heading(mark.level, text[start:end], start, end)


def _bounds(
    blocks: Sequence[Block],
    offsets: Sequence[int],
    front: Front,
    signature: Signature,
    marks: Sequence[HeadingMark],
    text: str,
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Body start, end and heading path of every section, in reading order."""
    starts: list[tuple[int, int, tuple[str, ...]]] = []  # body start, heading start, path
    path: list[tuple[int, str]] = []
    starts += [(offsets[i], offsets[i], ()) for i in _parts_of_front(blocks, front)]
    for mark in marks:
        while path and path[-1][0] >= mark.level:
            path.pop()
        if mark.end:
            path.append((mark.level, _heading(text, offsets, mark).text))
        begin = offsets[mark.block]
        starts.append((begin + mark.body, begin, tuple(words for _, words in path)))
    walls = [offsets[i] for i in signature.blocks]
    if walls:
        after = signature.blocks[-1] + 1
        resume = offsets[after] if after < len(blocks) else len(text)
        starts.append((walls[0], walls[0], ()))
        starts.append((resume, resume, ()))
        starts.sort(key=lambda s: (s[1], s[0]))
    ends = [begin for _, begin, _ in starts[1:]] + [len(text)]
    return [
        (start, max(start, end), path_)
        for (start, _, path_), end in zip(starts, ends, strict=True)
        if path_ or start < end
    ]


def _parts_of_front(blocks: Sequence[Block], front: Front) -> list[int]:
    """Blocks at which the title, what stands around it, and the text begin.

    A document number, a meeting or a speaker can be asked for, so they are sections; the title
    itself is known to every chunk's search and is none.
    """
    title = _squeeze(front.title or "")
    kinds = [bool(title) and _squeeze(b.text) in title for b in blocks[: front.body]]
    begins = [i for i, kind in enumerate(kinds) if not kind and (i == 0 or kinds[i - 1])]
    return [*begins, front.body] if front.body < len(blocks) else begins


def _sections(body: _Body, document_id: str) -> tuple[tuple[Section, ...], tuple[Chunk, ...]]:
    """The sections, parted where their role turns, and their chunks."""
    sections: list[Section] = []
    chunks: list[Chunk] = []
    for start, end, path in body.bounds:
        start, end = _trim(body.text, start, end)
        if start >= end and not path:
            continue
        for part in _parted(body.text, start, end, path, len(sections)):
            sections.append(part)
            gaps = body.gaps[bisect_left(body.gaps, part.start) : bisect_left(body.gaps, part.end)]
            for ordinal, (first, last) in enumerate(
                split_section(body.text, part.start, part.end, gaps)
            ):
                chunks.append(
                    Chunk(
                        f"{document_id}.s{part.ordinal}.c{ordinal}",
                        document_id,
                        part.ordinal,
                        ordinal,
                        first,
                        last,
                        body.text[first:last],
                    )
                )
    return tuple(sections), tuple(chunks)


def _parted(text: str, start: int, end: int, path: tuple[str, ...], ordinal: int) -> list[Section]:
    """One section, or several with one path where the text turns to another purpose."""
    role = role_of_path(path)
    paragraphs = text[start:end].split("\n")
    begins = [start]
    for paragraph in paragraphs:
        begins.append(begins[-1] + len(paragraph) + 1)
    changes = turns(role, path, paragraphs) if end > start else [(0, role)]
    parts = []
    for k, (first, kind) in enumerate(changes):
        last = changes[k + 1][0] if k + 1 < len(changes) else len(paragraphs)
        parts.append(
            Section(ordinal + k, path, kind, *_trim(text, begins[first], min(begins[last], end)))
        )
    return parts


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _anchors(blocks: Sequence[Block], offsets: Sequence[int]) -> tuple[Anchor, ...]:
    """One anchor a block."""
    return tuple(
        Anchor(start, start + len(block.text), number, block.page)
        for number, (block, start) in enumerate(zip(blocks, offsets, strict=True), 1)
    )


def _title(front: Front, origin: Origin, opening: str) -> str:
    """The title in the text, completed by the file's name; else what name or opening give."""
    stem = _clean_stem(origin.stem)
    if front.title and (_TITLED_STEM.search(front.title) or not _TITLED_STEM.search(stem)):
        inside = _squeeze(front.title) in _squeeze(stem)
        return stem if inside and len(stem) <= 60 and _TITLED_STEM.search(stem) else front.title
    if _TITLED_STEM.search(stem):
        return stem
    return stated_title(opening) or (stem if re.search(r"[一-鿿]{2}", stem) else "") or origin.stem


def _clean_stem(stem: str) -> str:
    """A file's name without numbering and hashes."""
    bare = re.sub(r"[0-9a-f]{12,}", "", stem)
    bare = re.sub(r"^(?:\d{1,4}[_.\-、\s]+|【[^】]{0,12}】|（\d+）|\(\d+\))", "", bare)
    return re.sub(r"(?:[_\s]*\(\d+\)|[_\s]*副本|[_\s]*最终版|[_\s]*定稿)+$", "", bare).strip(" _-")


def _squeeze(text: str) -> str:
    """Letters, digits and Han characters only."""
    return re.sub(r"[\W_]+", "", text)


def _date_in_opening(opening: str) -> str | None:
    """A date that stands alone in a line of the opening."""
    for line in opening.split("\n")[:4]:
        if len(line) <= 40 and (day := find_date(line)):
            return day
    return None


def _notes(document: Document, organisation: Organisation | None, front: Front) -> list[str]:
    """What looks odd about a document."""
    notes = []
    if organisation is None:
        notes.append(reasons.NOTE_NO_ORGANISATION)
    elif organisation.masked:
        notes.append(reasons.NOTE_MASKED.format(name=organisation.name))
    if not document.headings:
        notes.append(reasons.NOTE_NO_HEADINGS)
    if document.date is None:
        notes.append(reasons.NOTE_NO_DATE)
    if not front.title:
        notes.append(reasons.NOTE_NO_TITLE)
    notes.extend(_gaps(document))
    if _DESCRIBES.search(document.title):
        notes.append(reasons.NOTE_DESCRIBES)
    return notes


def _gaps(document: Document) -> list[str]:
    """Where the numbers of the first level leave one out."""
    tops = [h.text for h in document.headings if h.level == 1]
    notes = []
    for before, after in pairwise(tops):
        first, second = read_marker(before), read_marker(after)
        if first is None or second is None or first.style is not second.style:
            continue
        if second.value > first.value + 1:
            notes.append(reasons.NOTE_GAP.format(before=before[:16], after=after[:16]))
    return notes
