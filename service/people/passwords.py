"""Passwords: kept as argon2id hashes, never longer than needed, and none that anybody would try first."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.people.errors import PasswordRefused

SHORTEST, LONGEST = 10, 128
_FEWEST_DIFFERENT = 5
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look like another
_TRIED_FIRST = (
    "1234567890", "0123456789", "0987654321", "password", "qwertyuiop", "1q2w3e4r5t", "admin123",
    "administrator", "abcdefghij", "iloveyou", "yantian", "shenzhen", "cailiang", "zaq12wsx", "woaini1314",
)  # fmt: skip

_hasher = PasswordHasher()  # argon2id with the parameters of RFC 9106's low-memory profile: 64 MiB
_one_at_a_time = threading.BoundedSemaphore(2)  # 64 MiB each: a burst of sign-ins must not fill the memory


def normalised_password(password: str) -> str:
    """As it is hashed: the same characters typed on another keyboard or system are the same password."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, name: str) -> str:
    """The password normalised; raises PasswordRefused, saying what to change."""
    plain = normalised_password(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PasswordRefused(f"口令要有 {SHORTEST} 到 {LONGEST} 个字符，请再长一些，可以用几个词连起来。")
    lowered = plain.lower()
    if name in lowered:
        raise PasswordRefused("口令里不能有登录名，请换一个。")
    if len(set(lowered)) < _FEWEST_DIFFERENT:
        raise PasswordRefused(f"口令至少要有 {_FEWEST_DIFFERENT} 个不同的字符，请换一个。")
    if any(lowered.strip("0123456789!@#._-") == one or lowered == one for one in _TRIED_FIRST):
        raise PasswordRefused("这是最容易被猜到的口令之一，请换一个。")
    return plain


def hash_password(password: str) -> str:
    """The argon2id hash of a normalised password."""
    with _one_at_a_time:
        return _hasher.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Whether the hash is that of the password."""
    with _one_at_a_time:
        try:
            return _hasher.verify(password_hash, normalised_password(password))
        except (VerificationError, InvalidHashError):
            return False


def first_password() -> str:
    """A password for somebody's first sign-in: 16 characters in fours, easily read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


OF_NOBODY = _hasher.hash(secrets.token_hex(16))
"""Checked where there is no such account, so that the answer takes as long."""
