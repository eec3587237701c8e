"""/api/v1/assessments: the band of a case with its reasons, kept as a photograph where that is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from rules.applicable_edition import assess_in_force
from service.api.answer_models import AssessmentAnswer
from service.api.assessment_request import AssessmentRequest
from service.api.in_use import in_use
from service.api.json_bytes import json_bytes
from service.api.problems import documented
from service.api.refusals import REFUSALS, problem_of
from service.api.strict_json import StrictJsonRoute
from service.api.version import PREFIX
from service.assessment_json import assessment_in_force_json
from service.guarded_route import actor_of
from service.moments import today
from service.photographs import keep, kept, photograph_of
from service.service_metrics import ANSWERS

router = APIRouter(prefix=PREFIX, tags=["裁量"], route_class=StrictJsonRoute)

_LOCATION = {"description": "这件裁量记录的地址", "schema": {"type": "string"}}


@router.post(
    "/assessments",
    summary="按事实给出裁量幅度和理由",
    response_description="裁量幅度、建议、程序要求和逐条理由",
    response_model=None,
    responses={
        200: {"model": AssessmentAnswer},
        201: {
            "model": AssessmentAnswer,
            "description": "同 200，并已保存（keep）",
            "headers": {"Location": _LOCATION},
        },
        **documented(400, 401, 403, 404, 409, 415),
    },
)
async def assess(asked: AssessmentRequest, request: Request) -> Response:
    """按行为日、决定日选择施行中的版本后裁量；不能确定的不给幅度，409 说明原因和还缺什么。"""
    actor = actor_of(request) if asked.keep else None
    current, state = in_use(request), request.app.state
    case, rule = asked.case(today()), state.settings.edition_rule
    try:
        answer = assess_in_force(current.timeline, asked.standard, case, current.drivers, rule)
    except REFUSALS as refused:
        problem = problem_of(refused)
        ANSWERS.labels(problem.code.value).inc()
        raise problem from refused
    ANSWERS.labels("answered").inc()
    request.scope["edition"] = answer.assessment.edition
    if actor is None:
        return Response(json_bytes(assessment_in_force_json(answer)), media_type="application/json")
    taken = photograph_of(answer, case, rule)
    await keep(state.engine, taken, actor)
    headers = {"location": f"{PREFIX}/assessments/{taken.id}"}
    return Response(taken.answer, 201, headers, media_type="application/json")


@router.get(
    "/assessments/{number}",
    summary="一件保存过的裁量记录",
    response_model=None,
    responses={200: {"model": AssessmentAnswer}, **documented(401, 403, 404)},
)
async def get_assessment(
    request: Request, number: Annotated[str, Path(max_length=32, description="裁量记录的编号")]
) -> Response:
    """当时回答的原样；之后发布的版本不改变它。"""
    taken = await kept(request.app.state.engine, number)
    return Response(taken.answer, media_type="application/json")
