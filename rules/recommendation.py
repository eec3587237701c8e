"""The point of a band that the instrument recommends where no circumstance moves it (Guangdong art. 12 一般).

It stands beside the band, never in its place. Without a rule of the instrument only fixed amounts have one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from standards_1023.values import Measure, PointRule, Range

FIXED = "固定数额"
WEIGHTED = "权重累加直接得出的数额"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The recommended point of the measure at index `measure`, counted as its unit says."""

    measure: int
    point: Fraction
    rule: str


def recommended(
    measures: tuple[Measure, ...], rule: PointRule | None, *, weighted: bool
) -> tuple[Recommendation, ...]:
    """Recommendations for the fines that have a point."""
    found = []
    for index, measure in enumerate(measures):
        if measure.kind is not MeasureKind.FINE or measure.amount is None or not measure.computed:
            continue
        if measure.amount.is_point and measure.amount.low is not None:
            found.append(Recommendation(index, measure.amount.low, WEIGHTED if weighted else FIXED))
        elif rule is not None and measure.unit is not None:
            point = _point(measure.amount, rule)
            if point is not None:
                whole = Fraction(math.floor(point)) if measure.unit.is_money else point
                found.append(Recommendation(index, whole, rule.citation))
    return tuple(found)


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
