"""`cailiang check --statutes`: each department's statutory ranges beside the text of their articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from importers.statutes_check import Confirmation, check_statutes
from service.printing import console
from service.wording import measure_words
from standards_1023.values import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importers.article_table import ArticleTable
    from importers.statutes_check import StatuteCheck
    from standards_1023.values import StandardsWorkbook

_WORDS = {
    Confirmation.CONFIRMED: "一致",
    Confirmation.DIFFERENT: "不一致",
    Confirmation.NO_TEXT: "没有条文",
    Confirmation.OTHER_VERSION: "版本不同",
    Confirmation.NO_RANGE: "表中没有幅度",
}


@dataclass(frozen=True, slots=True)
class DepartmentReport:
    """What the texts say of one workbook."""

    name: str
    two_dimensional: int
    checks: tuple[StatuteCheck, ...]

    def count(self, confirmation: Confirmation) -> int:
        """How many standards have this result."""
        return Counter(check.confirmation for check in self.checks)[confirmation]


def report(workbooks: Iterable[tuple[str, StandardsWorkbook]], table: ArticleTable) -> list[DepartmentReport]:
    """The report of each (name, workbook)."""
    return [
        DepartmentReport(
            name,
            sum(standard.model is Model.MATRIX for standard in workbook.standards),
            tuple(check_statutes(workbook.standards, table)),
        )
        for name, workbook in workbooks
    ]


def print_report(reports: list[DepartmentReport]) -> None:
    """A table by department with a row for all of them, then every standard that is not confirmed."""
    shown = Table(box=None, pad_edge=False)
    for heading in ("部门", "基准", "二维", *_WORDS.values()):
        shown.add_column(heading)
    for one in (*reports, _together(reports)):
        share = f"{one.two_dimensional}（{one.two_dimensional * 100 // max(len(one.checks), 1)}%）"
        shown.add_row(one.name, str(len(one.checks)), share, *(str(one.count(c)) for c in _WORDS))
    Console(markup=False, highlight=False).print(shown)
    out = console()
    for one in reports:
        for check in one.checks:
            if check.confirmation is not Confirmation.CONFIRMED:
                out.print(f"{_WORDS[check.confirmation]} {_words(one.name, check)}")


def _together(reports: list[DepartmentReport]) -> DepartmentReport:
    return DepartmentReport(
        "合计",
        sum(one.two_dimensional for one in reports),
        tuple(check for one in reports for check in one.checks),
    )


def _words(name: str, check: StatuteCheck) -> str:
    standard = check.standard
    place = f"{name} {standard.sheet}!{standard.statutory_cell or standard.cell} {standard.code}"
    if check.confirmation is not Confirmation.DIFFERENT:
        return f"{place}：{'、'.join(standard.basis) or '没有写处罚依据'}"
    missing = "；".join(measure_words(measure) for measure in check.missing)
    return f"{place}：表中 {missing}，条文 {check.text}（{'、'.join(check.articles)}）"
