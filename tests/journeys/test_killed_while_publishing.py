"""A process that is killed at any moment leaves an edition in force whole, and nothing half there."""

from __future__ import annotations

import multiprocessing
import random
import time
from datetime import date
from typing import TYPE_CHECKING

from service.db import open_engine, reading
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.editions import EditionState
from standards_1023.submission import digest_of_workbooks
from tests.journeys.publishing_child import DEPARTMENTS, SINCE, publish_without_end

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

KILLS = 50
CYCLES = 3
"""A child is killed within this many cycles of import, submission, proof and publication after its first."""


def test_killed_at_fifty_moments_the_edition_in_force_is_whole(database: str) -> None:
    engine = open_engine(database)
    bring_up_to_date(engine)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.journeys.publishing_child"])
    moment = random.Random(20261124)  # noqa: S311 - a seed, not a secret
    published = 0
    for _ in range(KILLS):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=publish_without_end, args=(database, theirs))
        child.start()
        theirs.close()
        assert ours.poll(60), "the child did not start"
        time.sleep(moment.uniform(0, CYCLES * ours.recv()))
        child.kill()
        child.join()
        ours.close()
        published = _check(engine, published)
    engine.dispose()
    assert published >= KILLS


def _check(engine: Engine, published: int) -> int:
    """Every edition is whole in its state, and no publication was lost; the number of publications."""
    with reading(engine) as session:
        for row in store.list_editions(session)[
            max(published - 1, 0) :
        ]:  # the ones before were whole already
            _check_edition(session, row.number)
        in_order = store.published_in_order(session)
        assert len(in_order) >= published
        assert [row.number for row in in_order] == sorted(row.number for row in in_order)
        if in_order:
            edition = store.load_timeline(session).in_force(date(2026, 6, 1))
            assert edition.number == in_order[-1].number
            assert len(edition.standards) == 2 * len(DEPARTMENTS)
        return len(in_order)


def _check_edition(session: Session, number: int) -> None:
    row = store.get_edition_row(session, number)
    edition = store.load_edition(session, row)
    assert {kept.department for kept in edition.workbooks} == set(DEPARTMENTS)
    highs = {kept.workbook.standards[0].rows[0].measures[0].amount for kept in edition.workbooks}
    assert len(highs) == 1, "workbooks of two imports in one edition"
    events = [event.event for event in store.list_events(session, number)]
    expected = ["drafted", *["workbook_imported"] * len(DEPARTMENTS)]
    if edition.state is not EditionState.DRAFT:
        expected.append("submitted")
        workbooks = [kept for kept, _ in store.list_workbooks(session, number)]
        assert row.digest == digest_of_workbooks(workbooks)
    if edition.state is EditionState.PUBLISHED:
        expected.append("published")
        assert row.in_force_from == SINCE
    assert [event for event in events if event != "superseded"] == expected
