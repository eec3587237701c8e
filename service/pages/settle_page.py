"""…/sheets/{index}/settle: say how a cell or a column of a draft is to be read, see what follows, keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from importers.cells_taken import Place
from importers.columns import Role
from importers.errors import ImportRefused
from importers.places import place_of
from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import raise_trouble
from service.db import reading
from service.guarded_route import GuardedRoute, actor_of, require
from service.moments import today
from service.pages.rendering import page
from service.pages.settle_preview import Preview, preview_of
from service.pages.settle_saving import Word, refuse_replaced, said_of, save_settlement, with_word
from service.pages.settle_target import SettleTarget, settle_target
from service.pages.sheet_page import Department, Index, Number, sheet_url
from service.pages.sheet_source import SheetSource, open_source
from service.people.roles import Permission
from service.read_again import AlwaysOvertaken, until_not_overtaken
from standards_1023.errors import SettlementRefused, StandardsError
from standards_1023.settlements import LEFT_OUT, LONGEST, SettlementKind
from standards_1023.settling import settlements_in_force

if TYPE_CHECKING:
    from importers.cells_taken import ColumnTaken

router = APIRouter(route_class=GuardedRoute)

Cell = Annotated[str, Query(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")]
Kind = Annotated[str, Query(pattern=r"^(?:column|unheaded|text|cell)?$")]
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
        target.refuse_another_text(meaning)
        said = said_of(source, (target.kind, target.key), meaning, actor_of(request).name, today())
        preview = preview_of(source, target, with_word(source.settled, held, (said.kind, said.key), said))
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
    kind: Annotated[str, Form(pattern=r"^(?:column|unheaded|text|cell)$")],
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
            if said is not None:
                target.refuse_another_text(said)
            word = Word(target.kind, target.key, target.held, said, f"{target.sheet.name}!{cell}")
            save_settlement(request.app.state.engine, actor_of(request), source, word)
        except (SettlementRefused, ImportRefused) as refused:
            raise_trouble(refused)
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
    source = open_source(request.app.state.engine, number, department)
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
    standing = _standing(target.column) if target.column else target.printed
    here = sheet_url(source.edition, source.row.department, index)
    at = (target.sheet.name, target.cell.address)
    return page(
        request,
        "settle.html",
        status=status,
        source=source,
        target=target,
        roles=ROLES,
        meaning=meaning or held or standing,
        preview=preview,
        error=error,
        here=here,
        longest=LONGEST,
        texts=_texts_of(target),
        problems=[p for p in source.workbook.problems if (p.sheet, p.cell) == at],
    )


def _standing(column: ColumnTaken) -> str:
    """What a column is read as now; nothing where that is not known."""
    if column.role is not None:
        return column.role.value
    return LEFT_OUT if column.headings or column.settled else ""


def _texts_of(target: SettleTarget) -> list[str]:
    """What a column without headings prints, each once: nothing else says what it is."""
    column = target.column
    if column is None or column.headings:
        return []
    row, _ = place_of(column.heading)
    cells = (one for one in target.sheet.cells if one.column == column.column and one.row > row)
    return list(dict.fromkeys(" ".join(one.text.split()) for one in cells if one.taken is not Place.TITLE))
