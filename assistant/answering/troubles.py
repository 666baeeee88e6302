"""Problems told in running text: sentences on the topic that say what is wrong.

Reports of other kinds than yearly summaries have no section for problems; they say in passing that
something is lacking, too weak, behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering import passage
from assistant.answering.composed import Task
from assistant.answering.fitting import says_what_is_wrong
from assistant.answering.openers import with_what_it_heads
from assistant.evidence import Evidence
from assistant.records import Role
from assistant.store import ChunkRow

SENTENCES = 6
NEAR_BEST = 0.72


def told_in_passing(task: Task, topic: str, least: float) -> list[Evidence]:
    """The sentences on a topic, among the first of the ranking, that say what is wrong, best first.

    Args:
        task: The question.
        topic: What is asked of problems beside the problems themselves.
        least: The score from which on a sentence is better than what sections of problems say.
    """
    first = task.ranking.rows[: passage.CANDIDATES].tolist()
    rows = task.retriever.generation.rows
    wanted = task.judge.topic(topic, task.expansions)
    judged = [e for e in task.judge.judge(first, wanted) if _is_wrong(rows, e)]
    top = max((e.score for e in judged), default=0.0)
    if top < least:
        return []
    kept = [e for e in judged if e.score >= NEAR_BEST * top and passage.answers(task, e)]
    return sorted(kept, key=lambda e: -e.score)[:SENTENCES]


def _is_wrong(rows: Sequence[ChunkRow], e: Evidence) -> bool:
    """Whether a sentence says what is wrong, itself or by what it heads."""
    if e.sentence.chunk.role is Role.PROBLEMS:
        return True
    return any(says_what_is_wrong(h.sentence.text) for h in with_what_it_heads(rows, [e]))
