"""JSON from outside, read without generosity: UTF-8, each key once, no NaN; else ProblemRaised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from fastapi import Request

from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from fastapi.responses import Response


def read_json(body: bytes) -> Any:  # noqa: ANN401 - what it is, the model says
    """The document of a body."""
    try:
        return _DECODER.decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise ProblemRaised(ProblemCode.BODY_UNREADABLE) from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key written twice nobody can say which value was meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("key written twice")
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_no_number)


class _StrictRequest(Request):
    async def json(self) -> Any:  # noqa: ANN401 - as Starlette declares it
        return read_json(await self.body())


class StrictJsonRoute(GuardedRoute):
    """A route whose body is read by `read_json`; an encoded (compressed) body is refused, not unpacked."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, given a request that reads strictly."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            if "content-encoding" in request.headers:
                raise ProblemRaised(ProblemCode.MEDIA_TYPE_UNSUPPORTED)
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly
