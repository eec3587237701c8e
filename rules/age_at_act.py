"""The age at the act: full years are reached on the day after the birthday (民法典 第二百条、第二百零一条).

That the day itself still counts as the younger age is the reading for criminal cases; for administrative
penalties no text says so: 未核实, and said in the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

NO_PENALTY_BELOW = 14
LIGHTER_BELOW = 18


def full_years(birth: date, on: date) -> int:
    """Full years of age on a day; the birthday itself is the last day of the younger age."""
    years = on.year - birth.year
    return years if (on.month, on.day) > (birth.month, birth.day) else years - 1
