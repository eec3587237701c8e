"""Fines whose 下限 and 上限 have columns of their own, and columns in which a bare amount is a fine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.intervals import find_interval
from standards_1023.text import normalised
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Convention, Measure, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from importers.cell_problems import CellProblems
    from importers.columns import Column
    from importers.logical_rows import Entry
    from standards_1023.values import Subject

    Printed = tuple[Column, Entry]


def is_fine_column(column: Column, text: str) -> bool:
    """Whether a lone amount in the column is a fine: by its heading, or because nothing else stands there."""
    if any(re.search(r"罚款|罚金|金额|下限|上限", normalised(h)) for h in column.headings):
        return True
    return (
        find_interval(normalised(text), Convention()) is not None
        and re.search(r"[,，。;；、]|没收|警告|吊销|责令", text) is None
    )


def fine_between(
    low: Printed | None,
    high: Printed | None,
    convention: Convention,
    group_subject: Subject | None,
    problems: CellProblems,
) -> list[Measure]:
    """下限 and 上限 in columns of their own make one fine, both limits included."""
    printed = [pair for pair in (low, high) if pair is not None]
    units: set[str] = set()
    bounds: list[Fraction | None] = []
    for pair in (low, high):
        if pair is None or pair[1].is_nothing:
            bounds.append(None)
            continue
        found = _bound(*pair, convention)
        if found is None:
            problems.error(pair[1].address, f"{pair[0].name}「{pair[1].text}」读不出数额，请改写。")
            return []
        units.add(found[1])
        bounds.append(found[0])
    if not units:
        return []
    column, first = printed[0]
    if len(units) > 1:
        problems.error(first.address, "上下限的单位不一致，请核对。")
        return []
    unit = {"倍": AmountUnit.TIMES, "%": AmountUnit.PERCENT}.get(next(iter(units)), AmountUnit.YUAN)
    amount = _amount(bounds, unit)
    if amount.is_empty:
        problems.error(first.address, "下限大于上限，请核对。")
        return []
    text = "；".join(entry.text for _, entry in printed)
    return [Measure(MeasureKind.FINE, text, column.subject or group_subject, unit, amount)]


def _bound(column: Column, entry: Entry, convention: Convention) -> tuple[Fraction | None, str] | None:
    """The number of one limit and its unit, the cell's own or the heading's; None where none is read."""
    plain = normalised(entry.text) + (column.unit or "")
    interval = find_interval(plain, convention) if re.search(r"元|倍|%", plain) else None
    if interval is None:
        return None
    bounds = interval.range
    return bounds.low if bounds.low is not None else bounds.high, interval.unit or "元"


def _amount(bounds: Sequence[Fraction | None], unit: AmountUnit) -> Range:
    size = FEN_PER_YUAN if unit is AmountUnit.YUAN else 1
    low, high = (None if bound is None else bound * size for bound in bounds)
    return Range(low, high)
