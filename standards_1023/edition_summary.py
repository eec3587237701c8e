"""What a list of editions shows of each, without its values being loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.editions import EditionState, edition_name
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlmodel import Session

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.tables import EditionWorkbookRow, WorkbookValues


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department's workbook in an edition: the file it came from and what was found in it."""

    department: str
    file_name: str
    source_sha256: str
    values_digest: str
    standards: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition with its state on a day; `in_force_until` is exclusive, None where none has replaced it."""

    number: int
    state: EditionState
    digest: str | None
    in_force_from: date | None
    in_force_until: date | None
    departments: tuple[DepartmentSummary, ...]

    @property
    def name(self) -> str:
        """As programs cite it."""
        return edition_name(self.number, self.digest)

    @property
    def standards(self) -> int:
        """How many standards it holds."""
        return sum(one.standards for one in self.departments)


def list_summaries(session: Session, on: date) -> list[EditionSummary]:
    """All editions by number, with their states on a day; as many statements however many there are."""
    published = store.published_in_order(session)
    withdrawn, workbooks = store.list_withdrawn(session), store.workbooks_by_edition(session)
    days = [row.in_force_from for row in published]
    until = dict(zip((row.number for row in published), [*days[1:], None], strict=True)) if published else {}
    return [
        EditionSummary(
            row.number,
            EditionState.WITHDRAWN
            if row.number in withdrawn
            else _state(EditionState(row.state), until.get(row.number), on),
            row.digest,
            row.in_force_from,
            until.get(row.number),
            _departments(workbooks.get(row.number, ())),
        )
        for row in store.list_editions(session)
    ]


def summary_of(edition: Edition, on: date) -> EditionSummary:
    """The same of an edition that is loaded."""
    return EditionSummary(
        edition.number,
        _state(edition.state, edition.in_force_until, on),
        edition.digest,
        edition.in_force_from,
        edition.in_force_until,
        tuple(_loaded(kept) for kept in edition.workbooks),
    )


def _loaded(kept: DepartmentWorkbook) -> DepartmentSummary:
    severities = [problem.severity for problem in kept.workbook.problems]
    return DepartmentSummary(
        kept.department,
        kept.workbook.name,
        kept.workbook.sha256,
        kept.digest,
        len(kept.workbook.standards),
        severities.count(ProblemSeverity.ERROR),
        severities.count(ProblemSeverity.WARNING),
    )


def _state(stored: EditionState, until: date | None, on: date) -> EditionState:
    """A published edition is superseded from the day on which the next one begins."""
    return EditionState.SUPERSEDED if until is not None and until <= on else stored


def _departments(
    workbooks: Sequence[tuple[EditionWorkbookRow, WorkbookValues]],
) -> tuple[DepartmentSummary, ...]:
    return tuple(
        DepartmentSummary(
            kept.department,
            kept.file_name,
            kept.source_sha256,
            kept.values_digest,
            values.standards,
            values.errors,
            values.warnings,
        )
        for kept, values in workbooks
    )
