"""Takes an edition through return, withdrawal, rebase and rolling back without end, until it is killed."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from casework.acts import Act
from service.acting import Actor, acting
from service.db import open_engine, reading
from standards_1023 import store
from standards_1023.drafting import draft_again, import_workbooks
from standards_1023.edition_base import is_stale
from standards_1023.editions import EditionState
from standards_1023.publication import PublicationTerms, publish
from standards_1023.rebasing import rebase
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit
from standards_1023.withdrawal import withdraw
from tests.journeys.publishing_child import changed_workbook
from tests.standards_1023.editions import proofs_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from sqlalchemy import Engine

ONE, OTHER = "城管局", "环水局"
DAY = date(2099, 1, 1)
"""Far enough away that what was published can be withdrawn."""
_CHILD = Actor("child", "here")


def step_without_end(address: str, ready: Connection) -> None:
    """Cycle after cycle, each from whatever state the one before was killed in."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the process is killed
    engine = open_engine(address)
    _cycle(engine)
    began = time.perf_counter()
    _cycle(engine)
    ready.send(time.perf_counter() - began)
    while True:
        _cycle(engine)


def _cycle(engine: Engine) -> None:
    """A draft becomes stale, is rebased and withdrawn; what was published is withdrawn and drafted again."""
    _give_up(engine)
    first = _drafted(engine, ONE)
    _step(engine, Act.EDITION_SUBMITTED, first, submit)
    second = _drafted(engine, OTHER)
    _step(engine, Act.EDITION_SUBMITTED, second, submit)
    _publish(engine, second)
    _step(engine, Act.EDITION_RETURNED, first, return_to_draft)
    with reading(engine) as session:
        assert is_stale(session, first)
    _step(engine, Act.EDITION_REBASED, first, rebase)
    _withdraw(engine, first)
    _withdraw(engine, second)
    _step(engine, Act.EDITION_DRAFTED, second, draft_again)


def _give_up(engine: Engine) -> None:
    """Withdraw whatever an earlier process left open, the newest first."""
    with reading(engine) as session:
        states = [EditionState.PUBLISHED, EditionState.SUBMITTED, EditionState.DRAFT]
        numbers = [row.number for state in states for row in store.list_of_state(session, state)]
    for number in sorted(numbers, reverse=True):
        _withdraw(engine, number)


def _drafted(engine: Engine, department: str) -> int:
    with acting(engine, _CHILD) as acts:
        cycle = len(store.list_editions(acts.session)) + 1
        given = [changed_workbook(department, cycle)]
        drafted = import_workbooks(acts.session, given, datetime.now(UTC), by=_CHILD.name).number
        assert drafted is not None
        acts.record(Act.WORKBOOKS_IMPORTED, f"edition:{drafted}")
    return drafted


def _publish(engine: Engine, number: int) -> None:
    with reading(engine) as session:
        proofs = proofs_of(store.load_edition(session, store.get_edition_row(session, number)))
    terms = PublicationTerms(DAY, "another", datetime.now(UTC), earliest=DAY)
    with acting(engine, _CHILD) as acts:
        publish(acts.session, number, proofs, terms)
        acts.record(Act.EDITION_PUBLISHED, f"edition:{number}")


def _withdraw(engine: Engine, number: int) -> None:
    with acting(engine, _CHILD) as acts:
        withdraw(acts.session, number, by=_CHILD.name, at=datetime.now(UTC), reason="重做")
        acts.record(Act.EDITION_WITHDRAWN, f"edition:{number}")


def _step(engine: Engine, act: Act, number: int, take: Callable[..., object]) -> None:
    with acting(engine, _CHILD) as acts:
        take(acts.session, number, at=datetime.now(UTC), by=_CHILD.name)
        acts.record(act, f"edition:{number}")
