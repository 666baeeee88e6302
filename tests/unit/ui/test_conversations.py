import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui.conversations import Conversations
from ui.errors import UnknownTurn


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "library" / "conversations.sqlite")


def test_turns_come_back_in_order_with_their_answers(kept: Conversations):
    conversation, first = kept.add("", "甲？", {"answer": "一"}, "<p>一</p>")
    same, second = kept.add(conversation, "乙？", {"answer": "二"}, "<p>二</p>")
    assert same == conversation
    turns = kept.turns(conversation)
    assert [(t.id, t.question, t.answer, t.shown) for t in turns] == [
        (first, "甲？", {"answer": "一"}, "<p>一</p>"),
        (second, "乙？", {"answer": "二"}, "<p>二</p>"),
    ]


def test_the_first_question_is_the_title_until_it_is_renamed(kept: Conversations):
    conversation, _ = kept.add("", "哪些单位\n开展了义诊？", {}, "")
    assert kept.list()[0].title == "哪些单位 开展了义诊？"
    kept.rename(conversation, "义诊")
    kept.rename(conversation, "  ")
    assert kept.list()[0].title == "义诊"


def test_conversations_are_found_by_title_and_by_any_question(kept: Conversations):
    one, _ = kept.add("", "义诊？", {}, "")
    kept.add(one, "慰问？", {}, "")
    two, _ = kept.add("", "100%完成了吗？", {}, "")
    assert [c.id for c in kept.list("慰问")] == [one]
    assert [c.id for c in kept.list("0%")] == [two]
    assert kept.list("_") == []
    assert [(c.id, c.turns) for c in kept.list()] == [(two, 1), (one, 2)]


def test_a_deleted_conversation_is_gone_with_its_turns(kept: Conversations):
    conversation, turn = kept.add("", "甲？", {}, "")
    kept.delete(conversation)
    assert kept.turns(conversation) == []
    with pytest.raises(UnknownTurn):
        kept.turn(turn)


def test_a_rating_is_kept_with_its_reason(kept: Conversations, tmp_path: Path):
    _, turn = kept.add("", "甲？", {}, "")
    kept.rate(turn, "bad", "漏了一户")
    with sqlite3.connect(tmp_path / "library" / "conversations.sqlite") as database:
        assert database.execute("SELECT verdict, reason FROM turn").fetchall() == [
            ("bad", "漏了一户")
        ]
    database.close()
    with pytest.raises(UnknownTurn):
        kept.rate(turn + 1, "good", "")


def test_many_threads_begin_at_once(kept: Conversations):
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: kept.add("", f"{n}？", {}, "")[1], range(40)))
    assert sorted(ids) == list(range(1, 41))
    assert len(kept.list()) == 40


def test_another_owners_conversations_are_not_there(kept: Conversations):
    conversation, turn = kept.of("甲").add("", "义诊？", {"answer": "一"}, "<p>一</p>")
    other = kept.of("乙")
    assert other.list() == []
    assert other.turns(conversation) == []
    for attempt in (lambda: other.turn(turn), lambda: other.rate(turn, "bad", "")):
        with pytest.raises(UnknownTurn):
            attempt()
    other.rename(conversation, "偷")
    other.delete(conversation)
    begun, _ = other.add(conversation, "慰问？", {}, "")
    assert begun != conversation
    assert [(c.title, c.turns) for c in kept.of("甲").list()] == [("义诊？", 1)]


def test_an_owners_conversations_are_handed_over_or_deleted_together(kept: Conversations):
    kept.add("", "甲？", {}, "")
    kept.add("", "乙？", {}, "")
    kept.of("李").add("", "丙？", {}, "")
    kept.hand_over("张")
    assert kept.list() == []
    assert len(kept.of("张").list()) == 2
    assert kept.of("张").delete_all() == 2
    assert [c.title for c in kept.of("李").list()] == ["丙？"]


def test_a_file_from_before_there_were_owners_is_migrated(tmp_path: Path):
    file = tmp_path / "conversations.sqlite"
    with sqlite3.connect(file) as database:
        database.executescript(
            "CREATE TABLE conversation (id TEXT PRIMARY KEY, title TEXT NOT NULL,"
            " changed TEXT NOT NULL) STRICT;"
            "CREATE TABLE turn (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL"
            " REFERENCES conversation ON DELETE CASCADE, question TEXT NOT NULL,"
            " answer TEXT NOT NULL, shown TEXT NOT NULL, asked TEXT NOT NULL, verdict TEXT,"
            " reason TEXT) STRICT;"
            "INSERT INTO conversation VALUES ('a', '旧对话', '2026-01-01 10:00');"
            "INSERT INTO turn (conversation, question, answer, shown, asked)"
            " VALUES ('a', '义诊？', '{}', '<p>', '2026-01-01 10:00');"
            "PRAGMA user_version = 1;"
        )
    database.close()
    kept = Conversations(file)
    assert [c.title for c in kept.list()] == ["旧对话"]
    assert [t.question for t in kept.turns("a")] == ["义诊？"]
    assert kept.of("张").list() == []
    kept.add("a", "慰问？", {}, "")
    assert [c.turns for c in Conversations(file).list()] == [2]
