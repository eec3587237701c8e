"""/: what this is, which edition is in force, and where to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.command_errors import CommandRefused
from service.guarded_route import GuardedRoute
from service.pages.demonstration_accounts import DemonstrationAccount, demonstration_accounts
from service.pages.rendering import page

router = APIRouter(route_class=GuardedRoute)


@router.get("/")
def first_page(request: Request) -> Response:
    """Where nothing is published yet, what has to be done first; and whether this is a demonstration."""
    return page(request, "first_page.html", demonstrations=_demonstrations(request))


def _demonstrations(request: Request) -> tuple[DemonstrationAccount, ...]:
    try:
        return demonstration_accounts(request.app.state.engine)
    except CommandRefused:  # the page says itself that the database cannot be read
        return ()
