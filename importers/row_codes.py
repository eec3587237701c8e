"""Whether the column 序号 counts the violations of a table or only its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, Column, Role
from standards_1023.text import matched

if TYPE_CHECKING:
    from importers.logical_rows import Grid
    from importers.tables import Table


def codes_count_rows(table: Table, grid: Grid) -> bool:
    """Whether 序号 counts the rows rather than the violations: one violation stands beside several.

    It stands there as one merged cell, or its cell is blank or repeated below while the codes go on.
    """
    code, violation = table.first(Role.CODE), table.first(Role.VIOLATION)
    if code is None or violation is None:
        return False
    codes: list[str] = []
    acts: list[str] = []
    for row in grid.rows:
        c, v = row.get(code), row.get(violation)
        if c is None or c.rows > 1:
            continue
        codes.append(c.text)
        acts.append(matched(v.text) if v is not None else (acts[-1] if acts else ""))
    shared = len(codes) - len({(a, codes[0]) for a in acts})
    return shared > 0 and len(set(codes)) == len(codes) and _same_outcome_apart(table, grid, code, violation)


def _same_outcome_apart(table: Table, grid: Grid, code: Column, violation: Column) -> bool:
    """Whether rows with codes of their own and one violation differ in grade or condition."""
    conditions = table.of(*CONDITION_ROLES)
    seen: dict[str, set[tuple[str, ...]]] = {}
    count: dict[str, int] = {}
    act = ""
    for row in grid.rows:
        if row.get(code) is None:
            continue
        act = matched(row.text(violation)) or act
        seen.setdefault(act, set()).add(tuple(matched(row.text(c)) for c in conditions))
        count[act] = count.get(act, 0) + 1
    return (
        bool(conditions)
        and any(n > 1 for n in count.values())
        and all(len(seen[a]) == n for a, n in count.items())
    )
