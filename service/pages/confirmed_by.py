"""The problems of a published workbook, which say of each reading who confirmed it and where."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from service.brought_readings import as_confirmed, brought_into, without_names
from service.command_errors import CommandRefused
from service.db import reading
from standards_1023 import store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Problem


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
            brought = {} if row is None else brought_into(session, row)
    except CommandRefused:  # what is in memory is shown without the database
        return tuple(without_names(kept.workbook.problems, kept.workbook.settled))
    return as_confirmed(kept.workbook, brought).problems
