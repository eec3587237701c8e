"""Which edition holds when, drawn: one bar an edition, one under another, on one scale of days."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from service.pages.bar_scale import NARROWEST, BarScale, percent
from standards_1023.editions import EditionState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from service.pages.edition_view import Line

_SHOWN = (EditionState.PUBLISHED, EditionState.SUPERSEDED)
_BEYOND = Fraction(1, 5)
"""How far beyond its last day the scale goes, as a share of what lies before."""
_MOST = 12
"""Editions drawn, the newest; the list below has them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An edition's days; an open end is drawn fading out."""

    line: Line
    x: str
    width: str
    open_end: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bars, the newest first, and where today is."""

    bars: tuple[Bar, ...]
    today: str
    today_x: str
    left_out: int


def drawn(lines: Sequence[Line], today: date) -> Drawn | None:
    """The drawing; None where nothing was published."""
    held = [line for line in lines if line.summary.state in _SHOWN and line.summary.in_force_from]
    if not held:
        return None
    shown = held[:_MOST]
    begins = [line.summary.in_force_from for line in shown if line.summary.in_force_from is not None]
    first, last = min(*begins, today), max(*begins, today)
    span = max((last - first).days, 30)
    scale = BarScale(Fraction(0), span * (1 + _BEYOND), Fraction(1))
    return Drawn(
        tuple(_bar(line, first, scale) for line in shown),
        today.isoformat(),
        percent(scale.at(Fraction((today - first).days))),
        len(held) - len(shown),
    )


def _bar(line: Line, first: date, scale: BarScale) -> Bar:
    since, until = line.summary.in_force_from, line.summary.in_force_until
    begin = Fraction((since - first).days) if since is not None else scale.left
    end = scale.right if until is None else Fraction((until - first).days)
    width = max(scale.at(end) - scale.at(begin), NARROWEST)
    return Bar(line, percent(scale.at(begin)), percent(width), until is None)
