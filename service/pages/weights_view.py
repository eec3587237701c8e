"""A sum of weights as a page draws it: all options with the ones that count, the sum, the multiplication."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import yuan
from rules.steps import Action
from standards_1023.numerals import decimal_text
from standards_1023.values import AmountUnit

if TYPE_CHECKING:
    from rules.parts import Part
    from standards_1023.values import Standard, WeightGroup, WeightMaximum


@dataclass(frozen=True, slots=True)
class Weight:
    """One option with its weight."""

    option: str
    percent: str
    cell: str
    counts: bool = False


@dataclass(frozen=True, slots=True)
class WeighedFactor:
    """A factor's options; `percent` is the weight that counts."""

    name: str
    weights: tuple[Weight, ...]
    percent: str | None


@dataclass(frozen=True, slots=True)
class WeighedPart:
    """One weighted sum; `total` is the plain sum, `percent` what counts after floor and cap."""

    group: str | None
    start: str | None
    start_cell: str
    floor: str | None
    cap: str | None
    factors: tuple[WeighedFactor, ...]
    total: str | None
    percent: str | None
    maximum: str | None


def weighed_parts(standard: Standard, parts: tuple[Part, ...]) -> tuple[WeighedPart, ...]:
    """The sums that answered."""
    return tuple(
        _part(standard, group, part)
        for part in parts
        for group in standard.weights
        if group.group == part.group
    )


def weight_tables(standard: Standard) -> tuple[WeighedPart, ...]:
    """All sums of a standard, with nothing chosen."""
    return tuple(_part(standard, group, None) for group in standard.weights)


def _part(standard: Standard, group: WeightGroup, part: Part | None) -> WeighedPart:
    chosen = {} if part is None else {standard.factors[i].name: c.text for i, c in part.conditions.items()}
    total = group.start_percent or Fraction(0)
    factors = []
    for factor in standard.factors:
        options = [o for o in group.options if o.factor == factor.name]
        counting = next((o for o in options if o.option == chosen.get(factor.name)), None)
        total += counting.percent if counting else 0
        weights = tuple(Weight(o.option, _percent(o.percent), o.cell, o is counting) for o in options)
        if weights:
            factors.append(
                WeighedFactor(factor.name, weights, _percent(counting.percent) if counting else None)
            )
    counted = None
    if part is not None:
        counted = next((s.numbers[0] for s in part.steps if s.action is Action.WEIGHED), None)
    return WeighedPart(
        group=group.group,
        start=None if group.start_percent is None else _percent(group.start_percent),
        start_cell=group.start_cell,
        floor=None if group.floor_percent is None else _percent(group.floor_percent),
        cap=None if group.cap_percent is None else _percent(group.cap_percent),
        factors=tuple(factors),
        total=None if part is None else _percent(total),
        percent=None if counted is None else _percent(counted),
        maximum=None if group.maximum is None else maximum_words(group.maximum),
    )


def _percent(number: Fraction) -> str:
    return f"{decimal_text(number)}%"


def maximum_words(maximum: WeightMaximum) -> str:
    """What the sum is multiplied with: 最高罚款额5万元, 处置费用的5倍."""
    if maximum.unit is AmountUnit.YUAN:
        return f"最高罚款额{yuan(maximum.amount)}"
    sign = "%" if maximum.unit is AmountUnit.PERCENT else "倍"
    least = (
        ""
        if maximum.base_min is None
        else f"（不足{yuan(maximum.base_min)}的，按{yuan(maximum.base_min)}计算）"
    )
    return f"{maximum.base or '基数'}{least}的{decimal_text(maximum.amount)}{sign}"
