"""Requests drawn from /openapi.json: no 5xx, no answer that is not documented there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.service.published import first_edition
from tests.service.server_process import serving

if TYPE_CHECKING:
    from pathlib import Path

    from schemathesis.schemas import APIOperation

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_every_answer_is_documented_and_none_is_a_failure_of_ours(own_database: str, tmp_path: Path) -> None:
    first_edition(own_database)
    with serving(tmp_path) as server:
        schema = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        seen = {operation.label: _draw(operation) for operation in operations}
    assert len(seen) >= 12
    every = set().union(*seen.values())
    assert {200, 404, 422, 409} <= every, seen  # else the drawing would have proved little


def _draw(operation: APIOperation[Any, Any, Any, Any]) -> set[int]:
    seen = set()

    @settings(
        max_examples=100,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    def check(case: schemathesis.Case[Any]) -> None:
        seen.add(case.call_and_validate(checks=CHECKS).status_code)

    check()
    return seen
