"""The database tables of editions.

Files and values are kept under their SHA-256 and never changed; an edition's workbooks are changed only while
it is a draft (triggers of the migration enforce both).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, Text
from sqlmodel import Field, SQLModel

from standards_1023.utc import Moment

_SHA256 = 64
_NAME = 255
_NUMBER = 32
_DAY = 10


class SourceFile(SQLModel, table=True):
    """A file as it was handed in, byte for byte: a workbook, or the settings beside it."""

    __tablename__ = "source_file"

    sha256: str = Field(primary_key=True, max_length=_SHA256)
    content: bytes = Field(sa_type=LargeBinary)


class WorkbookValues(SQLModel, table=True):
    """What a workbook says, as canonical JSON, with what a list of editions shows of it."""

    __tablename__ = "workbook_values"

    digest: str = Field(primary_key=True, max_length=_SHA256)
    document: str = Field(sa_type=Text)
    standards: int
    errors: int
    warnings: int


class EditionRow(SQLModel, table=True):
    """An edition: its number is its name among people, its digest that among programs."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'submitted', 'published')", name="edition_state_is_known"),
        CheckConstraint("state = 'draft' OR digest IS NOT NULL", name="edition_submitted_has_digest"),
        CheckConstraint(
            "(state = 'published') = (in_force_from IS NOT NULL)", name="edition_published_has_its_day"
        ),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = Field(max_length=16)
    digest: str | None = Field(default=None, max_length=_SHA256)
    in_force_from: date | None = None


class EditionWorkbookRow(SQLModel, table=True):
    """A department's workbook in an edition; `convention` is what was said of 以下 when it was imported."""

    __tablename__ = "edition_workbook"

    edition: int = Field(primary_key=True, foreign_key="edition.number")
    department: str = Field(primary_key=True, max_length=_NAME)
    file_name: str = Field(max_length=_NAME)
    convention: str | None = Field(default=None, max_length=16)
    values_digest: str = Field(foreign_key="workbook_values.digest", max_length=_SHA256)
    source_sha256: str = Field(foreign_key="source_file.sha256", max_length=_SHA256)
    settings_sha256: str | None = Field(default=None, foreign_key="source_file.sha256", max_length=_SHA256)
    settlements_sha256: str | None = Field(default=None, foreign_key="source_file.sha256", max_length=_SHA256)


class EditionEventRow(SQLModel, table=True):
    """What happened to an edition: appended, never edited.  The order of ids is the order of events."""

    __tablename__ = "edition_event"

    id: int | None = Field(default=None, primary_key=True)
    edition: int = Field(foreign_key="edition.number", index=True)
    event: str = Field(max_length=32)
    at: datetime = Field(sa_type=Moment)
    detail: str = Field(default="{}", sa_type=Text)


class EditionWithdrawalRow(SQLModel, table=True):
    """An edition that was given up, or withdrawn before its day: its row stays, and counts no more."""

    __tablename__ = "edition_withdrawal"

    edition: int = Field(primary_key=True, foreign_key="edition.number")
    at: datetime = Field(sa_type=Moment)
    by: str = Field(max_length=_NAME)
    reason: str = Field(sa_type=Text)


class SettlementRow(SQLModel, table=True):
    """What a person settled about a department's tables; the last row of a key holds, NULL takes it back."""

    __tablename__ = "settlement"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(max_length=_NAME, index=True)
    kind: str = Field(max_length=16)
    key: str = Field(sa_type=Text)
    meaning: str | None = Field(default=None, sa_type=Text)
    by: str = Field(max_length=_NAME)
    at: datetime = Field(sa_type=Moment)
    sample: str | None = Field(default=None, sa_type=Text)
    """A few of the texts that a column printed, as JSON."""


class ArticleSetRow(SQLModel, table=True):
    """A version of a law whose articles were imported: its plain name, the printed one, by whom and when.

    `version_date` is a day (2021-06-10), empty where the table names none; `in_force_from` likewise, empty
    where it is the same day.
    """

    __tablename__ = "article_set"

    law: str = Field(primary_key=True, max_length=_NAME)
    version_date: str = Field(primary_key=True, max_length=_DAY)
    in_force_from: str = Field(default="", max_length=_DAY)
    printed: str = Field(max_length=_NAME)
    by: str = Field(max_length=_NAME)
    at: datetime = Field(sa_type=Moment)


class ArticleTextRow(SQLModel, table=True):
    """An article's text as printed, paragraphs by lines; `article` is its number in figures (97, 97之1)."""

    __tablename__ = "article_text"
    __table_args__ = (
        ForeignKeyConstraint(["law", "version_date"], ["article_set.law", "article_set.version_date"]),
    )

    law: str = Field(primary_key=True, max_length=_NAME)
    article: str = Field(primary_key=True, max_length=_NUMBER)
    version_date: str = Field(primary_key=True, max_length=_DAY)
    printed: str = Field(max_length=_NAME)
    text: str = Field(sa_type=Text)
