"""What the quantities of a factor measure: 超标倍数 and 排放量 of one column are two things, not one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.text import matched
from standards_1023.units import SCALE, UNITS, find_unit

if TYPE_CHECKING:
    from standards_1023.values import Factor, Quantity


@dataclass(frozen=True, slots=True)
class Thing:
    """One measured thing of a factor: its dimension, first printed unit, and the words that tell it apart.

    `measured` and `period` are None where the factor measures only one thing of this dimension.
    """

    name: str
    dimension: str
    unit: str
    measured: str | None
    period: str | None

    @property
    def words(self) -> str:
        """The words that tell the thing apart, as people write them before a number: 一年内被处罚."""
        return f"{self.period or ''}{self.measured or ''}"

    def counted(self, number: str) -> str:
        """A number with the unit as people say it: 3倍, 6个月."""
        return f"{number}{'个月' if self.unit == '月' else self.unit}"

    def is_named_by(self, words: str) -> bool:
        """Whether the words before an entered number mean this thing."""
        printed = {self.measured or "", self.period or "", self.words}
        return matched(words) in {matched(text) for text in printed if text}


class ThingsOfFactor:
    """The things that a factor's conditions measure, in printed order."""

    def __init__(self, factor: Factor, prefix: str) -> None:
        quantities = [q for c in factor.conditions for a in c.alternatives if (q := readable(a.quantity))]
        self._several = {
            dimension: _tells_apart([q for q in quantities if UNITS[q.unit].dimension == dimension])
            for dimension in {UNITS[q.unit].dimension for q in quantities}
        }
        self._things: dict[tuple[str, str | None, str | None], Thing] = {}
        for quantity in quantities:
            key = self._key(quantity)
            unit = find_unit(quantity.unit)
            if unit is not None:
                name = f"{prefix}q{len(self._things)}"
                thing = Thing(name, unit.dimension, unit.name, quantity.measured, quantity.period)
                self._things.setdefault(key, thing)

    def _key(self, quantity: Quantity) -> tuple[str, str | None, str | None]:
        dimension = UNITS[quantity.unit].dimension
        by_measured, by_period = self._several[dimension]
        measured = matched(quantity.measured or "") if by_measured else None
        return dimension, measured, matched(quantity.period or "") if by_period else None

    def thing_of(self, quantity: Quantity) -> Thing:
        """The thing that a readable quantity of this factor measures."""
        return self._things[self._key(quantity)]

    def all(self) -> tuple[Thing, ...]:
        """All things."""
        return tuple(self._things.values())


def _tells_apart(quantities: list[Quantity]) -> tuple[bool, bool]:
    """Whether the measured words, and the period, tell quantities of one dimension apart.

    A condition that leaves the words out means the same thing as its neighbours, as long as these agree.
    """
    measured = {matched(q.measured) for q in quantities if q.measured}
    periods = {matched(q.period) for q in quantities if q.period}
    return len(measured) > 1, len(periods) > 1


def readable(quantity: Quantity | None) -> Quantity | None:
    """The quantity if the engine can compare it: a known unit and at least one limit."""
    if quantity is None or quantity.unit not in UNITS:
        return None
    return None if quantity.range.low is None and quantity.range.high is None else quantity


def engine_number(number: Fraction, unit: str) -> Fraction:
    """A threshold in the engine's scale (units.SCALE); it need not be whole."""
    return Fraction(number) * UNITS[unit].size * SCALE
