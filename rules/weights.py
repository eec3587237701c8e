"""Weighted sums: start + weights of the options met, floor, cap, times the maximum or a base (权重累加).

In this order (discretion.md §3): sum; up to the floor; down to the cap; a base that is below its least amount
counts as this much; multiplied. The sum gives the fine itself, so no point of a range is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import needs, whole_fen, yuan
from rules.errors import FactsMissing, MissingFact, NoRowFound, SeveralConditionsMet, TableUnusable
from standards_1023.numerals import decimal_text
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.amounts import Multipliers
    from rules.conditions_met import Met
    from standards_1023.values import (
        Condition,
        Instrument,
        Standard,
        WeightGroup,
        WeightMaximum,
        WeightOption,
    )

_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The options that count by factor, their sum with the start, and the sum after floor and cap."""

    group: WeightGroup
    options: Mapping[int, WeightOption]
    set_aside: tuple[tuple[int, Condition], ...]
    total: Fraction
    percent: Fraction


def missing_factors(standard: Standard, group: WeightGroup, met: Met) -> Mapping[int, frozenset[str]]:
    """The factors of a group that were not answered, with the options that it weighs."""
    missing: dict[int, frozenset[str]] = {}
    for i, factor in enumerate(standard.factors):
        options = frozenset(o.option for o in group.options if o.factor == factor.name)
        if options and i not in met.conditions:
            missing[i] = options
    return missing


def weighted_sum(standard: Standard, group: WeightGroup, met: Met, instrument: Instrument) -> WeightedSum:
    """The sum of a group for facts that answer all its factors."""
    options: dict[int, WeightOption] = {}
    set_aside: list[tuple[int, Condition]] = []
    for i in range(len(standard.factors)):
        if met_here := _options_met(standard, i, group, met):
            options[i] = met_here[0] if i in met.unknown else met_here[-1]
            lighter = {o.option for o in met_here if o.percent != met_here[-1].percent}
            if lighter and i not in met.unknown:
                _refuse_unless_heavier_wins(standard, i, met_here, instrument)
                set_aside += [(i, c) for c in met.conditions[i] if c.text in lighter]
    start = group.start_percent or Fraction(0)
    total = start + sum((o.percent for o in options.values()), Fraction(0))
    percent = _within_floor_and_cap(f"{standard.sheet}!{standard.cell}", group, total, instrument)
    return WeightedSum(group, options, tuple(set_aside), total, percent)


def sum_words(standard: Standard, weighed: WeightedSum, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The sum and what floor and cap did to it, each with its source."""
    group, total = weighed.group, weighed.total
    terms = [] if group.start_percent is None else ["裁量起点" + _percent(group.start_percent)]
    terms += [f"{standard.factors[i].name}{_percent(o.percent)}" for i, o in weighed.options.items()]
    place = f"{standard.sheet}!{group.start_cell or standard.cell}"
    yield f"裁量权重合计：{'＋'.join(terms)}＝{_percent(total)}。", place
    table, shown = f"{standard.sheet}!{standard.cell}", _percent(weighed.percent)
    if total < weighed.percent:
        yield f"权重合计不足{shown}，按{shown}计算。", table
    if total > weighed.percent:
        source = instrument.weight_cap if group.cap_percent is None else table
        yield f"权重合计超过{shown}，按{shown}计算。", source or table


def _options_met(standard: Standard, factor: int, group: WeightGroup, met: Met) -> list[WeightOption]:
    """The options of a factor that are met, from light to heavy; none for a factor that is not weighed."""
    name = standard.factors[factor].name
    weighed = [option for option in group.options if option.factor == name]
    texts, chosen = met.texts(factor), met.chosen.get(factor, frozenset())
    found = sorted((o for o in weighed if o.option in texts), key=lambda o: o.percent)
    if weighed and (not found or (chosen and not chosen & {o.option for o in found})):
        shown = "、".join(sorted(texts))
        raise NoRowFound(f"“{name}”的“{shown}”在这一组里没有权重：请人工研究，不得推定。")
    return found


def _refuse_unless_heavier_wins(
    standard: Standard, factor: int, options: list[WeightOption], instrument: Instrument
) -> None:
    if instrument.heavier_wins is None:
        named = tuple(f"“{o.option}” [{standard.sheet}!{o.cell}]" for o in options)
        raise SeveralConditionsMet(standard.factors[factor].name, named)


def _within_floor_and_cap(
    table: str, group: WeightGroup, total: Fraction, instrument: Instrument
) -> Fraction:
    if group.floor_percent is not None:
        total = max(total, group.floor_percent)
    if group.cap_percent is not None:
        return min(total, group.cap_percent)
    if total > _WHOLE and instrument.weight_cap is None:
        unsaid = "表和裁量规定都没有写超过100%怎么办"
        raise TableUnusable(table, f"权重合计为{_percent(total)}，{unsaid}（{table}）：请先在设置中写明。")
    return min(total, _WHOLE)


def fine_of(standard: Standard, weighed: WeightedSum, multipliers: Multipliers) -> tuple[Measure, Fraction]:
    """The fine in whole 分, and the base it stands on (分, or 1)."""
    maximum = weighed.group.maximum
    if maximum is None or maximum.unit is AmountUnit.YUAN_PER:
        place = f"{standard.sheet}!{standard.cell}"
        raise TableUnusable(place, f"表中没有读到权重要乘的最高罚款额或者基数（{place}）：请核对备注。")
    base = _base(maximum, multipliers)
    fen = whole_fen(Range(exact := _exact(maximum, weighed.percent, base), exact))
    text = f"罚款金额＝裁量权重合计{_percent(weighed.percent)}×{_maximum_text(maximum)}"
    return Measure(MeasureKind.FINE, text, weighed.group.subject, AmountUnit.YUAN, fen), base


def fine_words(weighed: WeightedSum, multipliers: Multipliers) -> str:
    """The multiplication that gave the fine, in words."""
    maximum = weighed.group.maximum
    if maximum is None:
        return ""
    base = _base(maximum, multipliers)
    exact = _exact(maximum, weighed.percent, base)
    words = f"{_base_words(maximum, base, multipliers)}×{_percent(weighed.percent)}＝{yuan(exact)}"
    whole = whole_fen(Range(exact, exact)).low
    if whole is not None and whole != exact:
        words += f"，不足一分的部分舍去，为{yuan(whole)}"
    return f"{words}。"


def _exact(maximum: WeightMaximum, percent: Fraction, base: Fraction) -> Fraction:
    exact = maximum.amount * percent / _WHOLE * base
    return exact / 100 if maximum.unit is AmountUnit.PERCENT else exact


def _base(maximum: WeightMaximum, multipliers: Multipliers) -> Fraction:
    """The base in 分, raised to its least amount; 1 where the maximum is itself money."""
    if maximum.unit is AmountUnit.YUAN:
        return Fraction(1)
    base = multipliers.base_fen(maximum.base)
    if base is None:
        missing = MissingFact(maximum.base or "基数", ("金额，如 80000",))
        raise FactsMissing((missing,), f"请用“{needs(_as_measure(maximum))}”填写。")
    return base if maximum.base_min is None else max(base, maximum.base_min)


def _base_words(maximum: WeightMaximum, base: Fraction, multipliers: Multipliers) -> str:
    if maximum.unit is AmountUnit.YUAN:
        return f"最高罚款额{yuan(maximum.amount)}"
    given = multipliers.base_fen(maximum.base)
    shown = yuan(base)
    words = f"{maximum.base or '基数'}{shown}"
    if given is not None and given < base:
        words = f"{maximum.base or '基数'}{yuan(given)}，不足{shown}，按{shown}计算：{shown}"
    return f"{words}×{decimal_text(maximum.amount)}{_sign(maximum.unit)}"


def _as_measure(maximum: WeightMaximum) -> Measure:
    amount = Range(maximum.amount, maximum.amount)
    return Measure(MeasureKind.FINE, "", unit=maximum.unit, amount=amount, base=maximum.base)


def _maximum_text(maximum: WeightMaximum) -> str:
    if maximum.unit is AmountUnit.YUAN:
        return yuan(maximum.amount)
    return f"{maximum.base or '基数'}×{decimal_text(maximum.amount)}{_sign(maximum.unit)}"


def _sign(unit: AmountUnit) -> str:
    return "%" if unit is AmountUnit.PERCENT else "倍"


def _percent(number: Fraction) -> str:
    return f"{decimal_text(number)}%"
