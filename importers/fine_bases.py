"""What clauses beside a fine say of its base: its name, and the smallest amount with which it counts.

违法所得不足一万元的，按一万元计算: only a clause that says this and nothing else is a floor: the amount it
counts as is the amount it must fall short of, and the base is the fine's own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from importers.intervals import find_interval
from standards_1023.text import matched, normalised
from standards_1023.values import FEN_PER_YUAN, Convention, Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from importers.clauses import Clause

COUNTED_AS = re.compile(r"^(?:均|都|一律)?(?:按照?|以)[^,]*(?:元|倍)(?:计算|计|处理|认定)$")
"""按一万元计算: how a clause behind a fine says with what its base counts."""

_LEAST = re.compile(r"按照?(?P<amount>[^,]+元)(?:计算|计)")
_BELOW = re.compile(
    r"(?:没有(?P<none>[^,]+?)(?:或者?|、))?(?P<base>[^,]+?)(?:不足|不满|少于|低于)(?P<amount>[^,]+元)的"
)
_ANY = Convention()


def base_ahead(trigger: str) -> str | None:
    """违法所得五万元以上的: the multiple that follows without a base is of 违法所得."""
    found = re.match(
        r"^(?:有|没有)?(违法所得|非法所得|货值金额|违法经营额|经营额|销售额|所收费用|合同价款)", trigger
    )
    return found[1] if found else None


def with_floor(measures: list[Measure], clause: Clause) -> tuple[list[Measure], bool]:
    """The measures with the floor in the last of them, and whether all of the clause was understood.

    Where it was not, or another fine of the same base may be meant too, none of these fines is computed.
    """
    last = measures[-1]
    least, others = _floor_of(clause, last), _of_same_base(measures[:-1], last)
    after = replace(last, text=text_with(last, clause))
    if least is not None and not others:
        return [*measures[:-1], replace(after, base_min=least)], True
    before = [replace(m, computed=False) if m in others else m for m in measures[:-1]]
    return [*before, replace(after, computed=False)], False


def text_with(fine: Measure, clause: Clause) -> str:
    """The words of a fine and of the clause that changes it, with the condition of the clause."""
    trigger = clause.trigger
    said = trigger is None or trigger == fine.trigger or normalised(clause.text).startswith(trigger)
    return f"{fine.text}{'' if said else f'，{trigger}'}，{clause.text}"


def _floor_of(clause: Clause, fine: Measure) -> Fraction | None:
    """The floor (分) that the clause gives to the base of the fine, None where it is not understood whole."""
    counted, below = _LEAST.fullmatch(clause.plain), _BELOW.fullmatch(clause.trigger or "")
    if counted is None or below is None or fine.base is None:
        return None
    if any(matched(base) != matched(fine.base) for base in (below["none"], below["base"]) if base):
        return None
    least, threshold = _point(counted["amount"]), _point(below["amount"])
    return least if least is not None and least == threshold else None


def _of_same_base(fines: Iterable[Measure], last: Measure) -> list[Measure]:
    """Computed fines of the base that have no floor: nobody can say whether the floor is for them too."""
    alike = (MeasureKind.FINE, last.base, None, True)
    return [fine for fine in fines if (fine.kind, fine.base, fine.base_min, fine.computed) == alike]


def _point(text: str) -> Fraction | None:
    """One amount of money and nothing else, in 分."""
    found = find_interval(text, _ANY)
    if found is None or found.unit != "元" or (found.start, found.end) != (0, len(text)):
        return None
    return found.range.low * FEN_PER_YUAN if found.range.is_point and found.range.low is not None else None
