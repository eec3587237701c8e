"""GET /api/v1/editions: the published editions and what changed between them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.api.answer_models import DiffAnswer, EditionAnswer, EditionList
from service.api.in_use import edition_numbered, in_use
from service.api.lists import NOT_MODIFIED, Page, PageNumber, PageSize, cacheable
from service.api.problems import documented
from service.api.version import PREFIX
from service.edition_json import change_json, edition_json
from service.guarded_route import GuardedRoute
from service.moments import today
from standards_1023.edition_diff import diff
from standards_1023.edition_summary import summary_of

if TYPE_CHECKING:
    from standards_1023.editions import Edition

router = APIRouter(prefix=PREFIX, tags=["版本"], route_class=GuardedRoute)

Number = Annotated[int, Path(ge=1, le=10**9, description="第几版")]


@router.get(
    "/editions",
    summary="列出已发布的版本，新的在前",
    response_model=None,
    responses={200: {"model": EditionList}, **NOT_MODIFIED, **documented()},
)
async def list_editions(request: Request, page: PageNumber = 1, size: PageSize = 50) -> Response:
    """草稿和已提交、还没有发布的版本不列出。"""
    editions = list(reversed(in_use(request).timeline.editions))
    asked = Page(page, size)
    shown = [edition_json(summary_of(edition, today())) for edition in asked.of(editions)]
    document = {**asked.json(len(editions)), "editions": shown}
    return cacheable(request, document, asked.links(request, len(editions)))


@router.get(
    "/editions/{number}",
    summary="一个已发布的版本",
    response_model=None,
    responses={200: {"model": EditionAnswer}, **NOT_MODIFIED, **documented(404)},
)
async def get_edition(request: Request, number: Number) -> Response:
    """版本的状态、施行日期、各部门的表格和 SHA-256。"""
    edition = edition_numbered(in_use(request), number)
    return cacheable(request, edition_json(summary_of(edition, today())))


@router.get(
    "/editions/{number}/diff/{other}",
    summary="比较两个已发布的版本",
    response_model=None,
    responses={200: {"model": DiffAnswer}, **NOT_MODIFIED, **documented(404)},
)
async def diff_editions(
    request: Request, number: Number, other: Number, page: PageNumber = 1, size: PageSize = 100
) -> Response:
    """从 number 到 other：增减的基准，改动的因素、幅度和法条。"""
    current = in_use(request)
    before, after = edition_numbered(current, number), edition_numbered(current, other)
    return await asyncio.to_thread(_diff, request, before, after, Page(page, size))


def _diff(request: Request, before: Edition, after: Edition, asked: Page) -> Response:
    changes = diff(before, after)
    document = {
        **asked.json(len(changes)),
        "before": before.name,
        "after": after.name,
        "changes": [change_json(change) for change in asked.of(changes)],
    }
    return cacheable(request, document, asked.links(request, len(changes)))
