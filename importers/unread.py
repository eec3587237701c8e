"""What a sheet prints that no table took up: a penalty that nobody reads must be named, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty
from importers.labels import Context, label_role
from standards_1023.text import normalised
from standards_1023.values import Problem, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importers.tables import SheetReading, Table
    from importers.workbook import Cell, Sheet

_LONGEST_TITLE = 60


def table_cells(reading: SheetReading) -> set[Cell]:
    """The cells of a sheet that stand in a table: its header, its body, its labelled values and notes."""
    found: set[Cell] = set()
    for table in reading.tables:
        for row in _rows(table):
            found.update(table.sheet.row_cells(row))
        found.update(table.left_out)
        for context in (table.context, table.after):
            found.update(_labelled(context))
    return found


def unread(sheet: Sheet, reading: SheetReading) -> Iterator[Problem]:
    """A problem for each row outside the tables that looks like a penalty of a standard."""
    taken = table_cells(reading)
    for row in range(1, sheet.rows + 1):
        if row in sheet.hidden_rows:
            continue
        cells = [cell for cell in sheet.row_cells(row) if cell.row == row]
        if any(cell in taken for cell in cells):
            continue
        lost = next((cell for cell in cells if _is_penalty_of_a_standard(cell, cells)), None)
        if lost is not None:
            text = " ".join(lost.text.split())[:30]
            yield Problem(
                sheet.name,
                lost.address,
                ProblemSeverity.ERROR,
                f"第 {row} 行「{text}」像是处罚标准，但没有认出它所在的表，没有读取。请核对这一块的表头。",
            )


def _rows(table: Table) -> Iterator[int]:
    yield from range(table.header_row, table.header_row + table.header_rows)
    yield from table.rows


def _labelled(context: Context) -> Iterator[Cell]:
    for cells in context.labelled.values():
        yield from cells


def _is_penalty_of_a_standard(cell: Cell, row: list[Cell]) -> bool:
    """A penalty beside other cells of its row; a title or an explanation stands alone."""
    if len(row) < 2 or len(normalised(cell.text)) > 4 * _LONGEST_TITLE:  # noqa: PLR2004 - beside another cell
        return False
    label = label_role(row[0].text)
    return looks_like_penalty(cell.text) and not (label is not None and len(row) == 2)  # noqa: PLR2004 - label, value
