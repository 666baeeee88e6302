"""`hujian group` as an IT officer meets it."""

from __future__ import annotations

import json
import re

import pytest

from assistant.config import Settings
from assistant.library import Library
from assistant.service import open_assistant
from ui.cli import build_parser, main

pytestmark = pytest.mark.integration
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "材料"
    for name in ("信访/甲镇.md", "信访/乙镇.md", "丙镇.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        title = f"# {name[-5:-3]}2021年工作总结"
        (folder / name).write_text(f"{title}\n\n一、做法\n\n走访36户。\n", encoding="utf-8")
    (folder / "信访" / "空.txt").write_bytes(b"")
    assistant = open_assistant(Settings(library=tmp_path / "库"))
    assistant.index([folder])
    assistant.close()
    return tmp_path / "库"


@pytest.fixture
def run(capsys, library):
    def call(*arguments):
        try:
            status = main(["group", *map(str, arguments), "--library", str(library)])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_put_in_then_list_then_take_out(run):
    status, out, err = run("add", "纪检组", "信访/")
    assert (status, out) == (0, "")
    assert "现有 3 个文件" in err  # the one that could not be read too
    status, out, _ = run("list")
    assert status == 0
    assert out.splitlines() == [
        "纪检组 · 信访 · 3 个文件",
        "（不在任何组里） · 1 个文件，所有人看得见",
    ]
    status, out, _ = run("show", "纪检组")
    assert (status, out.split()) == (
        0,
        ["位置：信访", "信访/乙镇.md", "信访/甲镇.md", "信访/空.txt"],
    )
    status, _, err = run("remove", "纪检组", "信访")
    assert status == 0
    assert "3 个文件现在不在任何组里，所有人看得见" in err


def test_json_is_one_object_a_line(run):
    run("add", "纪检组", "信访")
    status, out, _ = run("add", "领导", "丙镇.md", "--json")
    assert (status, json.loads(out)) == (
        0,
        {"group": "领导", "places": ["丙镇.md"], "files": ["丙镇.md"], "pending": False},
    )
    assert [json.loads(line) for line in run("list", "--json")[1].splitlines()] == [
        {"group": "纪检组", "places": ["信访"], "files": 3},
        {"group": "领导", "places": ["丙镇.md"], "files": 1},
        {"group": None, "readers": "everyone", "files": 0},
    ]
    shown = json.loads(run("show", "领导", "--json")[1])
    assert shown == {"group": "领导", "places": ["丙镇.md"], "files": ["丙镇.md"]}
    assert json.loads(run("remove", "领导", "--json")[1])["places"] == []


def test_a_path_without_files_is_pointed_out(run):
    status, _, err = run("add", "纪检组", "信方", "信访")
    assert status == 0
    assert "没有文件在“信方”里" in err
    assert "没有文件在“信访”里" not in err


def test_what_is_in_no_group(run):
    assert "所有人" in run("ungrouped")[1]
    assert "仅管理员" in run("ungrouped", "administrators")[1]
    assert json.loads(run("ungrouped", "--json")[1]) == {"ungrouped": "administrators"}
    run("add", "纪检组", "信访")
    assert "仅管理员看得见" in run("list")[1]
    assert "仅管理员看得见" in run("remove", "纪检组")[2]


def test_a_library_without_groups_says_so(run):
    status, out, err = run("list")
    assert status == 1
    assert "4 个文件，所有人看得见" in out
    assert "还没有分组" in err


def test_it_is_said_when_copies_wait_for_a_writer(run, library, tmp_path):
    text = (tmp_path / "材料" / "丙镇.md").read_text(encoding="utf-8")
    (tmp_path / "材料" / "抄件.md").write_text(text, encoding="utf-8")
    assistant = open_assistant(Settings(library=library))
    assistant.index([tmp_path / "材料"])
    with Library(library).writing():
        status, _, err = run("add", "领导", "丙镇.md")
    assert status == 0
    assert "正在写入" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonsense",), "不能是“nonsense”，只能是"),
        (("add", "甲"), "缺少参数"),
        (("add", " ", "信访"), "不能作组名"),
        (("add", "甲", "/etc"), "不能作路径"),
        (("add", "甲", ".."), "不能作路径"),
        (("show", "没有"), "没有“没有”这个组"),
        (("remove", "没有"), "没有“没有”这个组"),
        (("ungrouped", "nobody"), "nobody"),
    ],
)
def test_wrong_use_is_one_chinese_sentence_and_status_2(run, arguments, words):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_broken_file_of_groups_is_said(run, library):
    (library / "groups.toml").write_text("groups = ", encoding="utf-8")
    status, _, err = run("list")
    assert status == 2
    assert "groups.toml" in err


def test_every_action_and_option_has_chinese_help():
    (commands,) = [a for a in build_parser()._actions if a.dest == "command"]
    (actions,) = [a for a in commands.choices["group"]._actions if a.dest == "action"]
    assert set(actions.choices) == {"add", "remove", "list", "show", "ungrouped"}
    for name, parser in actions.choices.items():
        for option in parser._actions:
            assert CHINESE.search((option.help or "").replace("JSON", "")), f"{name} {option.dest}"
