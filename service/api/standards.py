"""GET /api/v1/standards: the standards of an edition, found by words, article or department."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from service.api.answer_models import StandardAnswer, StandardList
from service.api.assessment_request import Day
from service.api.in_use import edition_numbered, edition_on, in_use
from service.api.lists import NOT_MODIFIED, Page, PageNumber, PageSize, cacheable
from service.api.problems import ProblemCode, ProblemRaised, documented
from service.api.refusals import problem_of
from service.api.version import PREFIX
from service.edition_json import standard_in_edition_json
from service.guarded_route import GuardedRoute
from service.moments import today
from service.search_finds import finds_of
from service.searched_amount import AmountRefused
from service.standard_search import Wanted, search, wanted
from standards_1023.errors import StandardsError
from standards_1023.numerals import plain_number
from standards_1023.standard_lookup import find_in_edition
from standards_1023.values import FEN_PER_YUAN, Model

if TYPE_CHECKING:
    from service.search_index import Entry
    from service.standards_in_use import InUse
    from service.standards_json import Json
    from standards_1023.editions import Edition

router = APIRouter(prefix=PREFIX, tags=["裁量基准"], route_class=GuardedRoute)

Words = Annotated[
    str | None,
    Query(max_length=200, description="编号、违法行为、因素、条件或处罚里的字，空格隔开，都要有"),
]
Statute = Annotated[
    str | None,
    Query(max_length=200, description="依据或违反的法律和条款，如 水污染防治法 83、第八十三条第二款"),
]
Amount = Annotated[
    str | None,
    Query(
        max_length=200,
        description="罚款数额，幅度或法定幅度含有它的：5万、1万元至5万元、3倍、货值金额3倍、5%、每平方米100元",
    ),
]
Department = Annotated[str | None, Query(max_length=200, description="部门名称")]
Number = Annotated[int | None, Query(ge=1, le=10**9, description="第几版；不填则按 on")]
On = Annotated[Day | None, Query(description="这一天施行的版本；不填则为今天")]
Name = Annotated[str, Path(max_length=200, description="基准的名称，如 环水局!1-1")]


@router.get(
    "/standards",
    summary="查找裁量基准",
    response_model=None,
    responses={200: {"model": StandardList}, **NOT_MODIFIED, **documented(404, 409)},
)
async def list_standards(  # noqa: PLR0913 - one parameter of the address each
    request: Request,
    *,
    q: Words = None,
    statute: Statute = None,
    department: Department = None,
    model: Annotated[Model | None, Query(description="grades、matrix、weights")] = None,
    amount: Amount = None,
    edition: Number = None,
    on: On = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Response:
    """按部门和表中的顺序排列；有 q 时，编号或违法行为里就有的在前。"""
    current = in_use(request)
    found_in = _edition(current, edition, on)
    request.scope["edition"] = found_in.name
    try:
        asked_for = wanted(words=q, statute=statute, department=department, model=model, amount=amount)
    except AmountRefused as refused:
        at = [{"at": "amount", "message": str(refused)}]
        raise ProblemRaised(ProblemCode.PARAMETER_INVALID, str(refused), errors=at) from refused
    found = search(current.index, found_in, asked_for)
    asked = Page(page, size)
    document = {
        **asked.json(len(found)),
        "edition": found_in.name,
        "standards": [_listed(entry, asked_for) for entry in asked.of(found)],
    }
    return cacheable(request, document, asked.links(request, len(found)))


@router.get(
    "/standards/{name:path}",
    summary="一项裁量基准的全部内容",
    response_model=None,
    responses={200: {"model": StandardAnswer}, **NOT_MODIFIED, **documented(404, 409)},
)
async def get_standard(request: Request, name: Name, *, edition: Number = None, on: On = None) -> Response:
    """裁量因素、档次、处罚、法条，每项注明单元格，和它出自哪个文件。"""
    found_in = _edition(in_use(request), edition, on)
    request.scope["edition"] = found_in.name
    try:
        kept, standard = find_in_edition(found_in, name)
    except StandardsError as refused:
        raise problem_of(refused) from refused
    return cacheable(request, standard_in_edition_json(found_in, kept, standard))


def _edition(current: InUse, number: int | None, on: date | None) -> Edition:
    if number is None:
        return edition_on(current, on or today())
    if on is not None:
        raise ProblemRaised(ProblemCode.PARAMETER_INVALID, "edition 和 on 只能填一个。")
    return edition_numbered(current, number)


def _listed(entry: Entry, asked: Wanted) -> Json:
    standard = entry.standard
    return {
        "name": entry.name,
        "department": entry.kept.department,
        "code": standard.code,
        "violation": standard.violation,
        "model": standard.model.value,
        "basis": list(standard.basis),
        "factors": [factor.name for factor in standard.factors],
        "sheet": standard.sheet,
        "cell": standard.cell,
        "highest_fine": None
        if entry.highest is None
        else plain_number(Fraction(entry.highest, FEN_PER_YUAN)),
        "found": [
            {"of": one.of, "cell": one.cell or None, "text": one.text} for one in finds_of(entry, asked)
        ],
    }
