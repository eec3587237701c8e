"""Articles of the Administrative Penalty Law by the day of the decision, which procedure goes by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.duty import Decided

SINCE_2021 = date(2021, 7, 15)
_LAW = "《中华人民共和国行政处罚法》"


def before_2021(decided: Decided) -> bool:
    """Whether the decision falls under the law before its revision of 2021; no day means the present law."""
    return decided.decision_date is not None and decided.decision_date < SINCE_2021


def penalty_law_on(decided: Decided, now: str, before: str) -> tuple[str, bool]:
    """The citation on the day of the decision; the text of 2017 could not be read: 未核实."""
    if before_2021(decided):
        return f"{_LAW}（2017年修正）{before}", False
    return f"{_LAW}{now}", True
