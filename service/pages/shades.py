"""How dark a cell of a table is drawn: by the rank of its fine among all, from light to heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.pages.amount_figures import height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standards_1023.values import Row

DARKEST = 6


def shades_of(rows: Sequence[Row]) -> Mapping[str, int]:
    """Cell → 1 (lightest) to DARKEST; left out where the first measure is not counted as most are."""
    units = [m.unit for row in rows for m in row.measures[:1] if height(m) is not None]
    if not units:
        return {}
    common = max(dict.fromkeys(units), key=units.count)
    heights = {
        row.cell: found
        for row in rows
        for measure in row.measures[:1]
        if measure.unit is common and (found := height(measure)) is not None
    }
    ranks = sorted(set(heights.values()))
    steps = max(len(ranks) - 1, 1)
    return {cell: 1 + ranks.index(found) * (DARKEST - 1) // steps for cell, found in heights.items()}
