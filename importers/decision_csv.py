"""A table of decisions in a .csv file: encoding and separator found out, rows read as a stream."""

from __future__ import annotations

import codecs
import csv
from itertools import islice
from typing import TYPE_CHECKING

from casework.audit_rows import column_of, growing_column, read_each
from importers.decision_table import (
    LONGEST_CELL,
    SAMPLE_ROWS,
    Chunk,
    DecisionTable,
    refuse_too_many,
    samples_of,
)
from importers.errors import TableRefused
from importers.printed_sheet import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from rules.case_columns import Coded

_PIECE = 1 << 20
_AT_ONCE = 8192
_SEPARATORS = ",;\t|，"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class CsvTable(DecisionTable):
    """A .csv file; the first row that is not blank holds the headings."""

    kind = "csv"

    def __init__(self, path: Path, sha256: str) -> None:
        self.encoding = _encoding(path)
        self.separator = _separator(path, self.encoding)
        self.path, self.name = path, path.name
        head = list(islice(self.rows(), SAMPLE_ROWS + 1))
        if not head:
            raise TableRefused(path.name, "文件里没有任何内容，请重新导出后再试。")
        super().__init__(path, sha256, head[0], samples_of(head[1:], len(head[0])))

    def first_row(self) -> int:
        """The row below the headings."""
        return 2

    def total(self) -> int | None:
        """Not known before the end."""
        return None

    def rows(self) -> Iterator[list[str]]:
        """Every record that is not blank, the headings first; TableRefused where the quotes do not match."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.separator)
            try:
                for row in reader:
                    if any(row):
                        yield row
            except csv.Error as error:
                said = "有一格太长，多半是引号没有成对" if "field larger" in str(error) else "这一行读不出来"
                raise TableRefused(
                    self.name, f"第 {reader.line_num} 行：{said}，请用表格软件另存为 CSV 后再试。"
                ) from None

    def chunks(self, size: int, wanted: Collection[int]) -> Iterator[Chunk]:
        """The rows below the headings; one with too few or too many cells is a fault and is never shifted."""
        rows = islice(self.rows(), 1, None)
        first, width = 0, len(self.headings)
        while some := _Rows(islice(rows, size), width, wanted):
            refuse_too_many(self.name, first + some.count)
            first += some.count
            yield some.chunk(first - some.count)


class _Rows:
    """Some rows as columns: read a few at a time, so that only the distinct cells are ever held together."""

    def __init__(self, rows: Iterator[list[str]], width: int, wanted: Collection[int]) -> None:
        self.count, self.faults = 0, dict[int, str]()
        self._columns = {i: growing_column() for i in wanted}
        while some := list(islice(rows, _AT_ONCE)):
            for n, row in enumerate(some):
                if (why := _fault(row, width)) is not None:
                    self.faults[self.count + n] = why
                    some[n] = [*row[:width], *[""] * (width - len(row))]
            for i, column in self._columns.items():
                column.add([row[i] for row in some])
            self.count += len(some)

    def __bool__(self) -> bool:
        return self.count > 0

    def chunk(self, first: int) -> Chunk:
        """The rows, which are not held here any more."""
        columns, self._columns = self._columns, {}
        read = {i: read_each(column.column(), clean_cell) for i, column in columns.items()}
        return Chunk(first, self.count, read, self.faults)


def coded_cells(cells: Sequence[str]) -> Coded[str]:
    """A column of cells, blank ones absent, controls and spaces at the ends taken away."""
    return read_each(column_of(cells), clean_cell)


def clean_cell(text: str) -> str | None:
    """The text of a cell without controls and spaces at its ends; None where nothing is left."""
    return CONTROLS.sub(" ", text[: LONGEST_CELL + 1]).strip() or None


def _fault(row: Sequence[str], width: int) -> str | None:
    if len(row) != width:
        return f"这一行有 {len(row)} 格，表头有 {width} 格，不能确定哪一格属于哪一列。"
    if max(map(len, row)) > LONGEST_CELL:
        return f"有一格超过 {LONGEST_CELL} 字，没有读取。"
    return None


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 by their marks, else what the whole file decodes as: UTF-8, then GB18030."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise TableRefused(path.name, "文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8 的 CSV 后再试。")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(path: Path, encoding: str) -> str:
    """What parts the first line into most cells; the comma where nothing does."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            line = file.readline(_PIECE)
    except UnicodeError:
        raise TableRefused(
            path.name, "文字编码和文件开头的标记不符，请另存为 UTF-8 的 CSV 后再试。"
        ) from None
    cells = {mark: len(next(csv.reader([line], delimiter=mark), [])) for mark in _SEPARATORS}
    return max(cells, key=lambda mark: cells[mark])
