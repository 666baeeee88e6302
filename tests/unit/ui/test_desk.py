from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import Filters, Request
from tests.fakes_ui import FakeAssistant
from ui.desk import _alone


@pytest.fixture
def answer(tmp_path: Path):
    answer = FakeAssistant(tmp_path).ask(Request("义诊"))
    scope = (("单位", "青石镇"), ("主题", "义诊"))
    return replace(answer, explanation=replace(answer.explanation, scope=scope))


@pytest.mark.parametrize(
    ("request_", "offered"),
    [
        (Request("各单位义诊多少场？", ("青石镇有什么问题？",)), True),
        (Request("青石镇义诊多少场？", ("青石镇有什么问题？",)), False),
        (Request("义诊多少场？"), False),
        (Request("义诊多少场？", ("问题？",), Filters(("青石镇",))), False),
    ],
)
def test_asking_alone_is_offered_where_the_conversation_set_the_scope(answer, request_, offered):
    assert _alone(answer, request_) == (request_.question if offered else "")
