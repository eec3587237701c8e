"""Import into the open draft: departments' workbooks take the place of those that the edition had before.

There is one open draft at a time.  A new one begins with the workbooks of the last edition that was submitted
or published, so that a department that changes its table does not have to bring everybody else's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_events import EditionEvent
from standards_1023.editions import EditionState
from standards_1023.tables import EditionRow, EditionWorkbookRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.values import StandardsWorkbook


@dataclass(frozen=True, slots=True)
class ImportedWorkbook:
    """A workbook that was read, with the bytes it was read from and the settings beside it."""

    department: str
    file_name: str
    workbook: StandardsWorkbook
    source: bytes
    settings: bytes | None = None
    convention: str | None = None
    settlements: bytes | None = None
    """The settlements document that it was read with; None where there were none."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What an import did: the draft's number (None where nothing changed), and which departments changed."""

    number: int | None
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_workbooks(
    session: Session, imported: Sequence[ImportedWorkbook], at: datetime, *, alone: bool = False
) -> Drafted:
    """Put workbooks into the open draft, or a new one; the same workbooks again change nothing.

    `alone` begins a draft with these workbooks and nothing else.
    """
    base = None if alone else _base(session)
    before = {} if base is None else _rows(session, base.number)
    rows = {one.department: _row(session, one) for one in imported}
    changed = tuple(d for d, row in rows.items() if not _same(before.get(d), row))
    unchanged = tuple(d for d in rows if d not in changed)
    if base is not None and not changed:
        return Drafted(None, (), unchanged)
    draft = base if base is not None and base.state == EditionState.DRAFT.value else None
    if draft is None:
        draft = _new_draft(session, base, before, at)
    for department in changed:
        row = rows[department]
        row.edition = draft.number
        store.put_workbook(session, row)
        detail = {"department": department, "file": row.file_name, "source": row.source_sha256}
        store.add_event(session, draft.number, EditionEvent.WORKBOOK_IMPORTED, at, detail)
    return Drafted(draft.number, changed, unchanged)


def _base(session: Session) -> EditionRow | None:
    """The open draft, else the last edition that was submitted or published."""
    draft = store.find_last(session, EditionState.DRAFT)
    if draft is not None:
        return draft
    later = [store.find_last(session, s) for s in (EditionState.SUBMITTED, EditionState.PUBLISHED)]
    return max((row for row in later if row is not None), key=lambda row: row.number, default=None)


def _new_draft(
    session: Session, base: EditionRow | None, before: dict[str, EditionWorkbookRow], at: datetime
) -> EditionRow:
    draft = store.new_edition(session)
    detail: dict[str, object] = {"from": None if base is None else base.number}
    store.add_event(session, draft.number, EditionEvent.DRAFTED, at, detail)
    for row in before.values():
        copied = EditionWorkbookRow.model_validate({**row.model_dump(), "edition": draft.number})
        store.put_workbook(session, copied)
    return draft


def _rows(session: Session, number: int) -> dict[str, EditionWorkbookRow]:
    return {row.department: row for row, _ in store.list_workbooks(session, number)}


def _row(session: Session, one: ImportedWorkbook) -> EditionWorkbookRow:
    """The row of a workbook, its edition still open (0); files and values are kept first."""
    settings = None if one.settings is None else store.save_file(session, one.settings)
    return EditionWorkbookRow.model_validate(
        {
            "edition": 0,
            "department": one.department,
            "file_name": one.file_name,
            "convention": one.convention,
            "values_digest": store.save_values(session, one.workbook),
            "source_sha256": store.save_file(session, one.source),
            "settings_sha256": settings,
        }
    )


def _same(one: EditionWorkbookRow | None, other: EditionWorkbookRow) -> bool:
    left_out = {"edition"}
    return one is not None and one.model_dump(exclude=left_out) == other.model_dump(exclude=left_out)
