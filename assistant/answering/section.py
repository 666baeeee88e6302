"""Problems and plans: the organisation's own items, in order and whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering import passage, words
from assistant.answering.composed import Composed, NoEvidence, Task
from assistant.answering.draft import Draft, quoted
from assistant.evidence import split_sentences
from assistant.names import label_of
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence, Role, Strength
from assistant.store import ChunkRow

MOST = 1_400  # characters quoted from one organisation
FEW_ORGANISATIONS = 3

# a sentence that opens a passage of problems or plans where no heading does
_OPENS = {
    Role.PROBLEMS: re.compile(
        r"(?:清醒|客观)?(?:看到|认识到|存在|还有|仍有|仍然|差距|不足|短板|薄弱)[^。]{0,24}(?:问题|不足|差距|短板|薄弱)|^(?:有的|还有的)"
    ),
    Role.PLANS: re.compile(r"^(?:下一?步|下一?阶段|今后|接下来|明年|来年|下半年)"),
}


def answer(task: Task) -> Composed | NoEvidence:
    """The sections of the role asked for, quoted sentence by sentence."""
    chunks = _chunks_of_roles(task)
    if not chunks:
        chunks = _opened_in_text(task)
    if not chunks:
        return passage.answer(task)
    return _compose(task, chunks)


def _in_scope(task: Task) -> list[ChunkRow]:
    rows = task.retriever.generation.rows
    if task.allowed is None:
        return rows
    return [rows[i] for i in task.allowed.nonzero()[0].tolist()]


def _chunks_of_roles(task: Task) -> list[ChunkRow]:
    """Chunks of sections that are for the role asked for."""
    return [r for r in _in_scope(task) if r.role in task.question.roles]


def _opened_in_text(task: Task) -> list[ChunkRow]:
    """Chunks that open with words of the role, where no section has it."""
    found = []
    for row in _in_scope(task):
        for role in task.question.roles:
            spans = split_sentences(row.chunk.text)
            if any(_OPENS[role].search(row.chunk.text[a:b]) for a, b in spans if role in _OPENS):
                found.append(row)
                break
    return found


def _compose(task: Task, chunks: Iterable[ChunkRow]) -> Composed:
    """Each organisation's items in the order of its text."""
    by_name: dict[str, list[ChunkRow]] = {}
    for row in chunks:
        by_name.setdefault(label_of(row), []).append(row)
    limit = MOST if len(by_name) == 1 else MOST // min(len(by_name), FEW_ORGANISATIONS)
    draft = Draft(task.retriever.generation.store)
    lines: list[str] = []
    judged = []
    for name, rows in by_name.items():
        before = len(draft.citations)
        lines += _items(draft, name, rows, limit)
        marks = tuple(range(before + 1, len(draft.citations) + 1))
        judged.append(OrganisationEvidence(name, Verdict.FOUND, marks))
    return Composed(
        "\n".join(lines).strip(), tuple(draft.citations), Strength.STRONG, tuple(judged)
    )


def _items(draft: Draft, name: str, rows: list[ChunkRow], limit: int) -> list[str]:
    """Lines for one organisation: a head, then its sentences up to a number of characters."""
    heading = rows[0].path[-1] if rows[0].path else rows[0].role.value
    head = words.SECTION.format(
        name=quoted(name), title=quoted(rows[0].title), heading=quoted(heading)
    )
    lines, length, last = ["", head, ""], 0, rows[0].path
    for row in rows:
        if row.path != last and row.path:
            lines.append(f"\n{quoted(row.path[-1])}\n")
            last = row.path
        for start, end in _groups(row.chunk.text):
            if length and length + end - start > limit:
                continue
            length += end - start
            at = row.chunk.start
            mark = draft.cite(row, at + start, at + end, 1.0)
            lines.append(f"- {quoted(row.chunk.text[start:end])}{mark}")
    return lines


_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|要)|[（(]?[一二三四五六七八九十\d]+[)）、.．]|首先|其次|再次|最后|第[一二三四五六]|有的|还有的)"
)


def _groups(text: str) -> list[tuple[int, int]]:
    """Spans of items: a sentence that begins an item with those that follow it."""
    groups: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if groups and not _ITEM.match(text[start:end]) and end - groups[-1][0] <= 260:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups
