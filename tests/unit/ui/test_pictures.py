import re
from pathlib import Path

import pytest

from assistant.records import Request, Table
from tests.fakes_ui import FakeAssistant
from ui.escape import plain
from ui.pictures import bar_steps, figure, strip_html, table_html, with_passages


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("163户", (163.0, "户")),
        ("近1.2万人次", (12_000.0, "人次")),
        ("1,900余亩", (1_900.0, "亩")),
        ("8.15万元", (81_500.0, "元")),
        ("未见", None),
        ("3次、5次", None),
        ("", None),
    ],
)
def test_a_cell_is_read_as_a_figure(cell: str, expected: tuple[float, str] | None):
    assert figure(cell) == expected


def test_bars_are_proportional_to_the_largest():
    assert bar_steps(["100户", "50户", "10户", "1户"]) == [100, 50, 10, 5]


@pytest.mark.parametrize(
    "cells", [["3户"], ["3户", "4次"], ["3户", "4户", "甲", "乙", "丙"], ["甲", "乙"]]
)
def test_unlike_things_get_no_bars(cells: list[str]):
    assert bar_steps(cells) is None


def test_a_figure_of_another_kind_gets_no_bar():
    assert bar_steps(["100户", "19人", "50户"]) == [100, 0, 50]


def test_passages_are_added_where_a_table_does_not_hold_them(tmp_path: Path):
    answer = FakeAssistant(tmp_path).ask(Request("哪些单位开展了义诊？"))
    passages = [c.passage for c in answer.citations]
    short = Table(("单位", "出处"), tuple((str(n), f"[{n}]") for n in (1, 2, 3)))
    full = with_passages(short, answer.citations)
    assert full.columns == ("单位", "原文", "出处")
    assert [row[1] for row in full.rows] == passages
    assert with_passages(answer.table, answer.citations) is answer.table


def test_a_missing_figure_gets_no_bar_and_the_others_do():
    html = table_html(Table(("单位", "数量"), (("甲", "4户"), ("乙", ""), ("丙", "2户"))), plain)
    assert re.findall(r"hj-w-(\d+)", html) == ["100", "50"]


def test_the_strip_has_one_dot_per_organisation_found_ones_first(tmp_path: Path):
    answer = FakeAssistant(tmp_path).ask(Request("哪些单位存在问题？清渠"))
    html = strip_html(answer)
    assert len(re.findall("hj-dot", html)) == 3
    assert html.index("hj-found") < (html + "hj-not_found").index("hj-not_found")
