"""A standard as another edition has it, and what of a case's facts its table there asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.errors import NeedsHuman
from rules.facts import SITUATION
from standards_1023.same_violation import same_violation, violation_words
from standards_1023.text import matched

if TYPE_CHECKING:
    from rules.case_input import CaseInput
    from standards_1023.editions import DepartmentWorkbook
    from standards_1023.values import Standard

_SHOWN = 60


def counterpart(
    kept: DepartmentWorkbook, own: DepartmentWorkbook, standard: Standard, *, there: str, here: str
) -> Standard | None:
    """The standard of the same violation in another edition's workbook; `own` is the workbook that it is of.

    None where it is not there. Raises NeedsHuman where that is not certain; `there` and `here` are what the
    sentence calls the two editions.
    """
    words = violation_words(standard)
    mine, others = (
        [s for s in side.workbook.standards if violation_words(s) == words] for side in (own, kept)
    )
    found = next((other for one, other in same_violation(mine, others) if one is standard), None)
    if found is not None:
        return found
    doubtful = others or [s for s in kept.workbook.standards if s.code == standard.code]
    if doubtful:
        raise NeedsHuman(
            f"{there}，编号 {doubtful[0].code} 是“{doubtful[0].violation[:_SHOWN]}”，"
            f"与{here}编号 {standard.code} 的“{standard.violation[:_SHOWN]}”不能确定是不是同一违法行为："
            "请人工确定适用哪一版。"
        )
    return None


def facts_for(own: Standard, other: Standard, case: CaseInput) -> CaseInput:
    """The case without the facts and numbers of things that only the other edition's table asks."""
    asked = {matched(factor.name) for factor in own.factors} | {SITUATION}
    others = {matched(factor.name) for factor in other.factors}
    kept = tuple((n, v) for n, v in case.facts if matched(n) in asked or matched(n) not in others)
    counted, elsewhere = _counted(own), _counted(other)
    quantities = tuple((n, v) for n, v in case.quantities if n in counted or n not in elsewhere)
    return replace(case, facts=kept, quantities=quantities)


def _counted(standard: Standard) -> set[str]:
    """The things for each of which a table fines: 辆, 人 and 月."""
    measures = (measure for row in standard.rows for measure in row.measures)
    return {thing for measure in measures if measure.per for thing in measure.per.split("/")}
