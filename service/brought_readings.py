"""Who confirmed a reading, said with where: under a name of this service, or brought along by a package."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.provenance import brought_with, is_of
from standards_1023.settlements import settlements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from standards_1023.settlements import Settlement
    from standards_1023.tables import EditionWorkbookRow
    from standards_1023.values import Problem, Settled, StandardsWorkbook

BroughtBy = dict["Settlement", str]
"""Settlements that nobody made here, with who handed in the package that they came with."""


def brought_words(by: str) -> str:
    """Where a reading was confirmed that nobody confirmed here; `by` is who handed in the package."""
    who = f"上传人 {by.replace(':', '：')}，" if by else ""
    return f"随导出包带入，{who}不是在本系统确认的"


def brought_into(session: Session, row: EditionWorkbookRow) -> BroughtBy:
    """The settlements that a workbook was read with and nobody made here."""
    if row.settlements_sha256 is None:
        return {}
    document = store.get_file(session, row.settlements_sha256)
    return brought_with(session, row.department, settlements_of(document))


def as_confirmed(workbook: StandardsWorkbook, brought: Mapping[Settlement, str]) -> StandardsWorkbook:
    """The workbook whose problems say of each reading where it was confirmed."""
    return replace(workbook, problems=tuple(_said(workbook.problems, workbook.settled, brought)))


def without_names(problems: Iterable[Problem], settled: Iterable[Settled]) -> Iterable[Problem]:
    """The problems where nobody can tell whose name is true."""
    cells = {(one.sheet, one.cell): one.by for one in settled}
    for problem in problems:
        by = cells.get((problem.sheet, problem.cell))
        ending = f"（确认人 {by}）。"
        if by is not None and problem.message.endswith(ending):
            message = f"{problem.message.removesuffix(ending)}（数据库现在读不到，确认人没有核对）。"
            yield replace(problem, message=message)
        else:
            yield problem


def _said(
    problems: Iterable[Problem], settled: Iterable[Settled], brought: Mapping[Settlement, str]
) -> Iterable[Problem]:
    origins = {
        (one.sheet, one.cell, one.by): brought_words(by)
        for one in settled
        for said, by in brought.items()
        if is_of(one, [said])
    }
    for problem in problems:
        found = [
            (ending, f"（确认人 {by}，{words}）。")
            for (sheet, cell, by), words in origins.items()
            if (sheet, cell) == (problem.sheet, problem.cell)
            and problem.message.endswith(ending := f"（确认人 {by}）。")
        ]
        if found:
            ending, instead = found[0]
            yield replace(problem, message=problem.message.removesuffix(ending) + instead)
        else:
            yield problem
