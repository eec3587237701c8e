"""The standards of a table of weighted sums, one a violation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from importers.columns import Role
from importers.labels import Context
from importers.one_violation import distinct_texts
from importers.standard_head import standard_head
from importers.standard_names import sheet_violation, title_violation
from importers.tables import Table, is_start_row
from importers.weight_maximum import WeightRules
from importers.weighted_table import read_weights
from standards_1023.text import matched, normalised
from standards_1023.values import Convention, Model, Problem, ProblemSeverity, Standard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from importers.workbook import Cell

_OWN_COLUMNS = (Role.CODE, Role.LAW, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY, Role.NOTE)


def weighted_tables(table: Table) -> list[Table]:
    """A list of weighted sums cut into one table a violation, its own columns as labels.

    A new one begins where 序号, or without it 违法行为, has a new text, if the start weight comes again too.
    """
    key = table.first(Role.CODE) or table.first(Role.VIOLATION)
    starts = [row for row in table.rows if is_start_row(table.sheet, row)]
    if key is None or len(starts) <= 1 or distinct_texts(table, key) <= 1:
        return [table]
    parts: list[list[int]] = []
    last = None
    for row in table.rows:
        cell = table.sheet.at(row, key.index)
        if not parts or (cell is not None and cell is not last and matched(cell.text)):
            parts.append([])
        last = cell or last
        parts[-1].append(row)
    return [_with_labels(replace(table, rows=rows)) for rows in parts]


def _with_labels(table: Table) -> Table:
    context = Context(list(table.context.titles), {r: list(c) for r, c in table.context.labelled.items()})
    for column in table.of(*_OWN_COLUMNS):
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        for cell in cells:
            if cell is not None:
                context.add(column.role, cell)
    return replace(table, context=context, header_row=table.rows[0])


def weighted_standard(
    table: Table, convention: Convention, vocabulary: Collection[str], heads: Sequence[Cell]
) -> tuple[Standard, list[Problem]]:
    """The standard that a table of one weighted sum prints below `heads`, and the problems in it."""
    column = table.first(Role.VIOLATION)
    printed = "".join(dict.fromkeys(_first_column_texts(table, column.index if column else 1)))
    violation = title_violation(table) or printed or sheet_violation(table)
    head, problems = standard_head(table, (), violation, single=True)
    basis = normalised(table.context.text(Role.BASIS))
    rules = WeightRules(normalised(head.notes), basis, head.statutory)
    reading = read_weights(table, convention, vocabulary, rules)
    factors, weights = tuple(reading.factors), tuple(reading.groups)
    standard = replace(head, model=Model.WEIGHTS, factors=factors, weights=weights)
    problems += reading.problems
    return standard, problems + _refusals(table, standard, problems, heads)


def _refusals(
    table: Table, standard: Standard, problems: Sequence[Problem], heads: Sequence[Cell]
) -> list[Problem]:
    """Every cell of a weighted sum goes into it: with one of them faulty none can be applied."""
    cells = [cell.address for cell in (*heads, *_own_cells(table)) if cell.address in table.sheet.faulty]
    cells += [p.cell for p in problems if p.severity is ProblemSeverity.ERROR]
    starts = dict.fromkeys(g.start_cell for g in standard.weights if g.start_cell not in cells)
    return [
        Problem(
            table.sheet.name,
            start,
            ProblemSeverity.ERROR,
            f"{cell} 的内容有误，更正之前本项基准不能适用。",
        )
        for start in starts
        for cell in dict.fromkeys(cells)
    ]


def _own_cells(table: Table) -> Iterator[Cell]:
    """The cells of the body and of the labels and notes around it."""
    for row in table.rows:
        yield from table.sheet.row_cells(row)
    for context in (table.context, table.after):
        for cells in context.labelled.values():
            yield from cells


def _first_column_texts(table: Table, column: int) -> list[str]:
    start = table.start_cell
    cells = dict.fromkeys(table.sheet.at(row, column) for row in table.rows)
    return [c.text.strip() for c in cells if c is not None and c is not start]
