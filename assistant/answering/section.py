"""Problems and plans: the organisation's own items, in order and whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering import passage, troubles, words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.openers import with_what_it_heads
from assistant.answering.planned import for_the_part
from assistant.names import label_of
from assistant.records import Evidence as Verdict
from assistant.records import OrganisationEvidence, Role, Strength
from assistant.sentence_ends import split_sentences
from assistant.store import ChunkRow

MOST = 1_400  # characters quoted from one organisation
FEW_ORGANISATIONS = 3
DOCUMENTS = 10  # of one organisation that are quoted, the last ones
LEAST = 160  # characters quoted from each of them, where it has as many
SENTENCES = 6  # quoted from long sections on one topic
NEAR_BEST = 0.72
ELSEWHERE = 1.5  # of the best score in sections of problems, for sentences outside of them
HEADED = 0.75  # share of a topic that a section's headings carry, for a section about it

# words that ask for the section itself and say nothing of a topic within it
_GENERAL = re.compile(
    r"存在|困难|问题|不足|短板|差距|薄弱|矛盾|毛病|挑战|难题|欠缺|漏洞|缺陷|弊端|检讨|反思|碰到|遇到|面临|暴露|看出|摆出|列出|点出|反映|指出|失误|主要|方面|工作|党建"
    r"|下一?步|下一?阶段|接下来|今后|往后|之后|以后|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第[一二三四]季度|[上下]半年|做哪|干哪|哪|样|东西|事情|明年|来年|打算|计划|安排|准备|重点|思路|举措|方向|措施"
    r"|取得|成绩|成果|成效|进展|成就|进步|明显|突出|重要|月度|季度|年度|经济社会发展|做法|提到|提出|总结|干|事|条|点|项|problems?|report|shortcomings|plans?|next|steps?"
)

# a sentence that opens a passage of problems or plans where no heading does
_OPENS = {
    Role.PROBLEMS: re.compile(
        r"(?:清醒|客观)?(?:看到|认识到|存在|还有|仍有|仍然|差距|不足|短板|薄弱)[^。]{0,24}(?:问题|不足|差距|短板|薄弱)|^(?:有的|还有的)"
    ),
    Role.PLANS: re.compile(r"^(?:下一?步|下一?阶段|今后|接下来|明年|来年|下半年)"),
}


def answer(task: Task) -> Composed | NoEvidence:
    """The sections of the role asked for: whole, or where long what they say of the topic."""
    chunks = for_the_part(task, chunks_of_roles(task) or _opened_in_text(task))
    topic = specific_topic(task)
    if topic and (headed := _headed(task, chunks, topic)):
        return _compose(task, headed)
    if not chunks or (topic and Role.RESULTS in task.question.roles):
        return passage.answer(task)
    if topic and sum(len(c.passage) for c in chunks) > MOST:
        return _about(task, chunks, topic)
    return _compose(task, chunks)


def _headed(task: Task, chunks: Sequence[ChunkRow], topic: str) -> list[ChunkRow]:
    """Those of the chunks whose headings are about the topic (社区合作组 › 三、问题)."""
    paths = list(dict.fromkeys(c.path for c in chunks))
    about = task.judge.topic(topic)
    carried = task.judge.carried(["\n".join(p) for p in paths], about)
    kept = {p for p, share in zip(paths, carried, strict=True) if share >= HEADED}
    return [c for c in chunks if c.path in kept] if len(kept) < len(paths) else []


def specific_topic(task: Task) -> str:
    """What a question asks of problems or plans beside the problems or plans themselves."""
    words_left = _GENERAL.sub(" ", task.question.topic).split()
    return " ".join(w for w in words_left if len(w) > 1)


def _about(task: Task, chunks: Sequence[ChunkRow], topic: str) -> Composed | NoEvidence:
    """The sentences of long sections that are about the topic, in their order.

    Problems of which no section speaks are told in running text.
    """
    judged = task.judge.judge([c.row for c in chunks], task.judge.topic(topic))
    top = max((e.score for e in judged), default=0.0)
    kept = [e for e in judged if e.score >= max(passage.ENOUGH, NEAR_BEST * top)]
    kept = sorted(kept, key=lambda e: -e.score)[:SENTENCES]
    if Role.PROBLEMS in task.question.roles:
        least = ELSEWHERE * top if kept else 0.0
        kept = troubles.told_in_passing(task, topic, least) or kept
    if not kept:
        return passage.answer(task)
    kept.sort(key=lambda e: (e.sentence.chunk.row, e.sentence.start))
    whole = with_what_it_heads(task.retriever.generation.rows, kept)
    draft = Draft(task.retriever.generation.store)
    lines: dict[str, list[str]] = {}
    for e in {(e.sentence.chunk.row, e.sentence.start): e for e in whole}.values():
        s = e.sentence
        mark = draft.cite(s.chunk, s.start, s.end, e.score)
        lines.setdefault(label_of(s.chunk), []).append(f"{quoted(s.text)}{mark}")
    text = "\n\n".join(
        words.NAMED.format(name=quoted(name), text="".join(parts)) for name, parts in lines.items()
    )
    return Composed(text, tuple(draft.citations), strength_of(max(e.score for e in kept)))


def _in_scope(task: Task) -> list[ChunkRow]:
    rows = task.retriever.generation.rows
    if task.allowed is None:
        return rows
    return [rows[i] for i in task.allowed.nonzero()[0].tolist()]


def chunks_of_roles(task: Task) -> list[ChunkRow]:
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
    """Lines for one organisation: each of its documents with its share of so many characters."""
    by_document: dict[str, list[ChunkRow]] = {}
    for row in rows:
        by_document.setdefault(row.chunk.document_id, []).append(row)
    shown = list(by_document.values())[-DOCUMENTS:]
    share = max(limit // len(shown), LEAST)
    return [line for own in shown for line in _document_items(draft, name, own, share)]


def _document_items(draft: Draft, name: str, rows: list[ChunkRow], limit: int) -> list[str]:
    """Lines for one document: a head, then its sentences up to a number of characters."""
    heading = rows[0].path[-1] if rows[0].path else rows[0].role.value
    head = words.SECTION.format(
        name=quoted(name), title=quoted(rows[0].title), heading=quoted(heading)
    )
    lines, length, last = ["", head, ""], 0, rows[0].path
    for row in rows:
        if row.path != last and row.path:
            lines.append(f"\n{quoted(row.path[-1])}\n")
            last = row.path
        for number, (start, end) in enumerate(items_of(row.chunk.text)):
            if length and length + end - start > limit:
                continue
            length += end - start
            at = row.chunk.start
            begin = at + start if number else row.start  # the heading belongs to its first item
            mark = draft.cite(row, begin, at + end, 1.0)
            lines.append(f"- {quoted(row.chunk.text[start:end])}{mark}")
    return lines


_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|要)|[（(]?[一二三四五六七八九十\d]+[)）、.．]|首先|其次|再次|最后|第[一二三四五六]|有的|还有的)"
)


def items_of(text: str) -> list[tuple[int, int]]:
    """Half-open spans of items: a sentence that begins an item with those that follow it."""
    groups: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if groups and not _ITEM.match(text[start:end]) and end - groups[-1][0] <= 260:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups
