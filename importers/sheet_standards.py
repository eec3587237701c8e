"""The sheets of a workbook with their tables and the standards of each, as they were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.settled_columns import columns_settled
from importers.settled_samples import doubtful_columns, doubts_of, texts_of_columns
from importers.sheet_tables import cut_tables
from importers.standards_table import read_table
from importers.table_columns import judge_columns
from importers.unheaded_columns import find_unheaded_columns
from importers.unread import table_cells
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from importers.settled_samples import ColumnTexts
    from importers.standards_table import TableReading
    from importers.tables import SheetReading
    from importers.workbook import Sheet, Workbook
    from standards_1023.settlements import Settlement
    from standards_1023.values import Convention


@dataclass(slots=True)
class SheetStandards:
    """A visible sheet, how it was cut, and what each of its tables says (`readings` beside `cut.tables`).

    `column_texts` are what its columns print, by the keys that they are settled by.
    """

    sheet: Sheet
    cut: SheetReading
    readings: list[TableReading] = field(default_factory=list)
    column_texts: ColumnTexts = field(default_factory=dict)

    def outside_tables(self) -> Iterator[tuple[str, str]]:
        """(sheet!cell, text) of every cell outside the tables: there an instrument speaks of itself."""
        taken = table_cells(self.cut)
        for cell in dict.fromkeys(self.sheet.cells.values()):
            if cell not in taken:
                yield f"{self.sheet.name}!{cell.address}", cell.text


def cut_sheets(book: Workbook, settlements: Sequence[Settlement] = ()) -> list[SheetStandards]:
    """The visible sheets of a workbook, cut into tables; SettlementRefused where a column's is no role."""
    settled = columns_settled(settlements)
    sheets = [SheetStandards(sheet, cut_tables(sheet)) for sheet in book.sheets if not sheet.hidden]
    tables = [table for one in sheets for table in one.cut.tables]
    find_unheaded_columns(tables)
    for one in sheets:
        one.column_texts = texts_of_columns(one.cut.tables)
    doubtful = doubtful_columns(settled, [one.column_texts for one in sheets])
    sound = {key: said for key, said in settled.items() if key not in doubtful}
    for table in tables:
        table.doubtful = tuple(doubts_of(table, doubtful))
        judge_columns(table, sound)
    return sheets


def read_standards(sheets: Sequence[SheetStandards], convention: Convention) -> None:
    """Read the standards of all tables into `readings`."""
    vocabulary = {matched(cell.text) for one in sheets for cell in set(one.sheet.cells.values())}
    for one in sheets:
        one.readings = [read_table(table, convention, vocabulary) for table in one.cut.tables]
