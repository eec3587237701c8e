"""Imports, submits and publishes editions without end, until it is killed; each cycle changes every band."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from service.db import open_engine, reading, writing
from service.proving import prove
from standards_1023 import store
from standards_1023.drafting import ImportedWorkbook, import_workbooks
from standards_1023.editions import EditionState
from standards_1023.publication import PublicationTerms, publish
from standards_1023.submission import submit
from standards_1023.values import Instrument, Standard, StandardsWorkbook
from tests.rules.tables import heaps, stalls

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sqlalchemy import Engine

DEPARTMENTS = ("城管局", "环水局", "财政局")
SINCE = date(2026, 1, 1)


def publish_without_end(address: str, ready: Connection) -> None:
    """Cycle after cycle; tells how long one takes, and the parent kills this process in the middle of another."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the process is killed
    engine = open_engine(address)
    _finish(engine)
    began = time.perf_counter()
    _draft(engine)
    _finish(engine)
    ready.send(time.perf_counter() - began)
    while True:
        _draft(engine)
        _finish(engine)


def _draft(engine: Engine) -> None:
    with reading(engine) as session:
        cycle = len(store.list_editions(session)) + 1
    with writing(engine) as session:
        import_workbooks(
            session, [changed_workbook(name, cycle) for name in DEPARTMENTS], datetime.now(UTC), by="child"
        )


def _finish(engine: Engine) -> None:
    """Submit and publish what an earlier process left open."""
    with writing(engine) as session:
        draft = store.find_last(session, EditionState.DRAFT)
        if draft is not None:
            submit(session, draft.number, datetime.now(UTC), by="child")
    with reading(engine) as session:
        row = store.find_last(session, EditionState.SUBMITTED)
        edition = None if row is None else store.load_edition(session, row)
    if edition is not None:
        proofs = prove(edition.workbooks)
        with writing(engine) as session:
            terms = PublicationTerms(SINCE, "another", datetime.now(UTC), earliest=SINCE)
            publish(session, edition.number, proofs, terms)


def changed_workbook(department: str, cycle: int) -> ImportedWorkbook:
    """A department's workbook with limits of its own in this cycle."""
    standards = tuple(_changed(standard, cycle) for standard in (heaps(), stalls()))
    said = StandardsWorkbook(f"{department}.xlsx", f"{cycle:064x}", Instrument(), standards, ())
    return ImportedWorkbook(department, said.name, said, f"{department} {cycle}".encode() * 5000)


def _changed(standard: Standard, cycle: int) -> Standard:
    """The standard with upper limits of its own in this cycle."""
    rows = []
    for row in standard.rows:
        amount = row.measures[0].amount
        assert amount is not None
        high = None if amount.high is None else amount.high + Fraction(cycle, 10**6)
        rows.append(replace(row, measures=(replace(row.measures[0], amount=replace(amount, high=high)),)))
    return replace(standard, rows=tuple(rows), statutory=())
