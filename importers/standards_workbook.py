"""A department's workbook of standards, read whole: standards, settings, and every problem at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.standards_table import read_table
from importers.tables import read_tables
from importers.workbook import read_workbook
from standards_1023.text import matched
from standards_1023.values import Convention, Instrument, Problem, ProblemSeverity, Standard, StandardsWorkbook

if TYPE_CHECKING:
    from pathlib import Path


def read_standards_workbook(path: Path, *, convention: Convention | None = None) -> StandardsWorkbook:
    book = read_workbook(path)
    convention = convention or Convention()
    vocabulary = {matched(cell.text) for sheet in book.sheets for cell in set(sheet.cells.values())}
    standards: list[Standard] = []
    problems: list[Problem] = []
    for sheet in book.sheets:
        for table in read_tables(sheet).tables:
            reading = read_table(table, convention, vocabulary)
            standards += reading.standards
            problems += reading.problems
    return StandardsWorkbook(book.name, book.sha256, Instrument(convention), tuple(standards), tuple(problems))
