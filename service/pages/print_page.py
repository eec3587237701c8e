"""/standards/print: a department's standards as one table for paper."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute
from service.moments import today
from service.pages.asked_edition import EditionNumber, asked_edition
from service.pages.cited_texts import changed_articles, cited_texts
from service.pages.demonstration_data import demonstration_sentence
from service.pages.department_table import table_of
from service.pages.links import printed_address
from service.pages.rendering import page

router = APIRouter(route_class=GuardedRoute)


@router.get("/standards/print")
async def print_page(
    request: Request,
    *,
    department: Annotated[str, Query(max_length=200)],
    edition: EditionNumber = "",
) -> Response:
    """Its address names the edition, so that what is printed can be found again."""
    of = asked_edition(request, edition)
    kept = of.edition.workbook_of(department)
    if kept is None:
        known = "、".join(one.department for one in of.edition.workbooks)
        raise ProblemRaised(
            ProblemCode.STANDARD_NOT_FOUND,
            f"{of.edition.title}里没有“{department}”的基准，有的部门是：{known}。",
        )
    citations = tuple(dict.fromkeys(c for one in kept.workbook.standards for c in one.basis))
    (texts,) = await cited_texts(request.app.state.engine, of, citations)
    query = [("department", department), ("edition", str(of.edition.number))]
    return page(
        request,
        "department_print.html",
        of=of,
        kept=kept,
        changed=changed_articles(texts),
        table=table_of(kept.workbook.standards, kept.workbook.settled),
        address=printed_address(request, "/standards/print", query),
        today=today(),
        demonstration=demonstration_sentence([kept]),
    )
