"""/: what this is, which edition is in force, and where to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.command_errors import CommandRefused
from service.guarded_route import GuardedRoute, person_of
from service.moments import today
from service.pages.demonstration_accounts import DemonstrationAccount, demonstration_accounts
from service.pages.rendering import page
from service.pages.to_do import ToDo, to_do

router = APIRouter(route_class=GuardedRoute)


@router.get("/")
def first_page(request: Request) -> Response:
    """Where nothing is published yet, what has to be done first; and whether this is a demonstration."""
    demonstrations, waiting = _of_the_database(request)
    return page(request, "first_page.html", demonstrations=demonstrations, waiting=waiting)


def _of_the_database(request: Request) -> tuple[tuple[DemonstrationAccount, ...], tuple[ToDo, ...]]:
    engine = request.app.state.engine
    try:
        return demonstration_accounts(engine), to_do(engine, person_of(request), today())
    except CommandRefused:  # the page says itself that the database cannot be read
        return (), ()
