"""A table within a sheet: its header, its columns, its body and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.columns import Column, Role
from importers.labels import Context
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.settled_columns import SettlementKey, Unclear
    from importers.settled_samples import Doubt
    from importers.unheaded_columns import UnheadedColumn
    from importers.workbook import Cell, Sheet
    from standards_1023.values import Settled

START = re.compile(
    r"^(?:裁量)?(?:起点|起算点|(?:基准|初始|起始|权重|基础|基本)?起点(?:权重|分值|比例|百分值)?|(?:基础|基本|基准|起始|初始|起点)(?:权重|分值?|比例|百分值|系数))$"
)


@dataclass(slots=True)
class Table:
    """One table: where its header stands, its columns, its body rows and its surroundings."""

    sheet: Sheet
    header_row: int
    header_rows: int
    columns: list[Column]
    rows: list[int]
    context: Context
    after: Context = field(default_factory=Context)
    sections: list[tuple[int, Cell]] = field(default_factory=list)
    headed: tuple[Column, ...] = ()
    """Its columns as they are headed, those that are not used among them."""
    counting: frozenset[int] = frozenset()
    """The columns whose bare numbers count the rows."""
    unheaded: tuple[UnheadedColumn, ...] = ()
    """Its columns without headings that may be settled."""
    settled: tuple[Settled, ...] = ()
    """Its columns that a person settled."""
    held: frozenset[SettlementKey] = frozenset()
    """The settlements of columns that hold in it."""
    unclear: tuple[Unclear, ...] = ()
    """Settlements of columns that no longer say which is meant."""
    doubtful: tuple[Doubt, ...] = ()
    """Its columns that hold something else than when they were settled."""
    left_out: frozenset[Cell] = frozenset()
    """The cells of columns that are not used: its sheet prints nothing there."""

    def of(self, *roles: Role) -> list[Column]:
        """The columns that hold one of the roles, from left to right."""
        return [column for column in self.columns if column.role in roles]

    def first(self, role: Role) -> Column | None:
        """The leftmost column with the role, or None."""
        return next(iter(self.of(role)), None)

    def heading_address(self, column: Column, *, above: int = 0) -> str:
        """The cell of a column's lowest heading, or of one further up; empty where no header is printed."""
        cells: list[Cell] = []
        for row in reversed(range(self.header_row, self.header_row + self.header_rows)):
            cell = self.sheet.at(row, column.index)
            if cell is not None and (not cells or cells[-1].text.split() != cell.text.split()):
                cells.append(cell)
        return cells[above].address if above < len(cells) else ""

    @property
    def head_cells(self) -> list[Cell]:
        """The cells of the header, row by row."""
        rows = range(self.header_row, self.header_row + self.header_rows)
        return [cell for row in rows for cell in self.sheet.row_cells(row)]

    @property
    def is_weighted(self) -> bool:
        """Whether the body is a weighted sum: a column of weights with a starting weight, or such a row."""
        return self.start_cell is not None or (
            bool(self.of(Role.WEIGHT)) and bool(self.of(Role.ELEMENT, Role.FACTOR))
        )

    @property
    def start_cell(self) -> Cell | None:
        """The cell 裁量起点 of a weighted sum, or None."""
        for row in self.rows:
            for cell in self.sheet.row_cells(row):
                if START.match(normalised(cell.text)):
                    return cell
        return None


def is_start_row(sheet: Sheet, row: int) -> bool:
    """Whether 裁量起点 begins in this row."""
    return any(cell.row == row and START.match(normalised(cell.text)) for cell in sheet.row_cells(row))


@dataclass(slots=True)
class SheetReading:
    """The tables of a sheet and the free text around them (说明, footnotes)."""

    tables: list[Table] = field(default_factory=list)
    statements: list[Cell] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    """The rows of headers that a page repeats, and of those that count the columns."""
