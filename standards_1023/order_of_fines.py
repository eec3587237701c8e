"""Whether a heavier condition has the heavier fine."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from standards_1023.problem_of_standard import problem_of
from standards_1023.values import Factor, MeasureKind, Problem, Range, Row, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_order(standard: Standard) -> Iterator[Problem]:
    """Within one factor, the others equal, a later (heavier) condition never has a lighter band.

    A table may run from heavy to light: the direction of each factor is what most of its steps show.
    """
    for factor in standard.factors:
        order = {c.text: n for n, c in enumerate(factor.conditions)}
        steps: list[tuple[Row, Row, int]] = []
        for rows in _rows_by_other_factors(standard, factor).values():
            ordered = sorted(rows, key=lambda r: order[dict(r.when)[factor.name]])
            for lighter, heavier in pairwise(ordered):
                if (sign := _compare(lighter, heavier)) is not None:
                    steps.append((lighter, heavier, sign))
        rising = sum(sign > 0 for *_, sign in steps)
        falling = sum(sign < 0 for *_, sign in steps)
        if not rising or not falling:
            continue
        direction = 1 if rising >= falling else -1
        for before, after, sign in steps:
            if sign * direction < 0:
                row = after if direction > 0 else before
                other = before if direction > 0 else after
                sentence = f"处罚比较轻情节（{other.cell}）还轻：较重的事实反而处罚较轻，请核对。"
                yield problem_of(standard, row.cell, sentence)


def _rows_by_other_factors(standard: Standard, factor: Factor) -> dict[tuple[object, ...], list[Row]]:
    result: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in standard.rows:
        when = dict(row.when)
        if factor.name in when and not factor.condition(when[factor.name]).spanning:
            others = tuple(sorted((k, v) for k, v in when.items() if k != factor.name))
            result[others, row.group].append(row)
    return result


def _compare(one: Row, other: Row) -> int | None:
    """1 where the other row's fine is heavier, -1 where lighter, 0 where equal, None where not comparable."""
    for measure in one.measures:
        for against in other.measures:
            if measure.kind is not MeasureKind.FINE or against.kind is not MeasureKind.FINE:
                continue
            key = (measure.unit, measure.base, measure.per, measure.subject, measure.trigger)
            if key != (against.unit, against.base, against.per, against.subject, against.trigger):
                continue
            if measure.amount is None or against.amount is None:
                continue
            return _direction(measure.amount, against.amount)
    return None


def _direction(one: Range, other: Range) -> int:
    low = _sign(other.low or Fraction(0), one.low or Fraction(0))
    high = 0 if one.high is None or other.high is None else _sign(other.high, one.high)
    return low or high if low == high or 0 in {low, high} else 0


def _sign(a: Fraction, b: Fraction) -> int:
    return (a > b) - (a < b)
