"""Refusals that concern people: one clear Chinese sentence each."""

from __future__ import annotations


class PeopleError(Exception):
    """Base of these refusals."""


class AccountRefused(PeopleError):
    """An account that cannot be made or changed so."""


class AccountNotFound(PeopleError):
    """There is no account of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有账号“{name}”：请核对登录名。")
        self.name = name


class PasswordRefused(PeopleError):
    """A password that is not taken, and why."""


class SignInRefused(PeopleError):
    """Name or password are not right, or the account is locked for a while."""
