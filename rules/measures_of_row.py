"""The measures of a row for a party: multiplied with base or quantity, and held to the statute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.amounts import in_money, needs
from rules.reasons import Reason
from rules.statutory import clamped, refuse_outside
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.amounts import Multipliers
    from rules.case_input import Party
    from standards_1023.values import Measure, Row, Standard


def applies_to(measure: Measure, party: Party | None) -> bool:
    """Whether a measure can be for this party."""
    return party is None or measure.subject is None or measure.subject in party.subjects


def measures_of_row(
    standard: Standard, row: Row, party: Party | None, multipliers: Multipliers
) -> tuple[tuple[Measure, ...], tuple[Reason, ...]]:
    """The measures after all adjustments, and the reasons for each adjustment."""
    measures: list[Measure] = []
    found: list[Reason] = []
    for printed in row.measures:
        if applies_to(printed, party):
            if printed.kind is MeasureKind.FINE:
                refuse_outside(standard, printed, row.cell)
            money, words = in_money(printed, multipliers)
            after = clamped(standard, printed, money, multipliers)
            measures.append(after.measure)
            found += _reasons(standard, row, printed, words, after.reason)
    return tuple(measures), tuple(found)


def _reasons(
    standard: Standard, row: Row, printed: Measure, multiplication: str | None, clamp: str | None
) -> Iterator[Reason]:
    place = f"{standard.sheet}!{row.cell}"
    if not printed.computed:
        text = f"“{printed.text}”中的递增部分没有计算：请在幅度内按原文人工计算。"
        yield Reason(text, place)
    if multiplication is not None:
        yield Reason(f"罚款数额：{multiplication}", place)
    elif option := needs(printed):
        yield Reason(f"“{printed.text}”按原文列出；用“{option}”给出后可算出数额。", place)
    if clamp is not None:
        yield Reason(clamp, "、".join(standard.basis) or place)
