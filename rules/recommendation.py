"""The point or part of a band that the instrument recommends (Guangdong art. 12; discretion.md §5).

It stands beside the band, never in its place. Where no circumstance moves it the general point counts, under
从轻 or 从重 the instrument's position for it. Without a rule of the instrument only fixed amounts have one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.considered import Leaning
from standards_1023.values import MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.answered import Answered
    from standards_1023.instrument_grounds import Position
    from standards_1023.values import PointRule

FIXED = "固定数额"
WEIGHTED = "权重累加直接得出的数额"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is recommended for the measure at index `measure`, counted as its unit says."""

    measure: int
    part: Range
    rule: str

    @property
    def point(self) -> Fraction | None:
        """The one number that is recommended, None where a part of the band is."""
        return self.part.low if self.part.is_point else None


def recommended(
    answered: tuple[Answered, ...],
    rule: PointRule | None,
    leaning_of: Callable[[Answered], Leaning | None],
) -> tuple[Recommendation, ...]:
    """Recommendations for the fines that have one; a fine whose leaning is None has none."""
    found = []
    for index, one in enumerate(answered):
        measure, leaning = one.measure, leaning_of(one)
        if leaning is None or measure.kind is not MeasureKind.FINE or not measure.computed:
            continue
        recommendation = _recommendation(index, one, rule, leaning)
        if recommendation is not None:
            found.append(recommendation)
    return tuple(found)


def _recommendation(
    index: int, one: Answered, rule: PointRule | None, leaning: Leaning
) -> Recommendation | None:
    amount = one.measure.amount
    if amount is None:
        return None
    if amount.is_point and one.lowered_by is None:
        if leaning is Leaning.LIGHTER:  # the table leaves no room, and no rule says how much less it may be
            return None
        return Recommendation(index, amount, WEIGHTED if one.weighed else FIXED)
    if rule is None:
        return None
    part = _lowered(one, rule) if one.lowered_by is not None else _part(amount, rule, leaning)
    if part is None:
        return None
    in_money = one.measure.unit is not None and one.measure.unit.is_money
    return Recommendation(index, _whole(part) if in_money else part, rule.citation)


def _part(amount: Range, rule: PointRule, leaning: Leaning) -> Range | None:
    if leaning is Leaning.NONE:
        point = _point(amount, rule)
        return None if point is None else Range(point, point)
    position = {Leaning.LIGHTER: rule.lighter, Leaning.HEAVIER: rule.heavier}.get(leaning)
    return None if position is None else _in_position(amount, position)


def _in_position(amount: Range, position: Position) -> Range | None:
    """The part of the band that a position names; one number where a limit stands alone."""
    if amount.low is not None and amount.high is not None:
        if position.range_from is None or position.range_to is None:
            return None
        width = amount.high - amount.low
        low, high = amount.low + width * position.range_from, amount.low + width * position.range_to
        if low == high:  # a limit that the band itself does not reach is no point of it
            return Range(low, high) if amount.contains(low) else None
        starts = amount.low_included or position.range_from > 0
        ends = position.to_included and (amount.high_included or position.range_to < 1)
        return Range(low, high, starts, ends)
    if amount.high is not None:
        share = position.only_high_share
        return None if share is None else Range(amount.high * share, amount.high * share)
    times = position.only_low_times
    return None if times is None or amount.low is None else Range(amount.low * times, amount.low * times)


def _point(amount: Range, rule: PointRule) -> Fraction | None:
    """The middle of two limits, a share of an upper limit alone, a multiple of a lower one alone."""
    if amount.low is not None and amount.high is not None:
        share = rule.range_share
        return None if share is None else amount.low + (amount.high - amount.low) * share
    if amount.high is not None:
        return None if rule.only_high_share is None else amount.high * rule.only_high_share
    if amount.low is not None:
        return None if rule.only_low_times is None else amount.low * rule.only_low_times
    return None


def _lowered(one: Answered, rule: PointRule) -> Range | None:
    """The general point of the band as it was, less the shares by which it is lowered, within the statute."""
    before, by = one.before_lowering, one.lowered_by
    if before is None or by is None:
        return None
    point = before.low if before.is_point else _point(before, rule)
    if point is None:
        return None
    low, high = point * (1 - by[1]), point * (1 - by[0])
    least = None if one.within.limits is None else one.within.limits[0]
    return Range(low, high) if least is None else Range(max(low, least), max(high, least))


def _whole(part: Range) -> Range:
    """The whole 分 of a part; a single point is rounded down."""
    if part.is_point or part.low is None or part.high is None:
        return replace(part, low=_floor(part.low), high=_floor(part.high))
    low, high = Fraction(math.ceil(part.low)), Fraction(math.floor(part.high))
    if low > high:  # less than one 分 lies between
        return Range(high, high)
    return Range(low, high, part.low_included or low != part.low, part.high_included or high != part.high)


def _floor(number: Fraction | None) -> Fraction | None:
    return None if number is None else Fraction(math.floor(number))
