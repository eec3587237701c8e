"""What the sheets of an .xls file look like, put on a copy: widths, heights, fonts, lines, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from importers.element_copy import NotCopied
from importers.xls import open_xls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from importers.copied_sheets import CopiedSheet

_Foreign: TypeAlias = Any  # what xlrd gives, which has no types
_HORIZONTAL = {1: "left", 2: "center", 3: "right", 5: "justify", 6: "centerContinuous", 7: "distributed"}
_VERTICAL = {0: "top", 1: "center", 2: "bottom", 3: "justify", 4: "distributed"}
_LINES = {1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair"}
_TWIPS, _WIDTH_UNITS = 20, 256  # in a point; in the width of a digit
_SOLID = 1
_MOST_CELLS = 200_000


def put_xls_looks(name: str, content: bytes, sheets: Sequence[CopiedSheet]) -> None:
    """Give each sheet the looks that the file has for it; NotCopied where these are too many or damaged."""
    book = open_xls(name, content)
    styles: dict[int, _Style] = {}
    try:
        if (
            sum(len(sheet.row_types(row)) for sheet in book.sheets() for row in range(sheet.nrows))
            > _MOST_CELLS
        ):
            raise NotCopied
        for foreign, copied in zip(book.sheets(), sheets, strict=True):
            _put_sizes(foreign, copied.worksheet)
            for row in range(foreign.nrows):
                for column in range(len(foreign.row_types(row))):
                    style = foreign.cell_xf_index(row, column)
                    if style not in styles:
                        styles[style] = _Style(book, book.xf_list[style])
                    styles[style].put(copied.worksheet, row + 1, column + 1)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError):
        raise NotCopied from None


def _put_sizes(foreign: _Foreign, sheet: Worksheet) -> None:
    for column, info in foreign.colinfo_map.items():
        if column < foreign.ncols:
            dimension = sheet.column_dimensions[get_column_letter(column + 1)]
            dimension.width, dimension.hidden = info.width / _WIDTH_UNITS, bool(info.hidden)
    for row, info in foreign.rowinfo_map.items():
        if row < foreign.nrows:
            dimension_of_row = sheet.row_dimensions[row + 1]
            dimension_of_row.hidden = bool(info.hidden)
            if info.height_mismatch:  # else the program chooses the height by the text
                dimension_of_row.height = info.height / _TWIPS


class _Style:
    """One style of the file as openpyxl's."""

    def __init__(self, book: _Foreign, foreign: _Foreign) -> None:
        font = book.font_list[foreign.font_index]
        self.font = Font(
            name=font.name or None,
            size=max(1, font.height / _TWIPS),
            bold=bool(font.bold),
            italic=bool(font.italic),
            color=_colour(book, font.colour_index),
        )
        alignment = foreign.alignment
        self.alignment = Alignment(
            horizontal=_HORIZONTAL.get(alignment.hor_align),
            vertical=_VERTICAL.get(alignment.vert_align),
            wrap_text=bool(alignment.text_wrapped),
        )
        self.border = Border(
            left=_side(foreign.border.left_line_style),
            right=_side(foreign.border.right_line_style),
            top=_side(foreign.border.top_line_style),
            bottom=_side(foreign.border.bottom_line_style),
        )
        colour = _colour(book, foreign.background.pattern_colour_index)
        solid = foreign.background.fill_pattern == _SOLID and colour is not None
        self.fill = PatternFill("solid", fgColor=colour or "FFFFFF") if solid else PatternFill()

    def put(self, sheet: Worksheet, row: int, column: int) -> None:
        """Give a cell this style."""
        cell = sheet.cell(row, column)
        cell.font, cell.alignment, cell.border, cell.fill = self.font, self.alignment, self.border, self.fill


def _side(line: int) -> Side:
    style: _Foreign = _LINES.get(line)
    return Side(style)


def _colour(book: _Foreign, index: int) -> str | None:
    """RRGGBB of a colour by its number; None for the program's own choice."""
    known = book.colour_map.get(index)
    return None if known is None else "{:02X}{:02X}{:02X}".format(*known)
