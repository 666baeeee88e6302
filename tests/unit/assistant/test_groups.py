"""Groups: which files they hold, by paths; the file that keeps them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import GroupError
from assistant.groups import FILE_NAME, Groups, GroupsFile, Ungrouped, place_of

GROUPS = Groups({"纪检": ("信访", "2021/甲.md"), "领导": ("信访/机密",)})


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("信访/a.md", {"纪检"}),
        ("信访/2021/b.md", {"纪检"}),
        ("信访/机密/c.md", {"纪检", "领导"}),  # a folder inside a folder adds to it
        ("2021/甲.md", {"纪检"}),
        ("信访", {"纪检"}),
        ("信访材料/a.md", set()),  # another folder whose name begins the same
        ("2021/甲.md.bak", set()),
        ("旧/信访/a.md", set()),  # places are paths from the top
        ("2021/乙.md", set()),
    ],
)
def test_a_file_is_in_the_groups_of_its_path_and_of_the_folders_above(file, names):
    assert GROUPS.of(file) == names


@pytest.mark.parametrize(
    ("names", "seen"),
    [
        (set(), ["外.md"]),
        ({"纪检"}, ["信访/a.md", "信访/机密/c.md", "外.md"]),
        ({"领导"}, ["信访/机密/c.md", "外.md"]),
        ({"没有的组"}, ["外.md"]),
    ],
)
def test_a_view_sees_its_groups_and_what_is_in_none(names, seen):
    files = ["信访/a.md", "信访/机密/c.md", "外.md"]
    assert [f for f in files if GROUPS.show(f, frozenset(names))] == seen


def test_what_is_in_no_group_can_be_kept_from_views():
    groups = Groups({"纪检": ("信访",)}, Ungrouped.ADMINISTRATORS)
    assert not groups.show("外.md", frozenset({"纪检"}))
    assert groups.show("信访/a.md", frozenset({"纪检"}))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("信访/2021/", "信访/2021"),
        (" 信访 /甲 .md", " 信访 /甲 .md"),  # a blank is part of a file's name
        ("./信访", "信访"),
        ("信访\\2021\\甲.md", "信访/2021/甲.md"),
        ("cafe\u0301/a.md", "café/a.md"),  # macOS writes é in two characters
    ],
)
def test_a_place_has_one_form(text, place):
    assert place_of(text) == place


@pytest.mark.parametrize("text", ["", " ", ".", "/", "/etc", "..", "信访/../..", "a\nb", "\\信访"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises(GroupError, match="不能作路径"):
        place_of(text)


def test_a_name_in_two_unicode_forms_is_one_file():
    groups = Groups().with_places("甲", ["cafe\u0301"])
    assert groups.of("café/a.md") == groups.of("cafe\u0301/a.md") == {"甲"}


def test_places_are_added_and_taken_out():
    groups = Groups().with_places(" 甲 ", ["b/", "a"]).with_places("甲", ["a", "c.md"])
    assert groups.places == {"甲": ("a", "b", "c.md")}
    assert groups.without_places("甲", ["b"]).places == {"甲": ("a", "c.md")}
    assert groups.without_places("甲", []).places == {}
    assert groups.without_places("甲", ["a", "b", "c.md"]).places == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda: Groups().with_places(" ", ["a"]),
        lambda: Groups().with_places("甲" * 61, ["a"]),
        lambda: Groups().with_places("甲\n乙", ["a"]),
        lambda: GROUPS.without_places("没有", []),
        lambda: GROUPS.without_places("纪检", ["信访", "没有"]),
    ],
)
def test_a_change_that_cannot_be_is_an_error(change):
    with pytest.raises(GroupError):
        change()


# ---------------------------------------------------------------- the file

_names = st.text("甲乙ab\"\\'#=[] é", min_size=1, max_size=8).filter(str.strip)
_places = st.lists(st.text("文件a./ \"'#", min_size=1, max_size=12), max_size=4)


@given(st.dictionaries(_names, _places, max_size=4), st.sampled_from(Ungrouped))
def test_what_is_written_is_read_back(tmp_path_factory, entries, ungrouped):
    groups = Groups(ungrouped=ungrouped)
    for name, places in entries.items():
        good = [p for p in places if p.strip(" ./") and ".." not in p and p[0] != "/"]
        if good:
            groups = groups.with_places(name, good)
    folder = tmp_path_factory.mktemp("库")
    GroupsFile(folder).write(groups)
    assert GroupsFile(folder).read() == groups
    assert [p.name for p in folder.iterdir()] == [FILE_NAME]


def test_no_file_is_no_groups(tmp_path):
    assert GroupsFile(tmp_path).read() == Groups()
    assert Groups().digest == ""
    assert GROUPS.digest != Groups(ungrouped=Ungrouped.ADMINISTRATORS).digest != ""


def test_an_edit_by_hand_is_seen_at_once(tmp_path):
    file = GroupsFile(tmp_path)
    file.write(GROUPS)
    assert file.read() is file.read()
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text("utf-8").replace('"信访"', '"来信"'), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert file.read().of("来信/a.md") == {"纪检"}


def test_a_lost_file_is_an_error_for_a_library_that_had_groups(tmp_path):
    file = GroupsFile(tmp_path)
    assert file.read_for("") == Groups()
    with pytest.raises(GroupError, match="不见了"):
        file.read_for(GROUPS.digest)
    file.write(Groups())  # an empty file says that nobody wants groups any more
    assert file.read_for(GROUPS.digest) == Groups()


@pytest.mark.parametrize(
    "text",
    [
        "格式不对",
        "",
        "format_version = 2",
        'format_version = 1\nungrouped = "nobody"',
        "format_version = 1\nungrouped = [1]",
        "format_version = 1\ngroups = 3",
        'format_version = 1\n[groups]\n"甲" = "信访"',
        'format_version = 1\n[groups]\n"甲" = [1]',
        'format_version = 1\n[groups]\n"甲" = ["../信访"]',
        'format_version = 1\n[groups]\n" " = ["信访"]',
        'format_version = 1\n[group]\n"甲" = ["信访"]',
    ],
)
def test_a_broken_file_is_an_error_and_no_empty_list(tmp_path, text):
    Path(tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(GroupError):
        GroupsFile(tmp_path).read()
