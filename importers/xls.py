"""An .xls file (BIFF): its sheets in order, read with xlrd from records that were sifted before."""

from __future__ import annotations

import io
from typing import Any, TypeAlias

import xlrd

from importers.biff_records import Records, TooManyRecords, keep_tables
from importers.compound_file import CompoundFile
from importers.display import displayed
from importers.errors import WorkbookRefused
from importers.package import PASSWORD
from importers.printed_sheet import Amount, PrintedSheet, TooLarge

_DAMAGED_XLS = "文件已损坏或不是 .xls 工作簿，请用表格软件打开并另存为 .xlsx 后再试。"
_DAMAGED = "文件已损坏，请用表格软件打开并另存为 .xlsx 后再试。"
_MACROS = "工作簿带有宏：宏没有运行，也没有读取，只读了单元格里保存的内容。"
_LINKS = "工作簿引用了别的工作簿：没有打开那些工作簿，只读了上次保存的结果，请核对。"
_TOO_MANY = "表格的行和单元格太多（空白的也算），请删去无关的工作表、空行和空列后再试。"
# xlrd reads some 3 MB a second; a thousand standards as .xls have 3–6 MB.
_LARGEST_XLS = 32 * 1024 * 1024
_BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_Foreign: TypeAlias = Any  # books and sheets of xlrd, which has no types


def read_xls(name: str, content: bytes) -> tuple[list[PrintedSheet], tuple[str, ...]]:
    """What an .xls file prints, and notes on what was left alone; WorkbookRefused where unreadable."""
    names, records = _records(name, content)
    book = _open(name, records)
    try:
        amount = Amount()
        sheets = [_printed(book, number, records, amount) for number in range(book.nsheets)]
    except TooLarge as error:
        raise WorkbookRefused(name, str(error)) from None
    except (LookupError, ValueError, TypeError, OverflowError):  # a format or date that the file lost
        raise WorkbookRefused(name, _DAMAGED) from None
    notes = [_MACROS] if "_vba_project_cur" in names else []
    return sheets, tuple(notes + ([_LINKS] if records.links else []))


def open_xls(name: str, content: bytes) -> _Foreign:
    """The book as xlrd gives it, for copying its looks; WorkbookRefused where unreadable."""
    return _open(name, _records(name, content)[1])


def _records(name: str, content: bytes) -> tuple[set[str], Records]:
    if len(content) > _LARGEST_XLS:
        most = _LARGEST_XLS // 1024**2
        sentence = f".xls 文件超过 {most} MB，请删去图片等与裁量基准无关的内容，或者另存为 .xlsx 后再试。"
        raise WorkbookRefused(name, sentence)
    try:
        file = CompoundFile(content)
        names = file.names()
        if "encryptedpackage" in names:
            raise WorkbookRefused(name, PASSWORD)
        stream = file.stream("Workbook") or file.stream("Book")
        if stream is None:
            raise WorkbookRefused(name, _DAMAGED_XLS)
        return names, keep_tables(stream)
    except (ValueError, LookupError, OverflowError):
        raise WorkbookRefused(name, _DAMAGED_XLS) from None
    except TooManyRecords:
        raise WorkbookRefused(name, _TOO_MANY) from None


def _open(name: str, records: Records) -> _Foreign:
    stream = bytes(records.stream)
    try:
        return xlrd.open_workbook(
            file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        reason = PASSWORD if "encrypted" in str(error).lower() else _DAMAGED_XLS
        raise WorkbookRefused(name, reason) from None
    except Exception:  # noqa: BLE001 - xlrd raises anything (struct.error, AssertionError, IndexError …) on damaged files
        raise WorkbookRefused(name, _DAMAGED) from None


def _printed(book: _Foreign, number: int, records: Records, amount: Amount) -> PrintedSheet:
    sheet = book.sheet_by_index(number)
    printed = PrintedSheet(sheet.name, sheet.visibility != 0, amount)
    for top, bottom, left, right in sheet.merged_cells:
        printed.spans[top + 1, left + 1] = (bottom - top, right - left)
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in _BLANK:
                _put(book, sheet, printed, row, column)
    for row, column in _blank_results(book, sheet, records):
        printed.not_computed(row + 1, column + 1, "=")
    printed.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    printed.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return printed


def _blank_results(book: _Foreign, sheet: _Foreign, records: Records) -> set[tuple[int, int]]:
    """Formulas whose stored result is an empty text: never computed, or blank on purpose; nobody can say."""
    starts = records.sheet_starts
    start = starts[sheet.number] if len(starts) == book.nsheets else -1
    return records.blank_results.get(start, set())


def _put(book: _Foreign, sheet: _Foreign, printed: PrintedSheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    place = (row + 1, column + 1)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        printed.error_value(*place, xlrd.error_text_from_code.get(cell.value, "#N/A"))
    elif cell.ctype == xlrd.XL_CELL_DATE:
        try:
            printed.put(*place, displayed(xlrd.xldate_as_datetime(cell.value, book.datemode), ""))
        except (ValueError, OverflowError):
            printed.no_number(*place, repr(cell.value))
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        _print(book, sheet, printed, (row, column), displayed(bool(cell.value), ""))
    elif cell.ctype == xlrd.XL_CELL_NUMBER:
        _put_number(book, sheet, printed, (row, column))
    else:
        _print(book, sheet, printed, (row, column), str(cell.value))


def _print(book: _Foreign, sheet: _Foreign, printed: PrintedSheet, at: tuple[int, int], text: str) -> None:
    """A text, and whether a line goes through some of it or the whole cell."""
    fonts = [font for _, font in sheet.rich_text_runlist_map.get(at, ())]
    fonts.append(book.xf_list[sheet.cell(*at).xf_index].font_index)
    struck = any(book.font_list[font].struck_out for font in fonts)
    printed.put(at[0] + 1, at[1] + 1, text, struck=struck)


def _put_number(book: _Foreign, sheet: _Foreign, printed: PrintedSheet, at: tuple[int, int]) -> None:
    cell = sheet.cell(*at)
    if cell.value != cell.value or cell.value in {float("inf"), float("-inf")}:
        printed.no_number(at[0] + 1, at[1] + 1, repr(cell.value))
        return
    number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    _print(book, sheet, printed, at, displayed(cell.value, number_format))
