"""The columns of tables that nothing heads, and the keys by which a person settles what they hold.

A key names the sheet, the headed columns on both sides, how many columns lie between and whether penalties
are printed in it. Where one of these changes, it is another column for all that the program knows: the
settlement holds no more, and its cells are an error again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.columns import Role
from importers.settled_columns import keys_of_columns
from importers.unheaded_cells import NO_PENALTY, cells_unheaded, counting_columns, may_be_penalty
from standards_1023.settlements import LONGEST, unheaded_key
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from importers.columns import Column
    from importers.tables import Table
    from importers.workbook import Cell


@dataclass(frozen=True, slots=True)
class UnheadedColumn:
    """A column without headings: the columns that its cells cover, the blank cell above it, its key.

    `words` are its place as people say it: 违法情节右边第1列.
    """

    index: int
    covers: range
    address: str
    key: str
    words: str


def find_unheaded_columns(tables: Sequence[Table]) -> None:
    """Give each table of a workbook its columns without headings; those that no key tells apart are left out.

    Tables below one header (a section row lies between) have their columns together.
    """
    by_header: dict[tuple[int, int], list[Table]] = {}
    for table in tables:
        table.counting = counting_columns(table)
        if table.header_rows:
            by_header.setdefault((id(table.sheet), table.header_row), []).append(table)
    found = [(parts, one) for parts in by_header.values() for one in _unheaded_columns(parts)]
    plain = Counter(one.key for _, one in found)
    named = [(parts, one if plain[one.key] == 1 else _named(one, parts[0])) for parts, one in found]
    total = Counter(one.key for _, one in named)
    for parts, one in named:
        if total[one.key] == 1 and len(one.key) <= LONGEST:
            for table in parts:
                table.unheaded = (*table.unheaded, one)


def _unheaded_columns(parts: Sequence[Table]) -> Iterable[UnheadedColumn]:
    """The columns without headings in which something is printed, with keys that hold within the sheet."""
    keys = {column.index: key for key, column in keys_of_columns(parts[0].columns)}
    names = {column.index: column for column in parts[0].columns}
    cells: dict[int, dict[Cell, None]] = {}
    for table in parts:
        for row in table.rows:
            for cell in cells_unheaded(table, row, keys):
                cells.setdefault(cell.column, {})[cell] = None
    starts = sorted(cells)
    for index, after in zip_longest(starts, starts[1:]):
        last = max(cell.last_column for cell in cells[index])
        last = last if after is None else min(last, after - 1)
        place, words = _place(index, names, keys, starts)
        prints = any(may_be_penalty(cell) for cell in cells[index])
        key = unheaded_key((normalised(parts[0].sheet.name), *place, "有处罚" if prints else NO_PENALTY))
        address = f"{get_column_letter(index)}{parts[0].header_row}"
        yield UnheadedColumn(index, range(index, last + 1), address, key, words)


def _place(
    index: int, columns: Mapping[int, Column], keys: Mapping[int, str], starts: Iterable[int]
) -> tuple[tuple[str, str, str], str]:
    """Left, right and the place between; beyond the last headed column the printed ones are counted."""
    left = max((one for one in keys if one < index), default=None)
    right = min((one for one in keys if one > index), default=None)
    if left is not None and right is not None:
        between = right - left - 1
    else:
        between = sum((left or 0) < one < (right or one + 1) for one in starts)
    place = index - left if left is not None else (right or 0) - index
    beside = columns[left].name if left is not None else columns[right].name if right is not None else ""
    words = f"{beside[:30]}{'右边' if left is not None else '左边'}第{place}列"
    # A normalised heading has no such brackets.
    sides = (
        "（左边没有表头）" if left is None else keys[left],
        "（右边没有表头）" if right is None else keys[right],
    )
    return (*sides, f"共{between}列第{place}列"), words


def _named(one: UnheadedColumn, table: Table) -> UnheadedColumn:
    """With the titles and labels of its table, which tell it from others that are headed like it."""
    labelled = (table.context.labelled.get(role, ()) for role in (Role.CODE, Role.VIOLATION))
    titles = (*table.context.titles, *(cell for cells in labelled for cell in cells))
    return replace(one, key=one.key + unheaded_key(("", *(normalised(cell.text) for cell in titles))))
