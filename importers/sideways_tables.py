"""Tables that run from left to right, or stand side by side: they are named, not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.columns import CONDITION_ROLES, Column, Role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.tables import Table
    from importers.workbook import Cell


def not_read(table: Table) -> tuple[str, str] | None:
    """(cell, sentence) for a table that is laid out so that its rows are no bands; None for any other."""
    if (twin := _stands_beside_another(table)) is not None:
        address = f"{get_column_letter(twin.index)}{table.header_row}"
        return address, f"「{twin.name}」有两栏同名，像是两张表并排，没有读取；请改为上下排列。"
    if (cell := _penalty_heading_at_side(table)) is not None:
        sentence = f"「{cell.text.strip()}」写在行首，这张表像是横着排的，没有读取；请改为每行一档。"
        return cell.address, sentence
    return None


def _stands_beside_another(table: Table) -> Column | None:
    """The second of two columns for violations under the same heading with something between: two tables."""
    seen: dict[tuple[str, ...], int] = {}
    for column in table.of(Role.VIOLATION):
        key = tuple(map(normalised, column.headings))
        if key in seen and column.index > seen[key] + 1:
            return column
        seen.setdefault(key, column.index)
    return None


def _penalty_heading_at_side(table: Table) -> Cell | None:
    """处罚标准 among the conditions of a body: the table runs from left to right."""
    for column in table.of(*CONDITION_ROLES):
        for row in table.rows:
            cell = table.sheet.at(row, column.index)
            if cell is not None and re.fullmatch(
                r"(?:行政)?(?:处罚|裁量|罚款)(?:标准|幅度|基准|金额|额度|结果)", normalised(cell.text)
            ):
                return cell
    return None
