"""What is settled at a cell: the column that it heads, or the text that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.cells_taken import CellTaken, Place
from importers.places import place_of
from service.api.problems import ProblemCode, ProblemRaised
from standards_1023.settlements import Settlement, SettlementKind, text_key

if TYPE_CHECKING:
    from importers.cells_taken import ColumnTaken, SheetTaken
    from service.pages.sheet_source import SheetSource


@dataclass(frozen=True, slots=True)
class SettleTarget:
    """A cell, what it prints, the key under which it is settled, and what is settled already."""

    sheet: SheetTaken
    cell: CellTaken
    column: ColumnTaken | None
    kind: SettlementKind
    key: str
    printed: str
    held: Settlement | None

    @property
    def name(self) -> str:
        """What is settled, as its settlement is named in the workbook that is read by it."""
        if self.column is None:
            return self.printed
        return "·".join(self.column.headings) or f"{self.column.words}（没有表头）"


def settle_target(
    source: SheetSource, sheet: SheetTaken, address: str, kind: SettlementKind | None
) -> SettleTarget:
    """What is settled at a cell: its column where it heads one or nothing does, unless its text is meant.

    Raises ProblemRaised where nothing is printed, or no key tells the column from others.
    """
    column = _column_of(sheet, address, kind)
    cell = next((one for one in sheet.cells if one.address == address), None)
    if cell is None and column is not None:
        cell = CellTaken(address, *place_of(address), 1, 1, "", Place.HEADING)
    if cell is None:
        raise ProblemRaised(ProblemCode.NOT_FOUND, f"{address[:10]} 没有文字，不能确认读法。")
    kind = column.kind if column else SettlementKind.TEXT
    settled = source.workbook.settled
    texts = (s.printed for s in settled if (s.sheet, s.cell) == (sheet.name, address))
    printed = cell.text if column else next(texts, cell.text)
    key = column.key if column else text_key(printed)
    held = next((s for s in source.settled if (s.kind, s.key) == (kind, key)), None)
    return SettleTarget(sheet, cell, column, kind, key, printed, held)


def _column_of(sheet: SheetTaken, address: str, kind: SettlementKind | None) -> ColumnTaken | None:
    """The column that the cell heads, or the one without headings in which it stands."""
    if kind is SettlementKind.UNHEADED:
        row, column = place_of(address)
        above = [c for c in sheet.unheaded if c.column == column and place_of(c.heading)[0] <= row]
        if not above:
            raise ProblemRaised(ProblemCode.NOT_FOUND, f"{address[:10]} 的一列不能确认：请补写表头。")
        return max(above, key=lambda one: place_of(one.heading))
    if kind is SettlementKind.TEXT:
        return None
    return next((c for c in (*sheet.tables, *sheet.unheaded) if c.heading == address), None)
