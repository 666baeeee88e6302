import sqlite3
from pathlib import Path

import pytest

from ui.access.sessions import IDLE, KEPT, WHOLE, Sessions
from ui.access.users import Users
from ui.access.visitors import Rank


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path)
    made.add("张三", "三会一课2022", groups=["组织科"])
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(users: Users, clock: Clock):
    made = Sessions(users, clock)
    yield made
    made.close()


def test_a_token_is_of_its_user_and_its_digest_alone_is_kept(users: Users, sessions: Sessions):
    user = users.get("张三")
    token = sessions.begin(user.id)
    visitor, unseen = sessions.visitor(token) or (None, None)
    assert visitor
    assert (visitor.id, visitor.name, visitor.rank, unseen) == (user.id, "张三", Rank.MANAGE, 0.0)
    assert visitor.groups == frozenset({"组织科"})
    assert len(token) == 43  # 32 random bytes in Base64
    assert token.encode() not in users.file.read_bytes()
    with sqlite3.connect(users.file) as database:
        (digest,) = database.execute("SELECT digest FROM session").fetchone()
    database.close()
    assert sessions.visitor(digest) is None


def test_an_unused_session_ends(users: Users, sessions: Sessions, clock: Clock):
    token = sessions.begin(users.get("张三").id)
    clock.now += IDLE
    assert sessions.visitor(token)
    clock.now += 1
    assert sessions.visitor(token) is None


def test_a_used_session_ends_when_its_time_is_over(users: Users, sessions: Sessions, clock: Clock):
    token = sessions.begin(users.get("张三").id)
    begun = clock.now
    while clock.now + IDLE <= begun + WHOLE:
        clock.now += IDLE
        assert sessions.visitor(token)
        sessions.touch(token)
    clock.now = begun + WHOLE + 1
    assert sessions.visitor(token) is None


def test_a_session_that_was_ended_is_none(users: Users, sessions: Sessions):
    token = sessions.begin(users.get("张三").id)
    other = sessions.begin(users.get("张三").id)
    sessions.end(token)
    sessions.end("x")
    assert sessions.visitor(token) is None
    assert sessions.visitor(other)


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\udc80", "' OR 1=1 --"])
def test_what_was_never_given_out_is_no_session(sessions: Sessions, token: str):
    assert sessions.visitor(token) is None


def test_a_user_has_so_many_sessions_at_most(users: Users, sessions: Sessions, clock: Clock):
    tokens = []
    for _ in range(KEPT + 2):
        clock.now += 1
        tokens.append(sessions.begin(users.get("张三").id))
    assert [bool(sessions.visitor(t)) for t in tokens] == [False] * 2 + [True] * KEPT


def test_sessions_that_are_over_are_cleared_away(users: Users, sessions: Sessions, clock: Clock):
    sessions.begin(users.get("张三").id)
    clock.now += WHOLE + 1
    sessions.begin(users.get("张三").id)
    with sqlite3.connect(users.file) as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (1,)
    database.close()


def test_a_file_that_was_replaced_is_read_anew(users: Users, sessions: Sessions):
    token = sessions.begin(users.get("张三").id)
    assert sessions.visitor(token)
    copy = users.file.with_name("backup")
    copy.write_bytes(users.file.read_bytes())
    sessions.end(token)
    assert sessions.visitor(token) is None
    copy.replace(users.file)
    assert sessions.visitor(token)
    users.file.unlink()
    with pytest.raises(OSError, match=r"users\.sqlite"):
        sessions.visitor(token)
