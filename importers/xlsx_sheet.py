"""One sheet of an .xlsx file, read as a stream: texts as displayed, merged ranges, what is hidden."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import from_excel

from importers.display import displayed
from importers.printed_sheet import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, PrintedSheet, TooLarge
from importers.xlsx_texts import is_on, unescaped

if TYPE_CHECKING:
    from importers.xlsx_styles import Styles
    from importers.xml_parts import Ends, Starts

_MOST_RANGES = 100_000
_LONGEST_NUMBER = 40
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_OTHER_WORKBOOK = re.compile(r"\[\d+\][^!\[\]]*!")


@dataclass(slots=True)
class BookOfSheets:
    """What the sheets of a workbook share: texts, styles and the day on which dates begin."""

    texts: list[str]
    struck: set[int]
    styles: Styles
    epoch: datetime


@dataclass(slots=True)
class _Cell:
    """The cell that is being read."""

    row: int = 0
    column: int = 0
    kind: str = "n"
    style: int = 0
    value: list[str] = field(default_factory=list)
    formula: list[str] | None = None
    shared: str | None = None
    inline: list[str] = field(default_factory=list)
    through: bool = False


class SheetParser:
    """Handlers for the elements of one worksheet part; fills a PrintedSheet."""

    def __init__(self, book: BookOfSheets, printed: PrintedSheet) -> None:
        self.book, self.printed = book, printed
        self.cell = _Cell()
        self.row = 0
        self.sink: list[str] | None = None
        self.phonetic = False
        self.through = False
        self.formulas: dict[str, str] = {}
        self.filled: set[tuple[int, int]] = set()
        self.starts: Starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_value,
            "f": self._start_formula,
            "r": self._start_run,
            "strike": self._strike,
            "t": self._start_text,
            "rPh": self._start_phonetic,
            "col": self._columns,
            "mergeCell": self._merged,
        }
        self.ends: Ends = {
            "c": self._end_cell,
            "v": self._end_text,
            "f": self._end_text,
            "t": self._end_text,
            "rPh": self._end_phonetic,
        }

    def text(self, piece: str) -> None:
        """Characters between tags, where they belong to a value."""
        if self.sink is not None:
            self.sink.append(piece)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(float(attributes["r"])) if "r" in attributes else self.row + 1
        if not 1 <= self.row <= LAST_ROW:
            raise ValueError(self.row)
        self.cell = _Cell(self.row, 0)
        if attributes.get("hidden") in {"1", "true"}:
            self.printed.hidden_rows.add(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row, column = place(attributes["r"]) if "r" in attributes else (self.row, self.cell.column + 1)
        if row != self.row:
            raise ValueError(attributes["r"])
        self.cell = _Cell(row, column, attributes.get("t", "n"), int(attributes.get("s", "0")))
        self.through = False

    def _start_value(self, _: dict[str, str]) -> None:
        self.sink = self.cell.value

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self.cell.formula = self.sink = []
        self.cell.shared = attributes.get("si")

    def _start_text(self, _: dict[str, str]) -> None:
        if self.cell.kind == "inlineStr" and not self.phonetic:
            self.sink = self.cell.inline
            self.cell.through = self.cell.through or self.through

    def _start_run(self, _: dict[str, str]) -> None:
        self.through = False

    def _strike(self, attributes: dict[str, str]) -> None:
        self.through = is_on(attributes)

    def _end_text(self) -> None:
        self.sink = None

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def _end_phonetic(self) -> None:
        self.phonetic = False

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes["min"]), int(attributes["max"])
        if not 1 <= first <= last <= LAST_COLUMN:
            raise ValueError(attributes)
        if attributes.get("hidden") in {"1", "true"}:
            self.printed.hidden_columns.update(range(first, last + 1))

    def _merged(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes["ref"].partition(":")
        top, left = place(first)
        bottom, right = place(last or first)
        if bottom < top or right < left:
            raise ValueError(attributes["ref"])
        self.printed.spans[top, left] = (bottom - top + 1, right - left + 1)
        if len(self.printed.spans) > _MOST_RANGES:
            raise TooLarge(
                f"工作表「{self.printed.name}」合并的单元格超过 {_MOST_RANGES} 处，"
                "请取消与裁量基准无关的合并后再试。"
            )

    def _end_cell(self) -> None:
        cell = self.cell
        value = "".join(cell.inline if cell.kind == "inlineStr" else cell.value)
        if not value and cell.formula is None:
            return
        if (cell.row, cell.column) in self.filled:
            raise ValueError(value)  # a place has one content; which of two is meant nobody can say
        self.filled.add((cell.row, cell.column))
        if cell.formula is None:
            self._put(value)
            return
        formula = f"={self._formula_text()}"
        if not value:
            self.printed.not_computed(cell.row, cell.column, formula)
            return
        self._put(value)
        if _OTHER_WORKBOOK.search(formula[:LONGEST_TEXT]):
            sentence = f"数值取自别的工作簿（公式「{formula[:30]}」），读取的是上次保存的结果，请核对。"
            self.printed.warn(cell.row, cell.column, sentence)

    def _formula_text(self) -> str:
        text, shared = "".join(self.cell.formula or ()), self.cell.shared
        if shared is None:
            return text
        return self.formulas.setdefault(shared, text) if text else self.formulas.get(shared, "")

    def _put(self, value: str) -> None:
        """The cell's text as a spreadsheet program shows it."""
        row, column, kind = self.cell.row, self.cell.column, self.cell.kind
        if kind == "s":
            number = _index(value)
            self._print(self.book.texts[number], through=number in self.book.struck)
        elif kind in {"inlineStr", "str"}:
            self._print(unescaped(value), through=self.cell.through)
        elif kind == "b":
            self._print(displayed(value.strip() in {"1", "true"}, ""))
        elif kind == "e":
            self.printed.error_value(row, column, value)
        elif kind == "d":
            self._date(value)
        elif kind == "n":
            self._number(value)
        else:
            raise ValueError(kind)

    def _print(self, text: str, *, through: bool = False) -> None:
        """A text; `through` where a line goes through some of it, beside that of the whole cell."""
        struck = through or self.cell.style in self.book.styles.struck
        self.printed.put(self.cell.row, self.cell.column, text, struck=struck)

    def _date(self, value: str) -> None:
        try:
            self._print(displayed(datetime.fromisoformat(value), ""))
        except ValueError:
            self.printed.no_number(self.cell.row, self.cell.column, value)

    def _number(self, written: str) -> None:
        cell, styles = self.cell, self.book.styles
        try:
            number = _finite(written)
            shown: object = number
            if cell.style in styles.dates:
                shown = from_excel(number, self.book.epoch, timedelta=cell.style in styles.durations)
        except (ValueError, OverflowError):
            self.printed.no_number(cell.row, cell.column, written)
            return
        self._print(displayed(shown, styles.format_of(cell.style)))


def _index(written: str) -> int:
    """The number of a shared text; ValueError for what is none, for a negative one counts from the end."""
    if not re.fullmatch(r"\s*[0-9]{1,9}\s*", written):
        raise ValueError(written)
    return int(written)


def _finite(written: str) -> int | float:
    """The number of a value as it is written; ValueError for what no spreadsheet program can hold."""
    if len(written) > _LONGEST_NUMBER or not re.fullmatch(r"\s*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*", written):
        raise ValueError(written)
    number = float(written) if re.search("[.eE]", written) else int(written)
    if not math.isfinite(number):
        raise ValueError(written)
    return number


def place(reference: str) -> tuple[int, int]:
    """(row, column) of D17; ValueError for what is no place on a sheet."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(reference)
    return row, column
