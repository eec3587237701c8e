"""A workbook whose tables have their columns in another order: headings, bodies and merged cells moved along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from importers.sheet_tables import read_tables
from importers.workbook_file import read_workbook

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def write_moved(path: Path, to: Path, chance: random.Random) -> int:
    """The workbook with each table's columns in an order by chance; how many tables were changed."""
    book = openpyxl.load_workbook(path)
    moved = sum(_moved(book[name], place, chance) for name, place in _places_of_tables(path))
    book.save(to)
    return moved


def _places_of_tables(path: Path) -> Iterator[tuple[str, CellRange]]:
    for sheet in read_workbook(path).sheets:
        for table in read_tables(sheet).tables:
            if table.rows:
                columns = [column.index for column in table.columns]
                yield (
                    sheet.name,
                    CellRange(
                        min_col=min(columns),
                        max_col=max(columns),
                        min_row=table.header_row,
                        max_row=max(table.rows),
                    ),
                )


def _moved(sheet: Worksheet, place: CellRange, chance: random.Random) -> bool:
    """Move the columns of one table; cells merged over several of them move as one block."""
    spans = [CellRange(m.coord) for m in sheet.merged_cells.ranges if not place.isdisjoint(m)]
    titles = [m for m in spans if m.min_col <= place.min_col and m.max_col >= place.max_col]
    spans = [m for m in spans if m not in titles]
    if any(not place.issuperset(m) for m in spans):
        return False
    blocks = _blocks(place, spans)
    order = chance.sample(blocks, len(blocks))
    if order == blocks:
        return False
    target = dict(
        zip([c for block in order for c in block], range(place.min_col, place.max_col + 1), strict=True)
    )
    kept = {row for m in titles for row in range(m.min_row, m.max_row + 1)}
    for span in spans:
        sheet.unmerge_cells(span.coord)
    for row in set(range(place.min_row, place.max_row + 1)) - kept:
        cells = [(column, sheet.cell(row, column)) for column in target]
        printed = [(target[column], cell.value, cell.number_format) for column, cell in cells]
        for column, value, number_format in printed:
            cell = sheet.cell(row, column)
            cell.value, cell.number_format = value, number_format
    for m in spans:
        first, last = (get_column_letter(target[column]) for column in (m.min_col, m.max_col))
        sheet.merge_cells(f"{first}{m.min_row}:{last}{m.max_row}")
    return True


def _blocks(place: CellRange, spans: list[CellRange]) -> list[list[int]]:
    """The columns in runs that no merged cell crosses."""
    blocks: list[list[int]] = []
    for column in range(place.min_col, place.max_col + 1):
        if any(m.min_col < column <= m.max_col for m in spans):
            blocks[-1].append(column)
        else:
            blocks.append([column])
    return blocks
