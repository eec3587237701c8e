"""Amounts → places in percent of a drawing's width, as SVG takes them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

OPEN_END = Fraction(5, 4)
"""How far a range without an upper limit is drawn, by its lower one."""
NARROWEST = Fraction(3, 5)
"""What a point is drawn as wide as, in percent."""


@dataclass(frozen=True, slots=True)
class BarScale:
    """From the amount at the left to that at the right, with a margin on either side."""

    left: Fraction
    right: Fraction
    margin: Fraction = Fraction(6)

    def at(self, number: Fraction) -> Fraction:
        """The place of an amount."""
        return self.margin + (number - self.left) / (self.right - self.left) * (100 - 2 * self.margin)


def percent(number: Fraction) -> str:
    """A place with two decimals; drawing needs no more."""
    hundredths = int(number * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
