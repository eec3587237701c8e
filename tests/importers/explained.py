"""Whether the problems of a workbook are explained by the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.help_texts.help_entry import HelpSeverity
from importers.problem_help import ALL_HELP
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from standards_1023.values import Problem, StandardsWorkbook

_SEVERITIES = {
    HelpSeverity.ERROR: {ProblemSeverity.ERROR},
    HelpSeverity.WARNING: {ProblemSeverity.WARNING},
    HelpSeverity.EITHER: {ProblemSeverity.ERROR, ProblemSeverity.WARNING},
    HelpSeverity.REFUSED: set(),
}


def unexplained(book: StandardsWorkbook) -> list[str]:
    """Problems that not exactly one entry explains, or one of another severity."""
    return [f"{problem.message} → {found}" for problem in book.problems if (found := _faults(problem))]


def _faults(problem: Problem) -> list[str]:
    entries = [entry for entry in ALL_HELP if entry.explains(problem.message)]
    if len(entries) != 1:
        return [f"{len(entries)} entries", *(entry.code for entry in entries)]
    return [] if problem.severity in _SEVERITIES[entries[0].severity] else [f"not {problem.severity}"]
