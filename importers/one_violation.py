"""Whether a whole table is about one violation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import Column, Role
from standards_1023.text import matched

if TYPE_CHECKING:
    from importers.tables import Table

CODE_IN_TITLE = re.compile(r"§\s*\d+(?:\.\d+)*|^\s*(?:表|第)?\s*\d+(?:[.\-]\d+)+(?=\s|[、.．]|$)")
_OF_ONE_VIOLATION = {Role.CODE, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY}


def is_of_one_violation(table: Table) -> bool:
    """One block is one violation: it has labels or a code of its own, or no column that names violations."""
    violation = table.first(Role.VIOLATION)
    if violation is None:
        return True
    if distinct_texts(table, table.first(Role.CODE)) > 1:
        return False
    if table.context.labelled.keys() & _OF_ONE_VIOLATION:
        return True
    return any(CODE_IN_TITLE.search(cell.text) for cell in table.context.titles[-2:])


def distinct_texts(table: Table, column: Column | None) -> int:
    """How many different texts stand in a column's body."""
    if column is None:
        return 0
    return len({matched(text) for row in table.rows if (text := table.sheet.text(row, column.index))})
