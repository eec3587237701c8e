"""A workbook as a grid of cells with addresses, merged ranges filled, hidden rows and sheets known."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree.ElementTree import ParseError

import openpyxl
import xlrd
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from importers.display import displayed
from importers.errors import WorkbookRefused

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
# What openpyxl, zipfile and the XML parser raise on a damaged, truncated or strange package.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    RuntimeError,
    ParseError,
)
_Foreign: TypeAlias = Any  # sheets and books of xlrd (no types) and openpyxl
NOT_COMPUTED = "（公式没有结果）"


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


@dataclass(slots=True)
class Sheet:
    """One sheet: cells by place (a merged cell stands at every place it covers), and what is hidden."""

    name: str
    hidden: bool
    rows: int
    columns: int
    cells: dict[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    leftovers: tuple[Cell, ...] = ()
    uncomputed: tuple[Cell, ...] = ()
    """Cells with a formula whose result the file does not hold."""
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
        result: list[Cell] = []
        for column in range(1, self.columns + 1):
            cell = self.cells.get((row, column))
            if cell is not None and (not result or result[-1] is not cell):
                result.append(cell)
        return result


@dataclass(slots=True)
class Workbook:
    """A workbook file: its name, the SHA-256 of its bytes, its sheets in order."""

    name: str
    sha256: str
    sheets: list[Sheet] = field(default_factory=list)


def read_workbook(path: Path) -> Workbook:
    """Read an .xlsx or .xls file whole; WorkbookRefused with one clear line where that cannot be done."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise WorkbookRefused(path.name, "找不到这个文件，请核对路径。") from None
    except IsADirectoryError:
        raise WorkbookRefused(path.name, "这是一个文件夹，请指定其中的工作簿文件。") from None
    except OSError as error:
        raise WorkbookRefused(path.name, f"文件读不出来（{error.strerror}），请核对权限。") from None
    if not content:
        raise WorkbookRefused(path.name, "文件是空的，请重新导出后再试。")
    workbook = Workbook(path.name, hashlib.sha256(content).hexdigest())
    if content.startswith(_ZIP):
        workbook.sheets = _read_xlsx(path, content)
    elif content.startswith(_OLE):
        workbook.sheets = _read_xls(path, content)
    else:
        raise WorkbookRefused(
            path.name, "不是 Excel 工作簿（.xlsx 或 .xls），请用表格软件另存为 .xlsx 后再试。"
        )
    if not any(sheet.cells for sheet in workbook.sheets):
        raise WorkbookRefused(path.name, "工作簿里没有任何内容，请核对是否选错了文件。")
    return workbook


def _read_xlsx(path: Path, content: bytes) -> list[Sheet]:
    try:
        # Of the bytes, not the path: openpyxl refuses an .xlsx file that is named .xls.
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = _formulas(content)
    except _DAMAGE:
        raise WorkbookRefused(
            path.name, "文件已损坏或不是 .xlsx 工作簿，请用表格软件打开并另存后再试。"
        ) from None
    return [_sheet_of_xlsx(sheet, formulas.get(sheet.title, {})) for sheet in book.worksheets]


def _formulas(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of a workbook by sheet and place; the file is read again only where there are any."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [
            name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")
        ]
        if not any(re.search(rb"<(?:\w+:)?f[ >/]", package.read(name)) for name in parts):
            return {}
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: {
            (cell.row or 0, cell.column or 0): str(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in book.worksheets
    }


def _sheet_of_xlsx(sheet: _Foreign, formulas: dict[tuple[int, int], str]) -> Sheet:
    spans = {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }
    printed = [
        (cell.row, cell.column, displayed(cell.value, cell.number_format))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    known = {(row, column) for row, column, _ in printed}
    missing = [place for place in sorted(formulas) if place not in known]
    printed += [(*place, NOT_COMPUTED) for place in missing]
    hidden = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
    columns = frozenset(
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min, dimension.max + 1)
    )
    made = _sheet(sheet.title, sheet.sheet_state != "visible", printed, spans, hidden, columns)
    made.uncomputed = tuple(Cell(*place, formulas[place]) for place in missing)
    return made


def _read_xls(path: Path, content: bytes) -> list[Sheet]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise WorkbookRefused(path.name, "工作簿有打开密码，请先在表格软件里取消密码再导入。")
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise WorkbookRefused(path.name, "工作簿有打开密码，请先在表格软件里取消密码再导入。") from None
        raise WorkbookRefused(
            path.name, "文件已损坏或不是 .xls 工作簿，请用表格软件打开并另存为 .xlsx 后再试。"
        ) from None
    except Exception:  # noqa: BLE001 - xlrd raises anything (struct.error, AssertionError, IndexError …) on damaged files
        raise WorkbookRefused(path.name, "文件已损坏，请用表格软件打开并另存为 .xlsx 后再试。") from None
    try:
        return [_sheet_of_xls(book, sheet) for sheet in book.sheets()]
    except (LookupError, ValueError, TypeError, OverflowError):  # a format or date that the file lost
        raise WorkbookRefused(path.name, "文件已损坏，请用表格软件打开并另存为 .xlsx 后再试。") from None


def _sheet_of_xls(book: _Foreign, sheet: _Foreign) -> Sheet:
    spans = {
        (top + 1, left + 1): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells
    }
    printed: list[tuple[int, int, str]] = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _xls_text(book, sheet, row, column)
            if text:
                printed.append((row + 1, column + 1, text))
    hidden = frozenset(number + 1 for number, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(number + 1 for number, info in sheet.colinfo_map.items() if info.hidden)
    return _sheet(sheet.name, sheet.visibility != 0, printed, spans, hidden, columns)


def _xls_text(book: _Foreign, sheet: _Foreign, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return displayed(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return displayed(bool(cell.value), "")
    number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return displayed(cell.value, number_format)


def _sheet(  # noqa: PLR0913, PLR0917 - all that a sheet is
    name: str,
    hidden: bool,  # noqa: FBT001 - private, one caller a file type
    printed: list[tuple[int, int, str]],
    spans: dict[tuple[int, int], tuple[int, int]],
    hidden_rows: frozenset[int],
    hidden_columns: frozenset[int],
) -> Sheet:
    """The grid: what lies under a merged cell is a leftover; a hidden column is not read."""
    unseen = {
        (r, c)
        for r, c, text in printed
        if text.strip() and c in hidden_columns and spans.get((r, c), (1, 1))[1] == 1
    }
    texts = {
        (row, column): text for row, column, text in printed if text.strip() and (row, column) not in unseen
    }
    cells: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    last_row = max((row for row, _ in texts), default=0)
    last_column = max((column for _, column in texts), default=0)
    for (row, column), (tall, wide) in spans.items():
        # A range merged far beyond the printed area is filled only as far as something is printed.
        rows = min(tall, max(1, last_row - row + 1))
        columns = min(wide, max(1, last_column - column + 1))
        cell = Cell(row, column, texts.get((row, column), ""), rows, columns)
        places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
        covered.update(places[1:])
        if cell.text:
            cells.update(dict.fromkeys(places, cell))
    for (row, column), text in texts.items():
        if (row, column) not in covered and (row, column) not in cells:
            cells[row, column] = Cell(row, column, text)
    leftovers = tuple(Cell(*place, texts[place]) for place in sorted(texts) if place in covered)
    columns_left_out = frozenset(column for _, column in unseen)
    return Sheet(
        name, hidden, last_row, last_column, cells, hidden_rows, leftovers, hidden_columns=columns_left_out
    )
