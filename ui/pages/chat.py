"""问答: the chat, its filters and what a question goes through.

The conversation lives in the browser, in the chat's own value, and on disk (`ui.conversations`);
nothing is kept per session on the server, so nine tabs cost nothing. What a message shows is HTML
made by `ui.present`; earlier questions are read back out of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr
from starlette.concurrency import run_in_threadpool

from assistant.records import Filters, Request, Role
from ui import texts
from ui.access.visitors import LOCAL, SCOPE_KEY, Visitor
from ui.contract import whole
from ui.desk import Desk
from ui.escape import plain
from ui.language import speaking, spoken
from ui.narrowing import asked_again
from ui.phrases import said as said_by_library
from ui.present import (
    answer_message,
    fault_html,
    question_html,
    question_text,
    searching_html,
    welcome_html,
)
from ui.reader import in_their_language, language_of

if TYPE_CHECKING:
    from assistant.service import Assistant

MAX_QUESTION = 2_000
MAX_HISTORY = 6
MAX_MESSAGES = 60  # thirty turns in the window; a longer page makes the browser slow
AT_ONCE = 4  # answers in the making; more of them would only hold each other up
KEPT_MESSAGES = 40  # of a longer one: moving the window at every question would draw all anew

WORDINGS = (  # what `build` gives to Gradio
    texts.CHAT_LABEL,
    texts.BOX_LABEL,
    texts.BOX_PLACEHOLDER,
    texts.SEND,
    texts.NEW_CHAT,
    texts.FILTER_ORGANISATION,
    texts.FILTER_YEAR,
    texts.FILTER_ROLE,
)

Message = dict[str, Any]
Turn = tuple[list[Message], str, str]  # messages, what the box holds, conversation
Layout = list[Any]


def build(desk: Desk) -> Layout:
    """Lay out the chat in the place that is open; the parts that `refresh` renews are returned."""
    with gr.Column(elem_id="hj-chat"):
        log = _log(welcome(desk.assistant) if desk.visitor is LOCAL else _opening())
        with gr.Row(elem_id="hj-filters"):
            organisation = _limit(texts.FILTER_ORGANISATION, "hj-organisation")
            year = _limit(texts.FILTER_YEAR, "hj-year")
            role = _limit(texts.FILTER_ROLE, "hj-role", [r.value for r in Role])
        box, send, fresh = _compose()
        conversation = gr.Textbox(visible="hidden", elem_id="hj-conversation")
        limits = gr.Textbox(visible="hidden", elem_id="hj-limits")
        narrow = gr.Button(visible="hidden", elem_id="hj-narrow")
        reopen = gr.Button(visible="hidden", elem_id="hj-reopen")
    turn, filters = [log, box, conversation], [organisation, year, role]
    answering = ThreadPoolExecutor(AT_ONCE, "hujian-answer")
    asking: dict[str, Any] = {
        "fn": asking_handler(desk, answering), "inputs": [conversation, box, log, *filters],
        "outputs": turn, "show_progress": "hidden", "concurrency_limit": None,
        "trigger_mode": "once", "preprocess": False,
    }  # fmt: skip
    quick: dict[str, Any] = {"queue": False, "show_progress": "hidden"}
    gr.on([box.submit, send.click], api_name="chat", **asking)
    narrow.click(
        _narrowing(desk), limits, [box, *filters], api_name="narrow", **quick
    ).success(api_name="narrowed", **asking)  # fmt: skip
    fresh.click(clear, None, turn, api_name="clear", **quick)
    reopen.click(_reopening(desk), conversation, turn, api_name="reopen", **quick)
    return [log, *filters]


def _log(placeholder: str) -> gr.Chatbot:
    """The conversation as it is shown."""
    return gr.Chatbot(
        label=texts.CHAT_LABEL,
        show_label=False,
        elem_id="hj-log",
        height="100%",
        layout="bubble",
        buttons=[],
        latex_delimiters=[],
        feedback_options=None,
        group_consecutive_messages=False,
        allow_file_downloads=False,
        autoscroll=False,  # the script brings the new question to the top instead
        container=False,
        placeholder=placeholder,
    )


def _limit(label: str, elem_id: str, values: Sequence[str] = ()) -> gr.Dropdown:
    """One of the filters: any number of values, none for no limit."""
    return gr.Dropdown(
        choices=list(values), value=[], multiselect=True, label=label, elem_id=elem_id, min_width=90
    )


def _compose() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """The box with its two buttons; Enter sends, Shift+Enter breaks the line (lines=1)."""
    with gr.Row(elem_id="hj-compose"):
        fresh = gr.Button(texts.NEW_CHAT, elem_id="hj-new", min_width=84, scale=0)
        box = gr.Textbox(
            label=texts.BOX_LABEL,
            show_label=False,
            placeholder=texts.BOX_PLACEHOLDER,
            lines=1,
            max_lines=8,
            max_length=MAX_QUESTION,
            autofocus=True,
            container=False,
            elem_id="hj-box",
            scale=8,
        )
        send = gr.Button(texts.SEND, variant="primary", elem_id="hj-send", min_width=72, scale=0)
    return box, send, fresh


def _opening() -> str:
    """What the chat shows before the server knows for whom."""
    return f'<p class="hj-muted">{plain(texts.OPENING)}</p>'


def desk_for(desk: Desk, request: gr.Request) -> Desk:
    """The desk of whoever sent an event: the gate found them by their session's cookie."""
    visitor: Visitor | None = request.request.scope.get(SCOPE_KEY)
    return desk.of(visitor or desk.visitor)


def asking_handler(desk: Desk, lane: Executor) -> Callable[..., AsyncIterator[Turn]]:
    """The handler of a question, in the language of its reader, at the desk of its visitor.

    Its first step, the question with a word that it is being looked for, never waits for another
    question's answer: only the steps after it stand in the lane, whose few threads also cost less
    memory than those of the server (FAISS gives each that asks it a helper).
    """

    def turns(request: gr.Request, *sent: Any) -> Iterator[Turn]:
        steps = in_their_language(partial(ask, desk_for(desk, request)))
        yield from steps(request.headers, *as_taken(*sent))

    async def handler(request: gr.Request, *sent: Any) -> AsyncIterator[Turn]:
        steps = turns(request, *sent)
        step = await run_in_threadpool(next, steps, None)
        while step is not None:
            yield step
            step = await asyncio.get_running_loop().run_in_executor(lane, next, steps, None)

    return handler


def _narrowing(desk: Desk) -> Callable[..., Any]:
    """The handler of a chip under an answer, over what the visitor may see."""

    def handler(limits: str, request: gr.Request) -> Any:
        return narrowed(desk_for(desk, request).assistant, limits)

    return handler


def _reopening(desk: Desk) -> Callable[..., Turn]:
    """The handler that brings a kept conversation back."""

    def handler(conversation: str, request: gr.Request) -> Turn:
        with speaking(language_of(request.headers)):
            return reopened(desk_for(desk, request), conversation)

    return handler


def refreshing(desk: Desk, parts: Layout) -> Callable[..., list[Any]]:
    """The handler that renews what depends on the library, as the visitor may see it."""

    def handler(request: gr.Request) -> list[Any]:
        judge_by(desk.assistant, parts)
        with speaking(language_of(request.headers)):
            return refresh(desk_for(desk, request).assistant)

    return handler


def welcome(assistant: Assistant) -> str:
    """What the chat shows while it is empty."""
    return welcome_html(assistant.status(), assistant.examples())


def judge_by(assistant: Assistant, parts: Layout) -> None:
    """Set the choices of two filters on the components, which judge what a browser sends.

    So a session that Gradio has forgotten is judged by today's library too, and by the whole of
    it: which of them a visitor may see, the visitor's own desk decides.
    """
    organisations, years = choices(assistant)
    _, organisation, year, _ = parts
    organisation.choices = [(name, name) for name in organisations]
    year.choices = [(name, name) for name in years]


def refresh(assistant: Assistant) -> list[Any]:
    """What depends on the library: the welcome, and the choices of two filters."""
    organisations, years = choices(assistant)
    return [
        gr.update(placeholder=welcome(assistant)),
        gr.update(choices=organisations),
        gr.update(choices=years),
        gr.update(choices=[(spoken(said_by_library(r.value)), r.value) for r in Role]),
    ]


def choices(assistant: Assistant) -> tuple[list[str], list[str]]:
    """Organisations by name, and years of content, latest first."""
    organisations = [name for name, _ in assistant.organisations()]
    years = {year for summary in assistant.documents() for year in summary.years}
    return organisations, [str(year) for year in sorted(years, reverse=True)]


def narrowed(assistant: Assistant, limits: str) -> tuple[str, list[str], list[str], list[str]]:
    """What a link of `ui.narrowing` asks: the box, and the values of the three filters."""
    return asked_again(limits, *choices(assistant))


def ask(
    desk: Desk,
    conversation: str,
    question: str,
    messages: Sequence[Message],
    *filters: Sequence[str],
) -> Iterator[Turn]:
    """Show the question at once, then its answer; the box is emptied."""
    question = whole(question).strip()
    shown = list(messages)
    if len(shown) > MAX_MESSAGES:
        shown = shown[-KEPT_MESSAGES:]
    if fault := unaskable(question):
        yield [*shown, said("assistant", fault_html(fault))], question, conversation
        return
    request = Request(question, earlier(messages), limits(*filters))
    shown.append(said("user", question_html(question)))
    searching = searching_html(desk.assistant.status().documents)
    yield [*shown, said("assistant", searching)], "", conversation
    message, conversation = desk.answer(conversation, request)
    yield [*shown, said("assistant", message)], "", conversation


def as_taken(
    conversation: object, question: object, messages: Sequence[Message] | None, *filters: object
) -> tuple[Any, ...]:
    """What a browser sent, as `ask` takes it: anything but text is left out.

    Gradio's own preparing would spend a thread on each of the six values before the question is
    even shown; it has checked the messages by then, and knows nothing of the others.
    """
    return (
        _text(conversation),
        _text(question),
        [said(message["role"], _content(message)) for message in messages or ()],
        *([v for v in f if isinstance(v, str)] if isinstance(f, list) else [] for f in filters),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def clear() -> Turn:
    """An empty conversation and an empty box."""
    return [], "", ""


def reopened(desk: Desk, conversation: str) -> Turn:
    """A kept conversation as it was shown; a new one where it is not kept."""
    messages: list[Message] = []
    for turn in desk.conversations.turns(conversation)[-MAX_MESSAGES // 2 :]:
        messages.append(said("user", question_html(turn.question)))
        messages.append(said("assistant", answer_message(spoken(turn.shown), turn.id)))
    return messages, "", conversation if messages else ""


def unaskable(question: str) -> str:
    """Why a question cannot be asked; empty where it can."""
    if not question:
        return texts.ASK_FIRST
    if len(question) > MAX_QUESTION:
        return texts.QUESTION_TOO_LONG.format(limit=MAX_QUESTION)
    return ""


def limits(organisations: Sequence[str], years: Sequence[str], roles: Sequence[str]) -> Filters:
    """The values of the three filters as the library takes them."""
    return Filters(
        organisations=tuple(organisations),
        years=tuple(int(year) for year in years if year.isdigit()),
        roles=tuple(Role(role) for role in roles if role in set(Role)),
    )


def earlier(messages: Sequence[Message]) -> tuple[str, ...]:
    """The last questions of the conversation, oldest first."""
    questions = [question_text(_content(m)) for m in messages if m.get("role") == "user"]
    return tuple(q for q in questions if q)[-MAX_HISTORY:]


def said(role: str, content: str) -> Message:
    """One message of the chat."""
    return {"role": role, "content": content}


def _content(message: Message) -> str:
    """A message's text; the chat sends it back as a text or as a list of parts."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(str(p.get("text", "")) for p in parts if isinstance(p, dict))
