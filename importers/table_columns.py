"""The columns of a table that has been cut out: judged by its whole body and the unit above it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from importers.column_roles import judge_column, reconcile
from importers.columns import OUTCOME_ROLES, Column, Role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.tables import Table


def judge_columns(table: Table) -> None:
    """Give each column of the table its role, unit and subject."""
    judged: list[Column] = []
    texts: dict[int, list[str]] = {}
    for column in table.columns:
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        texts[column.index] = list(dict.fromkeys(cell.text for cell in cells if cell is not None))
        judged.append(judge_column(column.index, column.headings, texts[column.index]))
    unit = _unit_above(table)
    if unit is not None:
        judged = [_with_unit(column, unit, texts[column.index]) for column in judged]
    table.columns = reconcile(judged, texts, kinds_vary=_kinds_vary(table, judged))


def _unit_above(table: Table) -> str | None:
    """单位：万元 in a row of its own above the table."""
    for cell in reversed(table.context.titles):
        if found := re.fullmatch(r"[(]?(?:金额)?单位[:为]?(?:人民币)?(万元|元)[)]?", normalised(cell.text)):
            return found[1]
    return None


def _with_unit(column: Column, unit: str, texts: list[str]) -> Column:
    """A penalty column without a unit of its own counts in the table's."""
    if column.role not in OUTCOME_ROLES or column.unit is not None:
        return column
    return replace(judge_column(column.index, (f"{column.name}（{unit}）",), texts), headings=column.headings)


def _kinds_vary(table: Table, columns: list[Column]) -> bool:
    """Whether 处罚种类 says something else in the rows of one violation: then it is part of the outcome."""
    kinds = next((c for c in columns if c.role is Role.KINDS), None)
    if kinds is None:
        return False
    violation = next((c for c in columns if c.role is Role.VIOLATION), None)
    return _distinct(table, kinds) > (1 if violation is None else _distinct(table, violation))


def _distinct(table: Table, column: Column) -> int:
    return len({cell for row in table.rows if (cell := table.sheet.at(row, column.index)) is not None})
