"""All queries on the tables of editions.  The first parameter is always the session; nobody commits here."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy.orm import defer
from sqlmodel import col, select

from standards_1023.content import digest_of, document_of, workbook_of
from standards_1023.departments import place_of
from standards_1023.edition_events import EditionEvent
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.errors import EditionNotFound
from standards_1023.tables import (
    EditionEventRow,
    EditionRow,
    EditionWithdrawalRow,
    EditionWorkbookRow,
    SettlementRow,
    SourceFile,
    WorkbookValues,
)
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from standards_1023.values import StandardsWorkbook


def sha256_of(content: bytes) -> str:
    """The address of a file: SHA-256 (hex) of its bytes."""
    return hashlib.sha256(content).hexdigest()


def save_file(session: Session, content: bytes) -> str:
    """Keep a file under its SHA-256, once; its address."""
    sha256 = sha256_of(content)
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
    """The edition of this stored state with the highest number, or None; withdrawn ones are left out."""
    found = list_of_state(session, state)
    return found[-1] if found else None


def list_of_state(session: Session, state: EditionState) -> Sequence[EditionRow]:
    """The editions of this stored state by number; withdrawn ones are left out."""
    found = select(EditionRow).where(EditionRow.state == state.value, _not_withdrawn())
    return session.exec(found.order_by(col(EditionRow.number))).all()


def find_withdrawal(session: Session, number: int) -> EditionWithdrawalRow | None:
    """That an edition was given up or withdrawn: when, by whom and why; or None."""
    return session.get(EditionWithdrawalRow, number)


def list_withdrawn(session: Session) -> frozenset[int]:
    """The numbers of the editions that were withdrawn."""
    return frozenset(session.exec(select(EditionWithdrawalRow.edition)).all())


def add_withdrawal(session: Session, number: int, *, by: str, at: datetime, reason: str) -> None:
    """Append that an edition is withdrawn."""
    row = {"edition": number, "by": by, "at": at, "reason": reason}
    session.add(EditionWithdrawalRow.model_validate(row))
    session.flush()


def state_of(session: Session, row: EditionRow) -> EditionState:
    """The state of an edition: the stored one, or 已撤回."""
    if find_withdrawal(session, row.number) is not None:
        return EditionState.WITHDRAWN
    return EditionState(row.state)


def _not_withdrawn() -> ColumnElement[bool]:
    return col(EditionRow.number).not_in(select(EditionWithdrawalRow.edition))


def new_edition(session: Session) -> EditionRow:
    """A draft under the next number.  The caller holds the write lock."""
    last = session.exec(select(func.max(EditionRow.number))).one()
    row = EditionRow.model_validate({"number": (last or 0) + 1, "state": EditionState.DRAFT.value})
    session.add(row)
    session.flush()
    return row


def list_workbooks(session: Session, number: int) -> list[tuple[EditionWorkbookRow, WorkbookValues]]:
    """The workbooks of an edition with what is counted in their values, in the order of departments.

    The values themselves, which are large, are not read before they are asked for.
    """
    return _workbooks(session, EditionWorkbookRow.edition == number)


def workbooks_by_edition(session: Session) -> dict[int, list[tuple[EditionWorkbookRow, WorkbookValues]]]:
    """The same of all editions, by number, in one statement."""
    found: dict[int, list[tuple[EditionWorkbookRow, WorkbookValues]]] = {}
    for row, values in _workbooks(session):
        found.setdefault(row.edition, []).append((row, values))
    return found


def _workbooks(
    session: Session, *of: ColumnElement[bool] | bool
) -> list[tuple[EditionWorkbookRow, WorkbookValues]]:
    found = session.exec(
        select(EditionWorkbookRow, WorkbookValues)
        .join(WorkbookValues, col(EditionWorkbookRow.values_digest) == WorkbookValues.digest)
        .where(*of)
        .options(defer(WorkbookValues.document))  # type: ignore[arg-type]  # SQLModel types a column as its value
    ).all()
    return sorted(found, key=lambda pair: place_of(pair[0].department))


def put_workbook(session: Session, row: EditionWorkbookRow) -> None:
    """Put a department's workbook into a draft, in the place of the one that was there."""
    session.merge(row)
    session.flush()


def drop_workbook(session: Session, row: EditionWorkbookRow) -> None:
    """Take a department's workbook out of a draft."""
    session.delete(row)
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


def events_by_edition(session: Session) -> dict[int, list[EditionEventRow]]:
    """The same of all editions, by number, in one statement."""
    found: dict[int, list[EditionEventRow]] = {}
    for row in session.exec(select(EditionEventRow).order_by(col(EditionEventRow.id))):
        found.setdefault(row.edition, []).append(row)
    return found


def list_imports_of_packages(session: Session) -> Sequence[EditionEventRow]:
    """The imports of exported editions, in order."""
    kind = EditionEventRow.event == EditionEvent.WORKBOOK_IMPORTED.value
    found = select(EditionEventRow).where(kind, col(EditionEventRow.detail).contains('"package_sha256"'))
    return session.exec(found.order_by(col(EditionEventRow.id))).all()


def publication_version(session: Session) -> int:
    """A number that grows with what is published or withdrawn: a process loads anew when it did."""
    moves = (EditionEvent.PUBLISHED.value, EditionEvent.WITHDRAWN.value)
    moved = col(EditionEventRow.event).in_(moves)
    return session.exec(select(func.max(EditionEventRow.id)).where(moved)).one() or 0


def published_in_order(session: Session) -> Sequence[EditionRow]:
    """The published editions that were not withdrawn, in the order of publication."""
    found = (
        select(EditionRow)
        .join(EditionEventRow, col(EditionEventRow.edition) == EditionRow.number)
        .where(EditionEventRow.event == EditionEvent.PUBLISHED.value, _not_withdrawn())
        .order_by(col(EditionEventRow.id))
    )
    return session.exec(found).all()


def add_settlement(  # noqa: PLR0913 - the row's own fields, each by its name
    session: Session,
    *,
    department: str,
    kind: str,
    key: str,
    meaning: str | None,
    by: str,
    at: datetime,
    sample: Sequence[str] = (),
) -> None:
    """Append what was settled about a department's tables."""
    row = {"department": department, "kind": kind, "key": key, "meaning": meaning, "by": by, "at": at}
    row["sample"] = json.dumps(sample, ensure_ascii=False) if sample else None
    session.add(SettlementRow.model_validate(row))
    session.flush()


def list_settlements(session: Session, department: str) -> Sequence[SettlementRow]:
    """All that was ever settled about a department's tables, in order."""
    found = select(SettlementRow).where(SettlementRow.department == department)
    return session.exec(found.order_by(col(SettlementRow.id))).all()


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
    state = state_of(session, row)
    return Edition(row.number, state, tuple(workbooks), row.digest, row.in_force_from)


def load_timeline(session: Session, loaded: dict[str, DepartmentWorkbook] | None = None) -> Timeline:
    """All published editions; workbooks that several share are loaded once."""
    loaded = {} if loaded is None else loaded
    return Timeline(tuple(load_edition(session, row, loaded) for row in published_in_order(session)))
