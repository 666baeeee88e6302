"""What the page works on: the library that answers, and the conversations kept beside it.

The server holds one desk; every request and every chat handler works at `desk.of(visitor)`, where
the library is what the visitor's groups may see and the conversations are the visitor's own.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.records import Answer, Request
from ui import texts
from ui.access.audit import Action, Audit
from ui.access.visitors import LOCAL, SCOPE_KEY, Rank, Visitor
from ui.contract import answer_to_json, request_to_json
from ui.conversations import Conversations
from ui.errors import FAULTS
from ui.follow_ups import follow_ups
from ui.language import both, spoken
from ui.narrowing import narrowing
from ui.present import answer_html, answer_message, fault_html

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest

    from assistant.service import Assistant

log = logging.getLogger(__name__)
_INHERITED = frozenset({"单位", "时段", "章节"})  # parts of a scope that a conversation hands on


def _time_alone(_: str) -> str:
    """Nothing of a question: the audit then says only that one was asked, and when."""
    return ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One library with its conversations, as one visitor has them.

    Attributes:
        assistant: The library, less what the visitor may not see.
        conversations: The visitor's own.
        visitor: Whose desk it is; the server's own is `LOCAL`'s, or with users `NOBODY`'s.
        audit: Where questions are written down; None keeps no audit.
        question_kept: What the audit keeps of a question.
    """

    assistant: Assistant
    conversations: Conversations
    visitor: Visitor = LOCAL
    audit: Audit | None = None
    question_kept: Callable[[str], str] = _time_alone

    def of(self, visitor: Visitor) -> Desk:
        """The desk of a visitor."""
        return replace(
            self,
            assistant=self.assistant_for(visitor),
            conversations=self.conversations.of(visitor.id),
            visitor=visitor,
        )

    def assistant_for(self, visitor: Visitor) -> Assistant:
        """The library as a visitor may see it: 管理 sees all, others what their groups may read.

        Every access to the library from a request or from the chat goes through here.
        """
        if visitor.rank.may(Rank.MANAGE):
            return self.assistant
        return self.assistant.seen_by(visitor.groups)

    def note_question(self, question: str) -> None:
        """Write down that the visitor asked; the question itself where the settings say so."""
        if self.audit:
            self.audit.note(self.visitor, Action.ASK, self.question_kept(question))

    def answer(self, conversation: str, request: Request) -> tuple[str, str]:
        """The answer as a message, and the conversation that it was kept in.

        An error of the library becomes its words; a conversation that cannot be written does not
        keep the answer from being shown.
        """
        self.note_question(request.question)
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


def desk_of(request: HttpRequest) -> Desk:
    """The desk of whoever sends a request, as the gate found them."""
    desk: Desk = request.app.state.desk
    visitor: Visitor | None = request.scope.get(SCOPE_KEY)
    return desk.of(visitor or desk.visitor)
