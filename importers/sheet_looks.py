"""What an .xlsx sheet looks like and the numbers in it: a small worksheet part that openpyxl may read.

Texts, formulas and merged ranges are not in it: the guarded reading has the texts. Left out as well is all
that points out of the sheet (links, drawings) or forbids mending it (protection, validation).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from importers.element_copy import MAIN, ElementCopy, NotCopied, tag
from importers.xlsx_sheet import place
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from importers.printed_sheet import PrintedSheet

_KEPT = frozenset({
    "sheetPr", "sheetViews", "sheetFormatPr", "cols", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks",
})  # fmt: skip
_ROW_LOOKS = ("ht", "customHeight", "hidden", "s", "customFormat", "outlineLevel", "collapsed")
_MOST_ELEMENTS = 20_000


@dataclass(slots=True)
class BlankCells:
    """How many blank cells and rows of a workbook may still be copied for their borders and colours.

    Whoever formats whole columns has a million of them; openpyxl needs some 500 bytes for each.
    """

    left: int = 50_000

    def take(self) -> bool:
        """Whether one more may be copied."""
        self.left -= 1
        return self.left >= 0


@dataclass(slots=True)
class SheetLooks:
    """Handlers for the elements of one worksheet part; `part` is what is left of it."""

    printed: PrintedSheet
    blanks: BlankCells
    looks: ElementCopy = field(default_factory=lambda: ElementCopy(_KEPT, _MOST_ELEMENTS))
    _rows: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _row_tag: str = ""
    _cell_tag: str = ""
    _kind: str = "n"
    _value: list[str] | None = None
    _in_rows: bool = False
    _printing: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Know the rows that print something: these are copied whatever else there is."""
        self._printing = {row for row, _ in self.printed.texts}

    def part(self) -> bytes:
        """The worksheet part."""
        rows = "".join(self._rows)
        looks = "".join(self.looks.written)
        return f'<worksheet xmlns="{MAIN}">{looks}<sheetData>{rows}</sheetData></worksheet>'.encode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._value = []
        elif name == "sheetData":
            self._in_rows = True
        elif not self._in_rows:
            self.looks.start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "row":
            self._end_row()
        elif name == "c":
            self._end_cell()
        elif name == "sheetData":
            self._in_rows = False
        elif not self._in_rows:
            self.looks.end(name)

    def text(self, piece: str) -> None:
        """Characters between tags."""
        if self._value is not None:
            self._value.append(piece)
        elif not self._in_rows:
            self.looks.text(piece)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(float(attributes["r"])) if "r" in attributes else self._row + 1
        self._column = 0
        looks = {name: attributes[name] for name in _ROW_LOOKS if name in attributes}
        self._row_tag = tag("row", {"r": str(self._row), **looks})
        self._cells.clear()

    def _end_row(self) -> None:
        if self._cells or self._row in self._printing or self.blanks.take():
            self._rows.append(f"{self._row_tag}{''.join(self._cells)}</row>")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        here = place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if here[0] != self._row:
            raise NotCopied
        self._column, self._kind, self._value = here[1], attributes.get("t", "n"), None
        style = {"s": attributes["s"]} if "s" in attributes else {}
        self._cell_tag = tag(
            "c", {"r": f"{get_column_letter(self._column)}{self._row}", **style, "t": self._kind}
        )

    def _end_cell(self) -> None:
        here = (self._row, self._column)
        if here in self.printed.texts:
            self._cells.append(f"{self._cell_tag}{self._number(here)}</c>")
        elif self.blanks.take():
            self._cells.append(f"{self._cell_tag}</c>")
        self._value = None

    def _number(self, here: tuple[int, int]) -> str:
        """The value of a number or of a truth value, where the reading took it; a text is filled in later."""
        fault = self.printed.faults.get(here)
        value = "".join(self._value or ()).strip()
        if self._kind not in {"n", "b"} or (fault is not None and fault[0] is ProblemSeverity.ERROR):
            return ""
        if self._kind == "b":
            value = "1" if value in {"1", "true"} else "0"
        return f"<v>{escape(value)}</v>"
