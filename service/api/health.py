"""/health, /metrics and /problems: what those who run and those who call the service look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.api.answer_models import ProblemKind, Readiness
from service.api.problems import KINDS, ProblemCode, ProblemRaised, documented
from service.guarded_route import GuardedRoute
from service.moments import today
from service.service_metrics import exposition
from standards_1023.errors import NoEditionInForce

if TYPE_CHECKING:
    from service.standards_in_use import StandardsInUse

router = APIRouter(tags=["运行"], route_class=GuardedRoute)


@router.get("/health/live", summary="进程在运行", response_class=PlainTextResponse, responses=documented())
async def live() -> str:
    """不看数据库。"""
    return "ok"


@router.get(
    "/health/ready",
    summary="能不能回答",
    response_model=None,
    responses={
        200: {"model": Readiness},
        **documented(),
        503: {"model": Readiness, "description": "还没有读到版本，或者今天没有施行中的版本"},
    },
)
async def ready(request: Request) -> Response:
    """数据库一时读不到时，仍用已经读到的版本回答，database 说明原因。"""
    found = readiness(request.app.state.standards)
    return Response(orjson.dumps(found), 200 if found["ready"] else 503, media_type="application/json")


def readiness(standards: StandardsInUse) -> dict[str, object]:
    """What /health/ready says."""
    current, edition = standards.current, None
    detail = "还没有读到已发布的版本。"
    if current is not None:
        try:
            edition, detail = current.timeline.in_force(today()).name, "可以使用。"
        except NoEditionInForce as refused:
            detail = f"{refused}请用 cailiang standards import、submit、publish 发布一版。"
    return {
        "ready": edition is not None,
        "edition": edition,
        "publication": None if current is None else current.version,
        "database": standards.trouble or "ok",
        "detail": detail,
    }


@router.get(
    "/metrics",
    summary="Prometheus 指标",
    response_class=PlainTextResponse,
    response_model=None,
    responses=documented(),
)
def metrics() -> Response:
    """各进程合计。"""
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)


@router.get("/problems/{code}", summary="问题代码的含义", responses=documented(404))
async def explain_problem(code: str) -> ProblemKind:
    """每个 problem+json 的 type 指向这里。"""
    try:
        known = ProblemCode(code)
    except ValueError as error:
        raise ProblemRaised(ProblemCode.PROBLEM_NOT_FOUND) from error
    kind = KINDS[known]
    return ProblemKind(code=known.value, status=kind.status, title=kind.title, next_step=kind.next_step)
