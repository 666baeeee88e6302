"""The forms of the page's dialogs."""

from __future__ import annotations

import re

import pytest

from ui.dialogs import dialogs
from ui.language import CHINESE, ENGLISH, speaking
from ui.texts_dialogs import RATE_REASONS

HAN = re.compile("[\u3400-\u9fff]")


@pytest.mark.parametrize("name", ["correct", "rating", "rename", "confirm"])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_each_can_be_left_by_a_button_that_changes_nothing(name: str, language: str):
    with speaking(language):
        form = dialogs()[name]
    assert form.startswith('<form method="dialog"><h2>')
    assert form.count('value="save" class="hj-go"') == 1
    assert form.count('<button value="" formnovalidate>') == 1


def test_in_english_no_word_is_chinese():
    with speaking(ENGLISH):
        forms = "".join(dialogs().values())
    assert not HAN.search(forms)


def test_every_reason_can_be_ticked():
    form = dialogs()["rating"]
    for key, label in RATE_REASONS.items():
        assert f'name="why" value="{key}">{label.zh}</label>' in form
