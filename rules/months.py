"""Counting by months: the corresponding day, else the last day of the month (民法典 第二百零二条)."""

from __future__ import annotations

import calendar
from datetime import date

_MONTHS_A_YEAR = 12


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later."""
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(index, _MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
