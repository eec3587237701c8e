"""Whether the numeric conditions of a factor meet: no number without a condition, none with two."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.problem_of_standard import problem_of
from standards_1023.units import UNITS, counts_things
from standards_1023.values import Convention, Factor, Problem, Quantity, Range, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_conditions(standard: Standard, convention: Convention) -> Iterator[Problem]:
    """Gaps and overlaps between the numeric conditions of a factor, each group of rows for itself."""
    for factor in standard.factors:
        for texts in _texts_by_group(standard, factor):
            for (_, dimension), quantities in _quantities(factor, texts).items():
                for cell, fault in _faults(quantities, convention, whole=counts_things(dimension)):
                    yield problem_of(
                        standard, cell, f"「{factor.name}」的条件与相邻档次之间{fault}，请核对。"
                    )


def _texts_by_group(standard: Standard, factor: Factor) -> list[set[str]]:
    """The conditions of a factor that stand side by side: those of one group of rows."""
    if not standard.rows:
        return [{c.text for c in factor.conditions}]
    groups: dict[str | None, set[str]] = defaultdict(set)
    for row in standard.rows:
        for name, text in row.when:
            if name == factor.name:
                groups[row.group].add(text)
    return list(groups.values())


def _quantities(factor: Factor, texts: set[str]) -> dict[tuple[str | None, str], list[tuple[Range, str]]]:
    """The intervals of a factor's conditions by what they measure, in one unit, with their cells."""
    result: dict[tuple[str | None, str], list[tuple[Range, str]]] = defaultdict(list)
    for condition in factor.conditions:
        for alternative in condition.alternatives if condition.text in texts else ():
            if (quantity := alternative.quantity) is not None:
                key = (quantity.measured, UNITS[quantity.unit].dimension)
                result[key].append((_in_smallest_unit(quantity), condition.cell))
    return result


def _in_smallest_unit(quantity: Quantity) -> Range:
    size = UNITS[quantity.unit].size
    bounds = quantity.range
    return Range(
        None if bounds.low is None else bounds.low * size,
        None if bounds.high is None else bounds.high * size,
        bounds.low_included,
        bounds.high_included,
    )


def _faults(
    quantities: list[tuple[Range, str]], convention: Convention, *, whole: bool
) -> Iterator[tuple[str, str]]:
    """(cell, what is wrong) going up the intervals: each is held against the one that reaches furthest."""
    ordered = sorted(quantities, key=lambda pair: (pair[0].low is not None, pair[0].low or Fraction(0)))
    reach: Range | None = None
    for bounds, cell in ordered:
        if reach is not None and (fault := _between(reach, bounds, convention, whole=whole)):
            yield cell, fault
        if reach is None or bounds.high is None or (reach.high is not None and bounds.high >= reach.high):
            reach = bounds


def _between(before: Range, after: Range, convention: Convention, *, whole: bool) -> str | None:
    """What is wrong between two intervals in rising order: a gap, an overlap, or nothing."""
    if before.high is None or after.low is None:
        return "有重叠"
    high, low = before.high, after.low
    if whole:
        last = high if before.high_included else high - 1
        first = low if after.low_included else low + 1
        if first > last + 1:
            return "有空档"
        return "有重叠" if first < last or (first == last and not convention.below_included) else None
    if low > high or (low == high and not before.high_included and not after.low_included):
        return "有空档"
    if low < high:
        return "有重叠"
    both = before.high_included and after.low_included
    return "有重叠" if both and not convention.below_included else None
