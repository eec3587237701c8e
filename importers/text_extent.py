"""How much room a text takes: Chinese characters are two columns wide, others one."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """The columns that a text takes in one line."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines_of(text: str, columns: int) -> int:
    """The lines that a text takes in a cell or a comment of so many columns."""
    return sum(max(1, -(-columns_of(line) // columns)) for line in text.split("\n"))
