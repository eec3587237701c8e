"""The answer of the bare statute, where the table may not be used; and the further fine for each day."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.answer import Answer
from rules.answered import Answered
from rules.case_circumstances import DAILY
from rules.case_input import ORDER_SERVED, ORIGINAL_FINE, RECHECKED
from rules.daily_fines import daily_fine
from rules.errors import FactsMissing, MissingFact, NoRowFound
from rules.measures_of_row import applies_to
from rules.statutory import StatutoryLimits
from rules.steps import Action, Step
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from rules.amounts import Multipliers
    from rules.applicable_law import LawChoice
    from rules.case_input import Party
    from rules.considered import Inquiry
    from rules.reasons import Reason
    from standards_1023.values import Measure, Standard

_NO_PENALTY = frozenset({MeasureKind.NO_PENALTY, MeasureKind.ORDER})


def answer_by_law(standard: Standard, choice: LawChoice, party: Party | None) -> Answer:
    """The statutory measures of the law that applies, as they are."""
    answered = tuple(_answered(measure) for measure in choice.statutory if applies_to(measure, party))
    if not answered:
        raise NoRowFound(
            f"基准 {standard.code} 适用的法律没有对“{party or '当事人'}”的处罚：请核对当事人类型。"
        )
    citation = "、".join(dict.fromkeys(reason.citation for reason in choice.reasons))
    steps = tuple(
        Step(Action.OTHER_LAW, None, one.measure, "适用的法律规定的幅度", citation) for one in answered
    )
    return Answer(answered, steps)


def _answered(measure: Measure) -> Answered:
    fine = measure.kind is MeasureKind.FINE and measure.amount is not None
    limits = (measure.amount.low, measure.amount.high) if fine and measure.amount else None
    return Answered(measure, measure, StatutoryLimits(limits), "")


@dataclass(frozen=True, slots=True)
class DailyAnswer:
    """The further fine, its step and its reason."""

    answered: Answered
    step: Step
    reason: Reason


def daily_fine_of(
    standard: Standard, answered: tuple[Answered, ...], inquiry: Inquiry, multipliers: Multipliers
) -> DailyAnswer | None:
    """The fine for the days that the act went on after the order; None where it was not found to go on."""
    case, found = inquiry.case, any(g.circumstance.code == DAILY for g in inquiry.given)
    if not found or all(one.measure.kind in _NO_PENALTY for one in answered):
        return None
    original = multipliers.base_named(ORIGINAL_FINE)
    served, rechecked = case.day(ORDER_SERVED), case.day(RECHECKED)
    missing = tuple(
        MissingFact(name, (example,))
        for name, value, example in (
            (f"基数“{ORIGINAL_FINE}”", original, "金额，如 100000"),
            (ORDER_SERVED, served, "如 2026-09-01"),
            (RECHECKED, rechecked, "如 2026-09-11"),
        )
        if value is None
    )
    if original is None or served is None or rechecked is None:
        raise FactsMissing(missing, "按日连续处罚要用这些数据计算。")
    fine = daily_fine(standard, original, served, rechecked)
    step = Step(
        Action.ADDED, None, fine.fine, fine.reason.text, fine.reason.citation, (original, Fraction(fine.days))
    )
    return DailyAnswer(Answered(fine.fine, fine.fine, StatutoryLimits(None), ""), step, fine.reason)
