"""/editions/{number}/departments/{department:path}/sheets/{index}: a sheet as it was read, cell by cell."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from importers.places import place_of
from service.guarded_route import GuardedRoute, person_of, require
from service.pages.demonstration_data import demonstration_sentence
from service.pages.links import standard_url, with_query
from service.pages.rendering import page
from service.pages.settled_list import listed_settlements
from service.pages.sheet_source import SheetSource, sheet_source
from service.pages.sheet_view import SheetDrawer, page_of
from service.people.roles import Permission
from standards_1023.editions import DepartmentWorkbook, EditionState
from standards_1023.values import ProblemSeverity

router = APIRouter(route_class=GuardedRoute)

_SEE_OTHER = 303
Number = Annotated[int, Path(ge=1, le=10**9)]
Department = Annotated[str, Path(min_length=1, max_length=60)]
Index = Annotated[int, Path(ge=0, le=1000)]


@router.get("/editions/{number}/departments/{department:path}/sheets/{index}")
def sheet_page(  # noqa: PLR0913 - the parts of the address, each by its name
    request: Request,
    number: Number,
    department: Department,
    index: Index,
    *,
    standard: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[str, Query(alias="page", pattern=r"^(?:[1-9][0-9]{0,6})?$")] = "",
) -> Response:
    """The grid with what each cell was taken for; `standard` marks the cells of one."""
    source = sheet_source(request.app.state.engine, number, department)
    if source.state is not EditionState.PUBLISHED:
        require(request, Permission.READ_DRAFTS)
    sheet = source.sheet(index)
    kept = DepartmentWorkbook(department, source.workbook, source.row.values_digest)
    standards = {kept.names.shortest(one): one for one in source.workbook.standards}
    drawer = SheetDrawer(
        sheet,
        [p for p in source.workbook.problems if p.sheet == sheet.name],
        {cell: printed for (name, cell), printed in source.printed.items() if name == sheet.name},
    )
    errors = Counter(p.sheet for p in source.workbook.problems if p.severity is ProblemSeverity.ERROR)
    listed = list(drawer.listed(standards))
    begins = next((one.page for one in listed if one.name == standard), 1)
    shown = min(int(page_number) if page_number else begins, drawer.pages)
    here = sheet_url(number, department, index)
    leads = {one.name: _leads_to(source, department, here, one.name, one.cell) for one in listed}
    return page(
        request,
        "sheet.html",
        source=source,
        department=department,
        sheet=sheet,
        index=index,
        drawing=drawer.drawing(shown, standard, leads),
        standards=listed,
        lit=next((one for one in listed if one.name == standard), None),
        here=here,
        sheets=[
            (one.name, sheet_url(number, department, n), errors[one.name])
            for n, one in enumerate(source.sheets)
        ],
        leads=leads,
        agreed=listed_settlements(source),
        may_settle=source.is_open and person_of(request).may_for(Permission.IMPORT, department),
        demonstration=demonstration_sentence([kept]),
    )


@router.get("/editions/{number}/departments/{department:path}/first-error")
def first_error(request: Request, number: Number, department: Department) -> Response:
    """The way to the cell of the first error of a department's table; without one, to its first sheet."""
    source = sheet_source(request.app.state.engine, number, department)
    if source.state is not EditionState.PUBLISHED:
        require(request, Permission.READ_DRAFTS)
    places = {one.name: index for index, one in enumerate(source.sheets)}
    errors = (p for p in source.workbook.problems if p.severity is ProblemSeverity.ERROR)
    found = next((one for one in errors if one.sheet in places), None)
    if found is None:
        return RedirectResponse(sheet_url(number, department, 0), _SEE_OTHER)
    here = sheet_url(number, department, places[found.sheet])
    on_page = page_of(place_of(found.cell)[0]) if found.cell else 1
    query = with_query(here, [("page", str(on_page) if on_page > 1 else "")])
    return RedirectResponse(f"{query}#{found.cell}" if found.cell else query, _SEE_OTHER)


def sheet_url(number: int, department: str, index: int) -> str:
    """The page of a sheet."""
    return f"/editions/{number}/departments/{quote(department, safe='')}/sheets/{index}"


def _leads_to(source: SheetSource, department: str, here: str, name: str, cell: str) -> str:
    """The page of a standard; the cells of one that is not published."""
    if source.state is EditionState.PUBLISHED:
        return with_query(standard_url(f"{department}!{name}"), [("edition", str(source.edition))])
    return f"{with_query(here, [('standard', name)])}#{cell}"
