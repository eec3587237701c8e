"""Which of two conditions of a factor is the heavier, and which of two fines.

A table prints its conditions from light to heavy or from heavy to light. The fines tell which: rows that
differ in this factor alone are compared, and the direction that most of them follow holds for the factor
(light to heavy where they do not tell). Options of a weighted sum are ranked by their weight. A condition
that spans several factors is the heaviest.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from standards_1023.values import AmountUnit, MeasureKind

if TYPE_CHECKING:
    from standards_1023.values import Condition, Row, Standard

Rank = tuple[bool, Fraction, int]


def rank(standard: Standard, factor: int, condition: Condition) -> Rank:
    """The place of a condition among those of its factor: the higher, the heavier."""
    of_factor = standard.factors[factor]
    place = of_factor.conditions.index(condition)
    weights = [
        option.percent
        for group in standard.weights
        for option in group.options
        if option.factor == of_factor.name and option.option == condition.text
    ]
    if not standard.weights and _runs_down(standard, factor):
        place = -place
    return condition.spanning, max(weights, default=Fraction(0)), place


def is_told(standard: Standard, factor: int) -> bool:
    """Whether weights or fines tell which of a factor's conditions is the heavier."""
    return bool(standard.weights) or _votes(standard, factor) != 0


def _runs_down(standard: Standard, factor: int) -> bool:
    """Whether the factor's conditions are printed from heavy to light."""
    return _votes(standard, factor) < 0


def _votes(standard: Standard, factor: int) -> int:
    """How many neighbours rise less how many fall, of rows that differ in this factor alone."""
    name = standard.factors[factor].name
    places = {condition.text: j for j, condition in enumerate(standard.factors[factor].conditions)}
    alike: dict[object, list[tuple[int, Row]]] = {}
    for row in standard.rows:
        when = dict(row.when)
        if name in when and when[name] in places:
            others = tuple(pair for pair in row.when if pair[0] != name)
            alike.setdefault((row.group, others), []).append((places[when[name]], row))
    votes = 0
    for rows in alike.values():
        for (_, lower), (_, upper) in pairwise(sorted(rows, key=lambda pair: pair[0])):
            votes += _compare(lower, upper)
    return votes


def _compare(one: Row, other: Row) -> int:
    """1 if the other row is heavier, -1 if lighter, 0 if equal or not comparable."""
    left, right = _fine(one), _fine(other)
    if left is None or right is None or left[0] != right[0]:
        return 0
    return (right[1] > left[1]) - (right[1] < left[1])


def _fine(row: Row) -> tuple[AmountUnit, tuple[Fraction, Fraction]] | None:
    """The row's first fine as (unit, (upper limit, lower limit)); a lone limit stands for both."""
    for measure in row.measures:
        if measure.kind is MeasureKind.FINE and measure.amount is not None and measure.unit is not None:
            low, high = measure.amount.low, measure.amount.high
            upper = high if high is not None else low
            lower = low if low is not None else Fraction(0)
            if upper is not None:
                return measure.unit, (upper, lower)
    return None
