"""What every standard has, whatever its bands are: place, code, violation, law, statutory range, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.columns import Role
from importers.logical_rows import LogicalRow
from importers.standard_law import calculating_notes, cited, law_of, notes_of, statutory_of
from importers.standard_names import code_of
from standards_1023.values import Model, Problem, ProblemSeverity, Standard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.tables import Table


def standard_head(
    table: Table,
    rows: Sequence[LogicalRow],
    violation: str,
    *,
    single: bool,
    basis_roles: Sequence[Role] = (Role.BASIS,),
) -> tuple[Standard, list[Problem]]:
    """A standard without its bands, and what is doubtful about its law.

    Without `rows` everything comes from the labels around the table; a `single` standard is its only one.
    Articles come from the first of `basis_roles` that cites any.
    """
    first = rows[0] if rows else LogicalRow(table.header_row)
    sheet = table.sheet.name
    law = law_of(table, first)
    code, cell = code_of(table, first, single=single)
    statutory, statutory_cell = statutory_of(table, rows, violation, law)
    problems: list[Problem] = []
    if statutory.doubt:
        address = statutory_cell or cell
        problems.append(Problem(sheet, address, ProblemSeverity.WARNING, statutory.doubt))
    for text, address in calculating_notes(table, rows):
        sentence = f"备注「{' '.join(text.split())[:40]}」会改变计算，程序没有计算，请人工核对。"
        problems.append(Problem(sheet, address, ProblemSeverity.WARNING, sentence))
    standard = Standard(
        sheet,
        cell,
        code,
        violation,
        Model.GRADES,
        next((found for role in basis_roles if (found := cited(table, rows, role, law))), ()),
        cited(table, rows, Role.VIOLATED, law),
        statutory.measures,
        statutory_cell,
        (),
        (),
        (),
        notes_of(table, rows),
    )
    return standard, problems
