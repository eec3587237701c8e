"""Which columns of a table print conditions, and under which names facts are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Role
from importers.crossed_levels import name_down_the_side
from importers.headings import heading_role
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.columns import Column
    from importers.logical_rows import LogicalRow


def condition_columns(columns: Sequence[Column], *, grade_decides: bool) -> list[Column]:
    """The columns whose cells are conditions: factors, else the grade itself.

    Right of the penalties a factor is headed as one: what stands there under other headings is not known.
    """
    grades = [c for c in columns if c.role is Role.GRADE]
    apart = columns_apart(columns)
    factors = [c for c in columns if c.role in {Role.FACTOR, Role.ELEMENT} and c not in apart]
    if not factors:
        return grades
    return sorted(factors + (grades if grade_decides else grades[1:]), key=lambda c: c.index)


def columns_apart(columns: Sequence[Column]) -> list[Column]:
    """The columns right of the penalties that may hold conditions or anything else."""
    last = max((c.index for c in columns if c.role in OUTCOME_ROLES), default=0)
    factors = [c for c in columns if c.role in {Role.FACTOR, Role.ELEMENT}]
    if all(c.index > last for c in factors):
        return []
    return [c for c in factors if c.index > last and not _is_headed_as_condition(c)]


def _is_headed_as_condition(column: Column) -> bool:
    return column.settled or any((heading_role(h) or (None,))[0] in CONDITION_ROLES for h in column.headings)


def grade_decides(
    columns: Sequence[Column], rows: Sequence[LogicalRow], violations: Sequence[str], groups: dict[int, str]
) -> bool:
    """Whether equal conditions stand under different grades: then the grade is a condition of its own."""
    grade = next((c for c in columns if c.role is Role.GRADE), None)
    factors = condition_columns(columns, grade_decides=False)
    if grade is None or grade in factors:
        return False
    seen: dict[tuple[object, ...], str] = {}
    for number, row in enumerate(rows):
        act = violations[number] if violations else None
        key = (act, groups.get(row.row), *(matched(row.text(c)) for c in factors))
        if seen.setdefault(key, matched(row.text(grade))) != matched(row.text(grade)):
            return True
    return False


def factor_names(columns: Sequence[Column], across: str) -> dict[int, str]:
    """The name of each factor column; equal headings are told apart by the heading above or a number.

    `across` names the levels in the heading row; the corner may print both names: 违法程度＼危害后果.
    """
    result: dict[int, str] = {}
    for column in columns:
        name = name_down_the_side(column.name, across)
        if name in result.values() and len(column.headings) > 1:
            name = "·".join(column.headings)
        base, n = name, 2
        while name in result.values():
            name, n = f"{base}（{n}）", n + 1
        result[column.index] = name
    return result


def same_conditions(one: LogicalRow, other: LogicalRow, columns: Sequence[Column]) -> bool:
    """Whether two logical rows print the same conditions: the table begins anew there."""
    return [matched(one.text(c)) for c in columns] == [matched(other.text(c)) for c in columns]
