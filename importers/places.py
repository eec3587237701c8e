"""Addresses of cells and the places that they name."""

from __future__ import annotations

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string


def letters_of(column: int) -> str:
    """The letters of a column: D is 4."""
    return get_column_letter(column)


def place_of(address: str) -> tuple[int, int]:
    """(row, column) of an address: (17, 4) of D17; (1, 1) for what is none."""
    try:
        letters, row = coordinate_from_string(address)
        return row, column_index_from_string(letters)
    except ValueError:
        return 1, 1
