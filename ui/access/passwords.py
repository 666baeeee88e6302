"""Password hashes by scrypt (RFC 7914), each with its own salt and the parameters it was made with.

A stored hash reads `scrypt$<n>$<r>$<p>$<salt>$<key>`, both in Base64, so a later version may make
stronger ones and still check these.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from functools import cache

from ui.errors import WeakPassword

SHORTEST, LONGEST = 8, 256  # characters
_N, _R, _P = 1 << 15, 8, 1  # 32 MiB, about 0.1 s on one core
_MEMORY = 1 << 27
_COMMON = frozenset(
    {
        "password", "passw0rd", "password1", "p@ssw0rd", "12345678", "123456789", "1234567890",
        "87654321", "11223344", "qwertyui", "qwer1234", "1qaz2wsx", "abcd1234", "a1234567",
        "admin123", "admin888", "woaini1314", "5201314520", "iloveyou", "1q2w3e4r", "asdfghjk",
    }
)  # fmt: skip


def check_strength(password: str, name: str) -> None:
    """Refuse a password that is guessed first.

    Raises:
        WeakPassword: If it is too short or long, common, of few characters, or holds the name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword("length")
    plain = password.casefold()
    if plain in _COMMON or len(set(plain)) < 4 or plain == name.casefold():
        raise WeakPassword("common")


def hashed(password: str) -> str:
    """The hash to keep of a password."""
    salt = secrets.token_bytes(16)
    key = _key(password, salt, (_N, _R, _P))
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(key)}"


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one of which a hash was kept; takes as long either way."""
    _, n, r, p, salt, key = stored.split("$")
    found = _key(password, base64.b64decode(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(found, base64.b64decode(key))


def _key(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    """The key of a password; the same characters typed on another system give the same."""
    n, r, p = cost
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


@cache
def nobodys() -> str:
    """A hash that nothing matches, checked for unknown names so that they take as long."""
    return hashed(secrets.token_urlsafe(24))
