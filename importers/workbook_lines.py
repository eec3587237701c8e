"""A workbook as lines of text that stay the same where it does, for comparing two versions of a file.

A cell is a line with its column and no row number, so that a row put in changes its own lines only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importers.workbook import Cell, Sheet, Workbook


def workbook_lines(book: Workbook) -> Iterator[str]:
    """Sheet by sheet and row by row what is printed: texts, how far cells are merged, what is hidden."""
    for sheet in book.sheets:
        yield f"== {sheet.name}{'（隐藏）' if sheet.hidden else ''}"
        if sheet.hidden_columns:
            yield "隐藏的列：" + "、".join(get_column_letter(n) for n in sorted(sheet.hidden_columns))
        yield from _rows(sheet)


def _rows(sheet: Sheet) -> Iterator[str]:
    for row in sorted({cell.row for cell in sheet.cells.values()}):
        yield ""
        if row in sheet.hidden_rows:
            yield "（隐藏的行）"
        yield from (_line(cell) for cell in sheet.row_cells(row) if cell.row == row)


def _line(cell: Cell) -> str:
    """A 第一行⏎第二行 〔合并2行1列〕."""
    merged = f" 〔合并{cell.rows}行{cell.columns}列〕" if (cell.rows, cell.columns) != (1, 1) else ""
    return f"{get_column_letter(cell.column)} {'⏎'.join(cell.text.splitlines())}{merged}"
