"""A document that a question names by its title (前瞻基础建设第5期特别预算给水环境建设安排了多少).

What stands before 给, 里, 的 … and has its characters in the title of one document alone, in order
and in few runs, names that document; what is asked of it stands behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.names import label
from assistant.question import Question
from assistant.records import DocumentSummary, Kind
from assistant.short_names import runs
from assistant.text import fold

SHORTEST = 8  # characters of a name for a document; shorter ones name a topic
LONGEST_RUNS = 3

_BEHIND = re.compile(r"(?:给|对|为|里面?|中|内|上|的|在)+")


def within_document(question: Question, documents: Iterable[DocumentSummary]) -> Question | None:
    """The rest of a question, asked of the one document that it names by title, or None."""
    if question.kind not in (Kind.FACT, Kind.FIGURE) or question.also:
        return None
    topic, text = fold(question.topic), fold(question.text)
    titled = [(d, re.sub(r"\s", "", fold(d.title))) for d in documents if d.duplicate_of is None]
    for behind in reversed(list(_BEHIND.finditer(topic))):
        rest = question.topic[behind.end() :].strip()
        at = text.find(topic[: behind.end()])
        name = text[: at + behind.start()]  # with what was taken for an organisation's name
        if at < 0 or len(rest) < 2 or len(name) < SHORTEST:
            continue
        named = [d for d, title in titled if runs(name, title) <= LONGEST_RUNS]
        if len(named) == 1 and question.organisations in ((), (label(named[0]),)):
            return replace(
                question, topic=rest, organisations=(label(named[0]),), documents=(named[0].id,)
            )
    return None
