"""Every refusal of the API: its stable code, its status, its form (RFC 9457, application/problem+json)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import orjson
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"


class ProblemCode(StrEnum):
    """What went wrong; programs branch on it, so a code keeps its meaning."""

    BODY_UNREADABLE = "body_unreadable"
    BODY_INVALID = "body_invalid"
    PARAMETER_INVALID = "parameter_invalid"
    FACT_REFUSED = "fact_refused"
    FACTS_MISSING = "facts_missing"
    FACTS_CONTRADICT = "facts_contradict"
    NO_CONDITION_MET = "no_condition_met"
    SEVERAL_CONDITIONS_MET = "several_conditions_met"
    NO_ROW_FOUND = "no_row_found"
    TABLE_UNUSABLE = "table_unusable"
    NEEDS_HUMAN = "needs_human"
    NO_EDITION_IN_FORCE = "no_edition_in_force"
    STANDARD_AMBIGUOUS = "standard_ambiguous"
    STANDARD_NOT_FOUND = "standard_not_found"
    EDITION_NOT_FOUND = "edition_not_found"
    ASSESSMENT_NOT_FOUND = "assessment_not_found"
    PROBLEM_NOT_FOUND = "problem_not_found"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    BODY_TOO_LARGE = "body_too_large"
    ADDRESS_TOO_LONG = "address_too_long"
    MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported"
    HEADERS_TOO_LARGE = "headers_too_large"
    CROSS_ORIGIN = "cross_origin"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    TOO_MANY_REQUESTS = "too_many_requests"
    REQUEST_REFUSED = "request_refused"
    PROGRAM_FAILED = "program_failed"
    NOT_READY = "not_ready"
    NOT_KEPT = "not_kept"
    DISK_FULL = "disk_full"


@dataclass(frozen=True, slots=True)
class Kind:
    """Status and words of a code."""

    status: int
    title: str
    next_step: str


KINDS = {
    ProblemCode.BODY_UNREADABLE: Kind(422, "请求正文不是 JSON", "请发送 UTF-8 编码的 JSON，键不重复。"),
    ProblemCode.BODY_INVALID: Kind(422, "请求正文不合要求", "请按 errors 逐项改正，格式见 /openapi.json。"),
    ProblemCode.PARAMETER_INVALID: Kind(422, "参数不合要求", "请按 errors 逐项改正，格式见 /openapi.json。"),
    ProblemCode.FACT_REFUSED: Kind(422, "事实不能按所写的采用", "请照基准表的选项，或者写数量和单位。"),
    ProblemCode.FACTS_MISSING: Kind(409, "事实不全，不能裁量", "请补上 missing 列出的各项。"),
    ProblemCode.FACTS_CONTRADICT: Kind(409, "事实互相矛盾，不能裁量", "请核对案情，只保留查明的一项。"),
    ProblemCode.NO_CONDITION_MET: Kind(409, "表中没有对应的档次", "请人工研究，不得推定。"),
    ProblemCode.SEVERAL_CONDITIONS_MET: Kind(409, "同时符合几个档次", "请先确定适用哪一档。"),
    ProblemCode.NO_ROW_FOUND: Kind(409, "表中没有这种组合的幅度", "请人工研究，不得推定。"),
    ProblemCode.TABLE_UNUSABLE: Kind(409, "基准表此处不能使用", "请法制部门核对基准表。"),
    ProblemCode.NEEDS_HUMAN: Kind(409, "须由人决定", "请按说明人工确定。"),
    ProblemCode.NO_EDITION_IN_FORCE: Kind(409, "没有施行中的版本", "请核对决定日期，或者先发布一版。"),
    ProblemCode.STANDARD_AMBIGUOUS: Kind(409, "基准名称不唯一", "请改用 names 中的名称。"),
    ProblemCode.STANDARD_NOT_FOUND: Kind(404, "没有这项基准", "请在 /api/v1/standards 查找名称。"),
    ProblemCode.EDITION_NOT_FOUND: Kind(404, "没有这一版", "请在 /api/v1/editions 查看版本。"),
    ProblemCode.ASSESSMENT_NOT_FOUND: Kind(404, "没有这件裁量记录", "请核对编号。"),
    ProblemCode.PROBLEM_NOT_FOUND: Kind(404, "没有这个问题代码", "请核对代码。"),
    ProblemCode.NOT_FOUND: Kind(404, "没有这个地址", "请核对地址，接口见 /openapi.json。"),
    ProblemCode.METHOD_NOT_ALLOWED: Kind(405, "这个地址不接受这种请求", "可用的方法见 Allow。"),
    ProblemCode.BODY_TOO_LARGE: Kind(413, "请求正文太大", "正文最多 256 KB。"),
    ProblemCode.ADDRESS_TOO_LONG: Kind(414, "地址太长", "地址和参数合计最多 8 KB。"),
    ProblemCode.MEDIA_TYPE_UNSUPPORTED: Kind(415, "不接受这种正文", "请发送不压缩的 application/json。"),
    ProblemCode.HEADERS_TOO_LARGE: Kind(431, "请求头太大", "请求头合计最多 32 KB。"),
    ProblemCode.CROSS_ORIGIN: Kind(403, "请求来自别的网站", "请从本系统的网页提交。"),
    ProblemCode.NOT_SIGNED_IN: Kind(401, "需要登录", "请先在 /sign-in 登录，再重做这一步。"),
    ProblemCode.NOT_ALLOWED: Kind(403, "没有权限", "请由有这项职责的人办理，或者请系统管理员授予角色。"),
    ProblemCode.TOO_MANY_REQUESTS: Kind(429, "请求太频繁", "请过一分钟再试。"),
    ProblemCode.REQUEST_REFUSED: Kind(400, "请求不能处理", "请核对请求，接口见 /openapi.json。"),
    ProblemCode.PROGRAM_FAILED: Kind(500, "程序出错，没有得出结果", "请把 request_id 告诉维护人员。"),
    ProblemCode.NOT_KEPT: Kind(503, "裁量记录没有保存", "请稍后再试；数据库的状态见 /health/ready。"),
    ProblemCode.DISK_FULL: Kind(507, "服务器磁盘满了，没有保存", "请告诉维护人员。"),
    ProblemCode.NOT_READY: Kind(503, "服务尚未就绪", "请稍后再试；原因见 /health/ready。"),
}


class Missing(BaseModel):
    """One thing that is still needed."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="因素、基数、数量或者日期的名称")
    may_be: list[str] = Field(description="可以填什么")


class Invalid(BaseModel):
    """One place of a request that cannot be taken."""

    model_config = ConfigDict(extra="forbid")

    at: str = Field(description="在请求中的位置，如 facts.违法程度")
    message: str


class Problem(BaseModel):
    """Why there is no answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "type": "/problems/facts_missing",
                "title": "事实不全，不能裁量",
                "status": 409,
                "code": "facts_missing",
                "detail": "还缺 1 项，不能给出裁量幅度：“适用情形”（限期内改正；逾期未改正）。",
                "request_id": "9f86d081884c7d65",
                "missing": [{"name": "适用情形", "may_be": ["限期内改正", "逾期未改正"]}],
            }
        },
    )

    type: str = Field(description="说明这个代码的地址")
    title: str = Field(description="这类问题的名称")
    status: int
    code: ProblemCode
    detail: str = Field(description="给人看的一句话：为什么，怎么办")
    request_id: str = Field(description="日志中这次请求的编号")
    missing: list[Missing] | None = Field(default=None, description="facts_missing：还缺的各项")
    names: list[str] | None = Field(default=None, description="standard_ambiguous：可以改用的名称")
    name: str | None = Field(default=None, description="哪一项事实、基数或者数量")
    errors: list[Invalid] | None = Field(
        default=None, description="body_invalid、parameter_invalid：各处错误"
    )


class ProblemRaised(HTTPException):
    """A refusal on its way to the door; `more` are further members of Problem.

    An HTTPException, because FastAPI lets no other pass while it reads a body.
    """

    def __init__(self, code: ProblemCode, detail: str | None = None, **more: object) -> None:
        kind = KINDS[code]
        super().__init__(kind.status, detail or f"{kind.title}：{kind.next_step}")
        self.code = code
        self.more = more


def problem_answer(
    raised: ProblemRaised, request_id: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that says it."""
    kind = KINDS[raised.code]
    content = {
        "type": f"/problems/{raised.code}",
        "title": kind.title,
        "status": kind.status,
        "code": raised.code,
        "detail": raised.detail,
        "request_id": request_id,
        **raised.more,
    }
    return Response(orjson.dumps(content), kind.status, headers, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, object]]:
    """`responses=` of a route: these refusals, and those that any route may give."""
    every = sorted({*statuses, 413, 414, 422, 431, 500, 503, 507})
    return {status: _documented(status) for status in every}


def _documented(status: int) -> dict[str, object]:
    codes = [code for code, kind in KINDS.items() if kind.status == status]
    words = "；".join(f"{code}：{KINDS[code].title}" for code in codes)
    return {
        "description": words,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
