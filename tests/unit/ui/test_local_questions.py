"""Judged answers as questions with a known outcome, and the file they are kept in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.records import Filters, Request
from tests.fakes_ui import FakeAssistant
from ui.contract import answer_to_json, request_to_json
from ui.conversations import Conversations
from ui.local_questions import collect, expected_from_json, question_of, read_questions
from ui.terminal import BatchError
from ui.texts_dialogs import RATE_REASONS

NAMES = ["青石镇", "育才中学", "县人民医院"]


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(tmp_path)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "c.sqlite")


def judge(kept, assistant, question, verdict, reason="", **answered):
    """A kept turn with a verdict, as the page leaves it."""
    request = Request(question, ("先前的",), Filters(organisations=("青石镇",)))
    body = answer_to_json(assistant.ask(Request(question))) | answered
    _, turn = kept.add("", question, body | {"request": request_to_json(request)}, "<div></div>")
    kept.rate(turn, verdict, reason)
    return kept.rated()[-1]


def line(kept, assistant, question, verdict, reason="", **answered):
    rated = judge(kept, assistant, question, verdict, reason, **answered)
    return question_of(rated, NAMES, assistant.ask)


def test_a_useful_answer_expects_its_places_again(kept, assistant):
    made = line(kept, assistant, "哪些单位开展了义诊？", "good")
    assert [(p["file"], p["unit"]) for p in made["gold"]] == [
        (c.document, c.organisation) for c in assistant.ask(Request("义诊")).citations
    ]
    assert made["history"] == ["先前的"]
    assert made["filters"]["organisations"] == ["青石镇"]
    expected = expected_from_json(json.loads(json.dumps(made)))
    assert expected.request.filters == Filters(organisations=("青石镇",))
    assert (expected.kind, expected.avoided) == ("listing", ())


def test_a_useful_refusal_expects_a_refusal(kept, assistant):
    assert line(kept, assistant, "火星？", "good")["kind"] == "unanswerable"


def test_a_wrong_refusal_expects_an_answer(kept, assistant):
    made = line(kept, assistant, "火星？", "bad")
    expected = expected_from_json(made)
    assert not expected.refusal
    assert not expected.only_avoids
    assert (expected.places, expected.avoided) == ((), ())


@pytest.mark.parametrize(
    "reason",
    [
        "累计宣讲94场，覆盖群众5200余人次",
        "应该引“累计宣讲94场，覆盖群众5200余人次”这一句",
    ],
)
def test_a_sentence_in_the_reason_is_where_the_answer_stands(kept, assistant, reason):
    made = line(kept, assistant, "哪些单位开展了宣讲？", "bad", reason)
    (place,) = made["gold"]
    assert place == {
        "file": "青石镇/2022年总结.docx", "unit": "青石镇",
        "section": "（二）创新宣讲，入村入户", "quote": "累计宣讲94场，覆盖群众5200余人次",
    }  # fmt: skip
    assert made["avoid"] == []


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("应为163户", "163户"),
        ("应该是：“94场”", "94场"),
        ("正确答案是8.15万元，不是这个", "8.15万元"),
    ],
)
def test_what_the_reason_says_it_should_be_is_a_key(kept, assistant, reason, key):
    made = line(kept, assistant, "慰问了多少户？", "bad", reason)
    assert made["answer_keys"] == [[key]]
    assert made["avoid"] == []


@pytest.mark.parametrize(
    "reason", ["材料里没有写这件事", "应该是材料里没有", "不该回答", "原文根本没提", "应该拒答"]
)
def test_a_reason_may_say_that_nothing_should_be_answered(kept, assistant, reason):
    assert line(kept, assistant, "慰问了多少户？", "bad", reason)["kind"] == "unanswerable"


def test_an_organisation_in_the_reason_should_answer(kept, assistant):
    made = line(kept, assistant, "谁开设了课程？", "bad", "问的是育才中学", kind="fact")
    assert made["organisations"] == ["育才中学"]
    assert {p["unit"] for p in made["avoid"]} == {
        c.organisation for c in assistant.ask(Request("课程")).citations
    } - {"育才中学"}


def test_in_a_list_a_named_organisation_is_wrong_where_it_stood_else_missing(kept, assistant):
    given = {o["name"] for o in answer_to_json(assistant.ask(Request("宣讲")))["organisations"]
             if o["evidence"] == "found"}  # fmt: skip
    assert given == {"青石镇"}
    missing = line(kept, assistant, "哪些单位开展了宣讲？", "bad", "漏了县人民医院")
    assert missing["organisations"] == ["青石镇", "县人民医院"]
    assert missing["avoid"] == []
    wrong = line(kept, assistant, "哪些单位开展了宣讲？", "bad", "青石镇不算")
    assert wrong["organisations"] == []
    assert {p["unit"] for p in wrong["avoid"]} == {"青石镇"}


def test_without_a_usable_reason_the_places_are_not_to_be_cited_again(kept, assistant):
    made = line(kept, assistant, "慰问了多少户？", "bad", "不对", kind="figure")
    assert len(made["avoid"]) == len(assistant.ask(Request("慰问")).citations)
    assert expected_from_json(made).only_avoids


def test_a_list_called_wrong_without_a_reason_is_no_question(kept, assistant, tmp_path):
    judge(kept, assistant, "哪些单位开展了义诊？", "bad")
    assert collect(tmp_path / "eval.jsonl", kept.rated(), NAMES, assistant.ask) == (0, 1)
    assert not (tmp_path / "eval.jsonl").exists()


def test_collecting_twice_adds_nothing_and_keeps_what_was_edited(kept, assistant, tmp_path):
    judge(kept, assistant, "哪些单位开展了义诊？", "good")
    file = tmp_path / "eval.jsonl"
    assert collect(file, kept.rated(), NAMES, assistant.ask) == (1, 0)
    edited = file.read_text(encoding="utf-8").replace(
        '"answer_keys": []', '"answer_keys": [["6场"]]'
    )
    file.write_text(
        edited + '{"id": "我的", "kind": "fact", "question": "问？"}\n', encoding="utf-8"
    )
    assert collect(file, kept.rated(), NAMES, assistant.ask) == (0, 0)
    assert [q.keys for q in read_questions(file)] == [(("6场",),), ()]


def test_an_answer_judged_anew_is_written_anew_in_its_place(kept, assistant, tmp_path):
    rated = judge(kept, assistant, "慰问了多少户？", "good")
    file = tmp_path / "eval.jsonl"
    collect(file, kept.rated(), NAMES, assistant.ask)
    judge(kept, assistant, "火星？", "good")
    kept.rate(rated.turn.id, "bad", "应为163户")
    assert collect(file, kept.rated(), NAMES, assistant.ask) == (2, 0)
    first, second = read_questions(file)
    assert (first.keys, first.places) == ((("163户",),), ())
    assert second.refusal


def test_nothing_judged_makes_no_file(kept, assistant, tmp_path):
    assert collect(tmp_path / "eval.jsonl", kept.rated(), NAMES, assistant.ask) == (0, 0)
    assert not (tmp_path / "eval.jsonl").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "第 1 行：不是 JSON 对象"),
        ("[1]", "第 1 行"),
        ('\n{"id": "1", "kind": "fact"}', "第 2 行"),
        ('{"id": "", "kind": "fact", "question": "问？"}', "“id”"),
        ('{"id": "1", "question": "问？"}', "“kind”"),
        ('{"id": "1", "kind": "fact", "question": "问？", "gold": [{"file": "a"}]}', "gold.quote"),
        ('{"id": "1", "kind": "fact", "question": "问？", "gold": ["a"]}', "“gold”"),
        ('{"id": "1", "kind": "fact", "question": "问？", "answer_keys": ["a"]}', "answer_keys"),
        ('{"id": "1", "kind": "fact", "question": "问？", "unit_filter": 3}', "unit_filter"),
        ('{"id": "1", "kind": "fact", "question": "问？"}\n' * 2, "编号都是“1”"),
    ],
)
def test_a_broken_line_is_named(tmp_path, text, says):
    file = tmp_path / "题.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BatchError, match=says):
        read_questions(file)


def test_our_own_questions_are_in_this_format():
    root = Path(__file__).resolve().parents[3]
    questions = read_questions(root / "data" / "eval" / "questions.jsonl")
    assert len(questions) > 100
    assert all(q.places or q.refusal for q in questions)


def test_what_was_ticked_counts_and_hides_no_sentence_that_was_written(kept, assistant):
    sentence = assistant.ask(Request("义诊")).citations[0].passage
    ticked = f"{RATE_REASONS['passage'].zh}\n{sentence}"
    made = line(kept, assistant, "哪些单位开展了义诊？", "bad", ticked)
    assert [place["quote"] for place in made["gold"]] == [sentence]
    for said, keys in (("36户", [["36户"]]), ("看第二段", [])):
        figure = line(kept, assistant, "火星？", "bad", f"{RATE_REASONS['figure'].zh}\n{said}")
        assert figure["answer_keys"] == keys
    nothing = line(kept, assistant, "哪些单位开展了义诊？", "bad", RATE_REASONS["none"].zh)
    assert nothing["kind"] == "unanswerable"
    for key in RATE_REASONS.keys() - {"none"}:  # of a list, they do not say which is right
        assert line(kept, assistant, "哪些单位开展了义诊？", "bad", RATE_REASONS[key].zh) is None
