"""`cailiang demo`: read the workbooks that come with the program and give one band from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import standards_1023
from importers.standards_workbook import read_standards_workbook
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from rules.facts import SITUATION
from service.command_errors import CommandRefused
from service.printing import console, print_assessment, print_overview
from service.wording import problem_words
from standards_1023.values import AmountUnit, MeasureKind, Model, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standards_1023.values import Row, Standard, StandardsWorkbook

WORKBOOKS = Path(standards_1023.__file__).parent / "workbooks"
EARLIER = WORKBOOKS.with_name("earlier")
"""Tables of the edition before 2026-08-15; a department without one there kept its table."""

WHAT_THEY_ARE = "以上表格是为本项目编写的演示数据，不是任何机关发布的正式文件，不能作为处罚依据。"


def run_demonstration(folder: Path = WORKBOOKS) -> int:
    """Read, say what was understood, give one band; exit code 1 for errors in a table, or no band."""
    files = sorted(p for p in folder.glob("*.xls*") if not p.name.startswith("~"))
    if not files:
        raise CommandRefused(f"没有找到自带的裁量表（{folder.name}）：请重新安装。")
    workbooks = _read(files)
    print_overview(workbooks)
    console().print(WHAT_THEY_ARE)
    for problem in (p for w in workbooks for p in w.problems):
        console().print(f"  {problem_words(problem)}")
    found = _example(workbooks)
    if found is None:
        return 1
    workbook, standard, facts, assessment = found
    shown = " ".join(f"--fact “{name}={value}”" for name, value in facts)
    out = console()
    out.print(f"\n例：{workbook.name} 的基准 {standard.code}，{shown}\n")
    print_assessment(assessment, standard.violation)
    return int(any(p.severity is ProblemSeverity.ERROR for w in workbooks for p in w.problems))


def _read(files: list[Path]) -> list[StandardsWorkbook]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("读取裁量表", total=len(files))
        workbooks = []
        for file in files:
            workbooks.append(read_standards_workbook(file))
            progress.advance(task)
    return workbooks


def _example(
    workbooks: list[StandardsWorkbook],
) -> tuple[StandardsWorkbook, Standard, tuple[tuple[str, str], ...], Assessment] | None:
    """The first matrix (else the first standard) whose row in the middle gives a fine in yuan."""
    standards = [(w, s) for w in workbooks for s in w.standards]
    with Drivers() as drivers:
        for workbook, standard in sorted(standards, key=lambda pair: pair[1].model is not Model.MATRIX):
            for row in _from_the_middle(standard):
                situation = ((SITUATION, row.group),) if row.group else ()
                case = CaseInput(facts=(*row.when, *situation))
                try:
                    return workbook, standard, case.facts, assess(workbook, standard, case, drivers)
                except AssessmentRefused:
                    continue
    return None


def _from_the_middle(standard: Standard) -> Iterator[Row]:
    """The rows with a range of yuan, the middle one first."""
    middle = len(standard.rows) // 2
    for row in (*standard.rows[middle:], *standard.rows[:middle]):
        fines = [m for m in row.measures if m.kind is MeasureKind.FINE and m.unit is AmountUnit.YUAN]
        if fines and row.when:
            yield row
