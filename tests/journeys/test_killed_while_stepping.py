"""A process that is killed while it withdraws, returns, rebases or rolls back leaves each step whole or not there."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from casework.act_store import list_chain
from casework.acts import first_broken
from service.db import open_engine, reading
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.editions import EditionState
from standards_1023.submission import digest_of_workbooks
from tests.journeys.stepping_child import step_without_end

if TYPE_CHECKING:
    from sqlmodel import Session

KILLS = 15
_ACT_OF = {
    "submitted": "edition.submitted",
    "returned": "edition.returned",
    "published": "edition.published",
    "withdrawn": "edition.withdrawn",
    "rebased": "edition.rebased",
    "workbook_imported": "edition.imported",
}


def test_killed_at_fifteen_moments_every_step_is_whole(database: str) -> None:
    engine = open_engine(database)
    bring_up_to_date(engine)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.journeys.stepping_child"])
    moment = random.Random(20261124)  # noqa: S311 - a seed, not a secret
    for _ in range(KILLS):
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=step_without_end, args=(database, theirs))
        child.start()
        theirs.close()
        assert ours.poll(60), "the child did not start"
        time.sleep(moment.uniform(0, 2 * ours.recv()))
        child.kill()
        child.join()
        ours.close()
        with reading(engine) as session:
            _check(session)
    engine.dispose()


def _check(session: Session) -> None:
    """One draft at most, each edition as its history says, each event with its act in an unbroken log."""
    assert len(store.list_of_state(session, EditionState.DRAFT)) <= 1
    happened: Counter[str] = Counter()
    for row in store.list_editions(session):
        events = [(event.event, json.loads(event.detail)) for event in store.list_events(session, row.number)]
        happened.update(event for event, _ in events)
        _check_edition(session, row.number, [event for event, _ in events])
    chain = list(list_chain(session))
    assert first_broken(chain) is None
    acts = Counter(link.done.act for link in chain)
    assert {event: happened[event] for event in _ACT_OF} == {
        event: acts[act] for event, act in _ACT_OF.items()
    }


def _check_edition(session: Session, number: int, events: list[str]) -> None:
    row = store.get_edition_row(session, number)
    withdrawn = store.find_withdrawal(session, number) is not None
    assert events.count("withdrawn") == int(withdrawn)
    stored = [event for event in events if event in {"drafted", "submitted", "returned", "published"}][-1]
    assert row.state == {"drafted": "draft", "returned": "draft"}.get(stored, stored)
    assert (row.in_force_from is not None) == (row.state == "published")
    workbooks = [kept for kept, _ in store.list_workbooks(session, number)]
    assert workbooks
    if row.state == "draft":
        assert row.digest is None
    else:
        assert row.digest == digest_of_workbooks(workbooks)
