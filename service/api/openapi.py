"""/openapi.json: what FastAPI derives, with the form of a refusal added to its components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.api.problems import Problem

if TYPE_CHECKING:
    from fastapi import FastAPI

DESCRIPTION = (
    "按已发布的裁量基准版本，对违法事实给出处罚幅度和逐条理由。结果是建议，处罚决定由执法机关依法作出。"
    "不能确定时不给幅度，以 application/problem+json 说明原因，code 是稳定的代码。"
    "没有改动版本的接口：导入和发布由登录的人在网页上进行，或者在服务器的命令行进行。"
)


def describe(app: FastAPI) -> None:
    """Have the application describe itself with Problem among its components."""
    derive = app.openapi

    def openapi() -> dict[str, Any]:
        document = derive()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
        return document

    app.openapi = openapi  # type: ignore[method-assign]
