"""The chat's handlers, called as plain functions."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from anyio import to_thread

from assistant.records import Filters, Role
from tests.fakes_ui import FakeAssistant
from tests.loops import run_apart
from ui import texts
from ui.conversations import Conversations
from ui.desk import Desk
from ui.pages import chat
from ui.present import question_html


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path)


@pytest.fixture
def desk(assistant: FakeAssistant, tmp_path: Path) -> Desk:
    return Desk(assistant, Conversations(tmp_path / "conversations.sqlite"))


def test_a_question_is_shown_at_once_and_then_answered(assistant: FakeAssistant, desk: Desk):
    turns = list(chat.ask(desk, "", " 哪些单位开展了义诊？ ", [], [], [], []))
    waiting, box, _ = turns[0]
    assert [m["role"] for m in waiting] == ["user", "assistant"]
    assert "正在 3 份材料里查找" in waiting[1]["content"]
    assert box == ""
    assert 'class="hj-answer"' in turns[-1][0][1]["content"]
    assert len(turns) == 2


def test_earlier_questions_go_along_oldest_first(assistant: FakeAssistant, desk: Desk):
    said = [
        {
            "role": "user",
            "content": [{"type": "text", "text": question_html("青石镇有什么问题？")}],
        },
        {"role": "assistant", "content": "答"},
        {"role": "user", "content": question_html("那<b>育才中学</b>呢？")},
        {"role": "assistant", "content": "答"},
    ]
    list(chat.ask(desk, "", "慰问了多少户？", said, [], [], []))
    assert assistant.asked[-1].history == ("青石镇有什么问题？", "那<b>育才中学</b>呢？")


def test_filters_become_limits(assistant: FakeAssistant, desk: Desk):
    list(chat.ask(desk, "", "义诊", [], ["青石镇"], ["2022"], ["存在问题"]))
    assert assistant.asked[-1].filters == Filters(("青石镇",), (2022,), (Role.PROBLEMS,))


def test_forged_filter_values_are_dropped():
    assert chat.limits([], ["2022", "x"], ["存在问题", "x"]) == Filters(
        (), (2022,), (Role.PROBLEMS,)
    )


def test_an_empty_or_endless_question_is_not_asked(assistant: FakeAssistant, desk: Desk):
    empty = list(chat.ask(desk, "", "  ", [], [], [], []))
    endless = list(chat.ask(desk, "", "问" * 2_001, [], [], [], []))
    assert texts.ASK_FIRST in empty[0][0][-1]["content"]
    assert "2000" in endless[0][0][-1]["content"]
    assert assistant.asked == []


def test_an_error_is_said_in_words(assistant: FakeAssistant, desk: Desk):
    turns = list(chat.ask(desk, "", "义诊", [], ["无<b>"], [], []))
    assert "资料库里没有“无&lt;b&gt;”这个单位" in turns[-1][0][-1]["content"]


def test_a_long_conversation_keeps_its_last_twenty_turns(assistant: FakeAssistant, desk: Desk):
    said = [chat.said("user", question_html(str(n))) for n in range(100)]
    messages, _, _ = list(chat.ask(desk, "", "义诊", said, [], [], []))[-1]
    assert len(messages) == chat.KEPT_MESSAGES + 2
    assert messages[0]["content"] == question_html("60")
    messages, _, _ = list(chat.ask(desk, "", "义诊", said[: chat.MAX_MESSAGES], [], [], []))[-1]
    assert len(messages) == chat.MAX_MESSAGES + 2


def test_choices_are_the_librarys(assistant: FakeAssistant):
    assert chat.choices(assistant) == (["县人民医院", "育才中学", "青石镇"], ["2022", "2021"])


def test_a_conversation_is_kept_and_comes_back_as_it_was_shown(desk: Desk):
    first, _, kept = list(chat.ask(desk, "", "哪些单位开展了义诊？", [], [], [], []))[-1]
    second, _, same = list(chat.ask(desk, kept, "慰问了多少户？", first, [], [], []))[-1]
    assert same == kept
    assert chat.reopened(desk, kept) == (second, "", kept)


def test_an_unknown_conversation_comes_back_empty(desk: Desk):
    assert chat.reopened(desk, "0" * 32) == ([], "", "")


def test_an_answer_is_shown_even_where_it_cannot_be_kept(assistant: FakeAssistant, tmp_path: Path):
    broken = tmp_path / "conversations.sqlite"
    broken.write_bytes(b"this is no database, whatever its name says" * 100)
    turns = list(chat.ask(Desk(assistant, Conversations(broken)), "", "义诊", [], [], [], []))
    assert 'class="hj-answer"' in turns[-1][0][-1]["content"]
    assert "#export-" not in turns[-1][0][-1]["content"]


def test_a_fault_of_our_own_is_said_in_general_words(desk: Desk, monkeypatch):
    monkeypatch.setattr(desk.assistant, "ask", lambda _: {}["x"])
    turns = list(chat.ask(desk, "", "义诊", [], [], [], []))
    assert texts.UNEXPECTED in turns[-1][0][-1]["content"]


def test_a_question_is_shown_at_once_while_another_is_being_answered(
    assistant: FakeAssistant, desk: Desk, monkeypatch
):
    answered, answering, go_on = assistant.ask, threading.Event(), threading.Event()

    def slow(request):
        answering.set()
        assert go_on.wait(10)
        return answered(request)

    monkeypatch.setattr(assistant, "ask", slow)
    asked = SimpleNamespace(request=SimpleNamespace(scope={}), headers={})
    handler = chat.asking_handler(desk, ThreadPoolExecutor(1))

    async def two_at_once():
        one = handler(asked, "", "义诊", [], [], [], [])
        other = handler(asked, "", "慰问", [], [], [], [])
        await anext(one)
        first = asyncio.create_task(anext(one))
        await to_thread.run_sync(answering.wait, 10)
        shown, _, _ = await anext(other)  # though the only place in the lane is taken
        assert "正在 3 份材料里查找" in shown[-1]["content"]
        second = asyncio.create_task(anext(other))
        await asyncio.sleep(0.05)
        assert not second.done()
        go_on.set()
        return await first, await second

    for messages, _, _ in run_apart(two_at_once()):
        assert 'class="hj-answer"' in messages[-1]["content"]


def test_what_a_browser_sends_is_taken_as_text_or_not_at_all():
    message = {"role": "user", "content": [{"type": "text", "text": "问"}], "metadata": None}
    forged = {"role": "user", "content": [{"type": "file", "file": {"path": "/etc/passwd"}}]}
    assert chat.as_taken("c", "问", [message, forged], ["青石镇", 7], "2022", None) == (
        "c",
        "问",
        [chat.said("user", "问"), chat.said("user", "")],
        ["青石镇"],
        [],
        [],
    )
    assert chat.as_taken(None, {"x": 1}, None) == ("", "", [])
