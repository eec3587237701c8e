"""Accounts and sessions as pages and commands see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from service.people.roles import Grant


@dataclass(frozen=True, slots=True)
class Account:
    """An account without its password; `locked_until` may have passed."""

    name: str
    shown: str
    grants: tuple[Grant, ...]
    created_at: datetime
    disabled_at: datetime | None
    locked_until: datetime | None
    must_change_password: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in."""

    id: str
    began_at: datetime
    address: str
    browser: str
