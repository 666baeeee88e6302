"""What the page works on: the library that answers, and the conversations kept beside it."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.records import Answer, Request
from ui import texts
from ui.contract import answer_to_json, request_to_json
from ui.conversations import Conversations
from ui.errors import FAULTS
from ui.follow_ups import follow_ups
from ui.language import both, spoken
from ui.narrowing import narrowing
from ui.present import answer_html, answer_message, fault_html

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)
_INHERITED = frozenset({"单位", "时段", "章节"})  # parts of a scope that a conversation hands on


@dataclass(frozen=True, slots=True)
class Desk:
    """One library with its conversations."""

    assistant: Assistant
    conversations: Conversations

    def answer(self, conversation: str, request: Request) -> tuple[str, str]:
        """The answer as a message, and the conversation that it was kept in.

        An error of the library becomes its words; a conversation that cannot be written does not
        keep the answer from being shown.
        """
        try:
            answer = self.assistant.ask(request)
        except AssistantError as error:
            return fault_html(texts.message(error)), conversation
        except FAULTS:
            log.exception("a question could not be answered")
            return fault_html(texts.UNEXPECTED), conversation
        kept = answer_to_json(answer) | {"request": request_to_json(request)}
        following, alone = self._next(answer), _alone(answer, request)
        limits = narrowing(answer, request, self.assistant.documents())
        shown, turn = both(lambda: answer_html(answer, following, alone, limits)), None
        try:
            conversation, turn = self.conversations.add(conversation, request.question, kept, shown)
        except sqlite3.Error:
            log.exception("the conversation could not be kept")
        return answer_message(spoken(shown), turn), conversation

    def _next(self, answer: Answer) -> list[str]:
        """Questions to ask after an answer; none where its document has gone meanwhile."""
        if not answer.citations:
            return []
        try:
            document = self.assistant.document(answer.citations[0].document_id)
        except AssistantError:
            return []
        return follow_ups(answer, document)


def _alone(answer: Answer, request: Request) -> str:
    """The question, where the scope it was read in came from the conversation; empty otherwise."""
    named = [
        value
        for name, value in answer.explanation.scope
        if name in _INHERITED and value not in request.question
    ]
    limits = {*request.filters.organisations, *map(str, request.filters.roles)}
    return request.question if request.history and set(named) - limits else ""
