"""Views of a library: what changes when groups change, what is shared, which copies answer."""

from __future__ import annotations

import pytest

from assistant.config import Settings
from assistant.errors import GroupError, LibraryLocked
from assistant.groups import FILE_NAME, Ungrouped
from assistant.library import Library
from assistant.records import Outcome, Request
from assistant.seeing import SeenOpened
from assistant.service import Assistant
from tests.fakes import fake_models

TEXT = "# {name}2021年工作总结\n\n一、主要做法\n\n{body}\n"
BODIES = {
    "青石镇": "走访慰问困难群众36户。",
    "柳林街道": "开展义诊12场。",
    "梅岭乡": "宣讲党史90场。",
}
NOBODY = frozenset()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "材料"
    for name, body in BODIES.items():
        (made / name).mkdir(parents=True)
        (made / name / "总结.md").write_text(TEXT.format(name=name, body=body), encoding="utf-8")
    return made


@pytest.fixture
def whole(tmp_path, folder):
    made = Assistant(Settings(library=tmp_path / "库"), fake_models())
    made.index([folder])
    yield made
    made.close()


def names(assistant):
    return [name for name, _ in assistant.organisations()]


def test_without_groups_a_view_is_the_whole_and_costs_nothing(whole):
    assert whole.seen_by(NOBODY)._current() is whole._current()
    whole.put_in_group("甲", ["青石镇"])
    assert whole.seen_by(frozenset({"甲"}))._current() is whole._current()


def test_a_change_of_groups_holds_at_once_in_views_that_are_open(whole):
    view = whole.seen_by(NOBODY)
    assert len(names(view)) == 3
    whole.put_in_group("甲", ["青石镇", "梅岭乡/总结.md"])
    assert names(view) == ["柳林街道"]
    whole.take_out_of_group("甲", ["青石镇"])
    assert names(view) == ["柳林街道", "青石镇"]
    whole.show_ungrouped(Ungrouped.ADMINISTRATORS)
    assert names(view) == []
    assert names(whole.seen_by(frozenset({"甲"}))) == ["梅岭乡"]
    assert len(names(whole)) == 3


def test_a_change_by_another_process_holds_at_once(whole, tmp_path):
    view = whole.seen_by(NOBODY)
    other = Assistant(Settings(library=tmp_path / "库"), fake_models())
    other.put_in_group("甲", ["青石镇"])
    assert "青石镇" not in names(view)
    other.close()


def test_a_file_that_is_added_to_a_folder_belongs_to_its_groups(whole, folder):
    whole.put_in_group("甲", ["青石镇"])
    new = TEXT.format(name="青石镇", body="新办义诊3场。").replace("2021", "2022")
    (folder / "青石镇" / "新.md").write_text(new, encoding="utf-8")
    whole.index([folder])
    assert names(whole.seen_by(NOBODY)) == ["柳林街道", "梅岭乡"]
    assert len(whole.seen_by(frozenset({"甲"})).documents()) == 4


def test_a_place_may_be_named_before_its_files_are_there(whole, folder):
    change = whole.put_in_group("甲", ["以后"])
    assert change.files == ()
    (folder / "以后").mkdir()
    text = TEXT.format(name="桃花坞", body="办学。")
    (folder / "以后" / "a.md").write_text(text, encoding="utf-8")
    whole.index([folder])
    assert "桃花坞" not in str(whole.seen_by(NOBODY).documents())


def test_a_change_names_the_files_it_is_about(whole):
    change = whole.put_in_group("甲", ["青石镇/", "柳林街道/总结.md"])
    assert change.files == ("柳林街道/总结.md", "青石镇/总结.md")
    assert whole.take_out_of_group("甲").files == change.files
    assert whole.groups().places == {}


def test_groups_survive_reading_again_and_the_removal_of_their_files(whole, folder):
    whole.put_in_group("甲", ["青石镇"])
    whole.remove(["青石镇/总结.md"])
    whole.rebuild()
    whole.index([folder])
    assert "青石镇" in names(whole)
    assert "青石镇" not in names(whole.seen_by(NOBODY))


def test_views_of_the_same_groups_are_opened_once_and_share_what_is_large(whole):
    whole.put_in_group("甲", ["青石镇"])
    whole.put_in_group("乙", ["柳林街道"])
    one = whole.seen_by(NOBODY)._current()
    assert isinstance(one, SeenOpened)
    assert whole.seen_by(frozenset({"没有的组"}))._current() is one
    assert whole.seen_by(frozenset({"甲"}))._current() is not one
    kept = whole._current()
    assert one.retriever.token_index._cosines is kept.retriever.token_index._cosines
    assert one.generation.rows[0].chunk is kept.generation.rows[1].chunk
    (e,) = one.judge.judge([0], one.judge.topic("宣讲"))
    assert e.sentence.chunk is one.generation.rows[0]
    (same,) = kept.judge.judge([1], kept.judge.topic("宣讲"))
    assert (e.sentence.start, e.sentence.text) == (same.sentence.start, same.sentence.text)


def test_a_view_of_a_library_without_kept_sentences_has_the_whole_make_them(whole):
    whole.put_in_group("甲", ["青石镇"])
    one, kept = whole.seen_by(NOBODY)._current(), whole._current()
    kept.generation.sentences = None
    before = one.judge.judge([0], one.judge.topic("宣讲"))
    one.judge.prepare()
    assert len(kept.generation.sentences) == len(kept.generation.rows)
    assert one.judge.judge([0], one.judge.topic("宣讲")) == before


def test_words_are_counted_in_what_is_seen(whole):
    whole.put_in_group("甲", ["青石镇"])
    view = whole.seen_by(NOBODY)._current().generation.lexical
    everything = whole._current().generation.lexical
    assert [everything.document_frequency(t) for t in ("走访", "义诊")] == [1, 1]
    assert [view.document_frequency(t) for t in ("走访", "义诊")] == [0, 1]
    assert [view.document_frequency("义诊", [d]) for d in (0, 1)] == [1, 0]


def test_views_are_bounded_and_dropped_with_their_generation(whole):
    whole.put_in_group("甲", ["青石镇"])
    for number in range(12):
        whole.put_in_group(f"组{number}", ["柳林街道"])
    views = [whole.seen_by(frozenset({f"组{n}"}))._current() for n in range(12)]
    assert len(set(map(id, views))) == 12
    assert len(whole._views._held) == 8
    whole.rebuild()
    again = whole.seen_by(frozenset({"组11"}))._current()
    assert again is not views[11]
    assert list(whole._views._held.values()) == [again]


def test_broken_groups_hide_everything_from_views_and_nothing_from_the_whole(whole, tmp_path):
    whole.put_in_group("甲", ["青石镇"])
    (tmp_path / "库" / FILE_NAME).write_text("groups = ", encoding="utf-8")
    view = whole.seen_by(NOBODY)
    for work in (view.documents, view.status, lambda: view.ask(Request("义诊"))):
        with pytest.raises(GroupError):
            work()
    assert len(whole.documents()) == 3


def test_lost_groups_hide_everything_from_views(whole, tmp_path):
    whole.put_in_group("甲", ["青石镇"])
    whole.rebuild()
    (tmp_path / "库" / FILE_NAME).unlink()
    with pytest.raises(GroupError, match="不见了"):
        whole.seen_by(NOBODY).documents()
    whole.show_ungrouped(Ungrouped.EVERYONE)
    assert len(whole.seen_by(NOBODY).documents()) == 3


def test_groups_can_be_changed_while_an_index_is_written(whole, tmp_path):
    with Library(tmp_path / "库").writing():
        whole.put_in_group("甲", ["青石镇"])
        assert "青石镇" not in names(whole.seen_by(NOBODY))


def test_two_changes_at_once_wait_for_each_other(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.library._PATIENCE", 0.05)
    with Library(tmp_path / "库").editing(), pytest.raises(LibraryLocked):
        whole.put_in_group("甲", ["青石镇"])
    assert whole.groups().places == {}


# ---------------------------------------------------------------- bringing files in


def other_root(tmp_path, body="办学三所。"):
    """Another folder that holds a file of the same path with other bytes."""
    made = tmp_path / "另一处" / "青石镇"
    made.mkdir(parents=True)
    (made / "总结.md").write_text(TEXT.format(name="青石镇", body=body), encoding="utf-8")
    return made.parent


def test_a_file_of_the_same_name_from_elsewhere_does_not_fall_out_of_its_group(whole, tmp_path):
    whole.put_in_group("甲", ["青石镇"])
    before = whole.documents()
    (outcome,) = whole.index([other_root(tmp_path)]).files
    assert (outcome.outcome, outcome.file) == (Outcome.FAILED, "另一处/青石镇/总结.md")
    assert "hujian group add 组名 另一处/青石镇/总结.md" in outcome.reason
    assert whole.documents() == before
    whole.put_in_group("甲", ["另一处"])
    (outcome,) = whole.index([tmp_path / "另一处"]).files
    assert outcome.outcome is Outcome.ADDED
    assert len(whole.seen_by(NOBODY).documents()) == 2


@pytest.mark.parametrize("place", ["青石镇", "以后"])  # where a hidden file is, and where none is
def test_a_hidden_place_takes_no_file_and_does_not_tell_what_it_holds(whole, tmp_path, place):
    whole.put_in_group("甲", ["青石镇", "以后"])
    folder = other_root(tmp_path)
    (folder / "青石镇").rename(folder / place)
    (outcome,) = whole.seen_by(NOBODY).index([folder]).files
    assert (outcome.outcome, outcome.file) == (Outcome.FAILED, f"{place}/总结.md")
    assert "看不见" in outcome.reason


def test_members_of_a_group_bring_files_into_its_folders(whole, tmp_path):
    whole.put_in_group("甲", ["以后"])
    whole.show_ungrouped(Ungrouped.ADMINISTRATORS)
    folder = other_root(tmp_path)
    view = whole.seen_by(frozenset({"甲"}))
    assert [f.outcome for f in view.index([folder]).files] == [Outcome.FAILED]
    (folder / "青石镇").rename(folder / "以后")
    assert [f.outcome for f in view.index([folder]).files] == [Outcome.ADDED]
    assert names(view) == ["青石镇"]
    assert [f.outcome for f in view.remove(["以后/总结.md"]).files] == [Outcome.REMOVED]


# ---------------------------------------------------------------- copies of one report


@pytest.fixture
def twins(whole, folder):
    """A second copy of one report, which the first answers for."""
    text = (folder / "青石镇" / "总结.md").read_text(encoding="utf-8")
    (folder / "青石镇" / "总结抄件.md").write_text(text, encoding="utf-8")
    whole.index([folder])
    assert [d.duplicate_of is None for d in whole.documents()] == [True, True, True, False]
    return whole


def answered(assistant):
    citations = assistant.ask(Request("青石镇走访慰问了多少户？")).citations
    return [(c.document.split("/")[1], c.also_in) for c in citations]


def test_copies_with_the_same_readers_answer_once(twins):
    assert answered(twins) == [("总结.md", ("青石镇/总结抄件.md",))]
    twins.put_in_group("甲", ["青石镇"])
    everyone = twins.seen_by(frozenset({"甲"}))
    assert answered(everyone) == [("总结.md", ("青石镇/总结抄件.md",))]


@pytest.mark.parametrize(
    ("hidden", "left"), [("总结.md", "总结抄件.md"), ("总结抄件.md", "总结.md")]
)
def test_copies_with_other_readers_answer_each_for_itself(twins, hidden, left):
    change = twins.put_in_group("甲", [f"青石镇/{hidden}"])
    assert not change.pending
    assert answered(twins.seen_by(NOBODY)) == [(left, ())]


def test_copies_are_joined_again_when_the_readers_are_the_same(twins, folder):
    twins.put_in_group("甲", ["青石镇/总结.md"])
    twins.take_out_of_group("甲")
    report = twins.index([folder])
    assert {f.outcome for f in report.files} == {Outcome.UNCHANGED}
    assert answered(twins) == [("总结.md", ("青石镇/总结抄件.md",))]


def test_while_an_index_is_written_a_copy_is_silent_rather_than_shown(twins, tmp_path, folder):
    with Library(tmp_path / "库").writing():
        change = twins.put_in_group("甲", ["青石镇/总结.md"])
        assert change.pending
        view = twins.seen_by(NOBODY)
        assert answered(view) == []
        assert [d.file for d in view.documents()][-1] == "青石镇/总结抄件.md"
        assert view.verify().faults == ()
    twins.index([folder])
    assert answered(twins.seen_by(NOBODY)) == [("总结抄件.md", ())]
