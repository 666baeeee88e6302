"""`hujian health` and `hujian restore` as a user meets them."""

from __future__ import annotations

import csv
import json
import zipfile

import pytest

from ui.cli import main

pytestmark = pytest.mark.integration
LONG = "外出党员参学率不高，阵地建设还有短板，办实事的台账不全，群众知晓率还不高。" * 4
TEXT = (
    "# {name}2021年工作总结\n\n一、主要做法\n\n春节前走访慰问困难群众36户，发放慰问金1.8万元。\n\n"
    "第 3 页 共 9 页\n\n二、存在问题\n\n一是学习不深，宣讲不多。" + LONG + "\n"
)


@pytest.fixture
def run(capsys, tmp_path):
    def call(*arguments):
        try:
            status = main([*map(str, arguments), "--library", str(tmp_path / "库")])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def indexed(run, tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    for name in ("青石镇", "柳林街道"):
        (folder / f"{name}.md").write_text(TEXT.format(name=name), encoding="utf-8")
    run("index", folder)
    return folder


def test_a_removal_is_taken_back_without_the_original(run, indexed):
    (indexed / "青石镇.md").unlink()
    status, _, err = run("remove", "青石镇.md")
    assert status == 0
    assert "7 天内可用 hujian restore 恢复" in err
    status, out, _ = run("restore", "--list")
    assert (status, out.split("（")[0]) == (0, "青石镇.md")
    status, _, err = run("restore")
    assert (status, err.strip()) == (0, "已恢复：青石镇.md")
    assert "青石镇.md" in run("documents")[1]
    assert "36户" in run("ask", "青石镇走访慰问了多少户？")[1]


def test_only_the_last_removal_comes_back_unless_names_are_given(run, indexed):
    run("remove", "青石镇.md")
    run("remove", "柳林街道.md")
    assert "柳林街道.md" in run("restore")[2]
    status, out, _ = run("restore", "--list", "--json")
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["青石镇.md"]
    status, _, err = run("restore", "没有.md")
    assert status == 2
    assert "不能撤销" in err
    status, out, _ = run("restore", "青石镇.md", "--json")
    assert json.loads(out)["outcome"] == "added"
    status, _, err = run("restore")
    assert status == 1
    assert "没有可以恢复的文件" in err


def test_the_health_of_every_file_is_printed(run, indexed):
    status, out, err = run("health", "--removed")
    assert status == 0
    assert "完好      青石镇.md（1 份材料）" in out
    assert "清理（页码）：第 3 页 共 9 页" in out
    assert err.strip() == "2 个文件，2 份材料：2 个完好"
    (indexed / "空.txt").write_bytes(b"")
    run("index", indexed)
    status, out, err = run("health", "--json", "--removed")
    files = {line["document"]: line for line in map(json.loads, out.splitlines())}
    assert status == 1
    assert files["空.txt"]["state"] == "unreadable"
    assert files["青石镇.md"]["removed"][0]["why"] == "页码"


def test_the_report_is_written_to_a_file(run, indexed, tmp_path):
    sheet, table = tmp_path / "报告.xlsx", tmp_path / "报告.csv"
    assert run("health", "--export", sheet)[0] == 0
    assert zipfile.is_zipfile(sheet)
    run("health", "--export", table)
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["文件", "柳林街道.md", "青石镇.md"]
    status, _, err = run("health", "--export", tmp_path / "报告.pdf")
    assert status == 2
    assert ".xlsx 或 .csv" in err
    status, _, err = run("health", "--export", tmp_path / "没有" / "报告.csv")
    assert status == 2
    assert "写不了" in err


def test_an_empty_library_says_what_to_do(run):
    status, _, err = run("health")
    assert status == 1
    assert "hujian index" in err
    assert run("restore")[0] == 1
