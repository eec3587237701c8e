"""A workbook as a grid of cells with addresses: merged ranges filled, hidden rows and columns known."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter

from standards_1023.values import ProblemSeverity, Settled


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: its text, its address and how far it is merged (rows and columns, 1 and 1 if not)."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1

    @property
    def address(self) -> str:
        """The address of the (top left) cell: D17."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def last_row(self) -> int:
        """The lowest row that the cell covers."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The rightmost column that the cell covers."""
        return self.column + self.columns - 1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell of a file whatever it means: a formula without a result, a broken number."""

    address: str
    severity: ProblemSeverity
    sentence: str


@dataclass
class Sheet:
    """One sheet: cells by place (a merged cell stands at every place it covers), and what is hidden."""

    name: str
    hidden: bool
    rows: int
    columns: int
    cells: dict[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    leftovers: tuple[Cell, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Cells whose content cannot be taken as it stands."""
    hidden_columns: frozenset[int] = frozenset()
    """Hidden columns in which something is printed."""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, or None where nothing is printed."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text at a place, empty where nothing is printed."""
        cell = self.cells.get((row, column))
        return "" if cell is None else cell.text

    def row_cells(self, row: int) -> list[Cell]:
        """The cells of a row from left to right, a merged one once."""
        return list(self._rows.get(row, ()))

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The addresses of the cells whose fault is an error."""
        return frozenset(f.address for f in self.faults if f.severity is ProblemSeverity.ERROR)

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        """The cells of each row that prints something: a tall sheet may be nearly blank."""
        result: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            cells = result.setdefault(row, [])
            if not cells or cells[-1] is not cell:
                cells.append(cell)
        return result


@dataclass(slots=True)
class Workbook:
    """A workbook file: its name, the SHA-256 of its bytes, its sheets in order."""

    name: str
    sha256: str
    sheets: list[Sheet] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    """What the file carries that was not taken over, a sentence each: macros, links to other workbooks."""
    settled: tuple[Settled, ...] = ()
    """The cells that are read as something else than they print."""
