"""How dark a cell of a table is drawn: by the rank of its fine among all, from light to heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.pages.amount_figures import height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standards_1023.values import Measure, Row

DARKEST = 6


def shades_of(rows: Sequence[Row]) -> Mapping[str, int]:
    """Cell → 1 (lightest) to DARKEST, by the first fine; left out where it is not counted as most are."""
    fines = {row.cell: fine for row in rows if (fine := _first_fine(row)) is not None}
    units = [fine.unit for fine in fines.values()]
    if not units:
        return {}
    common = max(dict.fromkeys(units), key=units.count)
    heights = {
        cell: found
        for cell, fine in fines.items()
        if fine.unit is common and (found := height(fine)) is not None
    }
    ranks = sorted(set(heights.values()))
    steps = max(len(ranks) - 1, 1)
    return {cell: 1 + ranks.index(found) * (DARKEST - 1) // steps for cell, found in heights.items()}


def _first_fine(row: Row) -> Measure | None:
    return next((measure for measure in row.measures if height(measure) is not None), None)
