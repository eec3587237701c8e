"""GET /api/v1/circumstances: the codes that a request's `circumstances` take."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service.api.answer_models import CircumstanceList
from service.api.in_use import edition_on, in_use
from service.api.lists import NOT_MODIFIED, cacheable
from service.api.problems import documented
from service.api.refusals import problem_of
from service.api.version import PREFIX
from service.circumstances_list import circumstances_json
from service.guarded_route import GuardedRoute
from service.moments import today
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition
from standards_1023.values import Instrument

router = APIRouter(prefix=PREFIX, tags=["情节"], route_class=GuardedRoute)

Name = Annotated[str | None, Query(max_length=200, description="基准的名称：另列它的裁量规定自己的情节")]


@router.get(
    "/circumstances",
    summary="列出情节代码：依据、作用和需要的证据",
    response_model=None,
    responses={200: {"model": CircumstanceList}, **NOT_MODIFIED, **documented(404, 409)},
)
async def list_circumstances(request: Request, standard: Name = None) -> Response:
    """按考虑的先后排列。"""
    return cacheable(request, {"circumstances": circumstances_json(_instrument(request, standard))})


def _instrument(request: Request, name: str | None) -> Instrument:
    if name is None:
        return Instrument()
    try:
        kept, _ = find_in_edition(edition_on(in_use(request), today()), name)
    except StandardsError as refused:
        raise problem_of(refused) from refused
    return kept.workbook.instrument
