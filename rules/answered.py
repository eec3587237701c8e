"""One measure of an answer, with what it was printed as and what it may be held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from rules.amounts import Factor
    from rules.statutory import StatutoryLimits
    from standards_1023.values import Measure, Range


@dataclass(frozen=True, slots=True)
class Answered:
    """A measure in its present form.

    `printed` is its form in the table (or the law), `factor` what it was multiplied with, `within` its
    statutory limits, `place` its cell; `weighed` marks the result of a sum of weights. Where an instrument
    lowers the fine, `lowered_by` is the share, from and to, and `before_lowering` the band before.
    """

    printed: Measure
    measure: Measure
    within: StatutoryLimits
    place: str
    factor: Factor | None = None
    weighed: bool = False
    lowered_by: tuple[Fraction, Fraction] | None = None
    before_lowering: Range | None = None
