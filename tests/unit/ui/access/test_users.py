import os
import sqlite3
import stat
from pathlib import Path

import pytest

from ui.access.sessions import Sessions
from ui.access.users import Users
from ui.access.visitors import Rank
from ui.errors import LastManager, NameTaken, UnknownUser, UsersVersion, WeakPassword, WrongName

GOOD = "三会一课2022"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "库")


def test_the_first_user_manages_and_later_ones_ask(users: Users):
    assert users.list() == []
    first = users.add("张三", GOOD)
    second = users.add("李四", GOOD, groups=["宣传科", "组织科", "宣传科"])
    assert (first.rank, second.rank) == (Rank.MANAGE, Rank.ASK)
    assert second.groups == ("宣传科", "组织科")
    assert {u.name for u in users.list()} == {"张三", "李四"}
    assert users.get("李四") == second


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions")
def test_only_its_owner_may_read_the_file(users: Users):
    users.add("张三", GOOD)
    assert stat.S_IMODE(users.file.stat().st_mode) == 0o600
    assert GOOD.encode() not in users.file.read_bytes()


def test_a_name_is_taken_in_any_spelling(users: Users):
    users.add("Wang.Wu", GOOD)
    for spelling in ("wang.wu", "ＷＡＮＧ．ＷＵ", " Wang.Wu "):
        with pytest.raises(NameTaken):
            users.add(spelling, GOOD)
        assert users.get(spelling).name == "Wang.Wu"


@pytest.mark.parametrize(
    "name", ["", " ", "张/三", "a\nb", "a\x1b[31m", "<b>", "x" * 41, "a  b", "张‮三", "a'b", "%"]
)
def test_a_name_that_cannot_be_one_is_refused(users: Users, name: str):
    with pytest.raises(WrongName):
        users.add(name, GOOD)
    users.add("张三", GOOD)
    with pytest.raises(WrongName):
        users.set_groups("张三", ["好", name])
    assert users.get("张三").groups == ()


def test_a_weak_password_changes_nothing(users: Users):
    with pytest.raises(WeakPassword):
        users.add("张三", "12345678")
    assert users.list() == []


def test_somebody_manages_as_long_as_there_are_users(users: Users):
    with pytest.raises(LastManager):
        users.add("张三", GOOD, Rank.EDIT)
    assert users.list() == []
    users.add("张三", GOOD)
    users.add("李四", GOOD)
    with pytest.raises(LastManager):
        users.set_rank("张三", Rank.EDIT)
    with pytest.raises(LastManager):
        users.remove("张三")
    assert [u.rank for u in (users.get("张三"), users.get("李四"))] == [Rank.MANAGE, Rank.ASK]
    users.set_rank("李四", Rank.MANAGE)
    users.remove("张三")
    users.remove("李四")
    assert users.list() == []


def test_an_unknown_user_is_said(users: Users):
    for change in (
        lambda: users.get("无名"),
        lambda: users.remove("无名"),
        lambda: users.set_rank("无名", Rank.ASK),
        lambda: users.set_password("无名", GOOD),
        lambda: users.set_groups("无名", []),
    ):
        with pytest.raises(UnknownUser):
            change()
    assert not users.file.exists()
    assert users.secret("无名") is None


def test_every_change_of_a_user_ends_their_sessions_and_no_others(users: Users):
    one, two = users.add("张三", GOOD), users.add("李四", GOOD)
    sessions = Sessions(users)
    other = sessions.begin(one.id)
    for change in (
        lambda: users.set_password("李四", "四议两公开2023"),
        lambda: users.set_rank("李四", Rank.EDIT),
        lambda: users.set_groups("李四", ["组织科"]),
        lambda: users.remove("李四"),
    ):
        token = sessions.begin(two.id)
        assert sessions.visitor(token)
        change()
        assert sessions.visitor(token) is None
        assert sessions.visitor(other)
    sessions.close()


def test_one_who_comes_later_under_the_same_name_is_someone_else(users: Users):
    users.add("张三", GOOD)
    gone = users.add("李四", GOOD)
    users.remove("李四")
    assert users.add("李四", GOOD).id != gone.id


def test_another_kind_of_file_or_version_is_said(users: Users):
    users.add("张三", GOOD)
    with sqlite3.connect(users.file) as database:
        database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(UsersVersion):
        users.list()
    users.file.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(UsersVersion):
        users.list()
