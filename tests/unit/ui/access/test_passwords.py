import base64
import hashlib

import pytest

from ui.access import passwords
from ui.errors import WeakPassword


def test_a_hash_is_scrypt_with_its_own_salt_and_parameters():
    first, second = passwords.hashed("清渠工程62万"), passwords.hashed("清渠工程62万")
    name, n, r, p, salt, key = first.split("$")
    assert (name, int(n), int(r), int(p)) == ("scrypt", 32768, 8, 1)
    again = hashlib.scrypt(
        "清渠工程62万".encode(), salt=base64.b64decode(salt), n=32768, r=8, p=1, maxmem=1 << 27,
        dklen=32,
    )  # fmt: skip
    assert base64.b64decode(key) == again
    assert first != second
    assert passwords.matches("清渠工程62万", first)
    assert not passwords.matches("清渠工程63万", first)


def test_a_hash_with_other_parameters_is_still_checked():
    key = hashlib.scrypt(b"old secret", salt=b"0123456789abcdef", n=1024, r=4, p=2, dklen=32)
    salt, key = (base64.b64encode(raw).decode() for raw in (b"0123456789abcdef", key))
    assert passwords.matches("old secret", f"scrypt$1024$4$2${salt}${key}")


def test_full_width_letters_are_the_same_password():
    assert passwords.matches("Ａbcd１２３4", passwords.hashed("Abcd1234"))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "length"), ("七个字的密码短", "length"), ("x" * 257, "length"),
        ("12345678", "common"), ("PassWord", "common"), ("11112222", "common"),
        ("Zhang.San", "common"),
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password: str, code: str):
    with pytest.raises(WeakPassword) as caught:
        passwords.check_strength(password, "zhang.san")
    assert caught.value.code == code


def test_nobodys_hash_is_one_and_matches_nothing_typed():
    assert passwords.nobodys() == passwords.nobodys()
    assert not passwords.matches("", passwords.nobodys())
