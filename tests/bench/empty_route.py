"""What FastAPI itself costs: a route that takes the same body, checked by the same model, and answers {}."""

from __future__ import annotations

import sys

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from service.api.assessment_request import AssessmentRequest  # noqa: TC001 - FastAPI reads annotations
from service.serving import listen, serve_on


def create_app() -> FastAPI:
    """One route, nothing around it."""
    app = FastAPI()

    @app.post("/api/v1/assessments", response_model=None)
    async def empty(asked: AssessmentRequest) -> JSONResponse:  # noqa: ARG001 - it is read and checked
        return JSONResponse({})

    return app


if __name__ == "__main__":
    with listen("127.0.0.1", int(sys.argv[1])) as listening:
        serve_on(listening, int(sys.argv[2]), "tests.bench.empty_route:create_app")
