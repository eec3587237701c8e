"""Cells beside a penalty that stand under no heading: a condition or a penalty that nobody would read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty
from importers.headings import heading_role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from importers.cell_problems import CellProblems
    from importers.tables import Table
    from importers.workbook import Cell

SAYS_NOTHING = re.compile(r"[.、()-]*|/+|[√✓]")
NO_PENALTY = "没有处罚"
"""What the key of a column without headings says of it."""
_NUMBERS = re.compile(r"[\d.、()-]+")


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
        if cell.column > last and not may_be_penalty(cell):
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


def may_be_penalty(cell: Cell) -> bool:
    """Whether a cell without a heading may print a penalty: in words, or as a number that counts nothing."""
    return looks_like_penalty(cell.text) or _NUMBERS.fullmatch(normalised(cell.text)) is not None


def _short(cell: Cell) -> str:
    return " ".join(cell.text.split())[:30]


def cells_unheaded(table: Table, row: int, columns: Collection[int]) -> Iterator[Cell]:
    """The cells beside a row of the body that stand in no column; a label at the side is none."""
    body = table.header_row + table.header_rows
    for cell in table.sheet.row_cells(row):
        if cell.row < body or any(cell.column <= column <= cell.last_column for column in columns):
            continue
        plain = normalised(cell.text)
        if SAYS_NOTHING.fullmatch(plain) or (cell.column in table.counting and _NUMBERS.fullmatch(plain)):
            continue
        if not table.header_rows and heading_role(cell.text) is not None:
            continue
        yield cell


def counting_columns(table: Table) -> frozenset[int]:
    """The columns whose bare numbers count the rows (1, 2, 3; 1-1, 1-2), or stand left of all headings.

    In others they may be amounts.
    """
    first = min((column.index for column in table.columns), default=0)
    body = table.header_row + table.header_rows
    numbers: dict[int, dict[Cell, tuple[int, ...]]] = {}
    for row in table.rows:
        for cell in table.sheet.row_cells(row):
            if cell.row >= body and _NUMBERS.fullmatch(plain := normalised(cell.text)):
                numbers.setdefault(cell.column, {})[cell] = tuple(map(int, re.findall(r"\d{1,9}", plain)))
    return frozenset(
        column for column, cells in numbers.items() if column < first or _count(list(cells.values()))
    )


def _count(numbers: list[tuple[int, ...]]) -> bool:
    """Whether each number goes on from the one before, or begins anew; one alone begins."""
    if len(numbers) == 1:
        return _begins(numbers[0])
    return all(_begins(after) or _goes_on(before, after) for before, after in pairwise(numbers))


def _begins(number: tuple[int, ...]) -> bool:
    return all(part == 1 for part in number)


def _goes_on(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """1-2 after 1-1, 2-1 after 1-7, 2 after 1."""
    same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    return same is not None and after[same] == before[same] + 1 and _begins(after[same + 1 :])
