"""`cailiang check --statutes`: each department's statutory ranges beside the text of their articles."""

from __future__ import annotations

from bisect import bisect_right
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
    from datetime import date

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
class DatedWorkbook:
    """A workbook by a name for people and its address, and the day whose law it is held against."""

    name: str
    digest: str
    workbook: StandardsWorkbook
    on: date


@dataclass(frozen=True, slots=True)
class DepartmentReport:
    """What the texts that were in force `on` a day say of one workbook."""

    name: str
    on: date
    two_dimensional: int
    checks: tuple[StatuteCheck, ...]

    def count(self, confirmation: Confirmation) -> int:
        """How many standards have this result."""
        return Counter(check.confirmation for check in self.checks)[confirmation]


def report(workbooks: Iterable[DatedWorkbook], table: ArticleTable) -> list[DepartmentReport]:
    """The report of each workbook, held against the law of its day.

    A workbook that several editions share is reported anew only where the law of their days says otherwise.
    """
    days = sorted({article.begins for versions in table.values() for article in versions})
    held: set[tuple[str, int]] = set()
    told: dict[str, tuple[StatuteCheck, ...]] = {}
    result = []
    for one in workbooks:
        key = (one.digest, bisect_right(days, one.on.isoformat()))
        if key in held:
            continue
        held.add(key)
        checks = tuple(check_statutes(one.workbook.standards, table, one.on))
        if told.get(one.digest) != checks:
            two_dimensional = sum(standard.model is Model.MATRIX for standard in one.workbook.standards)
            result.append(DepartmentReport(one.name, one.on, two_dimensional, checks))
        told[one.digest] = checks
    return result


def print_report(reports: list[DepartmentReport]) -> None:
    """The days, a table by department with a row for all, then every standard that is not confirmed."""
    shown = Table(box=None, pad_edge=False)
    for heading in ("部门", "基准", "二维", *_WORDS.values()):
        shown.add_column(heading)
    for one in reports:
        _add_row(shown, one.name, [one])
    _add_row(shown, "合计", reports)
    out = console()
    days = "、".join(dict.fromkeys(str(one.on) for one in reports))
    out.print(f"按当天施行的条文核对：{days or '没有表格'}。")
    Console(markup=False, highlight=False).print(shown)
    for one in reports:
        for check in one.checks:
            if check.confirmation is not Confirmation.CONFIRMED:
                out.print(f"{_WORDS[check.confirmation]} {_words(one.name, check)}")


def _add_row(shown: Table, name: str, reports: list[DepartmentReport]) -> None:
    standards, two = sum(len(one.checks) for one in reports), sum(one.two_dimensional for one in reports)
    counts = (str(sum(one.count(confirmation) for one in reports)) for confirmation in _WORDS)
    shown.add_row(name, str(standards), f"{two}（{two * 100 // max(standards, 1)}%）", *counts)


def _words(name: str, check: StatuteCheck) -> str:
    standard = check.standard
    place = f"{name} {standard.sheet}!{standard.statutory_cell or standard.cell} {standard.code}"
    if check.confirmation is Confirmation.OTHER_VERSION:
        return f"{place}：{'、'.join(standard.basis)}（只有{'、'.join(check.articles)}）"
    if check.confirmation is not Confirmation.DIFFERENT:
        return f"{place}：{'、'.join(standard.basis) or '没有写处罚依据'}"
    missing = "；".join(measure_words(measure) for measure in check.missing)
    return f"{place}：表中 {missing}，条文 {check.text}（{'、'.join(check.articles)}）"
