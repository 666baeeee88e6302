from pathlib import Path

from assistant.records import Request
from tests.fakes_ui import FakeAssistant
from ui.follow_ups import follow_ups


def test_only_sections_that_the_document_has_are_asked_about(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    answer = assistant.ask(Request("哪些单位开展了义诊？"))
    document = assistant.document(answer.citations[0].document_id)
    roles = {s.role.value for s in document.sections}
    assert roles == {"主要做法", "存在问题"}
    assert follow_ups(answer, document) == ["青石镇存在哪些问题？", "青石镇有哪些主要做法？"]


def test_what_was_asked_is_not_asked_again(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    answer = assistant.ask(Request("青石镇存在哪些问题？"))
    document = assistant.document(answer.citations[0].document_id)
    assert "青石镇存在哪些问题？" not in follow_ups(answer, document)
