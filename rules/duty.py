"""A duty of procedure that follows from band and facts, and what it is found out from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.case_input import Party
from standards_1023.values import AmountUnit, MeasureKind, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from standards_1023.values import Effect, Measure, Standard


@dataclass(frozen=True, slots=True)
class Duty:
    """What has to be done, with its article; `verified` is False where the source could not be read."""

    code: str
    text: str
    citation: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Decided:
    """What duties depend on: the measures after all adjustments, the effects and findings that hold."""

    standard: Standard
    measures: tuple[Measure, ...]
    party: Party | None
    decision_date: date | None
    effects: frozenset[Effect]
    findings: frozenset[str]
    environment: bool

    def kinds(self) -> frozenset[MeasureKind]:
        """The kinds of all measures."""
        return frozenset(measure.kind for measure in self.measures)

    def penalties(self) -> frozenset[MeasureKind]:
        """The kinds that are a penalty for somebody: neither an order to correct nor 不予处罚."""
        return self.kinds() - {MeasureKind.ORDER, MeasureKind.NO_PENALTY}

    def fines(self) -> Iterator[tuple[bool | None, Fraction | None, Fraction | None]]:
        """Each fine: whether it is a citizen's (None: not known), and its limits in 分; None is no limit."""
        for measure in self.measures:
            if measure.kind is not MeasureKind.FINE or measure.amount is None:
                continue
            in_money = measure.unit is AmountUnit.YUAN
            low, high = measure.amount.low, measure.amount.high
            yield self._is_citizens(measure), low if in_money else None, high if in_money else None

    def _is_citizens(self, measure: Measure) -> bool | None:
        if measure.subject is not None:
            return measure.subject is not Subject.UNIT
        return None if self.party is None else self.party is not Party.UNIT
