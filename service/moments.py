"""The only clock: below this room every date is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8))  # dates are those of the office, whatever the server's zone


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def in_beijing(moment: datetime) -> datetime:
    """A moment as the office's clock showed it."""
    return moment.astimezone(_BEIJING)


def today() -> date:
    """Today's date in Shenzhen."""
    return datetime.now(_BEIJING).date()
