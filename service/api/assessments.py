"""POST /api/v1/assessments: the band of a case with its reasons."""

from __future__ import annotations

from fastapi import APIRouter, Request
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
from service.moments import today
from service.service_metrics import ANSWERS

router = APIRouter(prefix=PREFIX, tags=["裁量"], route_class=StrictJsonRoute)


@router.post(
    "/assessments",
    summary="按事实给出裁量幅度和理由",
    response_description="裁量幅度、建议、程序要求和逐条理由",
    response_model=None,
    responses={200: {"model": AssessmentAnswer}, **documented(400, 404, 409, 415)},
)
async def assess(asked: AssessmentRequest, request: Request) -> Response:
    """按行为日、决定日选择施行中的版本后裁量；不能确定的不给幅度，409 说明原因和还缺什么。"""
    current, state = in_use(request), request.app.state
    try:
        answer = assess_in_force(
            current.timeline,
            asked.standard,
            asked.case(today()),
            current.drivers,
            state.settings.edition_rule,
        )
    except REFUSALS as refused:
        problem = problem_of(refused)
        ANSWERS.labels(problem.code.value).inc()
        raise problem from refused
    ANSWERS.labels("answered").inc()
    request.scope["edition"] = answer.assessment.edition
    return Response(json_bytes(assessment_in_force_json(answer)), media_type="application/json")
