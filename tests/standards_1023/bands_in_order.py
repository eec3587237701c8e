"""The fines of a standard as they stand beside one another: along one factor, and within one fine of the law."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from standards_1023.fines_within_law import comparable_fines
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range, Row, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GRADES = ("轻微", "较轻", "一般", "较重", "严重", "特别严重")


class Step(NamedTuple):
    """Two fines of one kind, the first for the lighter fact."""

    lighter: Row
    heavier: Row
    below: Range
    above: Range


def fines(standard: Standard) -> Iterator[tuple[Row, Measure]]:
    """Every fine of every row, with its row."""
    for row in standard.rows:
        for measure in row.measures:
            if measure.kind is MeasureKind.FINE:
                yield row, measure


def steps(standard: Standard) -> Iterator[Step]:
    """From one condition of a factor to the next, the other factors equal, fine by fine; and grade by grade."""
    for factor in standard.factors:
        order = {c.text: n for n, c in enumerate(factor.conditions)}
        lines: dict[tuple[object, ...], list[tuple[int, Row]]] = defaultdict(list)
        for row in standard.rows:
            when = dict(row.when)
            if factor.name in when and not factor.condition(when[factor.name]).spanning:
                place = order[when.pop(factor.name)]
                lines[tuple(sorted(when.items())), row.group].append((place, row))
        for line in lines.values():
            rows = [row for _, row in sorted(line, key=lambda pair: pair[0])]
            for lighter, heavier in pairwise(rows):
                yield from _of_one_kind(lighter, heavier)
    graded = [(rank, row) for row in standard.rows if (rank := _rank(row.grade)) is not None]
    for (rank, row), (other_rank, other) in combinations(graded, 2):
        if row.group == other.group and rank != other_rank:
            yield from _of_one_kind(*((row, other) if rank < other_rank else (other, row)))


def _rank(grade: str | None) -> int | None:
    word = (grade or "").removeprefix("情节").removeprefix("违法").removesuffix("的")
    return _GRADES.index(word) if word in _GRADES else None


def _of_one_kind(lighter: Row, heavier: Row) -> Iterator[Step]:
    for below in lighter.measures:
        for above in heavier.measures:
            if _kind(below) == _kind(above) and below.amount is not None and above.amount is not None:
                yield Step(lighter, heavier, below.amount, above.amount)


def _kind(measure: Measure) -> tuple[object, ...]:
    return (measure.kind, measure.unit, measure.base, measure.per, measure.subject, measure.trigger)


def is_lighter(above: Range, below: Range) -> bool:
    """Whether the fine for the heavier fact begins or ends lower than that for the lighter fact."""
    return _low(above) < _low(below) or (
        above.high is not None and (below.high is None or above.high < below.high)
    )


def share_a_fine(step: Step) -> bool:
    """Whether different bands have more than their joint in common."""
    below, above = step.below, step.above
    if below == above or below.is_point or above.is_point:
        return False
    return below.high is None or _low(above) < below.high


def leave_out_the_joint(step: Step) -> bool:
    """Whether the fine at which two bands meet belongs to neither."""
    below, above = step.below, step.above
    return below.high == above.low and not (below.high_included or above.low_included)


def share_the_joint(step: Step) -> bool:
    """Whether the fine at which two bands meet belongs to both."""
    below, above = step.below, step.above
    if below.is_point or above.is_point or below.high is None:
        return False
    return below.high == above.low and below.high_included and above.low_included


def bands_within(standard: Standard, law: Measure) -> list[Range]:
    """The different fines of the rows that lie within one fine of the law, from low to high."""
    outer = law.amount
    found = {
        measure.amount
        for _, measure in fines(standard)
        if outer is not None
        and measure.amount is not None
        and any(fine is law for fine in comparable_fines(standard, measure))
        and Range(_low(measure.amount), measure.amount.high).lies_within(Range(_low(outer), outer.high))
    }
    return sorted(found, key=lambda band: (_low(band), band.high or 0))


class Joints(NamedTuple):
    """The amounts at which a band may begin and at which one may end."""

    begin: frozenset[Fraction | None]
    end: frozenset[Fraction | None]


def joints(laws: Sequence[Range], bands: Sequence[Range]) -> Joints:
    """A band begins at the foot of a step of the law or where another band ends, and so at its end.

    All steps of the law count: they may overlap (1 to 10, then 5 to 20).
    """
    return Joints(
        frozenset([*map(_low, laws), *(band.high for band in bands if not band.is_point)]),
        frozenset([*(law.high for law in laws), *(_low(band) for band in bands if not band.is_point)]),
    )


def joints_of(standard: Standard, unit: AmountUnit | None) -> Joints:
    """The joints of a standard's fines in one unit."""
    laws = [m.amount for m in standard.statutory if m.amount is not None and m.unit is unit]
    bands = [m.amount for _, m in fines(standard) if m.amount is not None and m.unit is unit]
    return joints(laws, bands)


def fault_of_cover(law: Range, bands: Sequence[Range], at: Joints) -> str | None:
    """What of the law's fine the bands leave out or cut twice: each begins and ends where another does."""
    if _low(bands[0]) != _low(law):
        return "没有从法定下限开始"
    if not any(band.high == law.high and band.high_included for band in bands):
        return "没有到法定上限"
    if any(_low(b) not in at.begin or b.high not in at.end for b in bands if not b.is_point):
        return "两档没有在同一数额相接"
    return None


def _low(bounds: Range) -> Fraction:
    return bounds.low or Fraction(0)
