"""Import into the open draft: departments' workbooks take the place of those that the edition had before.

There is one open draft at a time.  A new one begins with the workbooks of the last edition that was submitted
or published, so that a department that changes its table does not have to bring everybody else's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_base import base_of, is_stale, last_published
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import refuse_open_draft
from standards_1023.editions import EditionState
from standards_1023.errors import EditionRefused
from standards_1023.provenance import brought_by, no_longer_held
from standards_1023.settlement_words import words_of
from standards_1023.settlements import settlements_of
from standards_1023.tables import EditionRow, EditionWorkbookRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.provenance import Brought, Package
    from standards_1023.settlements import Settlement
    from standards_1023.values import StandardsWorkbook


@dataclass(frozen=True, slots=True)
class ImportedWorkbook:
    """A workbook that was read, with the bytes it was read from, the settings beside it."""

    department: str
    file_name: str
    workbook: StandardsWorkbook
    source: bytes
    settings: bytes | None = None
    convention: str | None = None
    settlements: bytes | None = None
    """The settlements document that it was read with; None where there were none."""
    package: Package | None = None
    """The exported edition that it came with."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What an import did: the draft's number (None where nothing changed), and which departments changed.

    `held` is the file under which an unchanged department's workbook is there already, `held_in` the edition;
    `brought` are the settlements that came with packages into the changed ones; `read_no_more` those by which
    a department's workbook was read and is read no more, in words.
    """

    number: int | None
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    held: tuple[tuple[str, str], ...] = ()
    held_in: int | None = None
    brought: tuple[Brought, ...] = ()
    read_no_more: tuple[tuple[str, str], ...] = ()


def import_workbooks(
    session: Session, imported: Sequence[ImportedWorkbook], at: datetime, *, by: str, alone: bool = False
) -> Drafted:
    """Put workbooks into the open draft, or a new one; the same workbooks again change nothing.

    `alone` begins a draft with these workbooks and nothing else; EditionConflict where a draft is open.
    """
    draft = store.find_last(session, EditionState.DRAFT)
    if alone:
        refuse_open_draft(session, draft)
    base = draft or base_for_drafts(session)
    before = {} if base is None or alone else rows_of(session, base.number)
    rows = {one.department: _row_beside(session, one, before.get(one.department)) for one in imported}
    changed = tuple(d for d, row in rows.items() if not same_workbook(before.get(d), row))
    unchanged = tuple(d for d in rows if d not in changed)
    held = tuple((d, before[d].file_name) for d in unchanged)
    held_in = None if base is None else base.number
    if before and not changed:
        return Drafted(None, (), unchanged, held, held_in)
    if draft is None:
        said: dict[str, object] = {"by": by, "alone": True} if alone else {"by": by}
        draft = _new_draft(session, base, before.values(), at, said)
    came = [brought_by(session, one.department, one.package, one.settlements) for one in imported]
    brought = {one.department: one for one in came if one is not None and one.department in changed}
    gone = {d: no_longer_held(_held_by(session, before.get(d)), _held_by(session, rows[d])) for d in changed}
    for department in changed:
        row = rows[department]
        row.edition = draft.number
        store.put_workbook(session, row)
        detail: dict[str, object] = {"by": by, "department": department, "file": row.file_name}
        detail["source"] = row.source_sha256
        if department in brought:
            detail |= {**brought[department].detail, "settlements_sha256": row.settlements_sha256}
        if gone[department]:
            detail["read_no_more"] = [words_of(one) for one in gone[department]]
        store.add_event(session, draft.number, EditionEvent.WORKBOOK_IMPORTED, at, detail)
    lost = tuple((d, words_of(one)) for d in changed for one in gone[d])
    return Drafted(draft.number, changed, unchanged, held, held_in, tuple(brought.values()), lost)


def draft_again(session: Session, number: int, *, by: str, at: datetime) -> EditionRow:
    """A draft with exactly the workbooks of an earlier edition: rolling back is publishing that one anew.

    Raises EditionConflict where a draft is open, EditionRefused where it would be what is in force already.
    """
    row = store.get_edition_row(session, number)
    refuse_open_draft(session, store.find_last(session, EditionState.DRAFT))
    last = last_published(session)
    workbooks = rows_of(session, number)
    if last is not None and not differing(rows_of(session, last.number), workbooks):
        raise EditionRefused(
            f"第{number}版的表格与最近发布的第{last.number}版相同，不用重新起草：请选更早的一版。"
        )
    return _new_draft(session, last, workbooks.values(), at, {"by": by, "again_of": row.number})


def base_for_drafts(session: Session) -> EditionRow | None:
    """Where a new draft begins: the last submitted edition that could be published, else the last one."""
    submitted = store.list_of_state(session, EditionState.SUBMITTED)
    fresh = [row for row in submitted if not is_stale(session, row.number)]
    return fresh[-1] if fresh else last_published(session)


def rows_of(session: Session, number: int) -> dict[str, EditionWorkbookRow]:
    """The workbooks of an edition by department."""
    return {row.department: row for row, _ in store.list_workbooks(session, number)}


def copy_into(session: Session, number: int, row: EditionWorkbookRow) -> None:
    """Put a workbook of another edition into a draft."""
    copied = EditionWorkbookRow.model_validate({**row.model_dump(), "edition": number})
    store.put_workbook(session, copied)


def same_workbook(one: EditionWorkbookRow | None, other: EditionWorkbookRow | None) -> bool:
    """Whether two editions have the same of a department: file, settings, settlements and what was read."""
    if one is None or other is None:
        return one is other
    left_out = {"edition"}
    return one.model_dump(exclude=left_out) == other.model_dump(exclude=left_out)


def differing(one: dict[str, EditionWorkbookRow], other: dict[str, EditionWorkbookRow]) -> tuple[str, ...]:
    """The departments whose workbook is not the same on both sides."""
    return tuple(d for d in dict.fromkeys((*one, *other)) if not same_workbook(one.get(d), other.get(d)))


def changed_departments(session: Session, number: int) -> tuple[str, ...]:
    """The departments of which an edition has something else than the one it stands on, or nothing more."""
    base = base_of(session, number)
    return differing({} if base is None else rows_of(session, base), rows_of(session, number))


def _new_draft(
    session: Session,
    base: EditionRow | None,
    workbooks: Iterable[EditionWorkbookRow],
    at: datetime,
    said: dict[str, object],
) -> EditionRow:
    draft = store.new_edition(session)
    detail = {"from": None if base is None else base.number, **said}
    store.add_event(session, draft.number, EditionEvent.DRAFTED, at, detail)
    for row in workbooks:
        copy_into(session, draft.number, row)
    return draft


def _row_beside(
    session: Session, one: ImportedWorkbook, before: EditionWorkbookRow | None
) -> EditionWorkbookRow:
    """The row of a workbook; a file that is there already under another name stays under that name."""
    row = _row(session, one)
    if before is None or before.file_name == one.file_name or before.source_sha256 != row.source_sha256:
        return row
    named = replace(one.workbook, name=before.file_name)
    renamed = _row(session, replace(one, workbook=named, file_name=before.file_name))
    return renamed if same_workbook(before, renamed) else row


def _row(session: Session, one: ImportedWorkbook) -> EditionWorkbookRow:
    """The row of a workbook, its edition still open (0); files and values are kept first."""
    return EditionWorkbookRow.model_validate(
        {
            "edition": 0,
            "department": one.department,
            "file_name": one.file_name,
            "convention": one.convention,
            "values_digest": store.save_values(session, one.workbook),
            "source_sha256": store.save_file(session, one.source),
            "settings_sha256": _saved(session, one.settings),
            "settlements_sha256": _saved(session, one.settlements),
        }
    )


def _held_by(session: Session, row: EditionWorkbookRow | None) -> tuple[Settlement, ...]:
    """The settlements that a workbook is read with."""
    if row is None or row.settlements_sha256 is None:
        return ()
    return settlements_of(store.get_file(session, row.settlements_sha256))


def _saved(session: Session, content: bytes | None) -> str | None:
    return None if content is None else store.save_file(session, content)
