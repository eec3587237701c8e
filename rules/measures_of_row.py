"""The measures of a row for a party: multiplied with base or quantity, and held to the statute."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rules.amounts import in_money, money_range, multiplication, needed_words, yuan
from rules.answered import Answered
from rules.errors import NoRowFound
from rules.reasons import Reason
from rules.statutory import clamped, limits_text, refuse_outside, with_base_of_law, with_choice_of_law
from rules.steps import Action, Step
from standards_1023.values import FEN_PER_YUAN, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.amounts import Multipliers
    from rules.case_input import Party
    from standards_1023.values import Measure, Row, Standard

_SEVERAL_STEPS = re.compile(r"[；;，,。]|罚款")
"""A group that quotes a whole clause names no one step of the law."""
_UNCHECKED = "法定罚款按基数或者数量计算，本案没有填写，所得数额没有与法定幅度核对。"
_OPEN_END = "表中没有写的一端按法定的上限或者下限计算。"


def applies_to(measure: Measure, party: Party | None) -> bool:
    """Whether a measure can be for this party."""
    return party is None or measure.subject is None or measure.subject in party.subjects


def measures_of_row(
    standard: Standard, row: Row, party: Party | None, multipliers: Multipliers
) -> tuple[Answered, ...]:
    """The measures that apply, in 分 where the case gives what they are multiplied with."""
    answered = []
    for printed in row.measures:
        if not applies_to(printed, party) or _is_excluded(printed, multipliers):
            continue
        of_step = _of_step(printed, row.group)
        if printed.kind is MeasureKind.FINE:
            refuse_outside(standard, of_step, row.cell)
        counted = with_choice_of_law(standard, with_base_of_law(standard, printed, of_step), of_step)
        money, factor = in_money(counted, multipliers)
        after = clamped(standard, of_step, money, multipliers)
        answered.append(
            Answered(counted, after.measure, after.within, f"{standard.sheet}!{row.cell}", factor)
        )
    if not answered and any(_is_excluded(m, multipliers) for m in row.measures if applies_to(m, party)):
        found = next(_not_applicable(standard, row, party, multipliers))
        raise NoRowFound(f"{standard.sheet}!{row.cell} 没有一种处罚适用于所填的基数：{found.text}")
    return tuple(answered)


def _of_step(printed: Measure, group: str | None) -> Measure:
    """The measure as a step of the law: a group is named after the step's condition (逾期未改正)."""
    if printed.trigger is not None or group is None or _SEVERAL_STEPS.search(group):
        return printed
    return replace(printed, trigger=group)


def steps_of_row(
    answered: Iterable[Answered], multipliers: Multipliers, action: Action = Action.PRINTED
) -> Iterator[Step]:
    """The steps that led from the printed measures to the answered ones."""
    for one in answered:
        yield Step(action, None, one.printed, one.place, one.place)
        money, factor = in_money(one.printed, multipliers)
        if factor is not None:
            yield Step(Action.MULTIPLIED, one.printed, money, one.place, one.place, (factor.number,))
        if money != one.measure:
            yield held(money, one)


def held(before: Measure, one: Answered) -> Step:
    """The step into the statutory range."""
    return Step(Action.HELD, before, one.measure, "法定幅度", one.place, one.within.limits or ())


def reasons_of_row(
    standard: Standard,
    row: Row,
    party: Party | None,
    answered: tuple[Answered, ...],
    multipliers: Multipliers,
) -> Iterator[Reason]:
    """What was done with each measure, and what was left to a person."""
    yield from _not_applicable(standard, row, party, multipliers)
    for one in answered:
        yield from _reasons(standard, one, multipliers)
    yield from _one_of([one.measure for one in answered], f"{standard.sheet}!{row.cell}")


def _one_of(measures: list[Measure], place: str) -> Iterator[Reason]:
    """Several fines for one subject, each under its own condition, do not go together."""
    fines = [m for m in measures if m.kind is MeasureKind.FINE]
    for subject in dict.fromkeys(m.subject for m in fines):
        triggers = list(dict.fromkeys(m.trigger for m in fines if m.subject is subject and m.trigger))
        if len(triggers) > 1:
            named = "、".join(f"“{trigger}”" for trigger in triggers)
            yield Reason(f"这一格按{named}分别规定了罚款：请按查明的情形适用其中一种，不得并用。", place)


def _is_excluded(printed: Measure, multipliers: Multipliers) -> bool:
    """Whether a measure for 违法所得一万元以上的 does not apply to the base that was given."""
    applies = printed.applies
    if applies is None or applies.measured is None:
        return False
    base = multipliers.base_named(applies.measured)
    return base is not None and not applies.range.contains(base / FEN_PER_YUAN)


def _not_applicable(
    standard: Standard, row: Row, party: Party | None, multipliers: Multipliers
) -> Iterator[Reason]:
    for printed in row.measures:
        if applies_to(printed, party) and _is_excluded(printed, multipliers) and printed.applies is not None:
            name = printed.applies.measured or ""
            base = multipliers.base_named(name)
            shown = "" if base is None else yuan(base)
            text = f"{name}{shown}不属于“{printed.trigger}”：“{printed.text}”不适用。"
            yield Reason(text, f"{standard.sheet}!{row.cell}")


def _reasons(standard: Standard, one: Answered, multipliers: Multipliers) -> Iterator[Reason]:
    printed = one.printed
    if not printed.computed and printed.kind is MeasureKind.OTHER:
        yield Reason(f"原文还有“{printed.text}”，程序没有计算：请按原文人工处理。", one.place)
    elif not printed.computed:
        text = f"“{printed.text}”中的递增部分没有计算：请在幅度内按原文人工计算。"
        yield Reason(text, one.place)
    if one.factor is not None:
        source = one.place if one.factor.counted == one.factor.base else _source_of_floor(standard, one)
        yield Reason(f"罚款数额：{multiplication(printed, one.factor)}。", source)
    elif needed := needed_words(printed):
        yield Reason(f"“{printed.text}”按原文列出；填写{needed}后可算出数额。", one.place)
    yield from reasons_of_clamp(standard, in_money(printed, multipliers)[0], one)


def _source_of_floor(standard: Standard, one: Answered) -> str:
    """The cell where the table prints the floor of the base, else the law that gives it."""
    in_table = any(printed == one.printed for row in standard.rows for printed in row.measures)
    return one.place if in_table else "、".join(standard.basis) or one.place


def reasons_of_clamp(standard: Standard, before: Measure, one: Answered) -> Iterator[Reason]:
    """What the statutory range did to a measure, or why it was not held against it."""
    place = "、".join(standard.basis) or one.place
    after, limits = one.measure, one.within.limits
    if one.within.missing is not None:
        yield Reason(_UNCHECKED, place)
    if before == after or limits is None or before.amount is None or after.amount is None:
        return
    if after.unit is None or not after.unit.is_money:
        yield Reason(_OPEN_END, place)
        return
    shown = f"{money_range(before.amount)}按法定幅度（{limits_text(limits)}）"
    yield Reason(f"{shown}调整为{money_range(after.amount)}。", place)
