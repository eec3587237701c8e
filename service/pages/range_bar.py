"""A fine's band against the statutory range, as the places and widths of a drawing in percent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import yuan
from service.pages.amount_figures import money_figure
from service.pages.bar_scale import NARROWEST, OPEN_END, BarScale, percent
from standards_1023.values import AmountUnit, Range

if TYPE_CHECKING:
    from rules.answered import Answered
    from rules.recommendation import Recommendation

_HIDDEN_BELOW = Fraction(14)


@dataclass(frozen=True, slots=True)
class RangeBar:
    """Places in percent of the width, as SVG takes them; labels that would cover one another are left out."""

    statute: str
    band: str
    statute_x: str
    statute_width: str
    band_x: str
    band_width: str
    label_x: str
    label_anchor: str
    low: tuple[str, str] | None
    high: tuple[str, str] | None
    open_end: bool
    point_x: str | None
    point: str | None


def range_bar(one: Answered, recommended: Recommendation | None) -> RangeBar | None:
    """The drawing of a fine in money; None where there is no range of the statute to hold it against."""
    measure, limits = one.measure, one.within.limits
    if (
        measure.unit is not AmountUnit.YUAN
        or measure.amount is None
        or limits is None
        or limits == (None, None)
    ):
        return None
    low, high = limits[0] or Fraction(0), limits[1]
    band_low = measure.amount.low if measure.amount.low is not None else _bottom(one, low)
    ends = [
        end if end is not None else begin * OPEN_END
        for begin, end in ((low, high), (band_low, measure.amount.high))
    ]
    left, right = min(low, band_low, *ends), max(low, band_low, *ends)
    if right <= left:
        return None
    scale = BarScale(left, right)
    band_high = measure.amount.high if measure.amount.high is not None else right
    x, width = scale.at(band_low), max(scale.at(band_high) - scale.at(band_low), NARROWEST)
    statute_end = scale.at(high if high is not None else right)
    middle = min(max(x + width / 2, Fraction(0)), Fraction(100))
    point = recommended.point if recommended is not None else None
    return RangeBar(
        statute=str(money_figure(Range(limits[0], limits[1]))),
        band=str(money_figure(measure.amount)),
        statute_x=percent(scale.at(low)),
        statute_width=percent(max(statute_end - scale.at(low), NARROWEST)),
        band_x=percent(x),
        band_width=percent(width),
        label_x=percent(middle),
        label_anchor="start"
        if middle < _HIDDEN_BELOW
        else "end"
        if middle > 100 - _HIDDEN_BELOW
        else "middle",
        low=(percent(scale.at(low)), yuan(low)) if limits[0] is not None else None,
        high=(percent(scale.at(high)), yuan(high)) if high is not None else None,
        open_end=high is None,
        point_x=None if point is None else percent(scale.at(point)),
        point=None if point is None else yuan(point),
    )


def _bottom(one: Answered, low: Fraction) -> Fraction:
    """Where a band without a lower limit begins: at the statute's, but at nought where it lies below that."""
    amount = one.measure.amount
    return low if amount is None or amount.high is None or amount.high > low else Fraction(0)
