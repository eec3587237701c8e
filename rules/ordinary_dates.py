"""Which of many cases have dates that change nothing: the table's law applies, the instrument is in force.

The whole-column form of check_dates, of the instrument's period (assessment) and of law_of_case: where it
says yes, an answer does not depend on the dates. Where it says no, the case is assessed with its dates.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rules.law_changes.repealed import CODE_SINCE, rests_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rules.case_columns import CaseColumns, Coded
    from standards_1023.values import Instrument, Standard

_NO_DAY = 0
"""Days are counted from 1 January of the year 1, which is 1."""


def ordinary_dates(standard: Standard, instrument: Instrument, cases: CaseColumns) -> NDArray[np.bool_]:
    """For each case, whether its dates of act and decision leave the answer what it is without dates."""
    acted, decided = (_days(column, cases.count) for column in (cases.act_dates, cases.decision_dates))
    no_act, no_decision = acted == _NO_DAY, decided == _NO_DAY
    in_order = no_act | no_decision | (decided >= acted)
    first = (instrument.valid_from or date.min).toordinal()
    last = (instrument.valid_to or date.max).toordinal()
    in_force = no_decision | ((decided >= first) & (decided <= last))
    ordinary: NDArray[np.bool_] = in_order & in_force
    rests = rests_on(standard.basis, standard.violation)
    since = CODE_SINCE.toordinal()
    if rests.on_code:
        ordinary &= (no_act & no_decision) | (acted >= since)
    elif rests.on_repealed:
        ordinary &= (acted < since) & (decided < since)
    return ordinary


def _days(column: Coded[date] | None, count: int) -> NDArray[np.int64]:
    if column is None:
        return np.full(count, _NO_DAY, np.int64)
    days = np.array([*(day.toordinal() for day in column.distinct), _NO_DAY], np.int64)
    found: NDArray[np.int64] = days[column.codes]
    return found
