from __future__ import annotations

import sqlite3

import pytest

from assistant.store import Store
from tests.makers import LIULIN, QINGSHI, make_report


@pytest.fixture
def store(tmp_path):
    made = Store.create(tmp_path / "s.sqlite")
    made.add(make_report("青石镇.md", QINGSHI), "/a/青石镇.md", "f1", 10)
    made.add(make_report("柳林街道.md", LIULIN), "/a/柳林街道.md", "f2", 10)
    made.number_rows()
    made.commit()
    return made


def test_a_document_comes_back_as_it_was(store):
    assert store.document(QINGSHI.id) == QINGSHI


def test_rows_follow_the_names_of_files_not_the_order_of_adding(store):
    # 柳 (U+67F3) sorts before 青 (U+9752)
    assert [r.chunk.id for r in store.all_chunk_rows()] == [
        "柳林街道.md-0.s0.c0",
        "青石镇.md-0.s0.c0",
        "青石镇.md-0.s1.c0",
    ]


def test_a_deleted_file_leaves_nothing(store):
    store.delete("青石镇.md")
    store.number_rows()
    assert store.document(QINGSHI.id) is None
    assert [f.name for f in store.files()] == ["柳林街道.md"]
    assert [(r.row, r.file) for r in store.all_chunk_rows()] == [(0, "柳林街道.md")]


def test_a_copy_is_independent(store, tmp_path):
    copy = Store.copy(store, tmp_path / "c.sqlite")
    copy.delete("青石镇.md")
    copy.commit()
    assert store.document(QINGSHI.id) is not None


def test_what_is_published_cannot_be_written(store, tmp_path):
    opened = Store.open(tmp_path / "s.sqlite")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.delete("青石镇.md")


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_broken_database_is_not_opened(tmp_path, content):
    path = tmp_path / "broken.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(sqlite3.Error):
        Store.open(path)


def test_rows_by_number_and_by_id(store):
    found = store.chunk_rows([2, 0])
    assert {r: c.organisation for r, c in found.items()} == {0: "柳林街道", 2: "青石镇"}
    row = store.chunk_row_of("青石镇.md-0.s1.c0")
    assert row is not None
    assert row.path == ("二、存在问题",)
