"""The web application: its routes, its refusals, and what a process holds while it runs."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import structlog
from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from service.api import assessments, circumstances, editions, health, standards
from service.api.invalid_requests import in_body, invalid_places
from service.api.openapi import DESCRIPTION, describe
from service.api.problems import ProblemCode, ProblemRaised, problem_answer
from service.command_errors import CommandRefused
from service.db import open_engine
from service.door import Door
from service.full_disk import is_full
from service.log_lines import configure_log_lines
from service.pages import add_pages
from service.pages.problem_page import problem_page
from service.people.at_the_door import PeopleAtTheDoor
from service.settings import Settings, read_settings_of_service
from service.standards_in_use import StandardsInUse
from service.wants_page import wants_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from fastapi import Request
    from fastapi.responses import Response

_log = structlog.get_logger()
_CODES = {
    404: ProblemCode.NOT_FOUND,
    405: ProblemCode.METHOD_NOT_ALLOWED,
    413: ProblemCode.BODY_TOO_LARGE,
    415: ProblemCode.MEDIA_TYPE_UNSUPPORTED,
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings, else for those of the environment."""
    configure_log_lines()
    settings = settings or read_settings_of_service()
    app = FastAPI(
        title="裁量",
        summary="行政处罚裁量基准服务",
        description=DESCRIPTION,
        lifespan=_lifespan,
        docs_url=None,  # FastAPI's page loads its scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.engine = open_engine(settings.database)
    app.state.standards = StandardsInUse(app.state.engine)
    app.state.people = PeopleAtTheDoor(app.state.engine, settings)
    for router in (assessments.router, standards.router, editions.router, circumstances.router):
        app.include_router(router)
    app.include_router(health.router)
    add_pages(app)
    app.add_middleware(CrossOriginProtection, deny_app=_refuse_other_sites)
    app.add_middleware(Door)
    app.add_exception_handler(ProblemRaised, _problem_raised)
    app.add_exception_handler(CommandRefused, _database_troubled)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_exception)
    describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Editions are there before the first request; from then on they are kept up to date."""
    held: StandardsInUse = app.state.standards
    await asyncio.to_thread(held.refresh)
    people: PeopleAtTheDoor = app.state.people
    tasks = [asyncio.create_task(held.keep_up()), asyncio.create_task(people.seen.keep_writing())]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await asyncio.to_thread(people.seen.write)
    app.state.engine.dispose()


async def _refuse_other_sites(_scope: object, _receive: object, _send: object) -> NoReturn:
    """A page of another site must not have a browser write here."""
    raise ProblemRaised(ProblemCode.CROSS_ORIGIN)


async def _problem_raised(request: Request, raised: Exception) -> Response:
    if not isinstance(raised, ProblemRaised):
        raise raised
    return await _refused(request, _of_full_disk(raised) or raised)


def _of_full_disk(raised: Exception) -> ProblemRaised | None:
    """Whatever it was refused for: where the disk is full, that is said."""
    return ProblemRaised(ProblemCode.DISK_FULL) if is_full(raised) else None


async def _database_troubled(request: Request, raised: Exception) -> Response:
    """The database is busy, gone or full; where it is, is for the log and not for whoever asks."""
    _log.warning("database troubled", request_id=request.scope["request_id"], trouble=str(raised))
    return await _refused(request, _of_full_disk(raised) or ProblemRaised(ProblemCode.NOT_READY))


async def _refused(
    request: Request, problem: ProblemRaised, headers: Mapping[str, str] | None = None
) -> Response:
    """A page for people, a document for programs."""
    if wants_page(request):
        await _recognise(request)
        return problem_page(request, problem, headers)
    return problem_answer(problem, request.scope["request_id"], headers)


async def _recognise(request: Request) -> None:
    """Whose page it is, where no route was reached that would have looked."""
    if not hasattr(request.state, "person"):
        with suppress(ProblemRaised):  # the database cannot be read: the page is the public's
            request.state.person = await request.app.state.people.person(request)


async def _invalid(request: Request, raised: Exception) -> Response:
    if not isinstance(raised, RequestValidationError):
        raise raised
    errors = raised.errors()
    code = ProblemCode.BODY_INVALID if in_body(errors) else ProblemCode.PARAMETER_INVALID
    problem = ProblemRaised(code, errors=invalid_places(errors))
    return await _refused(request, problem)


async def _http_exception(request: Request, raised: Exception) -> Response:
    """Starlette's own refusals (404, 405 …) in our form; its headers (Allow) stay."""
    if not isinstance(raised, HTTPException):
        raise raised
    code = _CODES.get(raised.status_code, ProblemCode.REQUEST_REFUSED)
    return await _refused(request, _of_full_disk(raised) or ProblemRaised(code), raised.headers)
