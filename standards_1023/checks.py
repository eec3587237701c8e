"""Every check on what a table says, in one call; each problem names its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.duplicates import check_duplicates, check_rows
from standards_1023.fines_within_law import check_statutory_range
from standards_1023.gaps_between_conditions import check_conditions
from standards_1023.gaps_between_fines import check_bands
from standards_1023.order_of_fines import check_order
from standards_1023.problem_of_standard import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.values import Convention, Problem, Standard


def check_standards(standards: Sequence[Standard], convention: Convention) -> list[Problem]:
    """Every problem that the values themselves show, in the order of the workbook."""
    problems: list[Problem] = []
    for standard in standards:
        problems += check_statutory_range(standard)
        problems += check_order(standard)
        problems += check_conditions(standard, convention)
        problems += check_bands(standard)
        problems += check_rows(standard)
        if not standard.basis:
            problems.append(problem_of(standard, standard.cell, "没有写出处罚依据的法条，请补填。"))
    return problems + list(check_duplicates(standards))
