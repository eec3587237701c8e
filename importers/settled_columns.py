"""Columns that a person settled: what they hold, or that they are not used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from importers.columns import Column, Role
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import (
    LEFT_OUT,
    Settlement,
    SettlementKind,
    column_key,
    path_of_key,
)
from standards_1023.values import Settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from importers.tables import Table
    from importers.workbook import Cell, Sheet

SettlementKey = tuple[SettlementKind, str]
SettledColumns = dict[SettlementKey, Settlement]
_ABOVE = 2  # rows above a header in which 单位：万元 may stand


class Unclear(NamedTuple):
    """Columns of one heading of which one was settled when there was another number of them."""

    path: str
    cell: str
    sentence: str


@dataclass(slots=True)
class ColumnsOfTable:
    """What was settled of one table's columns: roles by index, the columns left out, and each by its name.

    `unheaded` are those that nothing heads; `held` the settlements that hold in it; `unclear` are those that
    no longer say which column they mean.
    """

    roles: dict[int, Role] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    unheaded: list[Column] = field(default_factory=list)
    named: list[Settled] = field(default_factory=list)
    held: set[SettlementKey] = field(default_factory=set)
    unclear: list[Unclear] = field(default_factory=list)

    def settle(self, settlement: Settlement, covers: range) -> None:
        """Take over what was settled of the columns that are covered; the first has the texts."""
        self.held.add((settlement.kind, settlement.key))
        if settlement.meaning == LEFT_OUT:
            self.left_out.update(covers)
        else:
            self.roles[covers.start] = Role(settlement.meaning)


def columns_settled(settlements: Iterable[Settlement]) -> SettledColumns:
    """The settlements of columns by kind and key; SettlementRefused where one names no role."""
    found = {(one.kind, one.key): one for one in settlements if one.kind.is_of_a_column}
    roles = {role.value for role in Role}
    for one in found.values():
        if one.meaning != LEFT_OUT and one.meaning not in roles:
            sentence = f"「{one.key[:30]}」一列不能确认为「{one.meaning[:20]}」"
            raise SettlementRefused(f"{sentence}：只能是{'、'.join(Role)}，或者{LEFT_OUT}。")
    return found


def keys_of_columns(columns: Sequence[Column]) -> Iterator[tuple[str, Column]]:
    """The columns of a table that have headings, with their keys; those of the same headings are counted."""
    twins = Counter(column_key(column.headings) for column in columns if column.headings)
    seen: Counter[str] = Counter()
    for column in columns:
        if column.headings:
            path = column_key(column.headings)
            seen[path] += 1
            yield column_key(column.headings, seen[path], twins[path]), column


def settle_columns(table: Table, settlements: SettledColumns) -> ColumnsOfTable:
    """What was settled of a table's columns, by their headings and places; nothing of it is changed."""
    result = ColumnsOfTable()
    if not settlements:
        return result
    for key, column in keys_of_columns(table.columns):
        settlement = settlements.get((SettlementKind.COLUMN, key))
        if settlement is not None:
            result.settle(settlement, range(column.index, column.index + 1))
            result.named.append(
                _named(table, settlement, address_of(table, column), "·".join(column.headings))
            )
    for one in table.unheaded:
        settlement = settlements.get((SettlementKind.UNHEADED, one.key))
        if settlement is not None:
            result.unheaded.append(Column(one.index, (), Role.FACTOR, 0, beside=one.words))
            result.settle(settlement, one.covers)
            result.named.append(_named(table, settlement, one.address, f"{one.words}（没有表头）"))
    result.unclear += _unclear(table, settlements)
    return result


def _named(table: Table, one: Settlement, address: str, name: str) -> Settled:
    return Settled(table.sheet.name, address, name, one.meaning, one.by, one.on)


def _unclear(table: Table, settlements: SettledColumns) -> Iterator[Unclear]:
    """Columns of which one was settled when another number of them had these headings: nobody knows which."""
    by_path: dict[str, list[tuple[str, Column]]] = {}
    for key, column in keys_of_columns(table.columns):
        by_path.setdefault(column_key(column.headings), []).append((key, column))
    known = {path_of_key(key) for kind, key in settlements if kind is SettlementKind.COLUMN}
    for path, columns in by_path.items():
        if path not in known or any((SettlementKind.COLUMN, key) in settlements for key, _ in columns):
            continue
        column = columns[0][1]
        seen = f"表头是「{'·'.join(column.headings)}」的现在有 {len(columns)} 列"
        sentence = f"{seen}，与确认时不同，不知道确认的是哪一列，没有按确认读。请重新确认。"
        yield Unclear(path, address_of(table, column), sentence)


def address_of(table: Table, column: Column) -> str:
    """The cell of a column's heading."""
    return table.heading_address(column) or f"{get_column_letter(column.index)}{table.header_row}"


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
