"""Texts that came from outside, written into a cell as texts: none of them ever becomes a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.xlsx_texts import escaped

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

# A spreadsheet program takes a text that begins so for a formula when somebody edits it; ＝ and the like
# where Chinese is typed.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def write_text(cell: Cell | MergedCell, text: str, *, as_error: bool = False) -> None:
    """Write a text as it is; the apostrophe of spreadsheet programs (quotePrefix) keeps it one when edited.

    `as_error` writes #REF! and the like as the error values that they are.
    """
    cell.value = escaped(text)
    cell.data_type = "e" if as_error else "s"
    if text.lstrip(" ").startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True
