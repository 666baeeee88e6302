"""Problems or plans that several organisations share: alike items grouped, counted and cited.

Leader clustering (`leaders`) over the items of all sections of the role: the item that most
organisations have one like takes those near to it, one per organisation, and so on with what is
left. It is deterministic, and every statement is an item as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.answering import leaders, words
from assistant.answering.composed import Composed, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.section import items_of
from assistant.generation import Generation
from assistant.names import label_of
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence, Role
from assistant.retriever import Retriever
from assistant.sentences import Sentence
from assistant.store import ChunkRow
from assistant.text import fold
from assistant.tokenizer import unmask

ALIKE = 0.45  # cosine from which two items name the same
SHOWN = 10  # groups
LONGEST = 80  # characters of an item that are compared and shown

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|要)|[（(]?[一二三四五六七八九十\d]+[)）、.．]|首先|其次|再次|最后)[，,、]?\s*"
)


# what opens a section before its first item (虽然……，但仍存在一些不足：一是)
_OPENING = re.compile(
    r"^.*?(?:不足|问题|差距|短板|困难|薄弱环节)[^。：:]{0,6}[：:](?:一是|1[.、])?"
)
# a problem says what is not there or not enough; praise and resolve before it say nothing
_WANTING = re.compile(r"[不未缺弱难慢少低差浅散粗短漏]|滞后|偏|重[^要点大视]|轻|单一|薄|有待|流于")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a section: the span of its first sentence without the mark before it."""

    owner: str
    sentence: Sentence


def answer(task: Task, chunks: Sequence[ChunkRow]) -> Composed | None:
    """The groups with at least two organisations, largest first; None where there is none."""
    groups = _groups(task, chunks)
    if not groups:
        return None
    draft = Draft(task.retriever.generation.store)
    owners = dict.fromkeys(label_of(c) for c in chunks)
    shared: dict[str, list[int]] = {}
    lines = [words.COMMON.format(groups=len(groups), total=len(owners)), ""]
    for number, group in enumerate(groups[:SHOWN], 1):
        parts = []
        for item in group:
            s = item.sentence
            mark = draft.cite(s.chunk, s.start, s.end, 1.0)
            shared.setdefault(item.owner, []).append(int(mark.strip("[]")))
            parts.append(words.COMMON_ITEM.format(name=quoted(item.owner), mark=mark))
        label = quoted(group[0].sentence.text)
        lines.append(
            words.COMMON_GROUP.format(
                number=number, label=label, count=len(group), names="、".join(parts)
            )
        )
    judged = [
        OrganisationEvidence(
            n, Verdict.FOUND if n in shared else Verdict.NOT_FOUND, tuple(shared.get(n, ()))
        )
        for n in owners
    ]
    return Composed("\n".join(lines), tuple(draft.citations), strength_of(1.0), tuple(judged))


_kept: WeakKeyDictionary[Generation, dict[tuple[Role, ...], list[list[Item]]]] = WeakKeyDictionary()


def _groups(task: Task, chunks: Sequence[ChunkRow]) -> list[list[Item]]:
    """The groups of some chunks' items; of all of a generation they are kept."""
    if task.allowed is None:
        return groups_of_roles(task.retriever, task.question.roles)
    return grouped(task.retriever, chunks)


def groups_of_roles(retriever: Retriever, roles: tuple[Role, ...]) -> list[list[Item]]:
    """The groups of all items of sections for one of the roles, worked out once.

    Twenty thousand items of five hundred organisations take three seconds: a server makes them
    before they are asked for.
    """
    kept = _kept.setdefault(retriever.generation, {})
    if roles not in kept:
        kept[roles] = grouped(retriever, [c for c in retriever.generation.rows if c.role in roles])
    return kept[roles]


def _items(chunk: ChunkRow) -> list[Item]:
    """The items of a chunk by their first sentence."""
    found = []
    for start, end in items_of(chunk.chunk.text):
        text = chunk.chunk.text[start:end]
        mark = _MARK.match(text)
        opening = _OPENING.match(text)
        lead = max(m.end() if m else 0 for m in (mark, opening))
        stop = next((m.end() for m in re.finditer(r"[。；;！？\n]", text)), len(text))
        body = text[lead:stop].rstrip("。；;！？\n")[:LONGEST]
        telling = chunk.role is not Role.PROBLEMS or _WANTING.search(body)
        if len(body) > 3 and telling:
            at = chunk.chunk.start + start + lead
            found.append(Item(label_of(chunk), Sentence(chunk, at, at + len(body), body)))
    return found


def grouped(retriever: Retriever, chunks: Sequence[ChunkRow]) -> list[list[Item]]:
    """Groups of alike items of different organisations, most organisations first."""
    items = [i for c in chunks for i in _items(c)]
    texts, places = _numbered([unmask(fold(i.sentence.text)) for i in items])
    _, owners = _numbered([i.owner for i in items])
    if not texts:
        return []
    rows = retriever.models.encoder.encode_passages(texts)
    groups = leaders.grouped(places, owners, leaders.near_texts(rows, ALIKE))
    return [[items[i] for i in group] for group in groups]


def _numbered(names: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The different names, and the number of each one among them."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return list(numbers), np.array([numbers[name] for name in names], np.int64)
