"""A route that looks at who comes before it reads what is brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute

from service.acting import Actor
from service.admission import ADMISSION, WITH_A_FIRST_PASSWORD
from service.api.problems import ProblemCode, ProblemRaised
from service.people.roles import THE_PUBLIC, Permission, Person
from service.wants_page import wants_page

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from fastapi import Request

    from service.people.at_the_door import PeopleAtTheDoor

_SEE_OTHER = 303


class GuardedRoute(APIRoute):
    """Admits whom the table of service.admission admits; the person is then in `request.state.person`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, behind the guard."""
        handle = super().get_route_handler()
        path = self.path

        async def handle_admitted(request: Request) -> Response:
            method = "GET" if request.method == "HEAD" else request.method
            elsewhere = await _admit(request, f"{method} {path}")
            return await handle(request) if elsewhere is None else elsewhere

        return handle_admitted


async def _admit(request: Request, route: str) -> Response | None:
    """None for whoever may enter, else where to go first; raises ProblemRaised for who may not."""
    _refuse_nul(request)
    entry = ADMISSION.get(route)
    if entry is None:
        raise ProblemRaised(ProblemCode.NOT_ALLOWED)
    door: PeopleAtTheDoor = request.app.state.people
    person = await door.person(request)
    request.state.person = person
    if entry.rate is not None and not door.rates.takes(entry.rate, address_of(request), person.name):
        raise ProblemRaised(ProblemCode.TOO_MANY_REQUESTS)
    if person.must_change_password and route not in WITH_A_FIRST_PASSWORD:
        return _to(request, "/account")
    if person.may(entry.needs):
        return None
    if person.is_signed_in:
        raise ProblemRaised(ProblemCode.NOT_ALLOWED)
    return _to_sign_in(request)


def _refuse_nul(request: Request) -> None:
    """No name and no word holds a NUL, and PostgreSQL has no text for it."""
    if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
        raise ProblemRaised(ProblemCode.PARAMETER_INVALID, "地址里有不能用的控制字符，请去掉后再试。")


def _to_sign_in(request: Request) -> Response:
    if not wants_page(request):
        raise ProblemRaised(ProblemCode.NOT_SIGNED_IN)
    if request.method not in {"GET", "HEAD"}:
        return _to(request, "/sign-in")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return _to(request, f"/sign-in?{urlencode({'next': here})}")


def _to(request: Request, address: str) -> Response:
    """Another page; to htmx, which would put it into this one, it is said in a header."""
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"hx-redirect": address})
    return RedirectResponse(address, _SEE_OTHER)


def person_of(request: Request) -> Person:
    """Whose request this is; where no guard has looked yet (a page of a refusal), the public."""
    person: Person = getattr(request.state, "person", THE_PUBLIC)
    return person


def require(request: Request, permission: Permission, department: str | None = None) -> Person:
    """The person, who may do this (for this department); raises ProblemRaised."""
    person = person_of(request)
    if not person.is_signed_in:
        raise ProblemRaised(ProblemCode.NOT_SIGNED_IN)
    allowed = person.may(permission) if department is None else person.may_for(permission, department)
    if not allowed:
        raise ProblemRaised(ProblemCode.NOT_ALLOWED)
    return person


def address_of(request: Request) -> str:
    """The network address that a request comes from."""
    return request.client.host if request.client else "未知"


def actor_of(request: Request) -> Actor:
    """Who acts here, and from where; raises ProblemRaised for somebody who is not signed in."""
    return Actor(require(request, Permission.SIGNED_IN).name, address_of(request))
