"""The proof of an edition: `rules` compares both evaluators on each department's boundary cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.agreement import prove as prove_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standards_1023.editions import DepartmentWorkbook
    from standards_1023.proof import Proof


def prove(workbooks: Iterable[DepartmentWorkbook]) -> dict[str, Proof]:
    """A proof of each workbook, by department."""
    return {
        kept.department: prove_workbook(kept.workbook.standards, kept.workbook.instrument)
        for kept in workbooks
    }
