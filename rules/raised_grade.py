"""One grade up, where an instrument says so of repeated offences: the row of the next heavier condition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.errors import NeedsHuman
from rules.heaviness import is_told, rank
from standards_1023.values import Axis, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.answered import Answered
    from standards_1023.instrument_grounds import InstrumentGround
    from standards_1023.values import Row, Standard


def row_above(standard: Standard, rows: Iterable[Row], hit: Row) -> Row | None:
    """The row with the next heavier condition on the severity axis, all others alike; None at the top."""
    names = [f.name for f in standard.factors if f.axis is Axis.SEVERITY] or [
        f.name for f in standard.factors
    ]
    when = dict(hit.when)
    name = next((n for n in names if n in when), None)
    if name is None:
        return None
    index = next(i for i, factor in enumerate(standard.factors) if factor.name == name)
    others = {pair for pair in hit.when if pair[0] != name}
    here = rank(standard, index, standard.factors[index].condition(when[name]))
    above = []
    for row in rows:
        if {pair for pair in row.when if pair[0] != name} == others and name in dict(row.when):
            condition = standard.factors[index].condition(dict(row.when)[name])
            place = rank(standard, index, condition)
            if place > here and row.measures != hit.measures:
                above.append((place, row))
    if above and not is_told(standard, index):
        raise NeedsHuman(f"应当升一档，但从罚款看不出“{name}”的哪一档较重：请人工研究，不得推定。")
    return min(above, key=lambda pair: pair[0])[1] if above else None


def at_statutory_maximum(ground: InstrumentGround, answered: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """The fines of the heaviest grade at the statutory maximum; raises NeedsHuman where no clause says so."""
    if not ground.at_top:
        raise NeedsHuman(f"“{ground.text}”应当升一档，但已是最高一档，条文没有写明怎么办：请人工研究。")
    return tuple(_at_maximum(ground, one) for one in answered)


def _at_maximum(ground: InstrumentGround, one: Answered) -> Answered:
    if one.measure.kind is not MeasureKind.FINE or one.measure.amount is None:
        return one
    if one.within.limits is None or one.within.limits[1] is None:
        raise NeedsHuman(f"“{ground.text}”按法定最高额处罚，但没有读出这个数额（{one.place}）：请人工核对。")
    high = one.within.limits[1]
    return replace(one, measure=replace(one.measure, amount=Range(high, high)))
