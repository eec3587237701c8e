"""Steps replayed by hand: each worked out again from its numbers, none taken from what the program made of it."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.steps import Action
from standards_1023.values import Measure, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.steps import Step

APPEARS = {Action.PRINTED, Action.OTHER_LAW, Action.WEIGHED}


def replayed(steps: Iterable[Step]) -> list[Measure]:
    """The measures that the steps lead to, in the order in which they stand."""
    standing: list[Measure] = []
    for step in steps:
        if step.before is None:
            assert step.after is not None
            assert step.action in {*APPEARS, Action.RAISED, Action.ADDED}
            standing.append(step.after)
        elif step.after is None:
            assert step.action is Action.REMOVED
            assert step.before.kind is not MeasureKind.ORDER
            standing.remove(step.before)
        else:
            after = worked_out(step)
            assert after == step.after.amount
            standing[standing.index(step.before)] = step.after
    return standing


def worked_out(step: Step) -> Range:
    """The amount after a step, from the amount before it and the step's own numbers."""
    assert step.before is not None
    assert step.before.amount is not None
    before, numbers = step.before.amount, step.numbers
    if step.action is Action.MULTIPLIED:
        assert numbers[0] is not None
        factor = numbers[0]
        return replace(before, low=floored(before.low, factor), high=floored(before.high, factor))
    if step.action is Action.HELD:
        return held(before, *numbers)
    if step.action is Action.RAISED:
        return Range(numbers[1], numbers[1])
    if step.action is Action.MITIGATED:
        return Range(None, numbers[0], high_included=False)
    assert step.action is Action.LOWERED
    smaller, larger, least = numbers
    assert smaller is not None
    assert larger is not None
    low, high = floored(before.low, 1 - larger), floored(before.high, 1 - smaller)
    if least is not None:
        low = least if low is None else max(low, least)
        high = None if high is None else max(high, least)
    return replace(before, low=low, high=high)


def floored(number: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if number is None else Fraction(math.floor(number * factor))


def held(before: Range, low: Fraction | None, high: Fraction | None) -> Range:
    def into(number: Fraction | None, otherwise: Fraction | None) -> Fraction | None:
        if number is None:
            return otherwise
        number = number if low is None else max(number, low)
        return number if high is None else min(number, high)

    new_low, new_high = into(before.low, low), into(before.high, high)
    return Range(
        new_low,
        new_high,
        before.low_included if new_low == before.low else True,
        before.high_included if new_high == before.high else True,
    )
