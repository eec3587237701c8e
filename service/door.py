"""The outermost layer: limits on what comes in, headers on what goes out, a count and a log line of each."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import structlog
from starlette.requests import Request

from service.api.problems import ProblemCode, ProblemRaised, problem_answer
from service.full_disk import is_full
from service.log_lines import where_it_failed
from service.pages.problem_page import problem_page
from service.service_metrics import REQUESTS, SECONDS
from service.wants_page import wants_page

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 256 * 1024
MAX_UPLOAD = 64 * 1024 * 1024
"""For the addresses that take files."""
_UPLOADS = frozenset({"/audit", "/imports"})
MAX_ADDRESS = 8 * 1024
MAX_HEADERS = 32 * 1024

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_log = structlog.get_logger()


class Door:
    """ASGI middleware around everything; what fails inside becomes a problem with the id of its log line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Passage(scope, receive, send).go(self._app)


class _Passage:
    """One request on its way through the door."""

    __slots__ = ("began", "id", "receive", "received", "scope", "send", "status")

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.id = os.urandom(8).hex()
        self.began = time.perf_counter()
        self.received = 0
        self.status = 0
        scope["request_id"] = self.id

    async def go(self, app: ASGIApp) -> None:
        """Refuse what is too large, else let the app answer; count and log either way."""
        try:
            refused = _too_large(self.scope)
            if refused is not None:
                await self._refuse(refused)
            else:
                await app(self.scope, self._limited, self._with_headers)
        except Exception as error:  # noqa: BLE001 - the last resort at the door: an answer, never a traceback
            if isinstance(error, ProblemRaised):
                await self._refuse(error)
            else:
                _log.error("request failed", request_id=self.id, **where_it_failed(error))
                code = ProblemCode.DISK_FULL if is_full(error) else ProblemCode.PROGRAM_FAILED
                await self._refuse(ProblemRaised(code))
        finally:
            self._tell()

    async def _refuse(self, raised: ProblemRaised) -> None:
        if self.status == 0:
            await self._answer(raised)(self.scope, self.receive, self._with_headers)

    def _answer(self, raised: ProblemRaised) -> Response:
        """A page for people, a document for programs, and where not even the page can be made."""
        request = Request(self.scope)
        if wants_page(request):
            try:
                return problem_page(request, raised)
            except Exception as error:  # noqa: BLE001 - the last resort again
                _log.error("page of a problem failed", request_id=self.id, **where_it_failed(error))
        return problem_answer(raised, self.id)

    async def _limited(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            if self.received > _most(self.scope):
                raise ProblemRaised(ProblemCode.BODY_TOO_LARGE)
        return message

    async def _with_headers(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self.id.encode()), *_HEADERS]
        await self.send(message)

    def _tell(self) -> None:
        seconds = time.perf_counter() - self.began
        route, method = _route(self.scope), self.scope["method"]
        REQUESTS.labels(method, route, str(self.status)).inc()
        SECONDS.labels(route).observe(seconds)
        _log.info(
            "request",
            request_id=self.id,
            method=method,
            route=route,
            status=self.status,
            ms=round(seconds * 1000, 2),
            edition=self.scope.get("edition"),
        )


def _route(scope: Scope) -> str:
    """The route's template, never the address itself: an address may name a person."""
    return getattr(scope.get("route"), "path", "") or "other"


def _most(scope: Scope) -> int:
    """How many bytes a request may bring."""
    return MAX_UPLOAD if scope["path"] in _UPLOADS and scope["method"] == "POST" else MAX_BODY


def _too_large(scope: Scope) -> ProblemRaised | None:
    length = 0
    headers = 0
    for name, value in scope["headers"]:
        headers += len(name) + len(value)
        if name == b"content-length":
            length = int(value) if value.isdigit() else MAX_UPLOAD + 1
    if length > _most(scope):
        return ProblemRaised(ProblemCode.BODY_TOO_LARGE)
    if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_ADDRESS:
        return ProblemRaised(ProblemCode.ADDRESS_TOO_LONG)
    return ProblemRaised(ProblemCode.HEADERS_TOO_LARGE) if headers > MAX_HEADERS else None
