"""A band before and after, drawn as two bars; all bands of a standard that count alike are on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.pages.amount_figures import fine_figure
from service.pages.bar_scale import NARROWEST, percent
from service.pages.grade_bars import ends_of, scale_of
from service.wording import SUBJECTS
from standards_1023.values import AmountUnit, MeasureKind, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.pages.amount_figures import Figure
    from service.pages.bar_scale import BarScale
    from standards_1023.values import Measure, Range, Row

Counted = tuple[Subject | None, AmountUnit | None, str | None, str | None]
"""Whom a fine is for and how it counts: its unit, base, and what it is for each of."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One side: its figures, place and width."""

    figure: Figure
    x: str
    width: str
    open_end: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a fine for one kind of party (None: whoever it is)."""

    whom: str | None
    before: Bar
    after: Bar


def scales_of(rows: Sequence[Row]) -> Mapping[Counted, BarScale | None]:
    """The scale of each way of counting fines in these rows."""
    amounts: dict[Counted, list[Range]] = {}
    for row in rows:
        for measure in row.measures:
            if _drawable(measure) and measure.amount is not None:
                amounts.setdefault(_counted(measure), []).append(measure.amount)
    return {counted: scale_of(found) for counted, found in amounts.items()}


def paired_bars(
    old: Row | None, new: Row | None, scales: Mapping[Counted, BarScale | None]
) -> tuple[Pair, ...]:
    """A pair for each kind of party whose one fine, counted in the same way, differs."""
    if old is None or new is None:
        return ()
    drawn = []
    for subject in dict.fromkeys(measure.subject for measure in old.measures):
        fines = [[m for m in row.measures if _drawable(m) and m.subject is subject] for row in (old, new)]
        if [len(one) for one in fines] == [1, 1]:
            pair = _pair(fines[0][0], fines[1][0], scales)
            drawn += [] if pair is None else [pair]
    return tuple(drawn)


def _drawable(measure: Measure) -> bool:
    return measure.kind is MeasureKind.FINE and measure.amount is not None


def _counted(measure: Measure) -> Counted:
    return measure.subject, measure.unit, measure.base, measure.per


def _pair(old: Measure, new: Measure, scales: Mapping[Counted, BarScale | None]) -> Pair | None:
    one, other = old.amount, new.amount
    if one is None or other is None or one == other or _counted(old) != _counted(new):
        return None
    scale = scales.get(_counted(old))
    before, after = fine_figure(old), fine_figure(new)
    if scale is None or before is None or after is None:
        return None
    whom = None if old.subject is None else SUBJECTS[old.subject]
    return Pair(whom, bar_of(before, one, scale), bar_of(after, other, scale))


def bar_of(figure: Figure, amount: Range, scale: BarScale) -> Bar:
    """A range on a scale, wide enough to be seen."""
    low, high = (scale.at(end) for end in ends_of(amount))
    width = max(high - low, NARROWEST)
    return Bar(figure, percent(min(low, 100 - width)), percent(width), amount.high is None)
