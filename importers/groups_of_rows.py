"""Which group each row of a standard belongs to: whom it is for, or under which fine of the law it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty
from importers.columns import Role
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.logical_rows import LogicalRow
    from importers.tables import Table


def groups_of_rows(table: Table, rows: Sequence[LogicalRow]) -> dict[int, str]:
    """The group of each row: a column of subjects, or several statutory cells within one standard."""
    for role in (Role.SUBJECT, Role.STATUTORY):
        column = table.first(role)
        entries = {row.row: entry for row in rows if (entry := row.get(column)) is not None}
        if role is Role.STATUTORY and not all(looks_like_penalty(e.text) for e in entries.values()):
            continue
        if (
            len({entry.address for entry in entries.values() if not entry.inherited}) > 1
            and len({matched(entry.text) for entry in entries.values()}) > 1
        ):
            return {row: entry.text for row, entry in entries.items()}
    return {}
