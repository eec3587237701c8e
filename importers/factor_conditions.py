"""What the conditions printed for one factor mean, and so what kind of fact it asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from importers.condition_text import factor_kind, read_condition
from standards_1023.values import Axis, Condition, Convention, Factor, FactorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importers.cell_problems import CellProblems


@dataclass(frozen=True, slots=True)
class PrintedCondition:
    """A condition as printed, its cell, the part of the text that says it, and whether it spans factors."""

    text: str
    cell: str
    meaning: str
    spanning: bool = False


def read_factor(
    name: str,
    printed: Iterable[PrintedCondition],
    convention: Convention,
    problems: CellProblems,
    axis: Axis | None = None,
) -> Factor:
    """The factor with its conditions; misprints that were seen through are named."""
    conditions: list[Condition] = []
    for one in printed:
        reading = read_condition(one.meaning, convention, heading=name)
        for misprint in reading.misprints:
            problems.warn(one.cell, f"{misprint}，按原意读取，请核对原文。")
        conditions.append(Condition(one.text, one.cell, reading.alternatives, one.spanning))
    kind = factor_kind((c.text, c.alternatives) for c in conditions if not c.spanning)
    if kind in {FactorKind.YES_NO, FactorKind.OPTION}:
        conditions = [
            replace(c, alternatives=c.alternatives if len(c.alternatives) > 1 else ()) for c in conditions
        ]
    cell = next((c.cell for c in conditions if c.cell), "")
    return Factor(name, kind, tuple(conditions), axis, cell)
