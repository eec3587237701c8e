"""A problem of one standard: it stands at a cell of its sheet and names the code."""

from __future__ import annotations

from standards_1023.values import Problem, ProblemSeverity, Standard


def problem_of(
    standard: Standard, cell: str, message: str, severity: ProblemSeverity = ProblemSeverity.WARNING
) -> Problem:
    """The problem at a cell, its sentence behind the code of the standard."""
    return Problem(standard.sheet, cell, severity, f"{standard.code} {message}")
