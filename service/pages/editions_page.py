"""/editions: which edition holds when, and what each went through; /editions/{number}: one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute, person_of
from service.moments import today
from service.pages.edition_loading import reading_editions
from service.pages.edition_timeline import drawn
from service.pages.edition_view import list_lines, shown_edition
from service.pages.rendering import page
from service.people.roles import Permission
from standards_1023.errors import EditionNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.pages.edition_view import Shown

router = APIRouter(route_class=GuardedRoute)

Number = Annotated[int, Path(ge=1, le=10**9)]


@router.get("/editions")
def editions_page(request: Request) -> Response:
    """All editions, drawn and listed."""
    with reading_editions(request) as session:
        lines = list_lines(session, today(), drafts=person_of(request).may(Permission.READ_DRAFTS))
    return page(request, "editions.html", lines=lines, drawn=drawn(lines, today()))


@router.get("/editions/{number}")
def edition_page(request: Request, number: Number) -> Response:
    """One edition."""
    return edition_answer(request, number)


def edition_answer(
    request: Request,
    number: int,
    *,
    status: int = 200,
    error: str = "",
    entered: Mapping[str, str] | None = None,
) -> Response:
    """The page of an edition, with why a step could not be taken and what was entered for it."""
    return page(
        request,
        "edition.html",
        status=status,
        shown=_shown(request, number),
        error=error,
        entered=entered or {},
    )


def _shown(request: Request, number: int) -> Shown:
    try:
        with reading_editions(request) as session:
            return shown_edition(session, number, today(), person_of(request))
    except EditionNotFound as refused:
        raise ProblemRaised(ProblemCode.EDITION_NOT_FOUND, f"没有第{number}版，或者不能查看。") from refused
