"""The columns of weights in a weighted sum, and whom and with what start each of them is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from importers.columns import Role
from standards_1023.numerals import read_percent
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.tables import Table
    from importers.workbook import Cell


@dataclass(frozen=True, slots=True)
class GroupHead:
    """What heads a column of weights: its group's name, the starting weight, and the cell of that."""

    name: str | None
    start: Fraction | None
    cell: str


def weight_columns(table: Table) -> list[int]:
    """The columns of percentages at the right end of the table."""
    by_role = [c.index for c in table.of(Role.WEIGHT)]
    shares: list[int] = []
    for column in range(1, table.sheet.columns + 1):
        texts = [
            normalised(cell.text) for row in table.rows if (cell := table.sheet.at(row, column)) is not None
        ]
        percents = [t for t in texts if read_percent(t) is not None]
        if percents and len(percents) >= 0.5 * len(texts):
            shares.append(column)
    otherwise = {c.index for c in table.columns if c.settled} - set(by_role)
    return sorted((set(by_role) | set(shares)) - otherwise)


def read_weight(table: Table, cell: Cell) -> Fraction | None:
    """A weight: with its %, or bare under a heading that prints % (10), or as a share of one (0.1)."""
    plain = normalised(cell.text)
    if (percent := read_percent(plain)) is not None or not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return percent
    column = next((c for c in table.columns if c.index == cell.column), None)
    if column is not None and column.unit == "%":
        return Fraction(plain)
    bare = [
        t
        for row in table.rows
        if re.fullmatch(r"\d+(?:\.\d+)?", t := normalised(table.sheet.text(row, cell.column)))
    ]
    shares = [Fraction(t) for t in bare]
    return Fraction(plain) * 100 if shares and max(shares) <= 1 and any(0 < s < 1 for s in shares) else None


def points_cell(table: Table) -> str | None:
    """The heading of the weights where they are points (5分; 10 below 分值) and none is a percentage."""
    for index in weight_columns(table):
        cells = [cell for row in table.rows if (cell := table.sheet.at(row, index)) is not None]
        if any(read_weight(table, cell) is not None for cell in cells):
            return None
        column = next((c for c in table.columns if c.index == index), None)
        headed = (
            column is not None and re.search(r"分(?:值|数)?(?:\(分\))?$", normalised(column.name)) is not None
        )
        form = r"[-+]?\d+(?:\.\d+)?分?" if headed else r"[-+]?\d+(?:\.\d+)?分"
        if any(re.fullmatch(form, normalised(cell.text)) for cell in cells):
            return (table.heading_address(column) if column is not None else "") or cells[0].address
    return None


def weight_groups(table: Table, columns: list[int]) -> dict[int, GroupHead]:
    """The groups by column, from the rows that the cell 裁量起点 covers; one group where none has a start."""
    cell = table.start_cell
    if cell is None:
        return {column: GroupHead(None, None, f"A{table.header_row}") for column in columns[:1]}
    groups: dict[int, GroupHead] = {}
    for column in columns:
        previous = table.sheet.at(cell.last_row, column - 1) if column > columns[0] else None
        names, starts = _names_and_starts(table, cell, column)
        if starts and (previous is None or starts[-1][1] is not previous):
            percent, at = starts[-1]
            groups[column] = GroupHead("·".join(names) or None, percent, at.address)
    first = columns[0] if columns else 0
    return groups or {first: GroupHead(None, None, cell.address)}


def _names_and_starts(
    table: Table, start: Cell, column: int
) -> tuple[list[str], list[tuple[Fraction, Cell]]]:
    """The names and the weights that a column prints in the rows of 裁量起点."""
    names: list[str] = []
    starts: list[tuple[Fraction, Cell]] = []
    for row in range(start.row, start.last_row + 1):
        at = table.sheet.at(row, column)
        if at is None:
            continue
        if (percent := read_weight(table, at)) is not None:
            starts.append((percent, at))
        elif re.search(r"[\u4e00-\u9fff]", normalised(at.text)) and at.text not in names:
            names.append(at.text.strip())
    return names, starts
