"""Sheets made of what was read alone, where the looks of the original cannot be had: plain, but readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from importers.text_extent import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from importers.copied_sheets import CopiedSheet

_NARROWEST, _WIDEST = 8, 45
_WRAPPED = Alignment(vertical="center", wrap_text=True)


def blank_sheets(titles: Sequence[str]) -> openpyxl.Workbook:
    """A workbook with blank sheets under these titles."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title in titles:
        book.create_sheet(title)
    return book


def hide(sheets: Iterable[CopiedSheet]) -> None:
    """Hide the rows and columns that are hidden and print something."""
    for sheet in sheets:
        for row in sheet.printed.hidden_rows & {row for row, _ in sheet.printed.texts}:
            sheet.worksheet.row_dimensions[row].hidden = True
        for column in sheet.printed.hidden_columns & {column for _, column in sheet.printed.texts}:
            sheet.worksheet.column_dimensions[get_column_letter(column)].hidden = True


def lay_out(sheets: Iterable[CopiedSheet]) -> None:
    """Widths by the texts, long texts in several lines."""
    for sheet in sheets:
        widths: dict[int, int] = {}
        for (row, column), text in sheet.printed.texts.items():
            sheet.worksheet.cell(row, column).alignment = _WRAPPED
            if (row, column) not in sheet.printed.spans:
                widths[column] = max(widths.get(column, _NARROWEST), min(columns_of(text) + 2, _WIDEST))
        for column, width in widths.items():
            sheet.worksheet.column_dimensions[get_column_letter(column)].width = width
