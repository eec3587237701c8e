"""Cells that are read as if they printed what a person settled: 罚五个数 as 罚款50000元.

What is wrong in the file itself (a formula without a result, a struck text) is not settled but mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from standards_1023.settlements import Settlement, SettlementKind, text_key
from standards_1023.values import ProblemSeverity, Settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importers.printed_sheet import PrintedSheet
    from importers.workbook import Sheet

_Place = tuple[int, int]
CellPlace = tuple[str, str]
"""The name of a sheet and the address of a cell."""


def texts_settled(settlements: Iterable[Settlement]) -> dict[str, Settlement]:
    """The settlements of texts by their key."""
    return {one.key: one for one in settlements if one.kind is SettlementKind.TEXT}


def settle_texts(
    printed: PrintedSheet, texts: Mapping[str, Settlement], cells: Mapping[CellPlace, Settlement]
) -> dict[_Place, Settled]:
    """Put what was settled in the place of what a sheet prints; the cells that were changed, by place.

    What was settled of one cell (`cells`) goes before what was settled of its text wherever it stands.
    TooLarge where the sheets with what was settled are larger than any workbook of standards.
    """
    changed: dict[_Place, Settled] = {}
    if not (texts or cells) or printed.hidden or printed.is_summary:
        return changed
    for place, text in list(printed.texts.items()):
        address = f"{get_column_letter(place[1])}{place[0]}"
        settlement = cells.get((printed.name, address)) or texts.get(text_key(text))
        severity, _ = printed.faults.get(place, (None, ""))
        if settlement is None or severity is ProblemSeverity.ERROR:
            continue
        printed.put_instead(*place, settlement.meaning)
        changed[place] = Settled(
            printed.name, address, text.strip(), settlement.meaning, settlement.by, settlement.on
        )
    return changed


def seen_in(sheet: Sheet, changed: Mapping[_Place, Settled]) -> Iterator[Settled]:
    """The changed cells that somebody who looks at the sheet sees: not hidden, nor beneath a merged one."""
    for place, settled in changed.items():
        cell = sheet.at(*place)
        if cell is None or (cell.row, cell.column) != place:
            continue
        if not sheet.hidden_rows.issuperset(range(cell.row, cell.last_row + 1)):
            yield settled
