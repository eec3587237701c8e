"""All queries on the tables of casework.  The first parameter is always the session; nobody commits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from casework.errors import AssessmentNotFound
from casework.photograph import Photograph, case_document, case_of
from casework.tables import AssessmentRow
from rules.applicable_edition import EditionRule
from standards_1023.content import measures_document, measures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

_AT_A_TIME = 500


def keep_photograph(session: Session, taken: Photograph) -> None:
    """Append a photograph."""
    row = {
        "id": taken.id,
        "at": taken.at,
        "standard": taken.standard,
        "edition": taken.edition,
        "fingerprint": taken.fingerprint,
        "edition_rule": taken.edition_rule.value,
        "asked": case_document(taken.asked),
        "band": measures_document(taken.band),
        "answer": taken.answer,
    }
    session.add(AssessmentRow.model_validate(row))
    session.flush()


def get_photograph(session: Session, number: str) -> Photograph:
    """A photograph by its number; raises AssessmentNotFound."""
    row = session.get(AssessmentRow, number)
    if row is None:
        raise AssessmentNotFound(number)
    return _photograph(row)


def list_photographs(session: Session) -> Iterator[Photograph]:
    """All photographs in the order in which they were taken, a few hundred in memory at a time."""
    found = select(AssessmentRow).order_by(col(AssessmentRow.at), col(AssessmentRow.id))
    for row in session.exec(found.execution_options(yield_per=_AT_A_TIME)):
        yield _photograph(row)


def count_photographs(session: Session) -> int:
    """How many photographs there are."""
    return session.exec(select(func.count()).select_from(AssessmentRow)).one()


def _photograph(row: AssessmentRow) -> Photograph:
    return Photograph(
        row.id,
        row.at,
        row.standard,
        row.edition,
        row.fingerprint,
        EditionRule(row.edition_rule),
        case_of(row.asked),
        measures_of(row.band),
        row.answer,
    )
