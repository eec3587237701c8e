"""The statutory range: printed bands must lie in it, computed amounts are clamped to it.

Only 减轻 may go below the statutory minimum (行政处罚法 第三十二条 and discretion.md §3(5)). A printed band
outside the range is a mistake of the table and is refused. Inclusion of the limits is not compared:
二万元以下 in a table and 二万元以下 in the law are the same amount.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import factor_of, same_base, times, yuan
from rules.errors import TableUnusable
from standards_1023.text import matched
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.amounts import Multipliers
    from standards_1023.values import Standard

_IMPOSED = re.compile(r"[处罚]")
Limits = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class StatutoryLimits:
    """The limits of the statutory fine, counted as the measure is; `missing` is a fine whose base is unknown.

    `limits` is None where the law was not read to allow a fine that is counted alike. `several_minima`: the
    fine lies in several steps of the law that begin at different amounts, and nothing says which step it is.
    """

    limits: Limits | None
    missing: Measure | None = None
    several_minima: bool = False


@dataclass(frozen=True, slots=True)
class Clamped:
    """A measure after the clamp, and the limits it was held to."""

    measure: Measure
    within: StatutoryLimits


def fines_for(standard: Standard, measure: Measure) -> tuple[Measure, ...]:
    """The statutory fines that a fine is held against: for its subject, and of its step of the law.

    Where the law does not name the subject, its plain fine is for the unit; 个人 in a table may be the party
    or the responsible person, so both fines count; a responsible person has no other fine.
    """
    fines = [f for f in standard.statutory if f.kind is MeasureKind.FINE and f.amount is not None]
    if measure.subject is not None and any(fine.subject == measure.subject for fine in fines):
        fines = [fine for fine in fines if fine.subject == measure.subject]
    elif measure.subject is Subject.UNIT:
        fines = [fine for fine in fines if fine.subject is None]
    elif measure.subject is Subject.INDIVIDUAL:
        fines = [fine for fine in fines if fine.subject is not Subject.UNIT]
    elif measure.subject is Subject.RESPONSIBLE_PERSON:
        fines = []
    if measure.trigger is not None:
        trigger = matched(measure.trigger)
        fines = [f for f in fines if f.trigger and matched(f.trigger) in trigger] or fines
    return tuple(fines)


def with_base_of_law(standard: Standard, measure: Measure, step: Measure) -> Measure:
    """The measure with the base and the floor that the law gives it, where the table does not repeat them.

    `step` is the measure as a step of the law.
    """
    if measure.unit is None or not measure.unit.needs_base:
        return measure
    alike = _alike(step, fines_for(standard, step))
    bases, floors = {fine.base for fine in alike}, {fine.base_min for fine in alike}
    if measure.base is None and len(bases) == 1:
        measure = replace(measure, base=bases.pop())
    if measure.base_min is None and len(floors) == 1:
        measure = replace(measure, base_min=floors.pop())
    return measure


def with_choice_of_law(standard: Standard, measure: Measure, step: Measure) -> Measure:
    """A fine printed as bare limits is one that may be imposed where the law's own may: 可以并处, 可以处.

    Words of the table (处…罚款) are its own decision and stay.
    """
    if measure.kind is not MeasureKind.FINE or measure.optional or _IMPOSED.search(measure.text):
        return measure
    alike = _alike(step, fines_for(standard, step))
    if alike and all(fine.optional for fine in alike):
        return replace(measure, optional=True)
    return measure


def refuse_outside(standard: Standard, measure: Measure, cell: str) -> None:
    """A printed band must lie in the statutory range where both are counted alike.

    A floor of the base that differs from the law's would be a fine that the law does not know.
    """
    if measure.amount is None or not measure.computed:
        return
    alike = _alike(measure, fines_for(standard, measure))
    limits = _envelope(fine.amount for fine in alike if fine.amount is not None)
    if limits is not None and _outside(measure.amount, limits):
        place = f"{standard.sheet}!{cell}"
        raise TableUnusable(
            place, f"表中的罚款幅度超出法定幅度（{place}“{measure.text}”）：表格有误，更正之前不得适用。"
        )
    floors = {fine.base_min for fine in alike}
    if measure.base_min is not None and len(floors) == 1 and measure.base_min not in floors:
        place = f"{standard.sheet}!{cell}"
        raise TableUnusable(
            place, f"表中基数不足一定数额的算法与法定的不同（{place}“{measure.text}”）：更正之前不得适用。"
        )


def statutory_limits(
    standard: Standard,
    printed: Measure,
    measure: Measure,
    multipliers: Multipliers,
    base: Fraction | None = None,
) -> StatutoryLimits:
    """The limits that hold for a fine; `base` (分) replaces the case's base where that was raised."""
    if measure.kind is not MeasureKind.FINE or measure.amount is None or measure.unit is None:
        return StatutoryLimits(None)
    fines = fines_for(standard, printed)
    fines = _alike(printed, fines) or fines
    counted: list[Range] = []
    if measure.unit is not AmountUnit.YUAN:
        counted = [fine.amount for fine in _alike(measure, fines) if fine.amount is not None]
    else:
        for fine in fines:
            amount = _in_fen(fine, multipliers, base)
            if amount is None:
                return StatutoryLimits(None, fine)
            counted.append(amount)
    holding = _that_hold(measure.amount, counted)
    limits = _envelope(holding)
    if limits is None:
        return StatutoryLimits(None)
    several = holding is not counted and len({step.low for step in holding}) > 1
    return StatutoryLimits(_whole_fen(limits) if measure.unit.is_money else limits, several_minima=several)


def _that_hold(amount: Range, counted: list[Range]) -> list[Range]:
    """Of several steps of the law those in which the fine lies; all where it lies in none."""
    if len(counted) < 2:  # noqa: PLR2004 - several
        return counted
    if amount.low is None or amount.high is None:
        return counted
    whole = replace(amount, low_included=True, high_included=True)
    closed = [replace(step, low_included=True, high_included=True) for step in counted]
    return [step for step in closed if whole.lies_within(step)] or counted


def clamped(
    standard: Standard,
    printed: Measure,
    measure: Measure,
    multipliers: Multipliers,
    base: Fraction | None = None,
) -> Clamped:
    """A fine held within the statutory range.

    An upper or lower limit that the table leaves open is the statutory one.
    """
    within = statutory_limits(standard, printed, measure, multipliers, base)
    if within.limits is None or measure.amount is None:
        return Clamped(measure, within)
    return Clamped(replace(measure, amount=_clamp(measure.amount, within.limits)), within)


def _alike(measure: Measure, fines: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The fines counted in the same unit, and of the same base where both name one."""
    return tuple(
        fine
        for fine in fines
        if fine.unit == measure.unit
        and (fine.base is None or measure.base is None or same_base(fine.base, measure.base))
        and (measure.unit is not AmountUnit.YUAN_PER or matched(fine.per or "") == matched(measure.per or ""))
    )


def _in_fen(fine: Measure, multipliers: Multipliers, base: Fraction | None) -> Range | None:
    """A statutory fine in 分, or None where the case gives no base or quantity for it."""
    if fine.amount is None or fine.unit is None:
        return None
    if fine.unit is AmountUnit.YUAN:
        return fine.amount
    if base is not None and fine.unit.needs_base:
        base = base if fine.base_min is None else max(base, fine.base_min)
        return times(fine.amount, base / 100 if fine.unit is AmountUnit.PERCENT else base)
    factor = factor_of(fine, multipliers)
    return None if factor is None else times(fine.amount, factor.number)


def _whole_fen(limits: Limits) -> Limits:
    """Limits moved inwards to whole 分; downwards where less than one 分 lies between them."""
    low, high = limits
    whole_high = None if high is None else Fraction(math.floor(high))
    whole_low = None if low is None else Fraction(math.ceil(low))
    if whole_low is not None and whole_high is not None:
        whole_low = min(whole_low, whole_high)
    return whole_low, whole_high


def _envelope(amounts: Iterable[Range]) -> Limits | None:
    """The least lower and the greatest upper limit; a limit that one of them leaves open is open."""
    ranges = tuple(amounts)
    if not ranges:
        return None
    lows = [amount.low for amount in ranges]
    highs = [amount.high for amount in ranges]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return low, high


def _outside(amount: Range, limits: Limits) -> bool:
    low, high = limits
    printed = [limit for limit in (amount.low, amount.high) if limit is not None]
    return any((low is not None and limit < low) or (high is not None and limit > high) for limit in printed)


def _clamp(amount: Range, limits: Limits) -> Range:
    """Each limit moved into the statutory range; an open limit closed by the statutory one."""
    low, high = limits
    new_low = low if amount.low is None else _into(amount.low, limits)
    new_high = high if amount.high is None else _into(amount.high, limits)
    return Range(
        new_low,
        new_high,
        amount.low_included if new_low == amount.low else True,
        amount.high_included if new_high == amount.high else True,
    )


def _into(number: Fraction, limits: Limits) -> Fraction:
    low, high = limits
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def limits_text(limits: Limits) -> str:
    """Statutory limits in words: 10万元以上100万元以下."""
    low, high = limits
    if low is not None and low == high:
        return yuan(low)
    return (f"{yuan(low)}以上" if low is not None else "") + (f"{yuan(high)}以下" if high is not None else "")
