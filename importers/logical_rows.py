"""A row of a table as a reader understands it: texts by column, each with the cell it was printed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.columns import Column

_NOTHING = re.compile(r"^(?:-+|/+|\\+|…+|无此项)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in one column of a logical row, with the address it was printed at."""

    text: str
    address: str
    row: int
    columns: int = 1
    rows: int = 1
    inherited: bool = False

    @property
    def is_nothing(self) -> bool:
        """——, / and the like: no condition, no measure."""
        return _NOTHING.match(normalised(self.text)) is not None


@dataclass(slots=True)
class LogicalRow:
    """A row as a reader understands it: its number and the entries by column."""

    row: int
    entries: dict[int, Entry] = field(default_factory=dict)

    def get(self, column: Column | None) -> Entry | None:
        """The entry in a column, or None."""
        return None if column is None else self.entries.get(column.index)

    def text(self, column: Column | None) -> str:
        """The text in a column, empty where nothing stands."""
        entry = self.get(column)
        return "" if entry is None else entry.text


@dataclass(slots=True)
class Grid:
    """The logical rows of a table, what was mended and what cannot be applied: (address, sentence).

    `absorbed` are the rows that only go on with another, with the number of that one.
    """

    rows: list[LogicalRow]
    absorbed: dict[int, int] = field(default_factory=dict)
    mended: list[tuple[str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
