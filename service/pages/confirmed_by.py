"""Who confirmed a reading, as pages say it: under a name of this service, or brought along by a package."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.db import reading
from standards_1023 import store
from standards_1023.provenance import is_of, settled_elsewhere
from standards_1023.settlements import settlements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.settlements import Settlement
    from standards_1023.tables import EditionWorkbookRow
    from standards_1023.values import Problem, Settled, StandardsWorkbook

BROUGHT = "随导出包带入，不是在本系统确认的"


def brought_into(session: Session, row: EditionWorkbookRow) -> tuple[Settlement, ...]:
    """The settlements that a workbook was read with and nobody made here."""
    if row.settlements_sha256 is None:
        return ()
    document = store.get_file(session, row.settlements_sha256)
    return settled_elsewhere(session, row.department, settlements_of(document))


def as_confirmed(workbook: StandardsWorkbook, brought: Sequence[Settlement]) -> StandardsWorkbook:
    """The workbook whose problems say of each reading where it was confirmed."""
    return replace(workbook, problems=tuple(_said(workbook.problems, workbook.settled, brought)))


async def confirmed_problems(
    engine: Engine, edition: Edition, kept: DepartmentWorkbook
) -> tuple[Problem, ...]:
    """The problems of a published workbook; the database is asked only where something is settled."""
    if not kept.workbook.settled:
        return kept.workbook.problems
    return await asyncio.to_thread(_asked, engine, edition, kept)


def _asked(engine: Engine, edition: Edition, kept: DepartmentWorkbook) -> tuple[Problem, ...]:
    try:
        with reading(engine) as session:
            rows = (row for row, _ in store.list_workbooks(session, edition.number))
            row = next((one for one in rows if one.department == kept.department), None)
            brought = () if row is None else brought_into(session, row)
    except CommandRefused:  # what is in memory is shown without the database, as it is kept
        return kept.workbook.problems
    return as_confirmed(kept.workbook, brought).problems


def _said(
    problems: Iterable[Problem], settled: Iterable[Settled], brought: Sequence[Settlement]
) -> Iterable[Problem]:
    cells = {(one.sheet, one.cell): one.by for one in settled if is_of(one, brought)}
    for problem in problems:
        by = cells.get((problem.sheet, problem.cell))
        ending = f"（确认人 {by}）。"
        if by is None or not problem.message.endswith(ending):
            yield problem
        else:
            message = f"{problem.message.removesuffix(ending)}（确认人 {by}，{BROUGHT}）。"
            yield replace(problem, message=message)
