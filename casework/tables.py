"""The database tables of casework; photographs are appended, never edited (triggers of the migration)."""

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
