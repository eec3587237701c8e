"""The keys by which one cell is settled: what its standard and its column print, never where it stands.

Rows that come in above do not change a key. Where one of its parts changed, it is another cell for all that
the program knows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Role
from importers.settled_columns import keys_of_columns
from standards_1023.settlements import cell_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from importers.columns import Column
    from importers.settled_texts import CellPlace
    from importers.sheet_standards import SheetStandards
    from importers.tables import Table
    from importers.workbook import Cell
    from standards_1023.values import Standard

_CODE_BY_PLACE = re.compile(r"第\d+行")
_OF_A_ROW = (*CONDITION_ROLES, *OUTCOME_ROLES, Role.WEIGHT)
_CONDITIONS = (*CONDITION_ROLES, Role.SUBJECT)


@dataclass(frozen=True, slots=True)
class CellKeys:
    """The keys of a workbook's cells by place, and the places of each key: several are no single cell."""

    of: Mapping[CellPlace, str]
    places: Mapping[str, tuple[CellPlace, ...]]


def cell_keys(sheets: Sequence[SheetStandards], printed: Mapping[CellPlace, str]) -> CellKeys:
    """The keys of all cells of the bodies that belong to one standard and stand below headings.

    `printed` are the texts of the cells that are read as something else; the sheets have been read.
    """
    names = Counter(one.sheet.name for one in sheets)
    of = {
        place: key
        for one in sheets
        if names[one.sheet.name] == 1
        for place, key in _Sheet(one, printed).with_keys()
    }
    places: dict[str, list[CellPlace]] = {}
    for place, key in of.items():
        places.setdefault(key, []).append(place)
    return CellKeys(of, {key: tuple(found) for key, found in places.items()})


@dataclass(slots=True)
class _Sheet:
    one: SheetStandards
    printed: Mapping[CellPlace, str]
    owners: dict[str, set[int]] = field(default_factory=dict)

    def with_keys(self) -> Iterator[tuple[CellPlace, str]]:
        """The place and the key of each cell that only one standard has."""
        found: dict[str, tuple[Table, Standard, Cell]] = {}
        for table, reading in zip(self.one.cut.tables, self.one.readings, strict=True):
            for standard, place in zip(reading.standards, reading.read_from, strict=True):
                cells = {c.address: c for row in place.rows for c in table.sheet.row_cells(row)}
                found |= {address: (table, standard, cell) for address, cell in cells.items()}
                for address in {*cells, *place.cells}:
                    self.owners.setdefault(address, set()).add(id(standard))
        for address, (table, standard, cell) in found.items():
            key = self._key(table, standard, cell) if len(self.owners[address]) == 1 else None
            if key is not None:
                yield (self.one.sheet.name, address), key

    def _key(self, table: Table, standard: Standard, cell: Cell) -> str | None:
        code = "" if _CODE_BY_PLACE.fullmatch(standard.code) else standard.code
        reached = range(cell.column, cell.last_column + 1)
        keys = {column.index: key for key, column in keys_of_columns(table.headed)}
        index = next((column for column in reached if column in keys), None)
        if (
            index is None
            or cell.row < table.header_row + table.header_rows
            or not (code or standard.violation)
        ):
            return None
        column = next((c for c in table.columns if c.index == index), None)
        beside = self._conditions(table, cell) if column is not None and column.role in _OF_A_ROW else ""
        sheet, text = self.one.sheet.name, self._text(cell)
        return cell_key((sheet, code, standard.violation, keys[index], beside, text))

    def _conditions(self, table: Table, cell: Cell) -> str:
        """What the rows of a cell print of conditions beside it: a band is known by them."""
        columns: list[Column] = table.of(*_CONDITIONS)
        rows = range(cell.row, cell.last_row + 1)
        cells = (table.sheet.at(row, column.index) for row in rows for column in columns)
        return "、".join(self._text(one) for one in dict.fromkeys(cells) if one is not None and one != cell)

    def _text(self, cell: Cell) -> str:
        return self.printed.get((self.one.sheet.name, cell.address), cell.text)
