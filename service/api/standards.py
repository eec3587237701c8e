"""GET /api/v1/standards: the standards of an edition, found by words, article or department."""

from __future__ import annotations

from datetime import date
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
from service.moments import today
from service.standard_search import Wanted, search
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition, name_in_edition
from standards_1023.values import Model

if TYPE_CHECKING:
    from service.standards_in_use import InUse
    from service.standards_json import Json
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard

router = APIRouter(prefix=PREFIX, tags=["裁量基准"])

Words = Annotated[str | None, Query(max_length=200, description="编号或违法行为里的字，空格隔开，都要有")]
Statute = Annotated[
    str | None, Query(max_length=200, description="依据或违反的法律和条，如 水污染防治法 第八十三条")
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
    edition: Number = None,
    on: On = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Response:
    """按部门和表中的顺序排列。"""
    found_in = _edition(in_use(request), edition, on)
    request.scope["edition"] = found_in.name
    found = search(found_in, Wanted(q, statute, department, model))
    asked = Page(page, size)
    document = {
        **asked.json(len(found)),
        "edition": found_in.name,
        "standards": [_listed(kept, standard) for kept, standard in asked.of(found)],
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


def _listed(kept: DepartmentWorkbook, standard: Standard) -> Json:
    return {
        "name": name_in_edition(kept, standard),
        "department": kept.department,
        "code": standard.code,
        "violation": standard.violation,
        "model": standard.model.value,
        "basis": list(standard.basis),
        "factors": [factor.name for factor in standard.factors],
        "sheet": standard.sheet,
        "cell": standard.cell,
    }
