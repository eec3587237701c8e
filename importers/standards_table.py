"""The standards of one table: matrices and grade lists row by row, weighted sums as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.cell_problems import CellProblems
from importers.columns import Role
from importers.condition_columns import columns_apart
from importers.grid import read_grid
from importers.groups_of_rows import groups_of_rows
from importers.one_violation import is_of_one_violation
from importers.sideways_tables import not_read
from importers.standard_head import standard_head
from importers.standard_names import violation_of
from importers.standard_rows import StandardRows, standard_rows
from importers.table_rows import read_rows
from importers.weight_columns import points_cell
from importers.weighted_standards import weighted_standard, weighted_tables
from standards_1023.values import Convention, Model, Problem, Standard

if TYPE_CHECKING:
    from collections.abc import Collection

    from importers.tables import Table


@dataclass(slots=True)
class TableReading:
    """The standards of a table and the problems in it."""

    standards: list[Standard] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table(table: Table, convention: Convention, vocabulary: Collection[str]) -> TableReading:
    """All standards that a table prints."""
    result = TableReading()
    named = CellProblems(table.sheet.name, result.problems)
    if table.is_weighted:
        if (points := points_cell(table)) is not None:
            named.error(points, "按分计的裁量表尚不支持，这张表没有读取；请改为按百分数计的权重。")
            return result
        for one in weighted_tables(table):
            standard, problems = weighted_standard(one, convention, vocabulary, table.head_cells)
            result.standards.append(standard)
            result.problems += problems
        return result
    if (reason := not_read(table)) is not None:
        named.error(*reason)
        return result
    grid = read_grid(table, vocabulary)
    parts = standard_rows(table, grid)
    for address, sentence in grid.mended:
        named.warn(address, sentence)
    for address, sentence in grid.errors:
        named.error(address, sentence)
    for column in columns_apart(table.columns):
        if any(row.get(column) is not None for row in grid.rows):
            address = table.heading_address(column) or f"A{table.header_row}"
            sentence = f"「{column.name}」一列在处罚标准的右边，没有作为条件读取；如果是条件，请移到左边。"
            named.warn(address, sentence)
    for part in parts:
        _standard(table, part, convention, result)
    return result


def _standard(table: Table, part: StandardRows, convention: Convention, result: TableReading) -> None:
    groups = groups_of_rows(table, part.rows)
    reading = read_rows(table, convention, part.rows, part.violations, groups)
    if not reading.rows:
        result.problems += reading.problems
        return
    head, problems = standard_head(
        table,
        part.rows,
        violation_of(table, part.rows),
        single=is_of_one_violation(table),
        basis_roles=(Role.BASIS, Role.STATUTORY),
    )
    result.problems += problems + reading.problems
    model = Model.MATRIX if len(reading.factors) > 1 else Model.GRADES
    factors, rows = tuple(reading.factors), tuple(reading.rows)
    result.standards.append(replace(head, model=model, factors=factors, rows=rows))
