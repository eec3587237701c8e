"""Past decisions sorted by the standard, or the two standards, that they are to be held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from casework.audit_rows import DecisionRole, Unreadable
from casework.audit_standards import Named, StandardFinder
from rules.applicable_edition import PlacesInForce, places_in_force
from rules.case_columns import ABSENT
from rules.case_input import CaseInput
from rules.distinct_cases import distinct_cases, places_of_kinds
from rules.errors import AssessmentRefused
from standards_1023.errors import NoEditionInForce, StandardsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from casework.audit_rows import Day, DecisionRows
    from rules.case_columns import Coded
    from standards_1023.editions import Timeline

_NO_DAY = "没有写决定日期，不能确定适用哪一版裁量基准。"
_NONE_IN_FORCE = 0


@dataclass(frozen=True, slots=True)
class Question:
    """Rows of one standard under the same editions: where it stands, or why that cannot be said."""

    rows: NDArray[np.intp]
    named: Named
    asked: str | None = None
    places: PlacesInForce | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    """For each row the number of the edition in force on its day, and one day for each of those numbers.

    0: none is in force; −1: there is no day; −2: it cannot be read.
    """

    editions: NDArray[np.int64]
    days: dict[int, date]


@dataclass(slots=True)
class Questions:
    """Sorts rows; keeps what names in the tables lead to."""

    timeline: Timeline
    finder: StandardFinder
    _known: dict[tuple[int, int, Named], tuple[str | None, PlacesInForce | None, str]] = field(
        default_factory=dict
    )

    def of(self, rows: DecisionRows) -> Iterator[Question]:
        """Every row once, in groups; rows whose days cannot be read among them."""
        decided, acted = self._days(rows.decision_days, rows.count), self._days(rows.act_days, rows.count)
        names = [
            rows.text(r) for r in (DecisionRole.STANDARD, DecisionRole.VIOLATION, DecisionRole.DEPARTMENT)
        ]
        most = max((edition.number for edition in self.timeline.editions), default=0)
        digits = [(decided.editions + 2, most + 3), (acted.editions + 2, most + 3)]
        digits += [(name.codes.astype(np.int64) + 1, len(name.distinct) + 1) for name in names]
        firsts, kinds = distinct_cases(digits, rows.count)
        for first, places in zip(firsts, places_of_kinds(kinds), strict=True):
            at = int(first)
            named = Named(*(name.at(at) for name in names))
            unread = _unread(rows.decision_days, at) or _unread(rows.act_days, at)
            if unread is not None:
                yield from _each(rows, places, named)
                continue
            days = (int(decided.editions[at]), int(acted.editions[at]))
            asked, found, why_not = self._places(days, named, decided, acted)
            yield Question(places, named, asked, found, why_not)

    def _places(
        self, days: tuple[int, int], named: Named, decided: _Days, acted: _Days
    ) -> tuple[str | None, PlacesInForce | None, str]:
        key = (*days, named)
        if key not in self._known:
            self._known[key] = self._found(named, decided.days.get(days[0]), acted.days.get(days[1]))
        return self._known[key]

    def _found(
        self, named: Named, decided: date | None, acted: date | None
    ) -> tuple[str | None, PlacesInForce | None, str]:
        if decided is None:
            return None, None, _NO_DAY
        try:
            asked, why_not = self.finder.name_of(self.timeline.in_force(decided), named)
            if asked is None:
                return None, None, why_not
            case = CaseInput(act_date=acted, decision_date=decided)
            return asked, places_in_force(self.timeline, asked, case), ""
        except NoEditionInForce:
            return None, None, "决定日期没有施行中的裁量基准版本，不能判断。"
        except (AssessmentRefused, StandardsError) as refused:
            return None, None, str(refused)

    def _days(self, column: Coded[Day] | None, count: int) -> _Days:
        if column is None:
            return _Days(np.full(count, ABSENT, np.int64), {})
        days: dict[int, date] = {}
        numbers = [self._edition_on(day) for day in column.distinct]
        for day, number in zip(column.distinct, numbers, strict=True):
            if isinstance(day, date):
                days[number] = min(day, days.get(number, day))
        return _Days(np.array([*numbers, ABSENT], np.int64)[column.codes], days)

    def _edition_on(self, day: Day) -> int:
        """The number of the edition in force on a day; 0 where none is; −2 where the day cannot be read."""
        if isinstance(day, Unreadable):
            return -2
        try:
            return self.timeline.in_force(day).number
        except NoEditionInForce:
            return _NONE_IN_FORCE


def _unread(column: Coded[Day] | None, place: int) -> str | None:
    day = None if column is None else column.at(place)
    return day.why if isinstance(day, Unreadable) else None


def _each(rows: DecisionRows, places: NDArray[np.intp], named: Named) -> Iterator[Question]:
    """Rows with a day that cannot be read, by what is said of it."""
    by_why: dict[str, list[int]] = {}
    for place in places:
        why = _unread(rows.decision_days, int(place)) or _unread(rows.act_days, int(place)) or ""
        by_why.setdefault(why, []).append(int(place))
    for why, some in by_why.items():
        yield Question(np.array(some, np.intp), named, why_not=why)
