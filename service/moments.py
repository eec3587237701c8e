"""The only clock: below this room every date is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime

from standards_1023.utc import day_in_beijing


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in Shenzhen."""
    return day_in_beijing(now())
