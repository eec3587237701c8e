"""Moments in the database: always with a zone in Python, always UTC in the column, in both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import Dialect

_BEIJING = timezone(timedelta(hours=8))  # what people read is the office's clock, whatever the server's zone


def in_beijing(moment: datetime) -> datetime:
    """A moment as the office's clock showed it."""
    return moment.astimezone(_BEIJING)


def begin_of_day(day: date) -> datetime:
    """The moment at which a day begins in Shenzhen."""
    return datetime(day.year, day.month, day.day, tzinfo=_BEIJING)


def day_in_beijing(moment: datetime) -> date:
    """The office's date at a moment."""
    return in_beijing(moment).date()


def moment_words(moment: datetime) -> str:
    """A moment as people read it, by the office's clock: 2026-11-24 10:02."""
    return f"{in_beijing(moment):%Y-%m-%d %H:%M}"


class Moment(TypeDecorator[datetime]):
    """A moment; SQLite knows no zones, so that UTC is written without one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """UTC without its zone; a moment without a zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """UTC with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)
