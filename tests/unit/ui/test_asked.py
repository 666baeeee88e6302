import pytest

from ui.asked import Asked, asked, themes_of
from ui.contract import ContractError


def test_one_of_three_is_asked():
    assert asked(practice=" 下乡\n义诊 ") == Asked("下乡 义诊", "", "", (0, 0), 10)
    assert asked(document="d", start=3, end=9).parameters() == {
        "document": "d", "start": "3", "end": "9", "limit": "10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({}, "practice"),
        ({"practice": " "}, "practice"),
        ({"practice": "a", "chunk": "b"}, "practice"),
        ({"document": "d"}, "end"),
        ({"document": "d", "start": -1, "end": 4}, "end"),
        ({"practice": "a", "limit": 0}, "limit"),
        ({"practice": "a", "limit": 201}, "limit"),
    ],
)
def test_what_asks_nothing_or_too_much_is_refused(parameters, field):
    with pytest.raises(ContractError) as caught:
        asked(**parameters)
    assert caught.value.field == field


def test_themes_are_taken_once_without_blanks():
    assert themes_of(["义诊", " ", "走访  慰问", "义诊"]) == ["义诊", "走访 慰问"]
    with pytest.raises(ContractError):
        themes_of([str(n) for n in range(41)])
