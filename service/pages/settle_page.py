"""…/sheets/{index}/settle: say how a cell or a column of a draft is to be read, see what follows, keep it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from importers.columns import Role
from importers.errors import ImportRefused
from service.api.problems import ProblemCode, ProblemRaised
from service.db import reading
from service.guarded_route import GuardedRoute, actor_of, require
from service.moments import today
from service.pages.rendering import page
from service.pages.settle_preview import Preview, preview_of
from service.pages.settle_saving import refuse_replaced, save_settlement
from service.pages.settle_target import SettleTarget, settle_target
from service.pages.sheet_page import Department, Index, Number, sheet_url
from service.pages.sheet_source import SheetSource, sheet_source
from service.people.roles import Permission
from service.read_again import AlwaysOvertaken, until_not_overtaken
from standards_1023.errors import SettlementRefused, StandardsError
from standards_1023.settlements import LEFT_OUT, LONGEST, Settlement, SettlementKind
from standards_1023.settling import settlements_in_force

router = APIRouter(route_class=GuardedRoute)

Cell = Annotated[str, Query(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")]
Kind = Annotated[str, Query(pattern=r"^(?:column|text)?$")]
_ROUTE = "/editions/{number}/departments/{department:path}/sheets/{index}/settle"
ROLES = (*(role.value for role in Role), LEFT_OUT)


@router.get(_ROUTE)
def settle_page(  # noqa: PLR0913 - the parts of the address, each by its name
    request: Request,
    number: Number,
    department: Department,
    index: Index,
    *,
    cell: Cell,
    kind: Kind = "",
    meaning: Annotated[str, Query(max_length=2 * LONGEST)] = "",
) -> Response:
    """The form; with a meaning, what would be read by it."""
    source, target = _asked(request, (number, department, index), cell, kind)
    if not meaning:
        return _form(request, source, target, index)
    with reading(request.app.state.engine) as session:
        held = settlements_in_force(session, department)
    try:
        said = Settlement(target.kind, target.key, meaning, actor_of(request).name, today())
        others = [one for one in held if (one.kind, one.key) != (said.kind, said.key)]
        preview = preview_of(source, target, [*others, said])
    except (SettlementRefused, ImportRefused) as refused:
        return _form(request, source, target, index, meaning=meaning, error=str(refused), status=422)
    return _form(request, source, target, index, meaning=said.meaning, preview=preview)


@router.post(_ROUTE)
def save(  # noqa: PLR0913 - the parts of the address and the fields of the form, each by its name
    request: Request,
    number: Number,
    department: Department,
    index: Index,
    *,
    cell: Annotated[str, Form(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")],
    kind: Annotated[str, Form(pattern=r"^(?:column|text)$")],
    key: Annotated[str, Form(max_length=2 * LONGEST)],
    meaning: Annotated[str, Form(max_length=2 * LONGEST)] = "",
    take_back: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Keep a settlement, or take it back, and read the department's workbook in the draft anew."""
    said = None if take_back else meaning
    seen: list[tuple[SheetSource, SettleTarget]] = []

    def save_once() -> Response:
        source, target = _asked(request, (number, department, index), cell, kind)
        seen.append((source, target))
        if key != target.key or target.held != seen[0][1].held:
            sentence = "这一格在打开以后改动过，没有保存：请看现在的文字再确认。"
            return _form(request, source, target, index, error=sentence, status=409)
        refuse_replaced(seen[0][0], source)
        try:
            save_settlement(request.app.state.engine, actor_of(request), source, target, said)
        except (SettlementRefused, ImportRefused) as refused:
            return _form(request, source, target, index, meaning=meaning, error=str(refused), status=422)
        except StandardsError as refused:
            raise ProblemRaised(ProblemCode.REQUEST_REFUSED, str(refused)) from refused
        return RedirectResponse(f"{sheet_url(number, department, index)}#{cell}", 303)

    try:
        return until_not_overtaken(save_once)
    except AlwaysOvertaken as refused:
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, str(refused)) from refused


def _asked(
    request: Request, place: tuple[int, str, int], cell: str, kind: str
) -> tuple[SheetSource, SettleTarget]:
    """The draft and what is settled in it; raises ProblemRaised for who may not, and for what is closed."""
    number, department, index = place
    require(request, Permission.IMPORT, department)
    source = sheet_source(request.app.state.engine, number, department)
    if not source.is_open:
        words = source.state.words
        sentence = f"第{number}版{words}，不能再确认读法：请在下一版的草稿里确认。"
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, sentence)
    target = settle_target(source, source.sheet(index), cell, SettlementKind(kind) if kind else None)
    return source, target


def _form(  # noqa: PLR0913 - what the page shows, each by its name
    request: Request,
    source: SheetSource,
    target: SettleTarget,
    index: int,
    *,
    meaning: str = "",
    preview: Preview | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    held = target.held.meaning if target.held else None
    role = target.column.role if target.column else None
    standing = role.value if role else LEFT_OUT
    here = sheet_url(source.edition, source.row.department, index)
    at = (target.sheet.name, target.cell.address)
    return page(
        request,
        "settle.html",
        status=status,
        source=source,
        target=target,
        roles=ROLES,
        meaning=meaning or held or (standing if target.column else target.printed),
        preview=preview,
        error=error,
        here=here,
        longest=LONGEST,
        problems=[p for p in source.workbook.problems if (p.sheet, p.cell) == at],
    )
