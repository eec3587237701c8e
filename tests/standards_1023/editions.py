"""Editions for tests: small tables in our own words, imported, submitted and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from rules.agreement import prove
from service.db import open_engine, writing
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import ImportedWorkbook, import_workbooks
from standards_1023.publication import PublicationTerms, publish
from standards_1023.submission import submit
from standards_1023.values import Instrument, StandardsWorkbook
from tests.rules.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from standards_1023.editions import Edition
    from standards_1023.proof import Proof
    from standards_1023.values import Standard

NOON = datetime(2026, 8, 1, 4, 0, tzinfo=UTC)
"""The moment at which everything in these tests happens."""


KEEPER, PUBLISHER = "keeper", "publisher"
"""Who imports and submits in these tests, and who publishes."""


def terms(since: date, by: str = PUBLISHER) -> PublicationTerms:
    """Published at noon for any day."""
    return PublicationTerms(since, by, NOON, earliest=date.min)


def department(
    name: str, *standards: Standard, instrument: Instrument | None = None, source: bytes | None = None
) -> ImportedWorkbook:
    """A department's workbook of these standards, as if it had been read from `source`."""
    workbook = StandardsWorkbook(f"{name}.xlsx", "ab" * 32, instrument or Instrument(), standards, ())
    return ImportedWorkbook(name, f"{name}.xlsx", workbook, source or f"{name} {len(standards)}".encode())


def publish_edition(session: Session, *workbooks: ImportedWorkbook, since: date, alone: bool = False) -> int:
    """Import, submit, prove and publish; the number of the edition."""
    drafted = import_workbooks(session, workbooks, NOON, by=KEEPER, alone=alone)
    assert drafted.number is not None
    submit(session, drafted.number, NOON, by=KEEPER)
    edition = store.load_edition(session, store.get_edition_row(session, drafted.number))
    publish(session, drafted.number, proofs_of(edition), terms(since))
    return drafted.number


def publish_into(address: str, *editions: tuple[date, Sequence[ImportedWorkbook]]) -> None:
    """Bring a database up to date and publish editions, each with its first day and its workbooks."""
    engine = open_engine(address)
    bring_up_to_date(engine)
    for since, workbooks in editions:
        with writing(engine) as session:
            publish_edition(session, *workbooks, since=since)
    engine.dispose()


def proofs_of(edition: Edition) -> dict[str, Proof]:
    """The proofs that publication asks for."""
    return {k.department: prove(k.workbook.standards, k.workbook.instrument) for k in edition.workbooks}


def with_code(standard: Standard, code: str) -> Standard:
    """The same standard under another code."""
    return replace(standard, code=code)


__all__ = [
    "KEEPER",
    "NOON",
    "PUBLISHER",
    "TABLES",
    "department",
    "proofs_of",
    "publish_edition",
    "publish_into",
    "terms",
    "with_code",
]
