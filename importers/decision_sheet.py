"""A table of decisions in an .xlsx file: the first sheet that has one, texts as the sheet shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.decision_columns import score_of_header
from importers.decision_csv import coded_cells
from importers.decision_table import MOST_COLUMNS, SAMPLE_ROWS, Chunk, DecisionTable, samples_of
from importers.errors import TableRefused
from importers.file_bytes import read_file
from importers.package import open_package
from importers.printed_sheet import Amount, PrintedSheet, TooLarge
from importers.xlsx import XlsxBook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from importers.decision_columns import KnownNames

# A hundred thousand decisions in twenty columns are two million cells of some three elements each.
_MOST_CELLS, _MOST_CHARACTERS, _MOST_ELEMENTS = 6_000_000, 200_000_000, 30_000_000
_HEADER_WITHIN = 20
_LEAST_HEADINGS = 3


class _Rows(PrintedSheet):
    """The cells of a sheet by row, in the order in which they stand."""

    def __init__(self, name: str, hidden: bool, amount: Amount) -> None:  # noqa: FBT001 - as PrintedSheet
        super().__init__(name, hidden, amount)
        self.rows: list[tuple[int, list[str]]] = []
        self.places: dict[tuple[int, int], str] = {}

    def _keep(self, row: int, column: int, text: str) -> None:
        self.amount.add(text)
        if column > MOST_COLUMNS:
            raise TooLarge(f"工作表「{self.name}」超过 {MOST_COLUMNS} 列，不像是处罚决定表，请核对。")
        if not self.rows or self.rows[-1][0] != row:
            if self.rows and self.rows[-1][0] > row:
                raise ValueError(row)  # no spreadsheet program writes rows out of their order
            self.rows.append((row, []))
        cells = self.rows[-1][1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = text


class SheetTable(DecisionTable):
    """One sheet of an .xlsx file, held in memory: its texts are shared, its rows are lists of them."""

    kind = "xlsx"

    def __init__(self, path: Path, sha256: str, known: KnownNames) -> None:
        sheets, self.unread = _sheets(path, known)
        sheet, header = sheets
        number, headings = sheet.rows[header]
        self.sheet, self.header_row = sheet.name, number
        self.rows = sheet.rows[header + 1 :]
        self.cell_faults = sheet.faults
        some = [cells for _, cells in self.rows[:SAMPLE_ROWS]]
        super().__init__(path, sha256, headings, samples_of(some, len(headings)))
        if self.unread:
            self.notes = (f"只读了工作表「{self.sheet}」，没有读：{'、'.join(self.unread)[:200]}。",)

    def first_row(self) -> int:
        """The row below the headings."""
        return self.header_row + 1

    def total(self) -> int | None:
        """The rows below the headings that have any cell."""
        return len(self.rows)

    def chunks(self, size: int, wanted: Collection[int]) -> Iterator[Chunk]:
        """The rows below the headings; a row with a cell that could not be taken (#REF!) is a fault."""
        width = len(self.headings)
        for first in range(0, len(self.rows), size):
            some = self.rows[first : first + size]
            columns = {
                i: coded_cells([cells[i] if i < len(cells) else "" for _, cells in some]) for i in wanted
            }
            faults = {
                n: why for n, row in enumerate(some) if (why := self._fault(row, width, wanted)) is not None
            }
            yield Chunk(first, len(some), columns, faults)

    def _fault(self, row: tuple[int, list[str]], width: int, wanted: Collection[int]) -> str | None:
        number, cells = row
        if len(cells) > width:
            return f"第 {number} 行在表头右边还有内容，不能确定属于哪一列。"
        if not self.cell_faults:
            return None
        for i in wanted:
            fault = self.cell_faults.get((number, i + 1))
            if fault is not None:
                return f"{get_column_letter(i + 1)}{number}：{fault[1]}"
        return None


def _sheets(path: Path, known: KnownNames) -> tuple[tuple[_Rows, int], tuple[str, ...]]:
    """The first sheet with a header of decisions, the place of that row, and the other sheets' names."""
    amount = Amount(most_cells=_MOST_CELLS, most_characters=_MOST_CHARACTERS, most_numbers=None)
    left_out: list[str] = []
    found: tuple[_Rows, int] | None = None
    try:
        book = XlsxBook(open_package(path.name, read_file(path)))
        book.reader.most_elements = _MOST_ELEMENTS
        names = [name for name, _, _ in book.worksheets()]
        for sheet in book.printed(lambda name, hidden: _Rows(name, hidden, amount)):
            header = _header(sheet.rows, known) if not sheet.hidden else None
            if header is not None:
                found = sheet, header
                break
            left_out.append(sheet.name)
    except TooLarge as error:
        raise TableRefused(path.name, str(error)) from None
    if found is None:
        raise TableRefused(
            path.name,
            "没有找到处罚决定表的表头（至少要有决定日期、罚款金额和违法行为几列），请核对是否选错了文件。",
        )
    return found, tuple(name for name in names if name != found[0].name)


def _header(rows: Sequence[tuple[int, list[str]]], known: KnownNames) -> int | None:
    """The place of the row that reads most like headings, among the first."""
    scores = [score_of_header(cells, known) for _, cells in rows[:_HEADER_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best >= _LEAST_HEADINGS else None
