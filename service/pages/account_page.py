"""/account: one's own roles, password and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from service.acting import acting
from service.db import reading
from service.guarded_route import GuardedRoute, actor_of, person_of
from service.moments import now
from service.pages.rendering import page
from service.people import store
from service.people.accounts import change_password
from service.people.errors import PeopleError
from service.people.passwords import SHORTEST
from service.people.sign_in import begin_session, revoke_session
from standards_1023.utc import in_beijing

if TYPE_CHECKING:
    from service.people.at_the_door import PeopleAtTheDoor

router = APIRouter(route_class=GuardedRoute)

_SEE_OTHER = 303
Password = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def account_page(request: Request) -> Response:
    """What somebody may do here, his sessions, and the form for a new password."""
    return _page(request)


@router.post("/account/password")
def new_password(request: Request, old: Password = "", new: Password = "", again: Password = "") -> Response:
    """Change the password; all sessions end, and a new one begins here."""
    engine, person = request.app.state.engine, person_of(request)
    if not (old and new and again):
        return _page(request, error="请填写原来的口令，新口令填两次。")
    if new != again:
        return _page(request, error="两次填写的新口令不一样，口令没有改：请重新填写。")
    try:
        with acting(engine, actor_of(request)) as acts:
            change_password(acts, person.name, old=old, new=new)
            tokens = begin_session(acts, person.name, request.headers.get("user-agent", ""))
    except PeopleError as refused:
        return _page(request, error=str(refused))
    answer = RedirectResponse("/account", _SEE_OTHER)
    door: PeopleAtTheDoor = request.app.state.people
    door.put_cookies(request, answer, person.name, tokens)
    return answer


@router.post("/account/sessions/{number}/end")
def end_session(request: Request, number: Annotated[str, Path(max_length=32)]) -> Response:
    """End a session of one's own, wherever it was begun."""
    with acting(request.app.state.engine, actor_of(request)) as acts:
        revoke_session(acts, person_of(request).name, number)
    return RedirectResponse("/account", _SEE_OTHER)


def _page(request: Request, error: str = "") -> Response:
    person = person_of(request)
    door: PeopleAtTheDoor = request.app.state.people
    with reading(request.app.state.engine) as session:
        sessions = store.open_sessions(session, person.name, began_after=now() - door.longest)
    return page(
        request,
        "account.html",
        status=422 if error else 200,
        error=error,
        shortest=SHORTEST,
        sessions=[(one, in_beijing(one.began_at), one.id == person.session) for one in sessions],
    )
