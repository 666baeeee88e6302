"""The themes as rows that a user edits."""

from pathlib import Path

import pytest

from assistant.errors import WrongRow
from assistant.practice_records import Theme
from assistant.records import Role
from assistant.theme_file import MAX_THEMES, checked_themes, role_of, themes_toml
from assistant.themes import THEMES_FILE, load_themes

CLINIC = Theme("义诊", ("开展义诊", "巡诊"), ("场", "次"))
PROBLEMS = Theme("存在问题", (), (), (Role.PROBLEMS,))


def test_themes_come_back_as_they_were_written(tmp_path: Path):
    (tmp_path / THEMES_FILE).write_text(themes_toml([CLINIC, PROBLEMS]), encoding="utf-8")
    assert load_themes(tmp_path) == (CLINIC, PROBLEMS)


def test_the_built_in_themes_pass_and_come_back(tmp_path: Path):
    built_in = load_themes(tmp_path)
    (tmp_path / THEMES_FILE).write_text(themes_toml(checked_themes(built_in)), encoding="utf-8")
    assert load_themes(tmp_path) == built_in


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        (Theme("", ("甲",)), "name"),
        (Theme("义诊", ("甲",)), "name"),
        (Theme("宣讲", ()), "expressions"),
        (Theme("宣讲", tuple(f"说法{n}" for n in range(13))), "many"),
        (Theme("宣讲", ("长" * 41,)), "text"),
        (Theme('宣"讲', ("甲",)), "text"),
        (Theme("宣讲", ("甲",), ("场\n",)), "text"),
    ],
)
def test_a_wrong_row_is_named_with_its_reason(theme: Theme, code: str):
    with pytest.raises(WrongRow) as caught:
        checked_themes([CLINIC, theme])
    assert (caught.value.row, caught.value.code) == (1, code)


@pytest.mark.parametrize("count", [0, MAX_THEMES + 1])
def test_there_are_some_themes_and_not_too_many(count: int):
    with pytest.raises(WrongRow) as caught:
        checked_themes([Theme(f"主题{n}", ("甲",)) for n in range(count)])
    assert caught.value.code == "themes"


def test_a_role_is_one_of_those_there_are():
    assert role_of(0, "存在问题") is Role.PROBLEMS
    with pytest.raises(WrongRow, match="row 4: role: 问题"):
        role_of(3, "问题")
