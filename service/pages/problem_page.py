"""Why a page could not be shown, as a page: what happened and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.api.problems import KINDS, ProblemCode
from service.pages.rendering import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from fastapi.responses import Response

    from service.api.problems import ProblemRaised

_STEPS_FOR_PEOPLE = {
    code: KINDS[code].next_step
    for code in (
        ProblemCode.NOT_ALLOWED,
        ProblemCode.CROSS_ORIGIN,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.DISK_FULL,
    )
}
"""Where the address is right; the next steps of the other kinds speak of the API."""
_NOTHING_PUBLISHED = {ProblemCode.NO_EDITION_IN_FORCE, ProblemCode.NOT_READY}


def problem_page(
    request: Request, raised: ProblemRaised, headers: Mapping[str, str] | None = None
) -> Response:
    """The page; where no edition is in force, the one that says how to publish one."""
    kind = KINDS[raised.code]
    template = "nothing_published.html" if raised.code in _NOTHING_PUBLISHED else "problem.html"
    detail = "" if raised.detail == f"{kind.title}：{kind.next_step}" else raised.detail
    answer = page(
        request,
        template,
        status=kind.status,
        title=kind.title,
        detail=detail,
        next_step=_STEPS_FOR_PEOPLE.get(raised.code, "请核对地址，或者从下面重新开始。"),
        names=raised.more.get("names", ()),
        request_id=request.scope["request_id"],
        is_fault=raised.code is ProblemCode.PROGRAM_FAILED,
    )
    answer.headers.update(headers or {})
    return answer
