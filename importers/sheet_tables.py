"""A sheet cut into tables: rows go to a header, a body, a title, a label or a statement."""

# ruff: noqa: PLR2004 - labels stand in rows of two or three cells

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.columns import Column, Role
from importers.footers import is_foot
from importers.header_rows import card_columns, header_depth, headings_of, numbers_columns, side_label
from importers.headings import heading_role
from importers.labels import Context, label_pairs, label_role
from importers.table_columns import judge_columns
from importers.tables import SheetReading, Table
from importers.titles import PAGE_MARK, STATEMENT, TITLE, is_title
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell, Sheet

_SIGNATURE = re.compile(r"^(?:制表|审核|填表|编制|校对|复核|签发|填报|联系)(?:人|单位|日期|时间|部门)?:")


def read_tables(sheet: Sheet) -> SheetReading:
    """Cut a sheet into its tables, and judge what their columns hold."""
    reading = cut_tables(sheet)
    for found in reading.tables:
        judge_columns(found, {})
    return reading


def cut_tables(sheet: Sheet) -> SheetReading:
    """Cut a sheet into its tables; what their columns hold is not judged yet.

    A repeated header goes on with the table above; titles or labels in between begin a new block.
    """
    cutter = _Cutter(sheet)
    row = 1
    while row <= sheet.rows:
        row += 1 if row in sheet.hidden_rows else cutter.take(row)
    return cutter.reading


@dataclass(slots=True)
class _Cutter:
    """Goes down a sheet row by row: the open table, and titles and labels waiting for the next one."""

    sheet: Sheet
    reading: SheetReading = field(default_factory=SheetReading)
    table: Table | None = None
    pending: Context = field(default_factory=Context)
    after_blank: bool = True
    interrupted: bool = False

    def take(self, row: int) -> int:
        """Put the row, or the header that begins there, where it belongs; how many rows that were."""
        cells = self.sheet.row_cells(row)
        if not cells:
            self.after_blank = True
            return 1
        fresh = self.table is None or self.after_blank or bool(self.pending.titles or self.pending.labelled)
        depth = header_depth(self.sheet, row, cells, fresh=fresh)
        self.after_blank = False
        if self.table is not None and not self.table.rows and numbers_columns(cells):
            self.reading.repeated.append(row)
            return 1
        if depth:
            self._begin(row, depth)
            return depth
        self._place(row, cells)
        return 1

    def _begin(self, row: int, depth: int) -> None:
        side = side_label(self.sheet, row, [c for c in self.sheet.row_cells(row) if c.row == row])
        raw = headings_of(self.sheet, row, depth)
        if side is not None:
            raw = {index: texts for index, texts in raw.items() if index > side.last_column}
        again = self.table is not None and not self.pending.labelled and _same_heading(self.table, raw)
        if self.table is not None and again and not self._titled_anew():
            self.reading.repeated += range(row, row + depth)
            self.table.sections += [(row, cell) for cell in self.pending.titles]
            self.pending = Context()
            return
        self._open(row, depth, raw)

    def _titled_anew(self) -> bool:
        """Whether a title stands between and no column names violations: the title names the next one."""
        table = self.table
        if table is None or not any(TITLE.match(normalised(c.text)) for c in self.pending.titles):
            return False
        meant = {role[0] for c in table.columns for h in c.headings if (role := heading_role(h)) is not None}
        return not meant & {Role.VIOLATION, Role.CODE, Role.WEIGHT}

    def _same_columns_again(self) -> None:
        """A section row within a table without violations: what follows is another standard's."""
        table = self.table
        if table is None:
            return
        if not table.rows:
            table.context.titles += self.pending.titles
        else:
            self.table = replace(
                table,
                columns=list(table.columns),
                rows=[],
                context=self.pending,
                after=Context(),
                sections=[],
            )
            self.reading.tables.append(self.table)
        self.pending = Context()

    def _open(self, row: int, depth: int, raw: dict[int, tuple[str, ...]]) -> None:
        self.table = Table(self.sheet, row, depth, [], [], self.pending)
        self.table.columns = [Column(c, h, Role.FACTOR, 0) for c, h in sorted(raw.items())]
        self.reading.tables.append(self.table)
        self.pending, self.interrupted = Context(), False

    def _place(self, row: int, cells: list[Cell]) -> None:
        """A row that is no header: labels, titles, statements, a table's body, or a card without a header."""
        own = [cell for cell in cells if cell.row == row]
        if _SIGNATURE.match(normalised(cells[0].text)):
            self.reading.statements += own
            return
        if self._labels(cells, own):
            return
        if self.table is not None and self.table.rows and is_foot(own, self.table.columns):
            self.reading.statements += own
            return
        if len(cells) == 1 and is_title(cells[0], self.sheet, self.table):
            self._title(cells[0], row)
            return
        headless = (
            None if self.table is not None and not self.pending.labelled else card_columns(self.sheet, row)
        )
        if headless is not None:
            self._open(row, 0, headless)
        if self.table is not None and not self.pending.labelled:
            if self._titled_anew():
                self._same_columns_again()
            self.table.rows.append(row)
            return
        self.reading.statements += own
        self.interrupted = True

    def _forget(self) -> None:
        """Titles and labels of a table that was not understood are not the next one's."""
        if self.interrupted:
            self.pending, self.interrupted = Context(), False

    def _title(self, cell: Cell, row: int) -> None:
        if cell.row != row:
            return
        if STATEMENT.search(normalised(cell.text)):
            self.reading.statements.append(cell)
        elif PAGE_MARK.match(normalised(cell.text)) is None:
            self._forget()
            self.pending.titles.append(cell)
            if self.table is not None:
                self.table.sections.append((row, cell))

    def _labels(self, cells: list[Cell], own: list[Cell]) -> bool:
        """违反条款 | text, 编号 | 1 | 违法行为 | text, or 处罚依据：text in one cell."""
        pairs = label_pairs(cells)
        if len(cells) == 1 and pairs and pairs[0][0] is Role.NOTE and not (self.table and self.table.rows):
            self.reading.statements += own
            return True
        if pairs:
            for role, value in pairs:
                self._label(role, [value])
            return True
        label = label_role(cells[0].text)
        if label is None or not 2 <= len(cells) <= 3 or (cells[0].columns >= 2 and len(cells) != 2):
            return False
        self._label(label, [cell for cell in cells[1:] if cell in own])
        return True

    def _label(self, label: Role, values: list[Cell]) -> None:
        self._forget()
        table = self.table
        before = self.pending.cell(label) if label in {Role.VIOLATION, Role.BASIS} else None
        if before is not None and values and values[0].row > self.pending.labelled[label][-1].last_row + 1:
            self.pending = Context()  # another card begins
        if label is Role.NOTE and table is not None and table.rows and not self.pending.labelled:
            target = table.after
        else:
            if table is not None and not table.rows and label is Role.NOTE:
                self.table = None
            target = self.pending
        for value in values:
            target.add(label, value)


def _same_heading(table: Table, raw: dict[int, tuple[str, ...]]) -> bool:
    return {c.index: tuple(map(normalised, c.headings)) for c in table.columns} == {
        index: tuple(map(normalised, texts)) for index, texts in raw.items()
    }
