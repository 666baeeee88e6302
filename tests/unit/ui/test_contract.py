from pathlib import Path

import pytest

from assistant.records import Filters, Request, Role
from tests.fakes_ui import FakeAssistant
from ui.contract import ContractError, answer_to_json, request_from_json, summary_to_json


def test_an_answer_has_the_fields_of_the_contract(tmp_path: Path):
    answer = answer_to_json(FakeAssistant(tmp_path).ask(Request("哪些单位开展了义诊？", id="q1")))
    assert {
        "id", "question", "status", "kind", "answer", "citations", "organisations", "table", "hits",
        "elapsed_ms",
    } <= set(answer)  # fmt: skip
    assert answer["status"] == "answered"
    assert answer["organisations"][0] == {"name": "青石镇", "evidence": "found", "citations": [1]}
    assert answer["table"]["columns"] == ["单位", "原文", "出处"]
    first = answer["citations"][0]
    assert (first["n"], first["document"], first["organisation"]) == (
        1,
        "青石镇/2022年总结.docx",
        "青石镇",
    )
    assert first["section"] == ["二、主要做法", "（三）办好实事，可感可及"]


def test_a_citation_quotes_its_document_verbatim(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    for citation in answer_to_json(assistant.ask(Request("哪些单位开展了义诊？")))["citations"]:
        text = assistant.document(citation["document_id"]).text
        assert text[citation["start"] : citation["end"]] == citation["passage"]


def test_a_refusal_has_no_citations_and_no_table(tmp_path: Path):
    answer = answer_to_json(FakeAssistant(tmp_path).ask(Request("火星基地在哪里？")))
    assert (answer["status"], answer["citations"], answer["table"]) == ("no_evidence", [], None)


def test_a_document_summary_names_its_file_as_document(tmp_path: Path):
    first = summary_to_json(FakeAssistant(tmp_path).documents()[0])
    assert first["document"] == "县医院.pdf"
    assert first["years"] == [2022]


def test_a_json_question_becomes_a_request():
    value = {
        "id": "b7",
        "question": "那下一步呢？",
        "history": ["青石镇有什么问题？"],
        "filters": {"organisations": ["青石镇"], "years": [2022], "roles": ["存在问题"]},
    }
    assert request_from_json(value) == Request(
        "那下一步呢？",
        ("青石镇有什么问题？",),
        Filters(("青石镇",), (2022,), (Role.PROBLEMS,)),
        "b7",
    )


def test_absent_and_null_fields_do_not_limit():
    assert request_from_json({"question": "问", "history": None, "filters": None}) == Request("问")
    assert request_from_json({"question": "问", "filters": {"years": None}}) == Request("问")


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], ""),
        ({}, "question"),
        ({"question": "  "}, "question"),
        ({"question": 3}, "question"),
        ({"question": "问", "history": "一"}, "history"),
        ({"question": "问", "history": [1]}, "history"),
        ({"question": "问", "filters": []}, "filters"),
        ({"question": "问", "filters": {"unit": ["甲"]}}, "filters.unit"),
        ({"question": "问", "filters": {"years": ["2022"]}}, "filters.years"),
        ({"question": "问", "filters": {"years": [True]}}, "filters.years"),
        ({"question": "问", "filters": {"roles": ["做法"]}}, "filters.roles"),
    ],
)
def test_a_question_that_breaks_the_contract_is_refused(value: object, field: str):
    with pytest.raises(ContractError) as caught:
        request_from_json(value)
    assert caught.value.field == field


def test_half_a_surrogate_pair_does_not_reach_the_library():
    assert request_from_json({"question": "甲\ud800"}).question == "甲?"
