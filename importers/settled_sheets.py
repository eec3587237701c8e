"""The sheets of a file, cut into tables, in which cells and columns are what was settled about them.

What was settled of one cell is found by its standard: the sheets are read without it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.cell_keys import CellKeys, cell_keys
from importers.settled_nowhere import not_held
from importers.sheet_standards import SheetStandards, cut_sheets, read_standards
from importers.workbook_file import workbook_of
from standards_1023.settlements import Settlement, SettlementKind
from standards_1023.values import Convention, Problem, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from importers.workbook import Workbook


def settled_sheets(
    name: str, content: bytes, settlements: Sequence[Settlement]
) -> tuple[Workbook, list[SheetStandards], list[Problem]]:
    """The workbook in a file's bytes, its sheets cut into tables, and the settlements that are not read by.

    Raises WorkbookRefused, and SettlementRefused where a column's settlement names no role.
    """
    cells = [one for one in settlements if one.kind is SettlementKind.CELL]
    if not cells:
        book = workbook_of(name, content, settlements)
        sheets = cut_sheets(book, settlements)
        return book, sheets, [*not_held(settlements, book, sheets, {})]
    keys = keys_of_cells(name, content, settlements)
    places = {one.key: keys.places.get(one.key, ()) for one in cells}
    settled = {places[one.key][0]: one for one in cells if len(places[one.key]) == 1}
    book = workbook_of(name, content, settlements, settled)
    sheets = cut_sheets(book, settlements)
    doubtful = [problem for one in cells for problem in _doubtful(one, keys)]
    return book, sheets, [*doubtful, *not_held(settlements, book, sheets, keys.places)]


def keys_of_cells(name: str, content: bytes, settlements: Sequence[Settlement]) -> CellKeys:
    """The keys of a file's cells, which do not depend on what was settled of single cells."""
    others = [one for one in settlements if one.kind is not SettlementKind.CELL]
    book = workbook_of(name, content, others)
    sheets = cut_sheets(book, others)
    read_standards(sheets, Convention())
    return cell_keys(sheets, {(one.sheet, one.cell): one.printed for one in book.settled})


def _doubtful(settlement: Settlement, keys: CellKeys) -> Iterator[Problem]:
    """An error at each of several cells of which one was settled."""
    places = keys.places.get(settlement.key, ())
    for sheet, cell in places if len(places) > 1 else ():
        text = settlement.key.rsplit("｜", 1)[-1]
        others = "、".join(f"{s}!{c}" for s, c in places if (s, c) != (sheet, cell))
        sentence = f"「{text}」和 {others} 都像是确认过的那一格，分不清是哪一格，没有按确认读。请重新确认。"
        yield Problem(sheet, cell, ProblemSeverity.ERROR, sentence)
