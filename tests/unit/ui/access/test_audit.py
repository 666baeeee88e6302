import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui import access_texts
from ui.access import audit
from ui.access.audit import Action, Audit, neutral
from ui.access.visitors import Rank, Visitor

ZHANG = Visitor("1", "张三", Rank.EDIT, address="10.0.0.3")


def lines(folder: Path) -> list[dict[str, str]]:
    text = (folder / audit.FILE).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_says_when_who_from_where_what(tmp_path: Path):
    Audit(tmp_path / "库").note(ZHANG, Action.REMOVE, "甲.docx")
    (line,) = lines(tmp_path / "库")
    assert line.pop("time").endswith("Z")
    assert line == {
        "user": "张三", "address": "10.0.0.3", "action": "remove", "object": "甲.docx"
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_only_its_owner_may_read_the_file(tmp_path: Path):
    Audit(tmp_path).note(ZHANG, Action.LOGIN)
    assert stat.S_IMODE((tmp_path / audit.FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\n{\"user\": \"李四\"}", "甲 {\"user\": \"李四\"}"),
        ("\x1b[2J\x1b]0;x\x07甲", "[2J ]0;x 甲"),
        ("甲\u202e乙\u2066丙\ue000", "甲 乙 丙"),
        ("甲\x85乙\u2028丙", "甲 乙 丙"),
        ("\ud800", ""),
        ("字" * 301, "字" * 299 + "…"),
    ],
)  # fmt: skip
def test_no_name_can_forge_a_line_or_move_the_cursor(tmp_path: Path, text: str, shown: str):
    assert neutral(text) == shown
    Audit(tmp_path).note(ZHANG, Action.UPLOAD, text)
    assert [line["object"] for line in lines(tmp_path)] == [shown]


def test_lines_are_found_by_time_and_user(tmp_path: Path):
    kept = Audit(tmp_path)
    kept.note(ZHANG, Action.LOGIN)
    kept.note(Visitor("2", "李四", Rank.ASK), Action.ASK)
    assert [e.action for e in kept.read()] == ["login", "ask"]
    assert [e.action for e in kept.read(user="李四")] == ["ask"]
    first = next(kept.read())
    assert len(list(kept.read(since=first.time[:10]))) == 2
    assert list(kept.read(since="2999")) == []
    assert list(Audit(tmp_path / "none").read()) == []


def test_a_torn_or_foreign_line_is_left_out(tmp_path: Path):
    kept = Audit(tmp_path)
    kept.note(ZHANG, Action.LOGIN)
    with (tmp_path / audit.FILE).open("ab") as file:
        file.write(b'[1]\n{"time": 3}\n\xff\xfe\n{"time": "2026", "us\n')
    kept.note(ZHANG, Action.LOGOUT)
    assert [e.action for e in kept.read()] == ["login", "logout"]


def test_files_are_bounded_in_size_and_number(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(audit, "MAX_BYTES", 300)
    kept = Audit(tmp_path)
    for number in range(60):
        kept.note(ZHANG, Action.UPLOAD, f"{number:02}.md")
    files = sorted(tmp_path.iterdir())
    assert len(files) == audit.KEPT + 1
    assert all(file.stat().st_size < 300 + 130 for file in files)
    shown = [e.object for e in kept.read()]
    assert shown == sorted(shown)
    assert shown[-1] == "59.md"


def test_many_threads_write_whole_lines(tmp_path: Path):
    kept = Audit(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kept.note(ZHANG, Action.ASK, str(n)), range(200)))
    assert sorted(int(e.object) for e in kept.read()) == list(range(200))


def test_a_disk_that_refuses_is_said_in_the_log_and_nothing_fails(tmp_path: Path, caplog):
    (tmp_path / audit.FILE).mkdir()
    Audit(tmp_path).note(ZHANG, Action.LOGIN)
    assert "the audit could not be written" in caplog.text


def test_every_action_has_words():
    assert set(access_texts.ACTIONS) == {action.value for action in Action}
