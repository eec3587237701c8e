"""Columns that a person settled: what they hold, or that they are not used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.columns import Role
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import LEFT_OUT, Settlement, SettlementKind, column_key
from standards_1023.values import Settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importers.columns import Column
    from importers.tables import Table
    from importers.workbook import Cell, Sheet

_ABOVE = 2  # rows above a header in which 单位：万元 may stand


@dataclass(slots=True)
class ColumnsOfTable:
    """What was settled of one table's columns: roles by index, the cells left out, and each by its name."""

    roles: dict[int, Role] = field(default_factory=dict)
    left_out: dict[int, Column] = field(default_factory=dict)
    named: list[Settled] = field(default_factory=list)


def columns_settled(settlements: Iterable[Settlement]) -> dict[str, Settlement]:
    """The settlements of columns by their key; SettlementRefused where one names no role."""
    found = {one.key: one for one in settlements if one.kind is SettlementKind.COLUMN}
    roles = {role.value for role in Role}
    for one in found.values():
        if one.meaning != LEFT_OUT and one.meaning not in roles:
            sentence = f"「{one.key[:30]}」一列不能确认为「{one.meaning[:20]}」"
            raise SettlementRefused(f"{sentence}：只能是{'、'.join(Role)}，或者{LEFT_OUT}。")
    return found


def keys_of_columns(columns: Iterable[Column]) -> Iterator[tuple[str, Column]]:
    """The columns of a table that have headings, with their keys; those of the same headings are counted."""
    seen: Counter[str] = Counter()
    for column in columns:
        if column.headings:
            key = column_key(column.headings)
            seen[key] += 1
            yield column_key(column.headings, seen[key]), column


def settle_columns(table: Table, settlements: Mapping[str, Settlement]) -> ColumnsOfTable:
    """What was settled of a table's columns, by their headings; nothing of the table is changed."""
    result = ColumnsOfTable()
    for key, column in keys_of_columns(table.columns) if settlements else ():
        settlement = settlements.get(key)
        if settlement is None:
            continue
        if settlement.meaning == LEFT_OUT:
            result.left_out[column.index] = column
        else:
            result.roles[column.index] = Role(settlement.meaning)
        address = table.heading_address(column) or f"{get_column_letter(column.index)}{table.header_row}"
        path = "·".join(column.headings)
        result.named.append(
            Settled(table.sheet.name, address, path, settlement.meaning, settlement.by, settlement.on)
        )
    return result


def without_columns(table: Table, columns: Iterable[int]) -> tuple[Sheet, set[Cell]]:
    """The rows of a table as a sheet in which some columns print nothing, and the cells that are gone."""
    gone = set(columns)
    rows = {*range(table.header_row - _ABOVE, table.header_row + table.header_rows), *table.rows}
    cells: dict[tuple[int, int], Cell] = {}
    left_out: set[Cell] = set()
    for row in rows:
        for cell in table.sheet.row_cells(row):
            reached = range(cell.column, cell.last_column + 1)
            kept = [c for c in reached if c not in gone or row < table.header_row]
            cells.update(dict.fromkeys(((row, c) for c in kept), cell))
            left_out |= set() if kept else {cell}
    return replace(table.sheet, cells=cells), left_out
