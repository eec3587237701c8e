"""The columns of a table that has been cut out: judged by its whole body and the unit above it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importers.column_roles import column_of, judge_column, reconcile
from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Column, Role
from importers.grade_words import is_grade_word
from importers.settled_columns import settle_columns, without_columns
from importers.titles import UNIT_ABOVE
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importers.settled_columns import SettledColumns
    from importers.tables import Table


def judge_columns(table: Table, settled: SettledColumns) -> None:
    """Give each column of the table its role, unit and subject, unless a person settled what it holds."""
    said = settle_columns(table, settled)
    table.headed, table.settled = tuple(table.columns), tuple(said.named)
    table.held, table.unclear = frozenset(said.held), tuple(said.unclear)
    table.columns = sorted((*table.columns, *said.unheaded), key=lambda column: column.index)
    if said.left_out:
        table.columns = [column for column in table.columns if column.index not in said.left_out]
        sheet, gone = without_columns(table, said.left_out)
        table.sheet, table.left_out = sheet, frozenset(gone)
    judged: list[Column] = []
    texts: dict[int, list[str]] = {}
    for column in table.columns:
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        texts[column.index] = list(dict.fromkeys(cell.text for cell in cells if cell is not None))
    for column in table.columns:
        pooled = [text for other in _levels_beside(table, column) for text in texts[other.index]]
        judged.append(judge_column(column.index, column.headings, pooled or texts[column.index]))
    unit = _unit_above(table)
    if unit is not None:
        judged = [_with_unit(column, unit, texts[column.index]) for column in judged]
    held = {column.index: _as_settled(column, said.roles, unit) for column in table.columns}
    judged = [held[column.index] or column for column in judged]
    table.columns = reconcile(judged, texts, kinds_vary=_kinds_vary(table, judged))
    penal = {c.index for c in table.of(Role.PENALTY)}
    table.columns = [
        replace(column, role=Role.PENALTY)
        if column.role in CONDITION_ROLES and penal & {c.index for c in _levels_beside(table, column)}
        else column
        for column in table.columns
    ]
    table.columns = [held[column.index] or column for column in table.columns]


def _as_settled(column: Column, roles: Mapping[int, Role], unit: str | None) -> Column | None:
    """The column as a person settled it, or None."""
    role = roles.get(column.index)
    if role is None:
        return None
    said = column_of(column.index, column.headings, role, 100)
    said = replace(said, settled=True, beside=column.beside)
    return replace(said, unit=said.unit or unit) if role in OUTCOME_ROLES else said


def _levels_beside(table: Table, column: Column) -> list[Column]:
    """The columns under the same heading that are levels: 不予处罚 | 从轻 | 从重."""
    if not column.headings or not is_grade_word(column.name):
        return []
    return [
        c
        for c in table.columns
        if c.headings[:-1] == column.headings[:-1] and c.headings and is_grade_word(c.name)
    ]


def _unit_above(table: Table) -> str | None:
    """单位：万元 above the table."""
    for cell in reversed(table.context.titles):
        if found := UNIT_ABOVE.search(normalised(cell.text)):
            return found[1]
    for row in range(max(1, table.header_row - 2), table.header_row):
        for cell in table.sheet.row_cells(row):
            if found := UNIT_ABOVE.match(normalised(cell.text)):
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
