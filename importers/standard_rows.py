"""Which rows of a table belong to one standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Role
from importers.condition_columns import same_conditions
from importers.grid import inherit
from importers.one_violation import is_of_one_violation
from importers.row_codes import codes_count_rows
from standards_1023.text import matched

if TYPE_CHECKING:
    from importers.logical_rows import Grid, LogicalRow
    from importers.tables import Table


_INHERITED = (
    Role.CODE, Role.LAW, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY, Role.SUBJECT,
    *CONDITION_ROLES, *OUTCOME_ROLES,
)  # fmt: skip


@dataclass(slots=True)
class StandardRows:
    """The logical rows that belong to one standard."""

    rows: list[LogicalRow]
    violations: list[str] = field(default_factory=list)


def standard_rows(table: Table, grid: Grid) -> list[StandardRows]:
    """The rows cut into standards, blanks that mean "as above" filled within each."""
    parts: list[StandardRows] = []
    block = is_of_one_violation(table)
    violation = table.first(Role.VIOLATION)
    per_row_codes = codes_count_rows(table, grid)
    before: LogicalRow | None = None
    for row in grid.rows:
        begins = before is None or (not block and _begins(table, row, before, per_row_codes=per_row_codes))
        if begins or not parts:
            parts.append(StandardRows([]))
        elif before is not None:
            inherit(table, row, before, _INHERITED, grid)
        if begins and before is not None and violation is not None and violation.index not in row.entries:
            inherit(table, row, before, (Role.VIOLATION, Role.LAW), grid)
        if begins and before is not None:
            inherit(table, row, before, (Role.LAW,), grid)
        parts[-1].rows.append(row)
        before = row
    for part in parts:
        part.violations = _violations(table, part)
    return parts


def _begins(table: Table, row: LogicalRow, before: LogicalRow, *, per_row_codes: bool) -> bool:
    """Whether a new standard begins: another code, or without codes another violation."""
    code, violation = table.first(Role.CODE), table.first(Role.VIOLATION)
    key = violation if code is None or per_row_codes else code
    entry, above = row.get(key), before.get(key)
    if entry is None:
        return False
    if above is None:
        return True
    if entry.address == above.address:
        return False
    return matched(entry.text) != matched(above.text) or (
        entry.row == row.row and key is code and entry.rows > 1
    )


def _violations(table: Table, part: StandardRows) -> list[str]:
    """The column-one text of each row when there are several under one code; else nothing.

    A text cut by a page break goes on below without the conditions beginning anew: it is joined.
    """
    column = table.first(Role.VIOLATION)
    if column is None:
        return []
    factor_columns = table.of(*CONDITION_ROLES)
    texts: list[str] = []
    starts: list[LogicalRow] = []
    index: list[int] = []
    last_address = ""
    for row in part.rows:
        entry = row.get(column)
        if entry is None:
            index.append(max(len(texts) - 1, 0))
            continue
        if entry.address != last_address and not entry.inherited:
            anew = not texts or any(same_conditions(row, start, factor_columns) for start in starts)
            if anew and matched(entry.text) not in {matched(t) for t in texts}:
                texts.append(entry.text)
                starts.append(row)
            elif not anew:
                texts[-1] += entry.text
            last_address = entry.address
        index.append(max(len(texts) - 1, 0))
    return [texts[i] for i in index] if len(texts) > 1 else []
