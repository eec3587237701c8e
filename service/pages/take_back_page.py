"""…/sheets/{index}/settle/take-back: a settlement is taken back from the list, wherever it holds or not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from importers.errors import ImportRefused
from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute, actor_of, require
from service.pages.settle_saving import Word, save_settlement
from service.pages.sheet_page import Department, Index, Number, sheet_url
from service.pages.sheet_source import open_source
from service.people.roles import Permission
from service.read_again import AlwaysOvertaken, until_not_overtaken
from standards_1023.errors import StandardsError
from standards_1023.settlements import LONGEST, SettlementKind

router = APIRouter(route_class=GuardedRoute)


@router.post("/editions/{number}/departments/{department:path}/sheets/{index}/settle/take-back")
def take_back(  # noqa: PLR0913 - the parts of the address and the fields of the form, each by its name
    request: Request,
    number: Number,
    department: Department,
    index: Index,
    *,
    kind: Annotated[SettlementKind, Form()],
    key: Annotated[str, Form(max_length=2 * LONGEST)],
) -> Response:
    """Take a settlement back, and read the department's workbook in the draft anew."""
    require(request, Permission.IMPORT, department)
    engine = request.app.state.engine

    def save_once() -> None:
        source = open_source(engine, number, department)
        held = next((one for one in source.settled if (one.kind, one.key) == (kind, key)), None)
        save_settlement(engine, actor_of(request), source, Word(kind, key, held, None))

    try:
        until_not_overtaken(save_once)
    except (StandardsError, ImportRefused, AlwaysOvertaken) as refused:
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, str(refused)) from refused
    return RedirectResponse(f"{sheet_url(number, department, index)}#settled", 303)
