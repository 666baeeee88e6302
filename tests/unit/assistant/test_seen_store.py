"""A database of which some files are seen: every table, every column, rows numbered anew."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from assistant.groups import Groups
from assistant.records import FileReport, Role
from assistant.seen_store import open_seen
from assistant.store import Store
from tests.makers import LIULIN, QINGSHI, make_document, make_report

MASKED = [
    make_document(f"{n}.md", "**市**局", [("一、做法", Role.WORK, f"办学{n}所。")]) for n in (1, 2)
]


@pytest.fixture
def path(tmp_path):
    made = Store.create(tmp_path / "s.sqlite")
    for document in (LIULIN, QINGSHI, *MASKED):
        made.add(make_report(document.file, document), f"/a/{document.file}", "f", 10)
    made.add(FileReport("坏.md", False, "空的", "md", ()), "/a/坏.md", "f", 0)
    made.settle({}, Groups())
    made.number_rows()
    made.commit()
    return tmp_path / "s.sqlite"


def only(*files):
    return lambda name: name in files


def test_every_table_is_shadowed_column_by_column(path):
    with sqlite3.connect(path) as db:
        removed = [("青石镇.md",), ("柳林街道.md",)]
        db.executemany("INSERT INTO trash VALUES (?, '2026-11-20', 1, '{}')", removed)
    db.close()
    store, _ = open_seen(path, only("青石镇.md"))
    tables = [t for (t,) in store._all("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    assert {"files", "documents", "sections", "chunks"} <= set(tables)
    for table in tables:
        columns = [row[1] for row in store._all(f"PRAGMA main.table_info({table})")]
        seen = store._all(f"SELECT * FROM {table}")
        assert all("柳林" not in str(row) and "坏" not in str(row) for row in seen), table
        assert seen, table
        assert [row[1] for row in store._all(f"PRAGMA temp.table_info({table})")] == columns


def test_a_new_table_shows_what_it_holds_of_seen_files_or_nothing(path):
    db = sqlite3.connect(path)
    db.executescript(
        "CREATE TABLE notes(file TEXT, note TEXT); CREATE TABLE sums(document TEXT, n INTEGER);"
        "CREATE TABLE words(word TEXT); CREATE TABLE tags(name TEXT);"
        "CREATE TABLE bin(name TEXT PRIMARY KEY, rows TEXT);"
        "INSERT INTO bin VALUES ('以前.md', 'a'), ('机密.md', 'b');"
        "INSERT INTO tags VALUES ('青石镇.md');"
        "INSERT INTO notes VALUES ('青石镇.md', 'a'), ('柳林街道.md', 'b');"
        "INSERT INTO sums VALUES ('青石镇.md-0', 1), ('柳林街道.md-0', 2);"
        "INSERT INTO words VALUES ('义诊');"
    )
    db.close()
    store, _ = open_seen(path, only("青石镇.md", "以前.md"))
    assert store._all("SELECT * FROM bin") == [("以前.md", "a")]  # a file that is not there now
    assert store._all("SELECT * FROM tags") == []  # a name that is no key may name anything
    assert store._all("SELECT * FROM notes") == [("青石镇.md", "a")]
    assert store._all("SELECT * FROM sums") == [("青石镇.md-0", 1)]
    assert store._all("SELECT * FROM words") == []


def test_rows_are_those_of_a_library_without_the_hidden_files(path):
    store, rows = open_seen(path, only("青石镇.md"))
    # by name: 1.md, 2.md, 柳林街道.md hold one chunk each before the two of 青石镇.md
    np.testing.assert_array_equal(rows, [3, 4])
    assert [(r.row, r.file) for r in store.all_chunk_rows()] == [(0, "青石镇.md"), (1, "青石镇.md")]
    assert [r.chunk.text for r in store.chunk_rows([1]).values()] == ["一是学习不深。"]
    assert store.chunk_rows([3, 4]) == {}
    assert store.row_keys() == [(c.id, QINGSHI.id) for c in QINGSHI.chunks]


def test_what_is_hidden_is_not_found_by_any_id(path):
    store, _ = open_seen(path, only("青石镇.md"))
    assert store.document(QINGSHI.id) == QINGSHI
    assert store.document(LIULIN.id) is None
    assert store.place_of(LIULIN.id) is None
    assert store.chunk_row_of(LIULIN.chunks[0].id) is None
    assert store.anchor_at(LIULIN.id, 0) is None
    assert [f.name for f in store.files()] == ["青石镇.md"]


def test_organisations_are_named_apart_from_those_that_are_seen(path):
    both, _ = open_seen(path, only("1.md", "2.md"))
    assert {d.label for d in both.summaries()} == {"**市**局（1.md）", "**市**局（2.md）"}
    one, _ = open_seen(path, only("2.md"))
    assert [d.label for d in one.summaries()] == ["**市**局"]
    assert [r.label for r in one.all_chunk_rows()] == ["**市**局"]


def test_rows_are_found_by_an_index_and_not_by_reading_all(path):
    store, _ = open_seen(path, only("青石镇.md"))
    plan = [
        str(step[3])
        for step in store._all(
            "EXPLAIN QUERY PLAN SELECT c.text FROM chunks c"
            " JOIN documents d ON d.id = c.document WHERE c.row IN (0, 1)"
        )
    ]
    assert not [s for s in plan if s.startswith("SCAN t")]
    assert [s for s in plan if "seen_rows" in s and s.startswith("SEARCH")]


def test_nobody_writes_through_it(path):
    store, _ = open_seen(path, only("青石镇.md"))
    with pytest.raises(sqlite3.OperationalError):
        store.delete("青石镇.md")


def test_a_missing_database_is_an_error(tmp_path):
    with pytest.raises(sqlite3.Error):
        open_seen(tmp_path / "keine.sqlite", only())
