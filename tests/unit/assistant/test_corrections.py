"""Corrections: what a user says holds at once, survives re-indexing, and can be taken back."""

from __future__ import annotations

import pytest

from assistant.config import Settings
from assistant.corrections import (
    FILE_NAME,
    Correction,
    Item,
    Place,
    checked,
    digest,
    read_corrections,
    write_corrections,
)
from assistant.errors import CorrectionError, LibraryLocked, UnknownDocument
from assistant.library import Library
from assistant.records import Filters, Request, Role
from assistant.service import Assistant
from tests.fakes import fake_models

TEXT = "# {title}\n\n一、主要做法\n\n走访慰问困难群众36户。\n\n二、存在问题\n\n{body}\n"
FILE = "青石镇.md"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    made.mkdir()
    text = TEXT.format(title="青石镇2021年工作总结", body="一是学习不深，宣讲不多。")
    (made / FILE).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def assistant(tmp_path, folder):
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    made.index([folder])
    yield made
    made.close()


def only(assistant):
    (summary,) = assistant.documents()
    return summary


def test_a_correction_holds_at_once_and_the_document_keeps_its_id(assistant):
    before = only(assistant)
    assistant.correct(
        before.id, Correction("白鹭县水利局", "水利工作总结", None, (2020, 2019), "2020-12-31")
    )
    after = only(assistant)
    assert after.id == before.id
    assert (after.organisation, after.title, after.date) == (
        "白鹭县水利局",
        "水利工作总结",
        "2020-12-31",
    )
    assert (after.years, after.period) == ((2019, 2020), "2019年、2020年")
    assert assistant.organisations() == [("白鹭县水利局", 1)]
    answer = assistant.ask(Request("白鹭县水利局走访慰问多少户？"))
    assert "36户" in answer.text
    assert answer.citations[0].organisation == "白鹭县水利局"
    assert "白鹭水利局" in after.aliases


def test_the_indexes_are_made_with_the_corrected_name(assistant, tmp_path):
    assistant.correct(only(assistant).id, Correction(organisation="义诊中心"))
    with_name = Library(tmp_path / "库").open()
    assert with_name.lexical.document_frequency("义诊") == 2  # both sections
    assert assistant.verify().faults == ()


def test_corrections_survive_reading_again_and_changed_bytes(assistant, folder):
    assistant.correct(only(assistant).id, Correction(organisation="白鹭县水利局"))
    assistant.index([folder])
    assert only(assistant).organisation == "白鹭县水利局"
    text = TEXT.format(title="青石镇2021年工作总结", body="一是义诊不多。")
    (folder / FILE).write_text(text, encoding="utf-8")
    assistant.index([folder])
    assert only(assistant).organisation == "白鹭县水利局"
    assert "义诊" in assistant.document(only(assistant).id).text


def test_corrections_outlive_the_removal_of_their_file(assistant, folder):
    assistant.correct(only(assistant).id, Correction(title="水利工作总结"))
    assistant.remove([FILE])
    assert assistant.documents() == []
    assistant.index([folder])
    assert only(assistant).title == "水利工作总结"


def test_a_later_correction_adds_to_an_earlier_one_and_reset_takes_all_back(assistant):
    read = only(assistant)
    assistant.correct(read.id, Correction(organisation="白鹭县水利局", years=(2020,)))
    assistant.correct(read.id, Correction(period="2019年上半年"))
    now = only(assistant)
    assert (now.organisation, now.period, now.years) == ("白鹭县水利局", "2019年上半年", (2019,))
    assistant.reset(Place(FILE, 0))
    assert only(assistant) == read
    assert assistant.corrections() == {}


def test_the_role_of_a_section_and_of_those_below_it(assistant):
    document = only(assistant).id
    path = ("二、存在问题",)
    roles = [s.role for s in assistant.document(document).sections if s.path == path]
    assert roles == [Role.PROBLEMS]
    assistant.correct(document, Correction(roles=((path, Role.PLANS),)))
    roles = [s.role for s in assistant.document(document).sections if s.path == path]
    assert roles == [Role.PLANS]
    found = assistant.search("学习", Filters(roles=(Role.PLANS,)))
    assert len(found) == 1
    assert Correction(roles=((path, Role.PLANS),)).role_of((*path, "（一）学习")) is Role.PLANS
    assert Correction(roles=((path, Role.PLANS),)).role_of(("一、主要做法",)) is None


def test_corrected_years_go_before_the_year_in_the_title(assistant):
    assistant.correct(only(assistant).id, Correction(years=(2020,)))
    assert only(assistant).years_corrected
    for question in ("青石镇2020年工作总结里走访慰问多少户？", "青石镇2020年走访慰问多少户？"):
        assert "36户" in assistant.ask(Request(question)).text
    assert "36户" not in assistant.ask(Request("青石镇2021年走访慰问多少户？")).text
    assistant.reset(Place(FILE, 0))
    assert not only(assistant).years_corrected


def test_a_file_edited_by_hand_holds_at_the_next_indexing(assistant, folder, tmp_path):
    text = f'format_version = 1\n[[correction]]\nfile = "{FILE}"\norganisation = "梅岭乡"\n'
    (tmp_path / "库" / FILE_NAME).write_text(text, encoding="utf-8")
    assert only(assistant).organisation == "青石镇"
    assistant.index([folder])
    assert only(assistant).organisation == "梅岭乡"


def test_an_unknown_document(assistant):
    with pytest.raises(UnknownDocument):
        assistant.correct("没有", Correction(title="总结"))
    with pytest.raises(UnknownDocument):
        assistant.reset(Place(FILE, 0))
    assert assistant.corrections() == {}


def test_nothing_is_kept_while_another_process_writes(assistant, tmp_path):
    with Library(tmp_path / "库").writing(), pytest.raises(LibraryLocked):
        assistant.correct(only(assistant).id, Correction(title="总结"))
    assert assistant.corrections() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        Correction(),
        Correction(organisation="  "),
        Correction(title="总\n结"),
        Correction(date="2020-02-30"),
        Correction(date="20200101"),
        Correction(years=(20,)),
    ],
    ids=str,
)
def test_a_wrong_value_is_refused_and_nothing_changes(assistant, wrong):
    with pytest.raises(CorrectionError):
        assistant.correct(only(assistant).id, wrong)
    assert assistant.status().generation == 1
    assert assistant.corrections() == {}


def test_what_is_written_is_read_back(tmp_path):
    corrections = {
        Place("甲/“一”\\总结.md", 1): Correction('梅岭"乡', None, "2021年", (2021,), "2022-01-01"),
        Place("乙.md", 0): Correction(roles=((("一、做法", "（一）学"), Role.RESULTS),)),
    }
    write_corrections(tmp_path, corrections)
    assert read_corrections(tmp_path) == corrections
    assert digest(read_corrections(tmp_path)) == digest(corrections) != digest({})
    assert "ordinal = 2" in (tmp_path / FILE_NAME).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "format_version = 2\n",
        "no toml",
        'format_version = 1\n[[correction]]\nfile = "a"\ncolour = "red"\n',
        'format_version = 1\n[[correction]]\nfile = "a"\nordinal = 0\ntitle = "b"\n',
        'format_version = 1\n[[correction]]\nfile = "a"\ntitle = 3\n',
        'format_version = 1\n[[correction]]\nfile = "a"\n[[correction.roles]]\nrole = "成效"\n',
    ],
)
def test_a_broken_file_is_an_error_and_no_empty_list(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError):
        read_corrections(tmp_path)


def test_texts_are_trimmed():
    assert checked(Correction(title=" 总结 ")).title == "总结"


def test_one_value_is_taken_back_and_the_others_stay(assistant, tmp_path):
    before = only(assistant)
    path = ("二、存在问题",)
    assistant.correct(
        before.id,
        Correction("白鹭县水利局", "水利总结", None, (2019,), None, ((path, Role.PLANS),)),
    )
    assistant.take_back(before.id, Item("organisation"))
    after = only(assistant)
    assert (after.organisation, after.title, after.years) == ("青石镇", "水利总结", (2019,))
    assistant.take_back(before.id, Item("years"))
    assistant.take_back(before.id, Item("role", path))
    assert only(assistant).years == before.years
    (held,) = assistant.corrections().values()
    assert held == Correction(title="水利总结")
    roles = {s.path: s.role for s in assistant.document(before.id).sections}
    assert roles[path] is Role.PROBLEMS
    assistant.take_back(before.id, Item("title"))
    assert only(assistant) == before
    assert assistant.corrections() == {}


@pytest.mark.parametrize("item", [Item("date"), Item("role", ("没有",)), Item("title")])
def test_what_was_not_corrected_cannot_be_taken_back(assistant, item):
    assistant.correct(only(assistant).id, Correction(organisation="白鹭县水利局"))
    number = assistant.status().generation
    with pytest.raises(CorrectionError):
        assistant.take_back(only(assistant).id, item)
    assert assistant.status().generation == number
