from pathlib import Path

import pytest

from ui.access.front import Front
from ui.access.users import Users
from ui.errors import UsersNeeded, WrongCertificate, WrongHostName
from ui.security import LOOPBACK, trusted


@pytest.mark.parametrize(
    ("front", "local", "plain"),
    [
        (Front(), True, False),
        (Front("localhost"), True, False),
        (Front("::1"), True, False),
        (Front("0.0.0.0"), False, True),
        (Front("192.0.2.7"), False, True),
        (Front("0.0.0.0", certificate=Path("c"), key=Path("k")), False, False),
        (Front(names=("hujian.local",)), False, False),
    ],
)
def test_who_can_reach_it_and_whether_in_clear(front: Front, local: bool, plain: bool):
    assert (front.is_local, front.is_plain) == (local, plain)


def test_what_others_reach_needs_a_user(tmp_path: Path):
    users = Users(tmp_path)
    Front().check(users)
    for front in (Front("0.0.0.0"), Front(names=("hujian.local",)), Front("example.org")):
        with pytest.raises(UsersNeeded):
            front.check(users)
    users.add("张三", "三会一课2022")
    Front("0.0.0.0", names=("hujian.local", "localhost", "a-1.b2")).check(users)


@pytest.mark.parametrize(
    "name", ["", "*", "http://a", "a:7860", "a b", "-a", "a/b", "a.", "甲.local", "a" * 64, "a\n"]
)
def test_a_name_that_no_browser_sends_is_refused(tmp_path: Path, name: str):
    with pytest.raises(WrongHostName):
        Front(names=(name,)).check(Users(tmp_path))


def test_a_certificate_needs_its_key(tmp_path: Path):
    file = tmp_path / "c.pem"
    file.write_text("no certificate", encoding="utf-8")
    for pair in ((file, None), (None, file), (file, tmp_path / "none"), (file, file)):
        with pytest.raises(WrongCertificate):
            Front(certificate=pair[0], key=pair[1]).check(Users(tmp_path))


def test_the_address_that_this_machine_opens():
    assert Front().address(7860) == "http://127.0.0.1:7860"
    assert Front("0.0.0.0").address(80) == "http://127.0.0.1:80"
    assert Front("::").address(80) == "http://[::1]:80"
    secure = Front("192.0.2.7", certificate=Path("c"), key=Path("k"))
    assert secure.address(443) == "https://192.0.2.7:443"


@pytest.mark.parametrize(
    ("host", "reached", "answer"),
    [
        ("127.0.0.1:7860", "192.0.2.7", True),
        ("LOCALHOST", "192.0.2.7", True),
        ("192.0.2.7:7860", "192.0.2.7", True),
        ("192.0.2.8:7860", "192.0.2.7", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("[2001:db8::7]:7860", "2001:db8::7", True),
        ("[2001:DB8:0::7]", "2001:db8::7", True),
        ("evil.example", "192.0.2.7", False),
        ("192.0.2.7.evil.example", "192.0.2.7", False),
        ("", "192.0.2.7", False),
        ("127.0.0.1", "", True),
    ],
)
def test_a_host_is_a_trusted_name_or_the_address_reached(host: str, reached: str, answer: bool):
    assert trusted(host, {"server": (reached, 7860)}, LOOPBACK) is answer
