"""What each cell of a workbook was taken for, and which standards it belongs to: from the reading itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from importers.columns import Column, Role
from importers.labels import label_role
from importers.settled_columns import keys_of_columns
from importers.settled_sheets import settled_sheets
from importers.sheet_standards import read_standards
from importers.unread import unread
from standards_1023.settlements import SettlementKind
from standards_1023.standard_names import StandardNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from importers.labels import Context
    from importers.sheet_standards import SheetStandards
    from importers.standards_table import ReadFrom, TableReading
    from importers.tables import Table
    from importers.workbook import Cell
    from standards_1023.settlements import Settlement
    from standards_1023.values import Convention, Standard


class Place(StrEnum):
    """What a cell is that stands in no column of a table, or is not read."""

    HEADING = "表头"
    TITLE = "标题"
    LABEL = "标签"
    STATEMENT = "说明"
    LEFT_OUT = "不用"
    UNREAD = "没有读"
    HIDDEN = "隐藏"


Taken = Role | Place


@dataclass(frozen=True, slots=True)
class CellTaken:
    """A printed cell: how far it is merged, what it was taken for, the standards that it belongs to."""

    address: str
    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    taken: Taken
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnTaken:
    """A column of a table: the cell of its heading, the key to settle it by, its role, how sure (0–100).

    `role` is None for a column that is not used; one without headings stands below a blank cell, and `words`
    say where.
    """

    heading: str
    column: int
    key: str
    headings: tuple[str, ...]
    role: Role | None
    score: int
    settled: bool
    words: str = ""

    @property
    def kind(self) -> SettlementKind:
        """As what it is settled."""
        return SettlementKind.COLUMN if self.headings else SettlementKind.UNHEADED


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """A visible sheet: its extent, its cells row by row, the columns of its tables, what is hidden in it.

    `unheaded` are the columns without headings that are settled or may be.
    """

    name: str
    rows: int
    columns: int
    cells: tuple[CellTaken, ...]
    tables: tuple[ColumnTaken, ...]
    unheaded: tuple[ColumnTaken, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def cells_taken(
    name: str, content: bytes, convention: Convention, settlements: Sequence[Settlement] = ()
) -> tuple[SheetTaken, ...]:
    """What was made of every printed cell of a workbook's visible sheets, read as its standards are read.

    Standards go by the shortest name within the workbook. Raises as `read_standards_workbook` does.
    """
    _, sheets, _ = settled_sheets(name, content, settlements)
    read_standards(sheets, convention)
    names = StandardNames([s for one in sheets for reading in one.readings for s in reading.standards])
    return tuple(_Taking(one, names).taken() for one in sheets)


@dataclass(slots=True)
class _Taking:
    """One sheet: what each cell is, and whose; what comes later is nearer to the standards and wins."""

    one: SheetStandards
    names: StandardNames
    what: dict[str, Taken] = field(default_factory=dict)
    whose: dict[str, dict[str, None]] = field(default_factory=dict)

    def taken(self) -> SheetTaken:
        sheet, cut = self.one.sheet, self.one.cut
        for problem in unread(sheet, cut):
            row = next(c.row for c in sheet.cells.values() if c.address == problem.cell)
            self._are(sheet.row_cells(row), Place.UNREAD)
        for row in cut.repeated:
            self._are(sheet.row_cells(row), Place.HEADING)
        for table, reading in self._tables():
            self._around(table)
            self._body(table, reading)
            self._belonging(table, reading)
        cells = dict.fromkeys(cell for _, cell in sorted(sheet.cells.items()))
        return SheetTaken(
            sheet.name,
            sheet.rows,
            sheet.columns,
            tuple(self._cell(cell) for cell in cells),
            tuple(c for table in cut.tables for c in _columns(replace(table, sheet=sheet))),
            tuple(dict.fromkeys(c for place in self._tables() for c in _unheaded(*place))),
            sheet.hidden_rows,
            sheet.hidden_columns,
        )

    def _tables(self) -> Iterable[tuple[Table, TableReading]]:
        return zip(self.one.cut.tables, self.one.readings, strict=True)

    def _cell(self, cell: Cell) -> CellTaken:
        hidden = self.one.sheet.hidden_rows.issuperset(range(cell.row, cell.last_row + 1))
        taken = Place.HIDDEN if hidden else self.what.get(cell.address, Place.STATEMENT)
        whose = tuple(self.whose.get(cell.address, ()))
        return CellTaken(
            cell.address, cell.row, cell.column, cell.rows, cell.columns, cell.text, taken, whose
        )

    def _are(self, cells: Iterable[Cell], taken: Taken) -> None:
        for cell in cells:
            self.what[cell.address] = taken

    def _around(self, table: Table) -> None:
        """Titles, sections and labels with their values; the header."""
        self._are(table.context.titles, Place.TITLE)
        self._are((cell for _, cell in table.sections), Place.TITLE)
        for context in (table.context, table.after):
            for role, values in context.labelled.items():
                for value in values:
                    beside = self.one.sheet.row_cells(value.row)
                    labels = [c for c in beside if c.column < value.column and label_role(c.text) is not None]
                    self._are(labels, Place.LABEL)
                    self.what[value.address] = role
        self._are(table.head_cells, Place.HEADING)
        self._are(table.left_out, Place.LEFT_OUT)

    def _body(self, table: Table, reading: TableReading) -> None:
        """The cells of the body by the roles of their columns; what nothing was read from."""
        roles = reading.read_columns
        read = {row for place in reading.read_from for row in place.rows}
        body = table.header_row + table.header_rows
        for row in table.rows:
            for cell in table.sheet.row_cells(row):
                if cell.row < body and table.header_rows:
                    continue
                reached = range(cell.column, cell.last_column + 1)
                role = next((roles[c] for c in reached if c in roles), None)
                if role is not None and row in read:
                    self.what[cell.address] = role
                elif cell.address not in self.what or cell.row == row:
                    self.what[cell.address] = Place.UNREAD

    def _belonging(self, table: Table, reading: TableReading) -> None:
        shared = [c.address for c in (*table.head_cells, *table.context.titles)]
        shared += [c.address for c in (*_labelled(table.context), *_labelled(table.after))]
        for standard, place in zip(reading.standards, reading.read_from, strict=True):
            name = self.names.shortest(standard)
            for address in (*shared, *_own(table, place), *_cells_of(standard)):
                self.whose.setdefault(address, {})[name] = None


def _own(table: Table, place: ReadFrom) -> Iterable[str]:
    yield from place.cells
    for row in place.rows:
        for cell in table.sheet.row_cells(row):
            yield cell.address


def _cells_of(standard: Standard) -> Iterable[str]:
    """The cells that the values of a standard name."""
    yield from (standard.cell, standard.statutory_cell or standard.cell)
    for factor in standard.factors:
        yield from (condition.cell for condition in factor.conditions)
    yield from (row.cell for row in standard.rows)
    for group in standard.weights:
        yield from (group.start_cell, *(option.cell for option in group.options))


def _labelled(context: Context) -> Iterable[Cell]:
    for cells in context.labelled.values():
        yield from cells


def _columns(table: Table) -> Iterable[ColumnTaken]:
    """The columns of a table with a heading, those that are not used among them."""
    for key, column in keys_of_columns(table.headed):
        judged = next((c for c in table.columns if c.index == column.index), None)
        yield _column(table, key, column, judged)


def _column(table: Table, key: str, column: Column, judged: Column | None) -> ColumnTaken:
    return ColumnTaken(
        table.heading_address(column),
        column.index,
        key,
        column.headings,
        None if judged is None else judged.role,
        100 if judged is None else judged.score,
        judged is None or judged.settled,
    )


def _unheaded(table: Table, reading: TableReading) -> Iterable[ColumnTaken]:
    """The columns without headings; those that are read without being settled (weights) need not be."""
    for one in table.unheaded:
        settled = any(said.cell == one.address for said in table.settled)
        role = next((c.role for c in table.columns if c.index == one.index), None)
        if settled or one.index not in reading.read_columns:
            yield ColumnTaken(one.address, one.index, one.key, (), role, 100, settled, one.words)
