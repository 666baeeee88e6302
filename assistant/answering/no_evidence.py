"""Refusals with their reasons, and the sentences that say how much was looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.answering import words
from assistant.answering.composed import NoEvidence, Task
from assistant.generation import Generation
from assistant.records import Evidence, Kind, OrganisationEvidence
from assistant.text import fold

_SMALL_TALK = re.compile(
    r"^(?:你好|您好|早上好|上午好|下午好|晚上好|谢谢|多谢|再见|在吗|你是谁|你叫什么|你能做什么|hi|hello|thanks?)"
    r"[啊呀吗呢\s,，!！.。?？]*$"
)
EMPTY = NoEvidence(words.EMPTY_LIBRARY)


def before_search(task: Task) -> NoEvidence | None:
    """Why a question cannot be answered whatever the texts say, or None."""
    question = task.question
    if question.kind is Kind.CORPUS:
        return None
    if _SMALL_TALK.match(fold(question.text)):
        return NoEvidence(words.SMALL_TALK)
    if unknown := _unheard(task, question.unknown):
        return NoEvidence(words.UNKNOWN_ORGANISATION.format(names="、".join(unknown)))
    if task.allowed is not None and not task.allowed.any():
        return NoEvidence(words.NO_PLACES)
    if not question.topic and not question.roles:
        return NoEvidence(words.NO_TOPIC)
    return None


def _unheard(task: Task, names: Sequence[str]) -> list[str]:
    """Those of the names that the library should hold, or that no text so much as begins."""
    missing = [n for n in names if task.directory.is_missing(n)]
    others = [n for n in names if n not in missing]
    if others:
        texts = task.retriever.generation.folded
        missing += [n for n in others if fold(n)[:2] not in texts]
    return missing


def sentence(outcome: NoEvidence) -> str:
    """The refusal as a user reads it."""
    return words.NONE_FOUND.format(reason=outcome.reason)


def documents_searched(task: Task) -> int:
    """Number of documents within the question's limits."""
    if task.allowed is None:
        return len(task.retriever.generation.documents)
    return len(np.unique(task.retriever.generation.document_of_row[task.allowed]))


def coverage(generation: Generation, organisations: Sequence[OrganisationEvidence]) -> str:
    """One sentence that adds up the verdicts; empty where organisations were not judged."""
    if not organisations:
        return ""
    found = sum(o.evidence is Evidence.FOUND for o in organisations)
    text = words.COVERAGE.format(
        total=len(organisations), found=found, not_found=len(organisations) - found
    )
    files = len(generation.unreadable)
    return text + (words.COVERAGE_UNREADABLE.format(files=files) if files else "")
