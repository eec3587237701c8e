"""What a request answers from, and where the process keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.api.problems import ProblemCode, ProblemRaised
from service.api.refusals import problem_of
from standards_1023.errors import NoEditionInForce

if TYPE_CHECKING:
    from datetime import date

    from fastapi import Request

    from service.standards_in_use import InUse
    from standards_1023.editions import Edition


def in_use(request: Request) -> InUse:
    """The editions; raises ProblemRaised until some could be read."""
    current: InUse | None = request.app.state.standards.current
    if current is None:
        raise ProblemRaised(ProblemCode.NOT_READY)
    return current


def edition_numbered(current: InUse, number: int) -> Edition:
    """A published edition; raises ProblemRaised."""
    edition = current.timeline.numbered(number)
    if edition is None:
        raise ProblemRaised(ProblemCode.EDITION_NOT_FOUND, f"没有已发布的第{number}版。")
    return edition


def edition_on(current: InUse, on: date) -> Edition:
    """The edition in force on a day; raises ProblemRaised."""
    try:
        return current.timeline.in_force(on)
    except NoEditionInForce as refused:
        raise problem_of(refused) from refused
