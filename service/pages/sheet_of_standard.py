"""/editions/{number}/departments/{department}/sheets: to the sheet that a standard stands in.

Which sheet of the file that is, is known only by opening it: done when somebody follows a link to a cell, not
for every page of a standard.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, status
from fastapi.responses import RedirectResponse, Response

from service.api.in_use import edition_numbered, in_use
from service.api.problems import ProblemCode, ProblemRaised
from service.api.refusals import problem_of
from service.guarded_route import GuardedRoute
from service.pages.links import with_query
from service.pages.sheet_page import Department, Number, sheet_url
from service.pages.sheet_source import sheet_source
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition

router = APIRouter(route_class=GuardedRoute)


@router.get("/editions/{number}/departments/{department:path}/sheets")
def sheet_of_standard(
    request: Request,
    number: Number,
    department: Department,
    *,
    standard: Annotated[str, Query(max_length=200)],
) -> Response:
    """Of published editions; a browser keeps the cell (#C12) of the address that it followed."""
    edition = edition_numbered(in_use(request), number)
    try:
        _, found = find_in_edition(edition, f"{department}!{standard}")
    except StandardsError as refused:
        raise problem_of(refused) from refused
    source = sheet_source(request.app.state.engine, number, department)
    index = next((n for n, sheet in enumerate(source.sheets) if sheet.name == found.sheet), None)
    if index is None:
        raise ProblemRaised(ProblemCode.NOT_FOUND, f"工作表“{found.sheet}”看不见，请打开原来的表格查看。")
    address = with_query(sheet_url(number, department, index), [("standard", standard)])
    return RedirectResponse(address, status.HTTP_303_SEE_OTHER)
