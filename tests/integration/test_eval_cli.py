"""`hujian eval` and `ask --explain` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.records import Request
from assistant.service import open_assistant
from ui.cli import main
from ui.conversations import Conversations
from ui.desk import Desk

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[2]
BODY = "春节前走访慰问困难群众36户，发放慰问金1.8万元。"
RIGHT = {
    "id": "1", "kind": "number", "question": "青石镇走访慰问了多少户？", "history": [],
    "unit_filter": None, "answer_keys": [["36户"]],
    "gold": [{"file": "青石镇.md", "unit": "青石镇", "quote": "走访慰问困难群众36户"}],
}  # fmt: skip


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    text = f"# 青石镇2021年工作总结\n\n一、主要做法\n\n{BODY}\n"
    (folder / "青石镇.md").write_text(text, encoding="utf-8")
    assistant = open_assistant(Settings(library=tmp_path / "库"))
    assistant.index([folder])
    assistant.close()
    return tmp_path / "库"


@pytest.fixture
def run(capsys, library):
    def call(*arguments, at=library):
        status = main([*map(str, arguments), "--library", str(at)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def questions(path, *items):
    path.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items), "utf-8")
    return path


def test_without_questions_it_says_what_to_do(run):
    status, out, err = run("eval")
    assert (status, out) == (1, "")
    assert "点“有用”或“不对”" in err


def test_an_empty_library_says_what_to_do(run, tmp_path):
    file = questions(tmp_path / "题.jsonl", RIGHT)
    status, out, err = run("eval", file, at=tmp_path / "空")
    assert (status, out) == (1, "")
    assert "hujian index" in err


def test_a_run_is_kept_and_a_later_one_compared_with_it(run, tmp_path):
    wrong = RIGHT | {"id": "2", "answer_keys": [["99户"]]}
    file, kept = questions(tmp_path / "题.jsonl", RIGHT, wrong), tmp_path / "前.json"
    status, out, err = run("eval", file, "--save", kept)
    assert status == 0
    assert "总分 50.0" in out
    assert "0.00  2  青石镇走访慰问了多少户？" in out
    assert "结果已存到" in err
    swapped = questions(
        tmp_path / "题2.jsonl",
        RIGHT | {"answer_keys": [["99户"]]},
        wrong | {"answer_keys": [["36户"]]},
    )
    status, out, _ = run("eval", swapped, "--against", kept)
    assert status == 1
    assert "变好 1 题，变差 1 题" in out
    assert "1.00 → 0.00  1  青石镇" in out
    status, out, _ = run("eval", file, "--against", kept, "--json")
    summary = json.loads(out.splitlines()[-1])["summary"]
    assert status == 0
    assert summary["score"] == 50.0
    assert summary["against"]["worse"] == []
    assert [json.loads(line)["score"] for line in out.splitlines()[:-1]] == [1.0, 0.0]


def test_what_was_judged_on_the_page_becomes_questions(run, library):
    assistant = open_assistant(Settings(library=library))
    desk = Desk(assistant, Conversations(library / "conversations.sqlite"))
    _, conversation = desk.answer("", Request("青石镇走访慰问了多少户？"))
    desk.answer(conversation, Request("青石镇发放慰问金多少万元？"))
    first, second = desk.conversations.turns(conversation)
    desk.conversations.rate(first.id, "good", "")
    desk.conversations.rate(second.id, "bad", "应为99万元")
    assistant.close()
    status, _, err = run("eval", "--collect")
    assert status == 0
    assert "收进 2 题" in err
    status, out, err = run("eval", "--json")
    good, bad, _ = (json.loads(line) for line in out.splitlines())
    assert (good["score"], good["cited"]) == (1.0, 1.0)
    assert bad["score"] == 0.0
    assert "收进" not in err
    assert run("eval", "--collect")[2].startswith("从评价过的问答里收进 0 题")


def test_a_question_about_a_strange_organisation_or_file_is_named(run, tmp_path):
    strange = RIGHT | {"id": "2", "unit_filter": "玉泉镇"}
    absent = RIGHT | {"id": "3", "gold": [{"file": "玉泉镇.md", "quote": "走访慰问"}]}
    status, out, err = run("eval", questions(tmp_path / "题.jsonl", RIGHT, strange, absent))
    assert status == 0
    assert "没有问成：资料库里没有“玉泉镇”这个单位" in out
    assert "有 1 题的依据材料不在这个资料库里（例如 3：玉泉镇.md）" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "不是 hujian eval --save"),
        ('{"format": 1}', "不是 hujian eval --save"),
        ("[]", "不是"),
    ],
)
def test_what_is_no_kept_run_is_refused(run, tmp_path, text, says):
    file, kept = questions(tmp_path / "题.jsonl", RIGHT), tmp_path / "坏.json"
    kept.write_text(text, encoding="utf-8")
    status, out, err = run("eval", file, "--against", kept)
    assert (status, out) == (2, "")
    assert says in err
    for wrong in (("eval", tmp_path / "无.jsonl"), ("eval", file, "--collect")):
        assert run(*wrong)[0] == 2


def test_our_own_questions_give_the_figures_that_their_lines_add_up_to(run, samples_library):
    status, out, err = run(
        "eval", ROOT / "data" / "eval" / "questions.jsonl", "--json", at=samples_library
    )
    lines = [json.loads(line) for line in out.splitlines()]
    summary = lines.pop()["summary"]
    assert (status, err) == (0, "")
    assert summary["all"]["score"] == pytest.approx(sum(o["score"] for o in lines) / len(lines))
    refused = [o["refused"] for o in lines if o["refusal"]]
    assert summary["all"]["refusals"] == [sum(refused), len(refused)]
    scores = [k["score"] for k in summary["kinds"]]
    assert summary["score"] == pytest.approx(100 * sum(scores) / len(scores), abs=0.01)
    assert summary["score"] > 80


def test_ask_says_why(run, tmp_path):
    status, out, _ = run("ask", "青石镇走访慰问了多少户？", "--explain")
    assert status == 0
    assert "依据强，因为：" in out
    assert "引文里有：" in out
    assert "逐词语义（MaxSim）：1.25 分" in out
    _, out, _ = run("ask", "青石镇走访慰问了多少户？", "--explain", "--json")
    answer = json.loads(out)
    assert answer["citations"][0]["why"]["search"]["rank"] == 1
    batch = questions(
        tmp_path / "b.jsonl",
        {"id": "a", "question": "青石镇走访慰问了多少户？", "explain": True},
        {"id": "b", "question": "青石镇走访慰问了多少户？"},
    )
    with_why, without = map(json.loads, run("ask", "--batch", batch, "--json")[1].splitlines())
    assert with_why["explanation"]["reasons"]
    assert "why" not in without["citations"][0]
    assert "reasons" not in without["explanation"]
    status, out, _ = run("ask", "火星基地住了多少人？", "--explain")
    assert status == 1
    assert "没有作答，因为：" in out
