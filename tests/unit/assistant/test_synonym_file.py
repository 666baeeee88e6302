"""A library's own synonyms as rows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError, WrongRow
from assistant.synonym_file import (
    MAX_ROWS,
    SynonymRow,
    checked_synonyms,
    synonym_rows,
    synonyms_toml,
)
from assistant.synonyms import SYNONYMS_FILE, parse

SAME, ASKED = SynonymRow("", ("义诊", "送健康")), SynonymRow("看病", ("义诊", "诊疗"))


def test_rows_come_back_as_they_were_written(tmp_path: Path):
    (tmp_path / SYNONYMS_FILE).write_text(synonyms_toml([ASKED, SAME]), encoding="utf-8")
    assert synonym_rows(tmp_path) == (SAME, ASKED)
    assert parse(synonyms_toml([SAME, ASKED]))["看病"] == ("义诊", "诊疗")
    assert parse(synonyms_toml([])) == {}


def test_no_file_is_no_row_and_a_broken_one_is_named(tmp_path: Path):
    assert synonym_rows(tmp_path) == ()
    (tmp_path / SYNONYMS_FILE).write_text("same = [", encoding="utf-8")
    with pytest.raises(SettingsError, match=SYNONYMS_FILE):
        synonym_rows(tmp_path)


def test_words_are_trimmed_and_kept_once():
    row = SynonymRow(" 看病 ", (" 义诊", "义诊", "", "看病"))
    assert checked_synonyms([row]) == (SynonymRow("看病", ("义诊",)),)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (SynonymRow("", ()), "empty"),
        (SynonymRow("", ("义诊",)), "words"),
        (SynonymRow("看病", ()), "words"),
        (SynonymRow("看病", ("看病",)), "words"),
        (SynonymRow("", tuple(f"词{n}" for n in range(13))), "words"),
        (SynonymRow("", ("义诊", "长" * 41)), "word"),
        (SynonymRow("", ("义诊", '引"号')), "word"),
        (SynonymRow("", ("义诊", "换\n行")), "word"),
        (SynonymRow("问、答", ("义诊",)), "word"),
        (SynonymRow("看病", ("巡诊",)), "twice"),
    ],
)
def test_a_wrong_row_is_named_with_its_reason(row: SynonymRow, code: str):
    with pytest.raises(WrongRow) as caught:
        checked_synonyms([SAME, ASKED, row])
    assert (caught.value.row, caught.value.code) == (2, code)


def test_there_is_an_end_to_rows():
    with pytest.raises(WrongRow) as caught:
        checked_synonyms([SAME] * (MAX_ROWS + 1))
    assert caught.value.code == "rows"


word = st.text(
    st.characters(blacklist_characters='、，,；;"\\', blacklist_categories=("Cc", "Cs")),
    min_size=1, max_size=8,
)  # fmt: skip


@given(st.lists(st.tuples(st.just(""), st.lists(word, min_size=2, max_size=5)), max_size=5))
def test_whatever_passes_the_check_can_be_read_again(rows):
    try:
        checked = checked_synonyms([SynonymRow(a, tuple(w)) for a, w in rows])
    except WrongRow:
        return
    assert set(parse(synonyms_toml(checked))) <= {
        key for row in checked for key in parse(synonyms_toml([row]))
    }
