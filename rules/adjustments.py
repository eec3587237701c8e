"""What circumstances do to the measures: 不予处罚, 可以不予处罚, 减轻, and an instrument's own lowering.

从轻 and 从重 move nothing here: they say where in the band the penalty belongs (recommendation). 减轻 alone
goes below the statutory minimum (行政处罚法 第三十二条; discretion.md §6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.amounts import needs, whole_fen
from rules.answered import Answered
from rules.considered import person_of
from rules.errors import FactsMissing, MissingFact, TableUnusable
from rules.statutory import StatutoryLimits
from rules.steps import Action, Step
from standards_1023.values import Measure, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from rules.case_input import CaseInput
    from rules.circumstances import Circumstance
    from rules.considered import Holding
    from rules.ground_rulebook import GroundRules
    from standards_1023.values import Subject

_KEPT = frozenset({MeasureKind.ORDER, MeasureKind.NO_PENALTY})
"""Orders to put things right are no penalty (行政处罚法 第二十八条) and stay."""


def adjusted(
    rules: GroundRules,
    answered: tuple[Answered, ...],
    held: Mapping[Subject | None, Holding],
    case: CaseInput,
) -> tuple[tuple[Answered, ...], tuple[Step, ...]]:
    """The measures after all circumstances, each person's moved by what holds for that person."""
    after: list[Answered] = []
    steps: list[Step] = []
    for one in answered:
        holding = held[person_of(one.measure.subject, case.party)]
        for moved, step in _moves(rules, one, holding, case.decision_date):
            steps.append(step)
            one = moved  # noqa: PLW2901 - the measure goes through one step after the other
        if not holding.no_penalty or one.measure.kind in _KEPT:
            after.append(one)
    for one, step in _added(answered, held, case):
        after.append(one)
        steps.append(step)
    return tuple(after), tuple(steps)


def _moves(
    rules: GroundRules, one: Answered, holding: Holding, day: date | None
) -> Iterator[tuple[Answered, Step]]:
    why = _why(holding.no_penalty or holding.mitigated, day)
    if holding.no_penalty:
        if one.measure.kind not in _KEPT:
            yield one, _step(Action.REMOVED, one.measure, None, why)
        return
    if one.measure.kind is not MeasureKind.FINE or one.measure.amount is None:
        return
    if holding.mitigated:
        low = minimum(one)
        if low is not None:
            amount = Range(None, low, high_included=False)
            moved = replace(one, measure=replace(one.measure, amount=amount))
            yield (
                moved,
                _step(Action.MITIGATED, one.measure, moved.measure, _why(holding.mitigated, day), low),
            )
        return
    for circumstance in holding.lighter:
        own = rules.own.get(circumstance.code)
        if own is not None and own.lowers is not None:
            moved = _lowered(one, own.lowers)
            numbers = (*own.lowers, minimum(one))
            why = _why((circumstance,), day)
            yield (
                moved,
                _step(Action.LOWERED, one.measure, moved.measure, _why((circumstance,), day), *numbers),
            )
            one = moved


def minimum(one: Answered) -> Fraction | None:
    """The statutory minimum of a fine, None where the law names none; raises where it is not known."""
    if one.within.missing is not None:
        option = needs(one.within.missing) or ""
        missing = MissingFact(one.within.missing.base or "数量", ("数额",))
        raise FactsMissing((missing,), f"法定最低罚款按它计算，请用“{option}”填写后再减轻或者降低。")
    if one.within.limits is None:
        unread = f"没有读出“{one.printed.text}”的法定幅度（{one.place}），不能确定减轻或者降低的界限"
        raise TableUnusable(one.place, f"{unread}：请人工核对。")
    if one.within.several_minima:
        both = f"“{one.printed.text}”同时落在法定幅度的几个部分里（{one.place}），各部分的最低罚款不同"
        raise TableUnusable(one.place, f"{both}，不能确定减轻或者降低以哪一个为界限：请人工核对。")
    return one.within.limits[0]


def _lowered(one: Answered, by: tuple[Fraction, Fraction]) -> Answered:
    """The band from its lower limit less the larger share to its upper limit less the smaller."""
    amount, least = one.measure.amount, minimum(one)
    if amount is None:
        return one
    low = None if amount.low is None else amount.low * (1 - by[1])
    high = None if amount.high is None else amount.high * (1 - by[0])
    if least is not None:
        low = least if low is None else max(low, least)
        high = None if high is None else max(high, least)
    after = replace(amount, low=low, high=high)
    if one.measure.unit is not None and one.measure.unit.is_money:
        after = whole_fen(after)
    return replace(one, measure=replace(one.measure, amount=after), lowered_by=by, before_lowering=amount)


def _added(
    answered: tuple[Answered, ...], held: Mapping[Subject | None, Holding], case: CaseInput
) -> Iterator[tuple[Answered, Step]]:
    """不予处罚 for each subject that had a penalty; 可以不予处罚 beside the penalty."""
    subjects = dict.fromkeys(one.measure.subject for one in answered if one.measure.kind not in _KEPT)
    for subject in subjects:
        holding = held[person_of(subject, case.party)]
        causes = holding.no_penalty or holding.may_waive
        if causes:
            optional = not holding.no_penalty
            text = "可以不予行政处罚" if optional else "不予行政处罚"
            none = Measure(MeasureKind.NO_PENALTY, text, subject, optional=optional)
            one = Answered(none, none, StatutoryLimits(None), "")
            yield one, _step(Action.ADDED, None, none, _why(causes, case.decision_date))


def _why(causes: tuple[Circumstance, ...], day: date | None) -> tuple[str, str]:
    """The circumstances in words, and their articles as of the day of the decision."""
    articles = [article.citation for cause in causes if (article := cause.article_on(day)) is not None]
    return "、".join(cause.text for cause in causes), "、".join(dict.fromkeys(articles))


def _step(
    action: Action,
    before: Measure | None,
    after: Measure | None,
    why: tuple[str, str],
    *numbers: Fraction | None,
) -> Step:
    return Step(action, before, after, *why, numbers)
