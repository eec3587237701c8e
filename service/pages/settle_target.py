"""What is settled at a cell: the column that it heads, or the text that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.api.problems import ProblemCode, ProblemRaised
from standards_1023.settlements import Settlement, SettlementKind, text_key

if TYPE_CHECKING:
    from importers.cells_taken import CellTaken, ColumnTaken, SheetTaken
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


def settle_target(
    source: SheetSource, sheet: SheetTaken, address: str, kind: SettlementKind | None
) -> SettleTarget:
    """What is settled at a cell: its column where it heads one, unless its text is meant.

    Raises ProblemRaised where nothing is printed.
    """
    cell = next((one for one in sheet.cells if one.address == address), None)
    if cell is None:
        raise ProblemRaised(ProblemCode.NOT_FOUND, f"{address[:10]} 没有文字，不能确认读法。")
    column = next((one for one in sheet.tables if one.heading == address), None)
    if column is None or kind is SettlementKind.TEXT:
        column, kind = None, SettlementKind.TEXT
    settled = source.workbook.settled
    texts = (s.printed for s in settled if (s.sheet, s.cell) == (sheet.name, address))
    printed = cell.text if column else next(texts, cell.text)
    key = column.key if column else text_key(printed)
    held = next((s for s in source.settled if (s.kind, s.key) == (kind or SettlementKind.COLUMN, key)), None)
    return SettleTarget(sheet, cell, column, kind or SettlementKind.COLUMN, key, printed, held)
