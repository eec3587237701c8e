"""Whether the fines of neighbouring grades meet: no gap, no overlap."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from standards_1023.problem_of_standard import problem_of
from standards_1023.values import MeasureKind, Model, Problem, Range, Row, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_bands(standard: Standard) -> Iterator[Problem]:
    """Gaps and overlaps between the fines of neighbouring grades of a grade list (fixed amounts apart)."""
    if standard.model is not Model.GRADES:
        return
    fines: dict[tuple[object, ...], list[tuple[Range, Row]]] = defaultdict(list)
    for row in standard.rows:
        for measure in row.measures:
            if measure.kind is MeasureKind.FINE and measure.amount is not None and measure.computed:
                key = (row.group, measure.subject, measure.unit, measure.base, measure.per, measure.trigger)
                fines[key].append((measure.amount, row))
    for ranges in fines.values():
        distinct = list({(r.low, r.high): (r, row) for r, row in ranges}.values())
        ordered = sorted(distinct, key=lambda pair: (pair[0].low or Fraction(0), pair[0].high or Fraction(0)))
        for (before, _), (after, row) in pairwise(ordered):
            if before.is_point or after.is_point or before.high is None or after.low is None:
                continue
            if after.low > before.high:
                yield problem_of(standard, row.cell, "与上一档的罚款幅度之间有空档，请核对。")
            elif after.low < before.high:
                yield problem_of(standard, row.cell, "与上一档的罚款幅度重叠，请核对。")
