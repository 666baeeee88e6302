"""The library folder: what is published stays whole whatever happens to a writer."""

from __future__ import annotations

import gc
import json
import shutil
import time
import weakref

import numpy as np
import pytest

from assistant import reasons
from assistant.config import Settings
from assistant.errors import (
    EmptyFolder,
    LibraryDamaged,
    LibraryLocked,
    LibraryOutdated,
    LibraryVersion,
    MissingPath,
    UnknownDocument,
)
from assistant.generation import FORMAT_VERSION, SENTENCES
from assistant.indexing import Indexer
from assistant.library import Library
from assistant.models import Models
from assistant.reading import Limits
from assistant.reasons import NOTE_KEPT_OLD
from assistant.records import Outcome, Request
from assistant.service import Assistant
from tests.fakes import FakeEncoder, fake_models

TEXT = (
    "# {name}2021年工作总结\n\n一、主要做法\n\n{body}\n\n二、存在问题\n\n一是学习不深，宣讲不多。\n"
)


def silent(_):
    pass


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    made.mkdir()
    for name, body in (("青石镇", "走访慰问困难群众36户。"), ("柳林街道", "开展义诊12场。")):
        (made / f"{name}.md").write_text(TEXT.format(name=name, body=body), encoding="utf-8")
    return made


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "库")


@pytest.fixture
def indexer(library):
    return Indexer(library, fake_models(), Limits())


def outcomes(report):
    return {f.file: f.outcome for f in report.files}


def state(library):
    generation = library.open()
    return [(r.file, r.chunk.text) for r in generation.rows]


def test_files_are_added_and_adding_the_same_bytes_again_changes_nothing(indexer, library, folder):
    report = indexer.index([folder], silent)
    assert outcomes(report) == {"青石镇.md": Outcome.ADDED, "柳林街道.md": Outcome.ADDED}
    before = sorted((library.folder / "generations").iterdir())
    again = indexer.index([folder], silent)
    assert set(outcomes(again).values()) == {Outcome.UNCHANGED}
    assert again.generation == report.generation == 1
    assert sorted((library.folder / "generations").iterdir()) == before


def test_a_changed_file_replaces_its_old_self_everywhere(indexer, library, folder):
    indexer.index([folder], silent)
    new = TEXT.format(name="青石镇", body="走访慰问困难群众50户。")
    (folder / "青石镇.md").write_text(new, encoding="utf-8")
    report = indexer.index([folder], silent)
    assert outcomes(report)["青石镇.md"] is Outcome.REPLACED
    generation = library.open()
    texts = " ".join(text for _, text in state(library))
    assert "50户" in texts
    assert "36户" not in texts
    assert len(generation.dense) == len(generation.lexical) == len(generation.rows)
    assert generation.lexical.document_frequency("36") == 0


def test_a_removed_file_is_gone_from_every_index(indexer, library, folder):
    indexer.index([folder], silent)
    indexer.remove(["柳林街道.md"], silent)
    generation = library.open()
    assert {name for name, _ in state(library)} == {"青石镇.md"}
    assert generation.lexical.document_frequency("义诊") == 0
    assert len(generation.dense) == len(generation.rows)


def test_a_file_deleted_from_an_indexed_folder_is_removed(indexer, library, folder):
    indexer.index([folder], silent)
    (folder / "柳林街道.md").unlink()
    assert outcomes(indexer.index([folder], silent))["柳林街道.md"] is Outcome.REMOVED
    assert {name for name, _ in state(library)} == {"青石镇.md"}


def test_a_single_file_removes_nothing(indexer, library, folder):
    indexer.index([folder], silent)
    (folder / "柳林街道.md").unlink()
    indexer.index([folder / "青石镇.md"], silent)
    assert {name for name, _ in state(library)} == {"青石镇.md", "柳林街道.md"}


def test_a_file_that_became_unreadable_keeps_what_was_read(indexer, library, folder):
    indexer.index([folder], silent)
    before = state(library)
    (folder / "青石镇.md").write_bytes(b"")
    report = indexer.index([folder], silent)
    (failed,) = [f for f in report.files if f.outcome is Outcome.FAILED]
    assert failed.file == "青石镇.md"
    assert failed.reason
    assert state(library) == before


def test_that_a_file_could_not_be_read_again_is_noted_once_until_it_can(indexer, library, folder):
    def notes():
        return {r.name: r.notes for r in library.open().store.reports()}["青石镇.md"]

    indexer.index([folder], silent)
    before, whole = notes(), (folder / "青石镇.md").read_bytes()
    (folder / "青石镇.md").write_bytes(b"")
    number = indexer.index([folder], silent).generation
    assert notes() == (*before, NOTE_KEPT_OLD.format(reason=reasons.EMPTY))
    assert indexer.index([folder], silent).generation == number  # nothing new to say
    (folder / "青石镇.md").write_bytes(whole)
    indexer.index([folder], silent)
    assert notes() == before


def test_an_unreadable_file_is_counted_and_the_rest_is_read(indexer, library, folder):
    (folder / "空.txt").write_bytes(b"")
    report = indexer.index([folder], silent)
    assert report.count(Outcome.ADDED) == 2
    assert [name for name, _ in library.open().unreadable] == ["空.txt"]


def test_the_same_paragraph_of_two_organisations_stays_two_chunks(indexer, library, folder):
    indexer.index([folder], silent)
    same = [file for file, text in state(library) if "学习不深" in text]
    assert same == ["柳林街道.md", "青石镇.md"]


def test_two_folders_with_the_same_name_inside_keep_both(indexer, library, folder, tmp_path):
    other = tmp_path / "另一批"
    other.mkdir()
    (other / "青石镇.md").write_text(TEXT.format(name="青石镇", body="义诊3场。"), encoding="utf-8")
    indexer.index([folder], silent)
    indexer.index([other], silent)
    assert {n for n, _ in state(library)} == {"青石镇.md", "柳林街道.md", "另一批/青石镇.md"}


def test_a_moved_folder_is_not_read_twice(indexer, library, folder, tmp_path):
    indexer.index([folder], silent)
    folder.rename(tmp_path / "新位置")
    report = indexer.index([tmp_path / "新位置"], silent)
    assert set(outcomes(report).values()) == {Outcome.UNCHANGED}


class Stop(Exception):
    """Raised by a progress callback, as Ctrl-C is."""


@pytest.mark.parametrize("stage", ["read", "keep", "encode", "write", "written"])
def test_stopped_anywhere_the_old_generation_stays(indexer, library, folder, stage):
    indexer.index([folder], silent)
    before = state(library)
    (folder / "新.md").write_text(TEXT.format(name="新镇", body="宣讲。"), encoding="utf-8")

    def stop(progress):
        last = progress.stage == "write" and progress.done == progress.total - 1
        if progress.stage == stage or (stage == "written" and last):
            raise Stop

    with pytest.raises(Stop):
        indexer.index([folder], stop)
    assert state(library) == before
    assert library.current() == 1
    assert [p.name for p in (library.folder / "generations").iterdir()] == ["000001"]


def test_what_a_killed_writer_left_is_swept_by_the_next(indexer, library, folder):
    indexer.index([folder], silent)
    left = library.generation_folder(2)
    left.mkdir()
    (left / "store.sqlite").write_bytes(b"half")
    assert len(state(library)) == 4
    (folder / "新.md").write_text(TEXT.format(name="新镇", body="宣讲。"), encoding="utf-8")
    assert indexer.index([folder], silent).generation == 2
    assert len(state(library)) == 6


def test_only_the_last_two_generations_are_kept(indexer, library, folder):
    for number in range(4):
        new = TEXT.format(name="青石镇", body=f"走访{number}户。")
        (folder / "青石镇.md").write_text(new, encoding="utf-8")
        indexer.index([folder], silent)
    names = sorted(p.name for p in (library.folder / "generations").iterdir())
    assert names == ["000003", "000004"]


def test_an_open_generation_keeps_answering_after_a_new_one(indexer, library, folder):
    indexer.index([folder], silent)
    old = library.open()
    indexer.remove(["柳林街道.md"], silent)
    assert {r.file for r in old.rows} == {"青石镇.md", "柳林街道.md"}


def test_a_second_writer_is_refused(indexer, library, folder):
    with library.writing(), pytest.raises(LibraryLocked):
        indexer.index([folder], silent)


def test_another_format_version_is_named_with_both_numbers(indexer, library, folder):
    indexer.index([folder], silent)
    manifest = library.generation_folder(1) / "manifest.json"
    values = json.loads(manifest.read_text("utf-8")) | {"format_version": 99}
    manifest.write_text(json.dumps(values), "utf-8")
    with pytest.raises(LibraryVersion) as error:
        indexer.index([folder], silent)
    assert (error.value.found, error.value.expected) == (99, FORMAT_VERSION)
    assert json.loads(manifest.read_text("utf-8"))["format_version"] == 99


@pytest.mark.parametrize("part", ["store.sqlite", "dense.faiss", "tokens.npz", "manifest.json"])
@pytest.mark.parametrize("damage", ["missing", "broken"])
def test_a_missing_or_broken_part_is_named(indexer, library, folder, part, damage):
    indexer.index([folder], silent)
    path = library.generation_folder(1) / part
    path.unlink()
    if damage == "broken":
        path.write_bytes(b"broken")
    with pytest.raises(LibraryDamaged) as error:
        library.open()
    assert part in error.value.detail


@pytest.mark.parametrize("content", [None, b"", b"broken"])
def test_broken_sentences_are_named(indexer, library, folder, content):
    indexer.index([folder], silent)
    path = library.generation_folder(1) / SENTENCES / "ids.npy"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryDamaged) as error:
        library.open()
    assert SENTENCES in error.value.detail


def sentences_of(generation):
    """Text and tokens of every sentence, as the generation keeps them."""
    kept = generation.sentences
    return [
        (row.passage[a:b], kept.tokens.of(n).tolist())
        for row in generation.rows
        for n in range(kept.first[row.row], kept.first[row.row + 1])
        for a, b in [kept.spans[n]]
    ]


def test_sentences_of_unchanged_chunks_are_taken_over_to_their_new_rows(indexer, library, folder):
    indexer.index([folder], silent)
    before = sentences_of(library.open())
    text = TEXT.format(name="安阳镇", body="宣讲3场。座谈会。")
    (folder / "00安阳镇.md").write_text(text, encoding="utf-8")  # its rows come first
    indexer.index([folder], silent)
    after = sentences_of(library.open())
    assert ("宣讲3场。", FakeEncoder().token_ids(["宣讲"])[0].tolist()) in [
        (t.split("\n")[-1], ids) for t, ids in after
    ]
    assert after[-len(before) :] == before
    fresh = Library(folder.parent / "neu")
    Indexer(fresh, fake_models(), Limits()).index([folder], silent)
    assert sentences_of(fresh.open()) == after


@pytest.mark.parametrize("lost", ["folder", "rules"])
def test_a_library_without_sentences_answers_and_has_them_after_the_next_indexing(
    indexer, library, folder, lost
):
    indexer.index([folder], silent)
    kept = library.generation_folder(1) / SENTENCES
    if lost == "folder":
        shutil.rmtree(kept)
    else:
        (kept / "cut.txt").write_text("0", encoding="ascii")
    assistant = Assistant(Settings(library=library.folder), fake_models())
    assert "36户" in assistant.ask(Request("青石镇走访慰问多少户？")).text
    assert library.open().sentences is None
    report = indexer.index([folder], silent)
    assert (report.generation, set(outcomes(report).values())) == (2, {Outcome.UNCHANGED})
    assert len(library.open().sentences) == len(library.open().rows)
    assert indexer.index([folder], silent).generation == 2


def test_indexes_of_another_model_are_refused_and_rebuilt(library, folder):
    Indexer(library, fake_models(), Limits()).index([folder], silent)
    encoder = FakeEncoder()
    encoder.revision = "2"
    other_models = Models(encoder, encoder, "2", fake_models().tokenizer)
    other = Indexer(library, other_models, Limits())
    settings = Settings(library=library.folder)
    assistant = Assistant(settings, other_models)
    with pytest.raises(LibraryOutdated):
        assistant.ask(Request("走访多少户？"))
    other.rebuild(silent)
    assert "36户" in assistant.ask(Request("青石镇走访慰问多少户？")).text


@pytest.mark.parametrize("name", ["没有.md", "没有这个文件夹"])
def test_a_missing_path(indexer, folder, name):
    with pytest.raises(MissingPath):
        indexer.index([folder / name], silent)


def test_an_empty_folder(indexer, library, tmp_path):
    (tmp_path / "空").mkdir()
    with pytest.raises(EmptyFolder):
        indexer.index([tmp_path / "空"], silent)
    assert library.open() is None


def test_removing_what_is_not_there_removes_nothing(indexer, library, folder):
    indexer.index([folder], silent)
    with pytest.raises(UnknownDocument):
        indexer.remove(["青石镇.md", "没有.md"], silent)
    assert len(state(library)) == 4


def test_rows_do_not_depend_on_the_order_of_adding(folder, tmp_path):
    one, two = Library(tmp_path / "1"), Library(tmp_path / "2")
    Indexer(one, fake_models(), Limits()).index([folder], silent)
    for name in ("青石镇.md", "柳林街道.md"):
        Indexer(two, fake_models(), Limits()).index([folder / name], silent)
    assert state(one) == state(two)
    rows = np.arange(4)
    assert (one.open().dense.rows(rows) == two.open().dense.rows(rows)).all()


def new_one_ready(held, most=30.0):
    """Wait until what was opened last is left alone by the collector too."""
    end = time.monotonic() + most
    while gc.get_freeze_count() <= held and time.monotonic() < end:
        time.sleep(0.01)  # a thread of its own makes it ready
    assert gc.get_freeze_count() > held


def test_what_was_prepared_is_not_looked_through_again_and_let_go_when_it_is_old(library, folder):
    assistant = Assistant(Settings(library=library.folder), fake_models())
    assistant.index([folder])
    held = gc.get_freeze_count()
    try:
        assistant._current()
        assert gc.get_freeze_count() == held  # who asks one question has nothing made ready
        assistant.prepare()
        assert gc.get_freeze_count() > held
        old = weakref.ref(assistant._current())
        (folder / "柳林街道.md").unlink()
        assistant.index([folder])
        assert assistant._current() is not old()
        gc.collect()
        assert old() is None
        new_one_ready(held)
    finally:
        gc.unfreeze()


def test_what_is_opened_first_after_preparing_nothing_is_made_ready_too(library, folder):
    assistant = Assistant(Settings(library=library.folder), fake_models())
    held = gc.get_freeze_count()
    try:
        assistant.prepare()  # a server over an empty library
        assert gc.get_freeze_count() == held
        assistant.index([folder])
        assert assistant._current() is not None
        new_one_ready(held)
    finally:
        gc.unfreeze()
