"""Questions to ask next, made only of what the cited document has sections for."""

from __future__ import annotations

from assistant.records import Answer, Document, Kind, Role
from ui import texts

COUNT = 3
_NOT_PRACTICE = {Role.PROBLEMS.value, Role.PLANS.value}
_WORK = frozenset({Kind.FACT, Kind.FIGURE, Kind.SECTION})


def follow_ups(answer: Answer, document: Document) -> list[str]:
    """Up to three questions about the organisation that an answer cites first.

    Args:
        answer: An answer with citations.
        document: The document of its first citation.
    """
    organisation = document.organisation
    if not organisation:
        return []
    asked = {value for name, value in answer.explanation.scope}
    there = {s.role for s in document.sections if s.end > s.start}
    questions = [
        texts.FOLLOW_UPS[role.value].format(organisation=organisation).zh
        for role in (Role.PROBLEMS, Role.PLANS, Role.RESULTS, Role.WORK)
        if role in there and role.value not in asked
    ]
    cited = {c.organisation for c in answer.citations}
    if answer.kind in _WORK and len(cited) == 1 and not asked & _NOT_PRACTICE:
        questions.insert(0, texts.FOLLOW_UP_ELSEWHERE.zh)
    return [q for q in questions if q != answer.question][:COUNT]
