"""Template workbooks (.xlsx) to fill in: one for each layout, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from importers.template_layouts import LAYOUTS, LEFT, MARK, UP, Layout
from importers.text_extent import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - openpyxl takes UTC without saying so
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_GRID = Border(*(Side("thin", color="FFBFBFBF"),) * 4)
_HEAD = PatternFill("solid", fgColor="FFD9E1F2")
_FONT = "宋体"  # WPS and Excel both have it
_LINE_POINTS = 16


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of a layout at its place (from 1), with the rows and columns it is merged over."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


def placed(layout: Layout) -> Iterator[PlacedText]:
    """The texts of a layout with their merged extent, blank places as well, row by row."""
    grid = {(r, c): text for r, row in enumerate(layout.all_rows, 1) for c, text in enumerate(row, 1)}
    for (row, column), text in grid.items():
        if text in {UP, LEFT}:
            continue
        columns, rows = 1, 1
        while grid.get((row, column + columns)) == LEFT:
            columns += 1
        while grid.get((row + rows, column)) == UP:
            rows += 1
        yield PlacedText(row, column, text, rows, columns)


@cache
def template(slug: str) -> bytes:
    """The template workbook of a layout; KeyError for a slug that there is not."""
    return workbook_of({layout.slug: layout for layout in LAYOUTS}[slug])


def workbook_of(layout: Layout) -> bytes:
    """The workbook (.xlsx) that prints a layout's rows."""
    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    sheet.title = layout.name
    _fill(sheet, layout)
    book.properties.created = _MADE
    book.properties.creator = "裁量"
    book.properties.title = f"{layout.name}（示例）"
    made = io.BytesIO()
    book.save(made)
    return _the_same_every_time(made.getvalue())


def _fill(sheet: Worksheet, layout: Layout) -> None:
    heads = layout.head_rows
    heights: dict[int, int] = {}
    for one in placed(layout):
        cell = sheet.cell(one.row, one.column, one.text or None)
        _dress(cell, one, is_head=one.row in heads, in_table=one.row > len(layout.above))
        width = sum(layout.widths[one.column - 1 : one.column - 1 + one.columns])
        heights[one.row] = max(heights.get(one.row, 1), -(-lines_of(one.text, width - 2) // one.rows))
        if one.rows > 1 or one.columns > 1:
            last = f"{get_column_letter(one.column + one.columns - 1)}{one.row + one.rows - 1}"
            sheet.merge_cells(f"{cell.coordinate}:{last}")
    for row, lines in heights.items():
        sheet.row_dimensions[row].height = lines * _LINE_POINTS + 6
    for column, width in enumerate(layout.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    if heads and max(heads) - min(heads) <= 1:  # cards have several headers: none stays in sight
        sheet.freeze_panes = f"A{max(heads) + 1}"


def _dress(cell: Cell, one: PlacedText, *, is_head: bool, in_table: bool) -> None:
    cell.font = Font(
        name=_FONT, bold=is_head or one.text == MARK, color="FFC00000" if one.text == MARK else None
    )
    cell.alignment = Alignment(horizontal="center" if is_head else None, vertical="center", wrap_text=True)
    if in_table and one.text:
        cell.border = _GRID
    if is_head:
        cell.fill = _HEAD


def _the_same_every_time(package: bytes) -> bytes:
    """Without the moment of writing; stored, not compressed: another zlib would pack it otherwise."""
    made = io.BytesIO()
    when = f"{_MADE.isoformat()}Z".encode()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = _MODIFIED.sub(rb"\g<1>" + when, old.read(name))
            new.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), part)
    return made.getvalue()
