"""The bands of a standard drawn one under another, over the range that the statute allows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from service.pages.amount_figures import Figure, money_figure
from service.pages.bar_scale import NARROWEST, OPEN_END, BarScale, percent
from service.wording import SUBJECTS
from standards_1023.values import AmountUnit, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from standards_1023.values import Measure, Range, Standard, Subject

_MOST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One range: its figures, place and width; its grade (of the statute: when it holds) and cells."""

    figure: Figure
    x: str
    width: str
    open_end: bool
    grade: str = ""
    cells: str = ""
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """The statutory ranges and the bands for one kind of party (None: whoever it is)."""

    whom: str | None
    statute: tuple[Bar, ...]
    bands: tuple[Bar, ...]


def charts_of(standard: Standard) -> tuple[Chart, ...]:
    """A chart for each kind of party that has fines in yuan."""
    fines = [(row, m) for row in standard.rows for m in row.measures if _is_money(m)]
    subjects = dict.fromkeys(measure.subject for _, measure in fines)
    drawn = (_chart(standard, subject) for subject in subjects)
    return tuple(chart for chart in drawn if chart is not None)


def _is_money(measure: Measure) -> bool:
    return measure.kind is MeasureKind.FINE and measure.unit is AmountUnit.YUAN and measure.amount is not None


def _chart(standard: Standard, subject: Subject | None) -> Chart | None:
    """The bands for this subject, the lightest first; None where all is one point."""
    bands: dict[tuple[str, Range], list[str]] = {}
    for row in standard.rows:
        for amount in _amounts(row.measures, subject):
            grade = "，".join(text for text in (row.group, row.grade) if text)
            bands.setdefault((grade, amount), []).append(row.cell)
    statute = list(
        dict.fromkeys(
            (measure.trigger or "", measure.amount)
            for measure in standard.statutory
            if _is_money(measure) and measure.amount is not None and measure.subject is subject
        )
    )
    scale = scale_of([amount for _, amount in (*statute, *bands)])
    if scale is None:
        return None
    in_order = sorted(bands.items(), key=lambda one: ends_of(one[0][1])[::-1])
    return Chart(
        None if subject is None else SUBJECTS[subject],
        tuple(_bar(amount, scale, trigger) for trigger, amount in statute),
        tuple(_bar(amount, scale, grade, _listed(cells)) for (grade, amount), cells in in_order),
    )


def _amounts(measures: Iterable[Measure], subject: Subject | None) -> list[Range]:
    return [m.amount for m in measures if _is_money(m) and m.amount is not None and m.subject is subject]


def ends_of(amount: Range) -> tuple[Fraction, Fraction]:
    """Where a range begins and ends as it is drawn."""
    low = amount.low if amount.low is not None else Fraction(0)
    return low, amount.high if amount.high is not None else low * OPEN_END


def scale_of(amounts: Sequence[Range]) -> BarScale | None:
    """A scale on which all of them find room; None where all is one point."""
    ends = [end for amount in amounts for end in ends_of(amount)]
    left, right = min(ends), max(ends)
    return BarScale(left, right, Fraction(1)) if left < right else None


def _bar(amount: Range, scale: BarScale, grade: str = "", cells: str = "") -> Bar:
    low, high = (scale.at(end) for end in ends_of(amount))
    width = max(high - low, NARROWEST)
    return Bar(
        money_figure(amount),
        percent(min(low, 100 - width)),
        percent(width),
        amount.high is None,
        grade,
        cells,
    )


def _listed(cells: Sequence[str]) -> str:
    shown = "、".join(cells[:_MOST_CELLS])
    return shown if len(cells) <= _MOST_CELLS else f"{shown}等 {len(cells)} 格"
