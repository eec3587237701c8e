"""Editions, their standards and their differences in plain Chinese lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from service.printing import console, print_standard
from service.wording import problem_words
from standards_1023.editions import EditionState
from standards_1023.names_for_people import CHANGES, MODELS
from standards_1023.standard_lookup import name_in_edition
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.drafting import Drafted, ImportedWorkbook
    from standards_1023.edition_diff import Change
    from standards_1023.edition_summary import EditionSummary
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard

_MOST_PROBLEMS = 20


def print_drafted(drafted: Drafted, imported: Sequence[ImportedWorkbook]) -> None:
    """What an import did, department by department, and the problems that the tables have."""
    out = console()
    for one in imported:
        problems = one.workbook.problems
        errors = sum(p.severity is ProblemSeverity.ERROR for p in problems)
        what = "有改动" if one.department in drafted.changed else _held(drafted, one.department)
        counts = f"{len(one.workbook.standards)} 项基准，{errors} 处错误，{len(problems) - errors} 处提示"
        out.print(f"{one.department}（{one.file_name}）：{what}，{counts}。")
        gravest = sorted(problems, key=lambda problem: problem.severity is not ProblemSeverity.ERROR)
        for problem in gravest[:_MOST_PROBLEMS]:
            out.print(f"  {problem_words(problem)}")
        if len(problems) > _MOST_PROBLEMS:
            more = len(problems) - _MOST_PROBLEMS
            out.print(f"  ……另有 {more} 处：用 cailiang parse {one.file_name} 查看全部。")
    for brought in drafted.brought:
        out.print(
            f"{brought.department}：{brought.settlements} 条读法的确认随导出包 {brought.package.file} 带入"
            f"（SHA-256 {brought.package.sha256[:12]}），其中 {brought.elsewhere} 条不是在本系统确认的。"
        )
    for department, words in drafted.read_no_more:
        out.print(f"{department}：不再按以前的确认读：{words}。")
    if drafted.number is None:
        out.print("表格没有变化，没有新的草稿。")
    else:
        out.print(f"已存入第{drafted.number}版草稿。没有错误后，用 cailiang standards submit 提交。")


def _held(drafted: Drafted, department: str) -> str:
    """Where the same table is already: 第2版里已经有（环水局.xlsx）."""
    return f"第{drafted.held_in}版里已经有（{dict(drafted.held)[department]}），没有改动"


def print_editions(summaries: Sequence[EditionSummary]) -> None:
    """The editions, one a line."""
    if not summaries:
        console().print("还没有任何版本：请用 cailiang standards import 导入部门的表格。")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("版本", "状态", "施行", "部门", "基准", "错误", "指纹"):
        table.add_column(heading)
    for one in summaries:
        withdrawn = one.state is EditionState.WITHDRAWN
        until = f"至{one.in_force_until}（不含）" if one.in_force_until else "起"
        table.add_row(
            f"第{one.number}版",
            one.state.words,
            f"{one.in_force_from}{until}" if one.in_force_from and not withdrawn else "—",
            str(len(one.departments)),
            str(one.standards),
            str(sum(d.errors for d in one.departments)),
            (one.digest or "—")[:12],
        )
    Console(markup=False, highlight=False).print(table)


def print_standards(edition: Edition) -> None:
    """The standards of an edition, one a line, with the name that leads to each."""
    out = console()
    out.print(f"{edition.title}，{len(edition.standards)} 项基准：")
    for kept, standard in edition.standards:
        name = name_in_edition(kept, standard)
        out.print(f"{name}  {standard.violation}（{MODELS[standard.model]}）")


def print_standard_in_edition(edition: Edition, kept: DepartmentWorkbook, standard: Standard) -> None:
    """One standard whole, with its edition and the workbook it was read from."""
    out = console()
    out.print(
        f"{edition.title}，{kept.department}，{kept.workbook.name}（SHA-256 {kept.workbook.sha256[:12]}）"
    )
    print_standard(out, standard)


def print_changes(changes: Sequence[Change], before: Edition, after: Edition) -> None:
    """What changed between two editions."""
    out = console()
    if not changes:
        out.print(f"{before.title}与{after.title}没有差别。")
        return
    out.print(f"{before.title}→{after.title}，{len(changes)} 处不同：")
    for change in changes:
        one, other = (f"[{cell}]" if cell else "" for cell in change.cells)
        name = change.standard or change.department
        out.print(f"{name} {CHANGES[change.what]}")
        out.print(f"  原：{change.before or '（没有）'} {one}".rstrip())
        out.print(f"  现：{change.after or '（没有）'} {other}".rstrip())
