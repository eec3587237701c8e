"""The conditions met, worked out naively from the table: what the engine must agree with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.text import matched
from standards_1023.units import UNITS

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Factor


def conditions_of_number(factor: Factor, number: Fraction, unit: str) -> set[str]:
    """The printed conditions whose interval holds a number, compared as fractions of the smallest unit."""
    size = UNITS[unit].size
    met = set()
    for condition in factor.conditions:
        for alternative in condition.alternatives:
            quantity = alternative.quantity
            if quantity is None or UNITS[quantity.unit].dimension != UNITS[unit].dimension:
                continue
            if quantity.range.contains(number * size / UNITS[quantity.unit].size):
                met.add(condition.text)
    return met


def conditions_of_words(factor: Factor, words: str) -> set[str]:
    """The printed conditions that are these words, or have them as an alternative."""
    return {
        c.text
        for c in factor.conditions
        if matched(words) in {matched(c.text), *(matched(a.text) for a in c.alternatives)}
    }
