"""Limits of an answer: which can go, which can come, and what a browser may send back."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from assistant.records import Filters, Request, Role
from tests.fakes_ui import FakeAssistant
from ui.narrowing import asked_again, limit_href, narrowing
from ui.pages import chat
from ui.present import answer_html


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path)


def read(address: str) -> dict[str, object]:
    assert address.startswith("#limit-")
    return json.loads(unquote(address.removeprefix("#limit-")))


def limits(assistant: FakeAssistant, request: Request, *scope: tuple[str, str]):
    answer = assistant.ask(request)
    answer = replace(answer, explanation=replace(answer.explanation, scope=scope))
    return answer, narrowing(answer, request, assistant.documents())


def test_a_filter_can_be_taken_away_and_the_question_stays(assistant: FakeAssistant):
    request = Request("义诊", filters=Filters(("青石镇", "育才中学"), (2022,), (Role.WORK,)))
    scope = (("单位", "青石镇、育才中学"), ("年份", "2022"), ("章节", "主要做法"), ("主题", "义诊"))
    _, found = limits(assistant, request, *scope)
    assert read(found.without["单位", "青石镇"]) == {
        "question": "义诊", "organisations": ["育才中学"], "years": [2022], "roles": ["主要做法"],
    }  # fmt: skip
    assert read(found.without["年份", "2022"])["years"] == []
    assert read(found.without["章节", "主要做法"])["roles"] == []
    assert ("主题", "义诊") not in found.without
    assert found.further == ()


def test_a_name_or_year_of_the_question_can_be_taken_out_of_it(assistant: FakeAssistant):
    request = Request("青石镇2022年度的义诊开展了多少场？")
    _, found = limits(assistant, request, ("单位", "青石镇"), ("年份", "2022"))
    assert read(found.without["单位", "青石镇"])["question"] == "2022年度的义诊开展了多少场？"
    assert read(found.without["年份", "2022"])["question"] == "青石镇的义诊开展了多少场？"
    _, short = limits(assistant, Request("青石镇义诊？"), ("单位", "青石镇"))
    assert short.without == {}


def test_what_the_evidence_offers_can_be_added(assistant: FakeAssistant):
    request = Request("哪些单位开展了义诊？")
    answer, found = limits(assistant, request, ("主题", "义诊"))
    offered = {name.zh: [words for words, _ in links] for name, links in found.further}
    assert offered["单位"] == ["青石镇", "育才中学", "县人民医院"]
    assert offered["年度"] == ["2022", "2021"]
    first = read(found.further[0][1][0][1])
    assert first == {
        "question": request.question, "organisations": ["青石镇"], "years": [], "roles": [],
    }  # fmt: skip
    html = answer_html(answer, limits=found)
    assert 'class="hj-limit" href="#limit-' in html


def test_a_link_reads_back_what_the_library_knows_and_nothing_else(assistant: FakeAssistant):
    address = limit_href("问？", Filters(("青石镇", "无<b>"), (2022, 1999), (Role.PROBLEMS,)))
    value = unquote(address.removeprefix("#limit-"))
    assert chat.narrowed(assistant, value) == ("问？", ["青石镇"], ["2022"], ["存在问题"])


@pytest.mark.parametrize("value", ["", "{", "[]", "3", '{"organisations": 3, "years": {"a": 1}}'])
def test_a_forged_link_limits_nothing(value: str):
    assert asked_again(value, ["青石镇"], ["2022"]) == ("", [], [], [])


def test_a_question_cannot_break_out_of_its_address(assistant: FakeAssistant):
    request = Request("“><img src=x onerror=1>”义诊'\"&青石镇做了什么？")
    answer, found = limits(assistant, request, ("单位", "青石镇"))
    html = answer_html(answer, limits=found)
    assert "<img" not in html
    assert read(found.without["单位", "青石镇"])["question"] == request.question.replace(
        "青石镇", ""
    )
