"""The database tables of people.  What they were before stands in the log of acts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from standards_1023.utc import Moment


class AccountRow(SQLModel, table=True):
    """An account: `failures` of strangers in a row, `locked_until` for strangers after too many of them."""

    __tablename__ = "account"

    name: str = Field(primary_key=True, max_length=32)
    shown: str = Field(max_length=60)
    password_hash: str = Field(max_length=255)
    must_change_password: bool
    demonstration: bool = False
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Moment)
    created_at: datetime = Field(sa_type=Moment)
    disabled_at: datetime | None = Field(default=None, sa_type=Moment)


class GrantRow(SQLModel, table=True):
    """A role that an account holds, or held until `revoked_at`."""

    __tablename__ = "account_grant"

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(foreign_key="account.name", index=True, max_length=32)
    role: str = Field(max_length=32)
    department: str | None = Field(default=None, max_length=255)
    granted_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class SessionRow(SQLModel, table=True):
    """A browser that is signed in; the cookie's token is kept as its SHA-256 only."""

    __tablename__ = "person_session"

    id: str = Field(primary_key=True, max_length=32)
    token_sha256: str = Field(unique=True, max_length=64)
    account: str = Field(foreign_key="account.name", index=True, max_length=32)
    began_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    address: str = Field(max_length=64)
    browser: str = Field(max_length=200)


class KnownBrowserRow(SQLModel, table=True):
    """A browser that signed in before (service.people.known_browsers), by the `session` it began last."""

    __tablename__ = "known_browser"

    session: str = Field(primary_key=True, foreign_key="person_session.id", max_length=32)
    token_sha256: str = Field(unique=True, max_length=64)
    account: str = Field(foreign_key="account.name", index=True, max_length=32)
    known_at: datetime = Field(sa_type=Moment)
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Moment)
