"""How dark a cell of a table is drawn: by the upper limit of its fine, on one scale for a standard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.pages.amount_figures import fine_figure, height
from standards_1023.values import Range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from standards_1023.values import Measure, Row

DARKEST = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Cell → 1 (lightest) to DARKEST, and the limits that these stand for, in words.

    A cell is left out where its fine is not counted as most are (yuan, multiples, percent).
    """

    shades: Mapping[str, int]
    lightest: str = ""
    darkest: str = ""
    left_out: bool = False

    @property
    def is_graded(self) -> bool:
        """Whether there are two limits that differ."""
        return self.lightest != self.darkest


def scale_of(rows: Sequence[Row]) -> Scale:
    """Equal steps of the amount, from the lowest upper limit among the cells to the highest."""
    fines = {row.cell: fine for row in rows if (fine := _first_fine(row)) is not None}
    counted = [(fine.unit, fine.base, fine.per) for fine in fines.values()]
    if not counted:
        return Scale({})
    common = max(dict.fromkeys(counted), key=counted.count)
    tops = {
        cell: found[0]
        for cell, fine in fines.items()
        if (fine.unit, fine.base, fine.per) == common and (found := height(fine)) is not None
    }
    lowest, highest = (pick(tops, key=lambda cell: tops[cell]) for pick in (min, max))
    return Scale(
        {cell: _shade(top, tops[lowest], tops[highest]) for cell, top in tops.items()},
        _limit(fines[lowest], tops[lowest]),
        _limit(fines[highest], tops[highest]),
        left_out=len(tops) < len(rows),
    )


def _shade(top: Fraction, lowest: Fraction, highest: Fraction) -> int:
    """The step of a limit among DARKEST equal ones."""
    if highest == lowest:
        return 1
    return min(1 + int((top - lowest) * DARKEST / (highest - lowest)), DARKEST)


def _limit(fine: Measure, top: Fraction) -> str:
    """The limit with its unit: 100万元."""
    return str(fine_figure(replace(fine, amount=Range(top, top))) or "")


def _first_fine(row: Row) -> Measure | None:
    return next((measure for measure in row.measures if height(measure) is not None), None)
