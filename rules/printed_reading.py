"""What the printed table says to a number or to words, read plainly: no rule, no scale, no engine.

The compiled form is held against this page, so that a fault which both evaluators share is seen as well.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rules.things import readable
from standards_1023.text import matched
from standards_1023.units import SCALE, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.things import Thing, ThingsOfFactor
    from standards_1023.values import Factor, Quantity


def conditions_of_number(factor: Factor, things: ThingsOfFactor, thing: Thing, scaled: int) -> frozenset[int]:
    """The conditions with a printed interval of this thing that holds the number (units.scaled)."""
    return frozenset(
        j
        for j, quantity in _intervals(factor)
        if things.thing_of(quantity) == thing
        and quantity.range.contains(Fraction(scaled, SCALE * UNITS[quantity.unit].size))
    )


def conditions_of_words(factor: Factor, words: str) -> frozenset[int]:
    """The conditions that are printed in these words, or have them as an alternative."""
    wanted = matched(words)
    return frozenset(
        j
        for j, condition in enumerate(factor.conditions)
        if wanted in {matched(condition.text), *(matched(a.text) for a in condition.alternatives)}
    )


def limits_of_thing(factor: Factor, things: ThingsOfFactor, thing: Thing) -> frozenset[Fraction]:
    """The printed limits of a thing, in the engine's scale; they need not be whole there."""
    return frozenset(
        limit * SCALE * UNITS[quantity.unit].size
        for _, quantity in _intervals(factor)
        if things.thing_of(quantity) == thing
        for limit in (quantity.range.low, quantity.range.high)
        if limit is not None
    )


def _intervals(factor: Factor) -> Iterator[tuple[int, Quantity]]:
    for j, condition in enumerate(factor.conditions):
        for alternative in condition.alternatives:
            if quantity := readable(alternative.quantity):
                yield j, quantity
