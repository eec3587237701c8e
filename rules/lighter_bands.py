"""Which of two bands is lighter, where that can be said at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.applicable_law import Regime, lighter_law
from standards_1023.text import matched
from standards_1023.values import MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standards_1023.values import Measure

_WITHOUT_EXTENT = {
    MeasureKind.FINE,
    MeasureKind.WARNING,
    MeasureKind.CRITICISM,
    MeasureKind.ORDER,
    MeasureKind.NO_PENALTY,
}
_LEAD = re.compile(r"^(?:并处?|可以?|给予|予以|处以?|依法)+")


def lighter_of(old: tuple[Measure, ...], new: tuple[Measure, ...]) -> Regime:
    """OLD where the old measures are nowhere heavier, CODE where the new are lighter, COMPARE otherwise.

    Only measures of the same kinds for the same persons under the same conditions can be compared, fines in
    the same unit, and what has no amount (days of detention, what is confiscated) where it is the same.
    """
    if _terms(old) != _terms(new):
        return Regime.COMPARE
    fines = list(zip(_fines_of(old), _fines_of(new), strict=True))
    several = len({(a.subject, a.optional) for a, _ in fines}) < len(fines)
    if several or any(
        (a.unit, a.base, a.per, a.base_min) != (b.unit, b.base, b.per, b.base_min)
        or not (a.amount and b.amount)
        for a, b in fines
    ):
        return Regime.OLD if _words(old) == _words(new) else Regime.COMPARE
    found = {_compared(a, b) for a, b in fines if a.amount != b.amount}
    if not found:
        return Regime.OLD
    return found.pop() if len(found) == 1 else Regime.COMPARE


def _compared(old: Measure, new: Measure) -> Regime:
    one, other = old.amount or Range(None, None), new.amount or Range(None, None)
    if (one.low, one.high) != (other.low, other.high):
        return lighter_law(one, other)
    # The same figures: leaving the upper limit out is lighter, leaving the lower one out heavier.
    heavier = (one.high_included and not other.high_included, other.low_included and not one.low_included)
    lighter = (other.high_included and not one.high_included, one.low_included and not other.low_included)
    if any(heavier) and any(lighter):
        return Regime.COMPARE
    return Regime.CODE if any(heavier) else Regime.OLD


def _terms(measures: Iterable[Measure]) -> list[tuple[str, str, bool, str, str, str]]:
    """What two bands must share before their fines are compared."""
    return sorted(
        (m.kind.value, m.subject or "", m.optional, matched(m.trigger or ""), str(m.applies), _extent(m))
        for m in measures
    )


def _extent(measure: Measure) -> str:
    """How far a penalty without an amount goes, in its own words; some kinds know no more and no less."""
    return "" if measure.kind in _WITHOUT_EXTENT else _LEAD.sub("", matched(measure.text))


def _fines_of(measures: Iterable[Measure]) -> list[Measure]:
    fines = [m for m in measures if m.kind is MeasureKind.FINE]
    return sorted(fines, key=lambda m: (m.subject or "", m.optional))


def _words(measures: Iterable[Measure]) -> list[str]:
    return sorted(matched(m.text) for m in measures)
