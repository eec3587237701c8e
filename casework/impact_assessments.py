"""What an edition would make of an assessment that was kept: the same facts, its band before and after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.applicable_edition import assess_in_force
from rules.applicable_law import Regime
from rules.errors import AssessmentRefused
from rules.lighter_bands import lighter_of
from rules.other_edition import counterpart, facts_for
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition, name_in_edition
from standards_1023.text import matched
from standards_1023.values import MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from casework.impact_timeline import EveryDay
    from casework.photograph import Photograph
    from rules.drivers import Drivers
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Measure, Standard


class Shift(StrEnum):
    """How a band would change; the value is kept with results.

    OTHERWISE: one limit up and the other down, other measures, or what cannot be compared. UNDECIDED: the
    edition gives no band for these facts. GONE: it has no standard for the violation.
    """

    HEAVIER = "heavier"
    LIGHTER = "lighter"
    OTHERWISE = "otherwise"
    UNDECIDED = "undecided"
    GONE = "gone"
    SAME = "same"

    @property
    def words(self) -> str:
        """As people read it."""
        return _WORDS[self]


_WORDS = {
    Shift.HEAVIER: "变重",
    Shift.LIGHTER: "变轻",
    Shift.OTHERWISE: "其他变化",
    Shift.UNDECIDED: "不能裁量",
    Shift.GONE: "基准没有了",
    Shift.SAME: "不变",
}


@dataclass(frozen=True, slots=True)
class Reassessed:
    """A photograph beside the edition: `why` there is no band; `violation` is that of its own edition."""

    photograph: Photograph
    department: str
    violation: str
    shift: Shift
    after: tuple[Measure, ...] = ()
    why: str = ""


def reassess_under(only: EveryDay, taken: Photograph, was: Edition | None, drivers: Drivers) -> Reassessed:
    """Assess the same case under the edition alone; `was` is the edition that the photograph rests on.

    The violation is looked for by its words: under another number the same, under the same number perhaps
    another one.
    """
    department = taken.standard.partition("!")[0]
    try:
        old = None if was is None else find_in_edition(was, taken.standard)
    except StandardsError:
        old = None
    if old is None:
        why = f"它依据的版本（{taken.edition}）不在这个数据库里，不能确定是哪一项基准。"
        return Reassessed(taken, department, taken.standard, Shift.UNDECIDED, why=why)
    found = Reassessed(taken, department, old[1].violation, Shift.UNDECIDED)
    kept = only.edition.workbook_of(department)
    if kept is None:
        why = f"第{only.edition.number}版里没有{department}的表格。"
        return replace(found, shift=Shift.GONE, why=why)
    try:
        return _decided(found, only, kept, old, drivers)
    except (AssessmentRefused, StandardsError) as refused:
        return replace(found, why=str(refused))


def _decided(
    found: Reassessed,
    only: EveryDay,
    kept: DepartmentWorkbook,
    was: tuple[DepartmentWorkbook, Standard],
    drivers: Drivers,
) -> Reassessed:
    number, taken = only.edition.number, found.photograph
    own, old = was
    new = counterpart(kept, own, old, there=f"第{number}版里", here="原来的")
    if new is None:
        return replace(found, shift=Shift.GONE, why=f"第{number}版里没有这一违法行为的基准。")
    case = facts_for(new, old, taken.asked)
    answer = assess_in_force(only, name_in_edition(kept, new), case, drivers, taken.edition_rule)
    after = answer.assessment.measures
    return replace(found, shift=shift_of(taken.band, after), after=after)


def shift_of(before: Sequence[Measure], after: Sequence[Measure]) -> Shift:
    """Heavier or lighter where only the amounts of fines changed, and all in one direction."""
    if Counter(map(_meant, before)) == Counter(map(_meant, after)):
        return Shift.SAME
    if Counter(map(_apart_from_amount, before)) != Counter(map(_apart_from_amount, after)):
        return Shift.OTHERWISE
    if lighter_of(tuple(before), tuple(after)) is Regime.CODE:
        return Shift.LIGHTER
    if lighter_of(tuple(after), tuple(before)) is Regime.CODE:
        return Shift.HEAVIER
    return Shift.OTHERWISE


def moved_fen(before: Sequence[Measure], after: Sequence[Measure]) -> Fraction | None:
    """By how many 分 a limit of the one fine would move at most; None where that cannot be said."""
    fines = [[m for m in some if m.kind is MeasureKind.FINE] for some in (before, after)]
    if any(len(some) != 1 for some in fines):
        return None
    (one,), (other,) = fines
    if one.unit is not other.unit or one.unit is None or not one.unit.is_money or one.per != other.per:
        return None
    ranges = [m.amount or Range(None, None) for m in (one, other)]
    pairs = [(ranges[0].low, ranges[1].low), (ranges[0].high, ranges[1].high)]
    moves = [abs(b - a) for a, b in pairs if a is not None and b is not None]
    named_alike = all((a is None) == (b is None) for a, b in pairs)
    return max(moves) if moves and named_alike else None


def _meant(measure: Measure) -> Measure:
    """The measure without words that say no more than was read of them."""
    read = measure.kind is MeasureKind.FINE and measure.amount is not None and measure.computed
    return replace(measure, text="" if read else matched(measure.text))


def _apart_from_amount(measure: Measure) -> Measure:
    meant = _meant(measure)
    return replace(meant, amount=None) if measure.kind is MeasureKind.FINE and not meant.text else meant
