"""/sign-in and /sign-out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute, address_of, person_of
from service.pages.demonstration_accounts import demonstration_accounts
from service.pages.rendering import page
from service.people.errors import SignInRefused
from service.people.sign_in import is_known, sign_in, sign_out
from service.rates import Rate

if TYPE_CHECKING:
    from service.people.at_the_door import PeopleAtTheDoor

router = APIRouter(route_class=GuardedRoute)

_SEE_OTHER = 303
Next = Annotated[str, Query(alias="next", max_length=4096)]


@router.get("/sign-in")
def sign_in_page(
    request: Request, next_: Annotated[str, Query(alias="next", max_length=4096)] = ""
) -> Response:
    """The form; who is signed in already goes on."""
    if person_of(request).is_signed_in:
        return RedirectResponse(_own_address(next_), _SEE_OTHER)
    return _form(request, next_, name="", error="")


@router.post("/sign-in")
def sign_in_here(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next_: Annotated[str, Form(alias="next", max_length=4096)] = "",
) -> Response:
    """A new session, or one sentence why not; a session that was there is left to its end."""
    if not name.strip() or not password:
        return _form(request, next_, name=name, error="请填写登录名和口令。")
    door, engine = _door(request), request.app.state.engine
    known, address = door.known_token(request, name), address_of(request)
    is_stranger = not is_known(engine, name=name, known=known)
    if is_stranger and not door.rates.would_take(Rate.FAILED_SIGN_IN, address):
        raise ProblemRaised(ProblemCode.TOO_MANY_REQUESTS)
    try:
        tokens = sign_in(
            engine,
            name=name,
            password=password,
            address=address,
            browser=request.headers.get("user-agent", ""),
            known=known,
        )
    except SignInRefused as refused:
        if is_stranger:
            door.rates.takes(Rate.FAILED_SIGN_IN, address)
        return _form(request, next_, name=name, error=str(refused))
    answer = RedirectResponse(_own_address(next_), _SEE_OTHER)
    door.put_cookies(request, answer, name, tokens)
    return answer


@router.post("/sign-out")
def sign_out_here(request: Request) -> Response:
    """End this session."""
    sign_out(request.app.state.engine, person_of(request), address_of(request))
    answer = RedirectResponse("/", _SEE_OTHER)
    _door(request).take_cookie(request, answer)
    return answer


def _form(request: Request, next_: str, *, name: str, error: str) -> Response:
    return page(
        request,
        "sign_in.html",
        status=422 if error else 200,
        next=_own_address(next_),
        name=name,
        error=error,
        demonstrations=demonstration_accounts(request.app.state.engine),
    )


def _own_address(address: str) -> str:
    """An address of this site, else the first page: a link must not lead away after signing in."""
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"


def _door(request: Request) -> PeopleAtTheDoor:
    door: PeopleAtTheDoor = request.app.state.people
    return door
