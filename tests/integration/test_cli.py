"""The command line as a user meets it: exit codes, streams, and sentences for bad input."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.service import open_assistant
from ui.cli import build_parser, main

pytestmark = pytest.mark.integration
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@pytest.fixture
def run(capsys, tmp_path):
    """Runs a command over a library of its own; gives exit status, stdout, stderr."""

    def call(*arguments, library=None):
        try:
            status = main([*map(str, arguments), "--library", str(library or tmp_path / "库")])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    made.mkdir()
    body = "春节前走访慰问困难群众36户，发放慰问金1.8万元。"
    text = f"# 青石镇2021年工作总结\n\n一、主要做法\n\n{body}\n"
    (made / "青石镇.md").write_text(text, encoding="utf-8")
    return made


def test_index_then_ask_gives_a_cited_answer(run, folder):
    status, out, err = run("index", folder)
    assert (status, out) == (0, "")
    assert "新增 1" in err
    status, out, _ = run("ask", "青石镇走访慰问了多少户？", "--json")
    answer = json.loads(out)
    assert status == 0
    assert "36户" in answer["answer"]
    (citation,) = answer["citations"]
    assert citation["document"] == "青石镇.md"
    assert "走访慰问困难群众36户" in citation["passage"]


def test_nothing_found_is_status_1_with_the_nearest_passage(run, folder):
    run("index", folder)
    status, out, _ = run("ask", "青石镇跨境电商出口额是多少？")
    assert status == 1
    assert out.startswith("未找到依据")
    assert "最接近的原文" in out


def test_json_is_one_object_a_line_and_nothing_else(run, folder):
    status, out, _ = run("index", folder, "--json")
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == ["added"]
    assert status == 0
    for command in (("documents",), ("organisations",), ("verify",)):
        status, out, _ = run(*command, "--json")
        assert status == 0
        assert [json.loads(line) for line in out.splitlines()]


def test_a_failed_file_is_reported_and_the_rest_is_read(run, folder):
    (folder / "空.txt").write_bytes(b"")
    status, _, err = run("index", folder)
    assert status == 1
    assert re.search(r"未读出 空\.txt：[\u4e00-\u9fff]", err)
    assert "新增 1" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("index", "没有这个路径"), "找不到"),
        (("index",), "缺少参数"),
        (("ask",), "请写一个问题"),
        (("ask", "问题", "--batch", "x.jsonl"), "二者选一"),
        (("ask", "--batch", "没有.jsonl"), "读不了问题文件"),
        (("remove", "没有.md"), "没有.md"),
        (("nonsense",), "nonsense"),
        (("ask", "问题", "--year", "去年"), "--year"),
        (("ask", "问题", "--nonsense"), "不认识的参数"),
    ],
)
def test_wrong_use_is_one_chinese_sentence_and_status_2(run, arguments, words):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert CHINESE.search(err)
    assert "Traceback" not in err


def test_an_empty_folder_is_wrong_use(run, tmp_path):
    (tmp_path / "空").mkdir()
    status, _, err = run("index", tmp_path / "空")
    assert status == 2
    assert "没有能读的文件" in err


def test_an_unknown_organisation_in_a_filter(run, folder):
    run("index", folder)
    status, _, err = run("ask", "走访多少户？", "--organisation", "白石镇")
    assert status == 2
    assert "白石镇" in err


def test_a_batch_is_checked_before_the_first_answer(run, folder, tmp_path):
    run("index", folder)
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": "1", "question": "走访多少户？"}\n{"id": "2"}\n', encoding="utf-8")
    status, out, err = run("ask", "--batch", batch)
    assert (status, out) == (2, "")
    assert "第 2 行" in err


def test_an_empty_library_says_what_to_do(run):
    status, out, _ = run("ask", "走访多少户？")
    assert status == 1
    assert "资料库是空的" in out
    status, _, err = run("documents")
    assert status == 1
    assert "hujian index" in err


def test_a_damaged_library_is_said_and_left_alone(run, folder, tmp_path):
    run("index", folder)
    dense = tmp_path / "库" / "generations" / "000001" / "dense.faiss"
    dense.write_bytes(b"broken")
    status, _, err = run("ask", "走访多少户？")
    assert status == 2
    assert "损坏" in err
    assert dense.read_bytes() == b"broken"


def test_verify_finds_a_passage_that_is_not_in_its_document(run, folder, tmp_path):
    import sqlite3

    run("index", folder)
    path = tmp_path / "库" / "generations" / "000001" / "store.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE chunks SET text = '改过的' || text")
    db.close()
    status, _, err = run("verify")
    assert status == 1
    assert "青石镇.md" in err


def test_a_second_writer_is_told_so(run, folder, tmp_path):
    from filelock import FileLock

    run("index", folder)
    with FileLock(tmp_path / "库" / "write.lock"):
        (folder / "青石镇.md").write_text("一、做法\n\n义诊三场，服务群众。\n", encoding="utf-8")
        status, _, err = run("index", folder)
    assert status == 2
    assert "正在被另一个程序写入" in err
    assert "36户" in run("ask", "青石镇走访慰问了多少户？")[1]


def test_a_correction_is_set_listed_and_taken_back(run, folder):
    run("index", folder)
    status, out, err = run(
        "correct", "青石镇.md", "--organisation", "白鹭县水利局", "--year", "2020", "--date",
        "2020-12-31", "--section", "一、主要做法", "--role", "成效", "--json",
    )  # fmt: skip
    assert status == 0
    assert "白鹭县水利局" in err
    now = json.loads(out)
    assert (now["organisation"], now["years"], now["date"]) == (
        "白鹭县水利局",
        [2020],
        "2020-12-31",
    )
    run("index", folder)
    status, out, _ = run(
        "ask", "走访慰问了多少户？", "--organisation", "白鹭县水利局", "--role", "成效"
    )
    assert status == 0
    assert "36户" in out
    status, out, _ = run("correct", "--list")
    assert status == 0
    assert all(word in out for word in ("青石镇.md", "白鹭县水利局", "2020", "一、主要做法：成效"))
    assert run("correct", "青石镇.md", "--reset")[0] == 0
    assert "青石镇《" in run("documents")[1]
    assert run("correct", "--list")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["没有.md", "--title", "总结"], "没有.md"),
        (["青石镇.md", "--ordinal", "2", "--title", "总结"], "青石镇.md"),
        (["青石镇.md"], "没有写"),
        (["青石镇.md", "--date", "去年"], "去年"),
        (["青石镇.md", "--role", "成效"], "--section"),
        (["青石镇.md", "--section", "一、主要做法"], "--role"),
        (["青石镇.md", "--section", "九、", "--role", "成效"], "九、"),
        (["青石镇.md", "--reset"], "青石镇.md"),
        ([], "--list"),
    ],
)
def test_a_wrong_correction_is_said_and_changes_nothing(run, folder, arguments, words):
    run("index", folder)
    status, out, err = run("correct", *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert run("correct", "--list")[0] == 1


def test_a_second_source_is_named_in_documents_and_citations(run, folder):
    text = (folder / "青石镇.md").read_bytes()
    (folder / "副本.txt").write_bytes(text.replace(b"\n", b"\r\n"))
    run("index", folder)
    lines = run("documents")[1].splitlines()
    assert len(lines) == 2
    assert sum("是同一份报告" in line for line in lines) == 1
    answer = json.loads(run("ask", "青石镇走访慰问了多少户？", "--json")[1])
    assert [len(c["also_in"]) for c in answer["citations"]] == [1]
    assert "另见" in run("ask", "青石镇走访慰问了多少户？")[1]


def test_every_command_and_option_has_chinese_help():
    parser = build_parser()
    (commands,) = [a for a in parser._actions if a.dest == "command"]
    for name, command in commands.choices.items():
        for action in command._actions:
            assert action.help, f"{name} {action.dest}"
            assert CHINESE.search(action.help.replace("JSON", "")), f"{name} {action.dest}"
        assert "用法：" in command.format_usage()
    assert "usage" not in parser.format_help()


@pytest.mark.parametrize("moment", [0.0, 0.35, 0.6, 0.9])
def test_killed_while_indexing_the_library_is_whole(folder, tmp_path, moment):
    library = tmp_path / "库"
    open_assistant(Settings(library=library)).index([folder])
    for number in range(60):
        text = f"# 第{number}镇2021年工作总结\n\n一、主要做法\n\n" + "走访慰问困难群众。" * 200
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ui.cli", "index", str(folder), "--library", str(library)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=_root()) as process:
        time.sleep(0.4 + moment)
        process.send_signal(signal.SIGKILL)
    assistant = open_assistant(Settings(library=library))
    assert assistant.verify().faults == ()
    assert len(assistant.documents()) in (1, 61)
    assistant.index([folder])
    assert len(assistant.documents()) == 61


def test_ctrl_c_leaves_the_old_generation_and_says_so(folder, tmp_path):
    library = tmp_path / "库"
    open_assistant(Settings(library=library)).index([folder])
    for number in range(1_200):
        text = f"# 第{number}镇2021年工作总结\n\n一、主要做法\n\n" + "走访慰问困难群众。" * 300
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ui.cli", "index", str(folder), "--library", str(library)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=_root(), text=True) as process:
        while not (library / "generations" / "000002").exists() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "已中断" in err
    assert len(open_assistant(Settings(library=library)).documents()) == 1
    assert [p.name for p in (library / "generations").iterdir()] == ["000001"]


def _root() -> Path:
    return Path(__file__).resolve().parents[2]
