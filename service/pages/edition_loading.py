"""Editions read for their pages, whatever their state; what is loaded already is not read again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import CommandRefused, raise_trouble
from service.db import reading
from service.standards_in_use import workbooks_in_use
from standards_1023 import store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import Request
    from sqlmodel import Session

    from standards_1023.editions import Edition


@contextmanager
def reading_editions(request: Request) -> Iterator[Session]:
    """A session that changes nothing; ProblemRaised where the database cannot be read."""
    try:
        with reading(request.app.state.engine) as session:
            yield session
    except CommandRefused as refused:
        raise_trouble(refused)
        raise ProblemRaised(ProblemCode.NOT_READY, str(refused)) from refused


def loaded_edition(request: Request, session: Session, number: int) -> Edition:
    """The edition of a number; raises EditionNotFound."""
    held = workbooks_in_use(request.app.state.standards.current)
    return store.load_edition(session, store.get_edition_row(session, number), held)
