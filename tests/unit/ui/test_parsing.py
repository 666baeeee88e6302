"""Help and complaints of the command line."""

from __future__ import annotations

import re

import pytest

from ui.cli import build_parser, main
from ui.columns import width


def complaint(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bogus"], "没有“bogus”这个命令"),
        (["group", "bogus"], "“操作”不能是“bogus”，只能是：add、"),
        (["user"], "缺少参数：命令"),
        (["ask", "问", "--year"], "“--year”后面要写一个值"),
        (["ask", "问", "--year", "二零"], "“--year”的值“二零”不对，要写范围内的整数"),
        (["serve", "--port", "99999"], "“--port”的值“99999”不对"),
        (["similar", "义诊", "--limit", "0"], "“--limit”的值“0”不对"),
        (["similar", "义诊", "--lim", "3"], "不认识的参数：--lim"),
        (["ask", "问", "--role", "瞎"], "只能是：基本情况、"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(capsys, arguments: list[str], said: str):
    text = complaint(capsys, *arguments)
    assert said in text
    assert re.search(r"查看帮助：hujian( \w+)* --help\n$", text)
    assert not re.search(r"invalid|expected|argument", text)


def test_nothing_typed_shows_the_help(capsys):
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("用法：hujian [选项] 命令 …\n")
    assert "hujian index 文件夹" in shown.err


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_help_is_aligned_and_fits_the_terminal(monkeypatch, columns: int):
    monkeypatch.setenv("COLUMNS", str(columns))
    top = build_parser()
    (commands,) = [a for a in top._actions if a.dest == "command"]
    for parser in (top, *commands.choices.values()):
        text = parser.format_help()
        table = [line for line in text.splitlines() if line.startswith("  ")]
        for line in table:
            assert width(line) <= columns + 2, line  # a mark that ends a phrase may stand out
            found = re.match(r" {2}(?:-{1,2}\S+(?: \S+)?|\S+)? {2,}|^ {30}", line)
            if found and line.strip() and found.end() != len(line):
                assert width(line[: found.end()]) == 30, line
        assert not re.search(r"^[^\x00-\x7f]+:$", text, re.MULTILINE)


def test_a_command_is_named_without_the_options_of_all(capsys):
    with pytest.raises(SystemExit):
        main(["correct", "--help"])
    assert capsys.readouterr().out.startswith("用法：hujian correct [选项] [文件]\n")
