import re
from pathlib import Path

import pytest

from tests.fakes_ui import FakeAssistant
from ui.matrix import column, matrix_html, themes_in


@pytest.fixture
def html(tmp_path: Path) -> str:
    assistant = FakeAssistant(tmp_path)
    names = [name for name, _ in assistant.organisations()]
    return matrix_html(names, [column(assistant, t) for t in ("清渠", "义诊")])


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("义诊、走访慰问 宣讲，义诊", ["义诊", "走访慰问", "宣讲"]),
        (" 、 ", []),
        ("、".join(map(str, range(40))), [str(n) for n in range(12)]),
        ("长" * 30, ["长" * 20]),
    ],
)
def test_themes_are_read_from_a_line(text: str, themes: list[str]):
    assert themes_in(text) == themes


def test_found_cells_open_their_passage_and_the_others_read_not_found(html: str):
    assert len(re.findall(r'class="hj-found"><a href="#cite-', html)) == 1 + 3
    assert html.count('class="hj-not_found">未见<') == 2


def test_shares_stand_above_and_those_with_most_come_first(html: str):
    assert re.findall(r"<small>(\d / \d)</small>", html) == ["1 / 3", "3 / 3"]
    assert re.findall(r'<th scope="row">([^<]+)<', html)[0] == "青石镇"


def test_a_hostile_theme_is_text(tmp_path: Path):
    assistant = FakeAssistant(tmp_path)
    html = matrix_html(["甲"], [column(assistant, "<img onerror=x>")])
    assert "<img" not in html


def test_an_empty_library_says_what_to_do():
    assert "先添加材料" in matrix_html([], [])
