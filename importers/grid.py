"""The body of a table as logical rows: merged cells filled, 同上 resolved, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from importers.columns import OUTCOME_ROLES, Column, Role
from importers.grade_items import split_by_grade
from importers.logical_rows import Entry, Grid, LogicalRow
from importers.page_breaks import absorb, join_cut_conditions
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from importers.tables import Table
    from importers.workbook import Cell

_DITTO = re.compile(r'^(?:同上|同前|〃|″|"|“|”|同上栏|同上行|同上述|-"-|′′)+[。.]?$')
_DITTO_LEFT = re.compile(r"^(?:同左|同左栏)[。.]?$")


def read_grid(table: Table, vocabulary: Collection[str]) -> Grid:
    """The logical rows of a table's body.

    `vocabulary` holds the texts of the whole workbook (in matched form): a text cut by a page break shows
    itself when its two halves together are one of them.
    """
    grid = Grid([])
    previous: LogicalRow | None = None
    for number in table.rows:
        row = _printed_row(table, number)
        if not row.entries:
            continue
        if previous is not None and absorb(table, previous, row, vocabulary, grid):
            continue
        _resolve(table, row, previous, grid)
        if previous is not None:
            join_cut_conditions(table, grid, row, vocabulary)
        grid.rows += split_by_grade(table, row)
        previous = row
    return grid


def _printed_row(table: Table, number: int) -> LogicalRow:
    row = LogicalRow(number)
    for column in table.columns:
        cell = table.sheet.at(number, column.index)
        if cell is not None and not _stands_in_left_column(table, cell, column):
            row.entries[column.index] = _entry(cell)
    return row


def _entry(cell: Cell) -> Entry:
    return Entry(cell.text.strip(), cell.address, cell.row, cell.columns, cell.rows)


def _stands_in_left_column(table: Table, cell: Cell, column: Column) -> bool:
    """A cell merged over several columns stands in its first; over penalty columns in each."""
    if cell.column == column.index or column.role in OUTCOME_ROLES or column.role is Role.WEIGHT:
        return False
    first = next((c for c in table.columns if c.index >= cell.column), None)
    return first is not None and first.index < column.index


def _resolve(table: Table, row: LogicalRow, previous: LogicalRow | None, grid: Grid) -> None:
    """同上, 同左 and blanks take the text they stand for, within the table."""
    for column in table.columns:
        entry = row.get(column)
        if entry is not None and _DITTO_LEFT.match(normalised(entry.text)):
            left = next((row.entries[i] for i in range(column.index - 1, 0, -1) if i in row.entries), None)
            if left is not None:
                row.entries[column.index] = replace(entry, text=left.text)
        elif entry is not None and _DITTO.match(normalised(entry.text)):
            above = previous.get(column) if previous else None
            if above is None:
                grid.mended.append((entry.address, f"「{entry.text}」上面没有可以照抄的内容。"))
            else:
                row.entries[column.index] = replace(entry, text=above.text)


def inherit(table: Table, row: LogicalRow, above: LogicalRow, roles: Sequence[Role]) -> None:
    """Fill blanks of a row from the row above, for columns of the given roles, unless a cell spans there.

    Of several penalty columns a blank beside a printed one means that nothing is given there.
    """
    spanned = _spanned(row)
    outcome = any(column.role in OUTCOME_ROLES and column.index in row.entries for column in table.columns)
    for column in table.columns:
        if outcome and column.role in OUTCOME_ROLES:
            continue
        if column.role in roles and column.index not in row.entries and column.index not in spanned:
            entry = above.get(column)
            if entry is not None:
                row.entries[column.index] = replace(entry, inherited=True)


def _spanned(row: LogicalRow) -> set[int]:
    return {
        index + offset
        for index, entry in row.entries.items()
        if not entry.inherited
        for offset in range(1, entry.columns)
    }
