"""Cells beside a penalty that stand under no heading: a condition or a penalty that nobody would read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty
from importers.headings import heading_role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from importers.cell_problems import CellProblems
    from importers.tables import Table
    from importers.workbook import Cell

_SAYS_NOTHING = re.compile(r"[\d.、()-]*|/+|[√✓]")


def name_unheaded(
    table: Table, rows: Iterable[int], columns: Collection[int], bands: Iterable[str], problems: CellProblems
) -> None:
    """An error at each band (its cell) of a standard that has such a cell: at others it may be left blank.

    `rows` are those of the standard, `columns` those that it was read from.  A remark right of the table is
    only named.
    """
    last = max(columns, default=0)
    first: Cell | None = None
    for cell in dict.fromkeys(cell for row in sorted(rows) for cell in cells_unheaded(table, row, columns)):
        if cell.column > last and not looks_like_penalty(cell.text):
            sentence = f"表格右边的「{_short(cell)}」上面没有表头，没有读取，请核对。"
            problems.warn(cell.address, sentence)
        else:
            first = first or cell
    if first is None:
        return
    may_settle = any(first.column == one.index for one in table.unheaded)
    for band in bands:
        sentence = f"「{_short(first)}」（{first.address}）上面没有表头，不知道是条件还是处罚"
        if may_settle:
            problems.error(
                band, f"{sentence}，本行不能适用。请补写表头，或者在草稿的表格页上确认这一列是什么。"
            )
        else:
            problems.error(band, f"{sentence}，本行不能适用。请补写表头后重新导入。")


def _short(cell: Cell) -> str:
    return " ".join(cell.text.split())[:30]


def cells_unheaded(table: Table, row: int, columns: Collection[int]) -> Iterator[Cell]:
    """The cells beside a row of the body that stand in no column; a label at the side is none."""
    body = table.header_row + table.header_rows
    for cell in table.sheet.row_cells(row):
        if cell.row < body or any(cell.column <= column <= cell.last_column for column in columns):
            continue
        if _SAYS_NOTHING.fullmatch(normalised(cell.text)):
            continue
        if not table.header_rows and heading_role(cell.text) is not None:
            continue
        yield cell
