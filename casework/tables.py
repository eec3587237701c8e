"""The database tables of casework; photographs and acts are appended, never edited (triggers)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from standards_1023.utc import Moment


class AssessmentRow(SQLModel, table=True):
    """The photograph of an assessment: what was asked, under which editions, and what was answered."""

    __tablename__ = "assessment"

    id: str = Field(primary_key=True, max_length=32)
    at: datetime = Field(sa_type=Moment)
    standard: str = Field(max_length=1024)
    edition: str = Field(max_length=64)
    fingerprint: str = Field(max_length=64)
    edition_rule: str = Field(max_length=16)
    asked: str = Field(sa_type=Text)
    band: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)


class ActRow(SQLModel, table=True):
    """An act in the chain; `previous` and `link` are SM3 in hex."""

    __tablename__ = "act"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
    by: str = Field(max_length=255)
    address: str = Field(max_length=64)
    act: str = Field(max_length=32)
    subject: str = Field(max_length=255)
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    previous: str = Field(max_length=64)
    link: str = Field(max_length=64)
