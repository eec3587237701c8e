"""All queries on the tables of editions.  The first parameter is always the session; nobody commits here."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from standards_1023.content import digest_of, document_of, workbook_of
from standards_1023.departments import place_of
from standards_1023.edition_events import EditionEvent
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.errors import EditionNotFound
from standards_1023.tables import (
    EditionEventRow,
    EditionRow,
    EditionWorkbookRow,
    SourceFile,
    WorkbookValues,
)
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.values import StandardsWorkbook


def save_file(session: Session, content: bytes) -> str:
    """Keep a file under its SHA-256, once; its address."""
    sha256 = hashlib.sha256(content).hexdigest()
    if session.get(SourceFile, sha256) is None:
        session.add(SourceFile.model_validate({"sha256": sha256, "content": content}))
        session.flush()
    return sha256


def get_file(session: Session, sha256: str) -> bytes:
    """A kept file; a foreign key sees to it that it is there."""
    return session.exec(select(SourceFile).where(SourceFile.sha256 == sha256)).one().content


def save_values(session: Session, workbook: StandardsWorkbook) -> str:
    """Keep what a workbook says under the digest of its document, once; its address."""
    document = document_of(workbook)
    digest = digest_of(document)
    if session.get(WorkbookValues, digest) is None:
        severities = [problem.severity for problem in workbook.problems]
        row = {
            "digest": digest,
            "document": document,
            "standards": len(workbook.standards),
            "errors": severities.count(ProblemSeverity.ERROR),
            "warnings": severities.count(ProblemSeverity.WARNING),
        }
        session.add(WorkbookValues.model_validate(row))
        session.flush()
    return digest


def get_values(session: Session, digest: str) -> StandardsWorkbook:
    """The values under a digest; raises StoredValuesDamaged where they are not what it names."""
    row = session.exec(select(WorkbookValues).where(WorkbookValues.digest == digest)).one()
    return workbook_of(row.document, digest)


def list_editions(session: Session) -> Sequence[EditionRow]:
    """All editions by number."""
    return session.exec(select(EditionRow).order_by(col(EditionRow.number))).all()


def get_edition_row(session: Session, number: int) -> EditionRow:
    """An edition by its number; raises EditionNotFound."""
    row = session.get(EditionRow, number)
    if row is None:
        raise EditionNotFound(str(number))
    return row


def find_last(session: Session, state: EditionState) -> EditionRow | None:
    """The edition of this state with the highest number, or None."""
    found = select(EditionRow).where(EditionRow.state == state.value).order_by(col(EditionRow.number).desc())
    return session.exec(found).first()


def new_edition(session: Session) -> EditionRow:
    """A draft under the next number.  The caller holds the write lock."""
    last = session.exec(select(func.max(EditionRow.number))).one()
    row = EditionRow.model_validate({"number": (last or 0) + 1, "state": EditionState.DRAFT.value})
    session.add(row)
    session.flush()
    return row


def list_workbooks(session: Session, number: int) -> list[tuple[EditionWorkbookRow, WorkbookValues]]:
    """The workbooks of an edition with what is known of their values, in the order of departments."""
    found = session.exec(
        select(EditionWorkbookRow, WorkbookValues)
        .join(WorkbookValues, col(EditionWorkbookRow.values_digest) == WorkbookValues.digest)
        .where(EditionWorkbookRow.edition == number)
    ).all()
    return sorted(found, key=lambda pair: place_of(pair[0].department))


def put_workbook(session: Session, row: EditionWorkbookRow) -> None:
    """Put a department's workbook into a draft, in the place of the one that was there."""
    session.merge(row)
    session.flush()


def add_event(
    session: Session, number: int, event: EditionEvent, at: datetime, detail: Mapping[str, object]
) -> None:
    """Append what happened to an edition."""
    row = {
        "edition": number,
        "event": event.value,
        "at": at,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
    }
    session.add(EditionEventRow.model_validate(row))
    session.flush()


def list_events(session: Session, number: int) -> Sequence[EditionEventRow]:
    """What happened to an edition, in order."""
    found = select(EditionEventRow).where(EditionEventRow.edition == number)
    return session.exec(found.order_by(col(EditionEventRow.id))).all()


def publication_version(session: Session) -> int:
    """A number that grows with each publication: what a process compares to see that it must load anew."""
    published = EditionEventRow.event == EditionEvent.PUBLISHED.value
    return session.exec(select(func.max(EditionEventRow.id)).where(published)).one() or 0


def published_in_order(session: Session) -> Sequence[EditionRow]:
    """The published editions in the order of publication."""
    found = (
        select(EditionRow)
        .join(EditionEventRow, col(EditionEventRow.edition) == EditionRow.number)
        .where(EditionEventRow.event == EditionEvent.PUBLISHED.value)
        .order_by(col(EditionEventRow.id))
    )
    return session.exec(found).all()


def load_edition(
    session: Session, row: EditionRow, loaded: dict[str, DepartmentWorkbook] | None = None
) -> Edition:
    """An edition whole; `loaded` keeps workbooks that several editions share, by department and digest."""
    loaded = {} if loaded is None else loaded
    workbooks = []
    for kept, _ in list_workbooks(session, row.number):
        key = f"{kept.department}@{kept.values_digest}"
        if key not in loaded:
            values = get_values(session, kept.values_digest)
            loaded[key] = DepartmentWorkbook(kept.department, values, kept.values_digest)
        workbooks.append(loaded[key])
    return Edition(row.number, EditionState(row.state), tuple(workbooks), row.digest, row.in_force_from)


def load_timeline(session: Session, loaded: dict[str, DepartmentWorkbook] | None = None) -> Timeline:
    """All published editions; workbooks that several share are loaded once."""
    loaded = {} if loaded is None else loaded
    return Timeline(tuple(load_edition(session, row, loaded) for row in published_in_order(session)))
