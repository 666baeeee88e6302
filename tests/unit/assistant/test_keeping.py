"""Removed files come back whole; removed lines are kept with reason and place."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from assistant.config import Settings
from assistant.corrections import Correction
from assistant.errors import NotRemoved, UnknownDocument
from assistant.keeping import KEPT_DAYS
from assistant.records import Request
from assistant.service import Assistant
from assistant.store import Store
from tests.fakes import fake_models

TEXT = "# {name}2021年工作总结\n\n一、主要做法\n\n{body}\n\n二、存在问题\n\n一是学习不深。\n"
BODIES = {
    "青石镇.md": "走访慰问困难群众36户。",
    "柳林街道.md": "开展义诊12场。",
    "白鹭街道.md": "宣讲党史7场。",
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    made.mkdir()
    for name, body in BODIES.items():
        (made / name).write_text(TEXT.format(name=name[:-3], body=body), encoding="utf-8")
    return made


@pytest.fixture
def assistant(tmp_path, folder):
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    made.index([folder])
    yield made
    made.close()


def everything(assistant):
    documents = [assistant.document(d.id) for d in assistant.documents()]
    lines = [assistant.removed_lines(d.file) for d in documents]
    return documents, lines, assistant.health()


def test_a_removed_file_comes_back_as_it_was_without_its_original(assistant, folder):
    before = everything(assistant)
    for path in folder.iterdir():
        path.unlink()
    assistant.remove(["柳林街道.md"])
    assert "12场" not in assistant.ask(Request("柳林街道开展义诊多少场？")).text
    assert [r.file for r in assistant.trash()] == ["柳林街道.md"]
    assistant.restore(["柳林街道.md"])
    assert everything(assistant) == before
    assert assistant.trash() == []
    assert "12场" in assistant.ask(Request("柳林街道开展义诊多少场？")).text
    assert assistant.verify().faults == ()


def test_several_removals_are_kept_the_last_first_and_each_comes_back_alone(assistant):
    assistant.remove(["青石镇.md"])
    assistant.remove(["柳林街道.md", "白鹭街道.md"])
    assert assistant.documents() == []
    kept = assistant.trash()
    assert [r.file for r in kept] == ["柳林街道.md", "白鹭街道.md", "青石镇.md"]
    assert [r.documents for r in kept] == [1, 1, 1]
    day = datetime.fromisoformat(kept[0].until) - datetime.fromisoformat(kept[0].removed)
    assert day == timedelta(days=KEPT_DAYS)
    assistant.restore(["青石镇.md"])
    assert [d.file for d in assistant.documents()] == ["青石镇.md"]
    assistant.restore(["柳林街道.md", "白鹭街道.md"])
    assert len(assistant.documents()) == 3


def test_a_correction_made_before_the_removal_holds_after_the_return(assistant):
    first = assistant.documents()[0]
    assistant.correct(first.id, Correction(organisation="云岭县水利局"))
    assistant.remove([first.file])
    assistant.restore([first.file])
    assert assistant.documents()[0].organisation == "云岭县水利局"
    assistant.reset(assistant.place_of(first.id))
    assert assistant.documents()[0].organisation == first.organisation


def test_what_cannot_be_taken_back_is_said_and_nothing_happens(assistant):
    assistant.remove(["青石镇.md"])
    number = assistant.status().generation
    with pytest.raises(NotRemoved):
        assistant.restore(["青石镇.md", "没有.md"])
    with pytest.raises(UnknownDocument):
        assistant.remove(["青石镇.md"])
    assert assistant.status().generation == number
    assert [r.file for r in assistant.trash()] == ["青石镇.md"]


def test_a_file_that_is_read_again_is_no_longer_in_the_trash(assistant, folder):
    assistant.remove(["青石镇.md"])
    assistant.index([folder])
    assert assistant.trash() == []
    with pytest.raises(NotRemoved):
        assistant.restore(["青石镇.md"])


def test_the_trash_is_emptied_on_demand_and_after_a_week(assistant, monkeypatch, tmp_path):
    assistant.remove(["青石镇.md"])
    assistant.empty_trash()
    assert assistant.trash() == []
    assistant.remove(["柳林街道.md"])

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=KEPT_DAYS, seconds=1)

    monkeypatch.setattr("assistant.keeping.datetime", Later)
    assert assistant.trash() == []  # no longer offered
    monkeypatch.setattr("assistant.indexing.datetime", Later)
    assistant.rebuild()  # any writing takes it off the disk
    monkeypatch.undo()
    number = assistant.status().generation
    path = tmp_path / "库" / "generations" / f"{number:06d}" / "store.sqlite"
    assert sqlite3.connect(path).execute("SELECT count(*) FROM trash").fetchone() == (0,)


def test_a_writer_that_dies_while_removing_or_returning_leaves_all_as_it_was(
    assistant, monkeypatch
):
    before = everything(assistant)

    def dies(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.library.Library.publish", dies)
    with pytest.raises(KeyboardInterrupt):
        assistant.remove(["青石镇.md"])
    assert everything(assistant) == before
    monkeypatch.undo()
    assistant.remove(["青石镇.md"])
    monkeypatch.setattr("assistant.library.Library.publish", dies)
    with pytest.raises(KeyboardInterrupt):
        assistant.restore(["青石镇.md"])
    monkeypatch.undo()
    assert [r.file for r in assistant.trash()] == ["青石镇.md"]
    assistant.restore(["青石镇.md"])
    assert everything(assistant) == before


def test_removed_lines_are_kept_with_their_reason_and_what_stood_before(tmp_path, assistant):
    text = TEXT.format(name="松岗乡", body="走访慰问群众5户。\n\n第 3 页 共 9 页\n\n义诊2场。")
    (tmp_path / "松岗乡.md").write_text(text, encoding="utf-8")
    assistant.index([tmp_path / "松岗乡.md"])
    (line,) = assistant.removed_lines("松岗乡.md")
    assert (line.text, line.reason, line.after) == ("第 3 页 共 9 页", "page", "走访慰问群众5户。")
    assert assistant.removed_lines("青石镇.md") == ()
    assert assistant.removed_lines("没有.md") is None
    assistant.remove(["松岗乡.md"])
    assert assistant.removed_lines("松岗乡.md") is None


def test_a_generation_made_before_these_tables_is_read_and_grows_them(assistant, tmp_path):
    number = assistant.status().generation
    path = tmp_path / "库" / "generations" / f"{number:06d}" / "store.sqlite"
    assistant.close()
    with sqlite3.connect(path) as db:
        db.executescript("DROP TABLE trash; DROP TABLE removed_lines;")
    store = Store.open(path)
    assert store.trash() == []
    assert store.removed_lines("青石镇.md") is None
    assert [r.removed for r in store.reports()] == [None, None, None]
    store.close()
    assistant.remove(["青石镇.md"])
    assistant.restore(["青石镇.md"])
    assert len(assistant.documents()) == 3
    assert assistant.removed_lines("青石镇.md") is None


def test_times_are_of_today(assistant):
    assistant.remove(["青石镇.md"])
    age = datetime.now(UTC) - datetime.fromisoformat(assistant.trash()[0].removed)
    assert timedelta(0) <= age < timedelta(minutes=5)
