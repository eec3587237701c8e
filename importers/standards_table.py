"""The standards of one table: matrices and grade lists row by row, weighted sums as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.cell_problems import CellProblems
from importers.columns import CONDITION_ROLES, Role
from importers.condition_columns import columns_apart
from importers.crossed_levels import beside_levels
from importers.grid import read_grid
from importers.groups_of_rows import groups_of_rows
from importers.one_violation import is_of_one_violation
from importers.sideways_tables import not_read
from importers.standard_head import standard_head
from importers.standard_names import violation_of
from importers.standard_rows import StandardRows, standard_rows
from importers.table_rows import read_rows
from importers.unheaded_cells import name_unheaded
from importers.weight_columns import points_cell
from importers.weight_options import columns_of_sum
from importers.weighted_standards import weighted_standard, weighted_tables
from standards_1023.values import Convention, Model, Problem, Standard

if TYPE_CHECKING:
    from collections.abc import Collection

    from importers.logical_rows import Grid
    from importers.tables import Table


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """Where a standard stands in its table: its body rows, and the cells that it shares with others."""

    rows: frozenset[int]
    cells: frozenset[str] = frozenset()


@dataclass(slots=True)
class TableReading:
    """The standards of a table, where each was read from, and the problems in it."""

    standards: list[Standard] = field(default_factory=list)
    read_from: list[ReadFrom] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read_columns: dict[int, Role] = field(default_factory=dict)
    """What the columns of the body hold from which the standards were read."""


def read_table(table: Table, convention: Convention, vocabulary: Collection[str]) -> TableReading:
    """All standards that a table prints."""
    result = TableReading()
    named = CellProblems(table.sheet.name, result.problems)
    if table.is_weighted:
        if (points := points_cell(table)) is not None:
            named.error(points, "按分计的裁量表尚不支持，这张表没有读取；请改为按百分数计的权重。")
            return result
        summed = columns_of_sum(table)
        headed = {column.index for column in table.columns} | summed.keys()
        for one in weighted_tables(table):
            standard, problems = weighted_standard(one, convention, vocabulary, table.head_cells)
            result.standards.append(standard)
            result.read_from.append(ReadFrom(frozenset(one.rows)))
            result.problems += problems
            starts = dict.fromkeys(group.start_cell for group in standard.weights)
            name_unheaded(table, one.rows, headed, starts, named)
        others = {c.index: c.role for c in table.columns if c.role not in CONDITION_ROLES}
        result.read_columns = {**others, **summed}
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
    apart = columns_apart(table.columns)
    unread = (*apart, *beside_levels(table.columns))
    result.read_columns = {c.index: c.role for c in table.columns if c not in unread}
    for column in apart:
        if any(row.get(column) is not None for row in grid.rows):
            address = table.heading_address(column) or f"A{table.header_row}"
            sentence = f"「{column.name}」一列在处罚标准的右边，没有作为条件读取；如果是条件，请移到左边。"
            named.warn(address, sentence)
    for part in parts:
        _standard(table, part, convention, result, grid)
    return result


def _standard(
    table: Table, part: StandardRows, convention: Convention, result: TableReading, grid: Grid
) -> None:
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
    place = _read_from(part, grid)
    headed = {column.index for column in table.columns}
    bands = (row.cell for row in reading.rows)
    name_unheaded(table, place.rows, headed, bands, CellProblems(table.sheet.name, result.problems))
    model = Model.MATRIX if len(reading.factors) > 1 else Model.GRADES
    factors, rows = tuple(reading.factors), tuple(reading.rows)
    result.standards.append(replace(head, model=model, factors=factors, rows=rows))
    result.read_from.append(place)


def _read_from(part: StandardRows, grid: Grid) -> ReadFrom:
    own = {row.row for row in part.rows}
    going_on = {row for row, begun in grid.absorbed.items() if begun in own}
    cells = {entry.address for row in part.rows for entry in row.entries.values()}
    return ReadFrom(frozenset(own | going_on), frozenset(cells))
