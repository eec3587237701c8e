"""Tokens that cookies hold: random, and known to the database by their SHA-256 only."""

from __future__ import annotations

import hashlib
import secrets

LONGEST_TOKEN = 64


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_sha256(token: str) -> str:
    """What the database keeps of it."""
    return hashlib.sha256(token.encode()).hexdigest()
