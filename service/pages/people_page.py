"""/people: accounts and their roles, for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from service.acting import acting
from service.api.problems import ProblemCode, ProblemRaised
from service.db import reading
from service.guarded_route import GuardedRoute, actor_of
from service.moments import now
from service.pages.rendering import page
from service.people import accounts, store
from service.people.errors import AccountNotFound, PeopleError
from service.people.roles import DISTRICT_WIDE, FOR_EITHER, Grant, Role
from service.people.sign_in import revoke_session
from standards_1023.departments import DEPARTMENTS
from standards_1023.utc import in_beijing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.acting import Acting
    from service.people.at_the_door import PeopleAtTheDoor
    from service.people.values import Account

router = APIRouter(route_class=GuardedRoute)

_SEE_OTHER = 303
Name = Annotated[str, Path(max_length=32)]
Short = Annotated[str, Form(max_length=200)]


@router.get("/people")
def people_page(request: Request) -> Response:
    """All accounts, and the form for a new one."""
    return _list(request)


@router.post("/people")
def new_account(
    request: Request, name: Short = "", shown: Short = "", role: Short = "", department: Short = ""
) -> Response:
    """Make an account; its first password is shown once, on this answer."""
    entered = {"name": name, "shown": shown, "role": role, "department": department}
    try:
        grant = _grant(role, department)
        with acting(request.app.state.engine, actor_of(request)) as acts:
            password = accounts.create_account(acts, name=name, shown=shown, grants=[grant])
    except PeopleError as refused:
        return _list(request, error=str(refused), entered=entered)
    return _password_once(request, name.strip().lower(), password, "账号已经开立")


@router.get("/people/{name}")
def account_page(request: Request, name: Name) -> Response:
    """One account: roles, sessions, and what can be done with it."""
    return _one(request, name)


@router.post("/people/{name}/roles")
def give_role(request: Request, name: Name, role: Short = "", department: Short = "") -> Response:
    """Give a role."""
    return _done(request, name, lambda acts: accounts.give_role(acts, name, _grant(role, department)))


@router.post("/people/{name}/roles/take")
def take_role(request: Request, name: Name, role: Short = "", department: Short = "") -> Response:
    """Take a role back."""
    return _done(request, name, lambda acts: accounts.take_role(acts, name, _grant(role, department)))


@router.post("/people/{name}/disable")
def disable(request: Request, name: Name) -> Response:
    """Nobody can use it from now on."""
    return _done(request, name, lambda acts: accounts.disable_account(acts, name))


@router.post("/people/{name}/enable")
def enable(request: Request, name: Name) -> Response:
    """It can be used again."""
    return _done(request, name, lambda acts: accounts.enable_account(acts, name))


@router.post("/people/{name}/password")
def reset_password(request: Request, name: Name) -> Response:
    """A new first password, shown once."""
    try:
        with acting(request.app.state.engine, actor_of(request)) as acts:
            password = accounts.reset_password(acts, name)
    except PeopleError as refused:
        return _one(request, name, error=str(refused))
    return _password_once(request, name, password, "口令已经重置")


@router.post("/people/{name}/sessions/{number}/end")
def end_session(request: Request, name: Name, number: Annotated[str, Path(max_length=32)]) -> Response:
    """End a session of somebody."""
    with acting(request.app.state.engine, actor_of(request)) as acts:
        revoke_session(acts, name, number)
    return RedirectResponse(f"/people/{name}", _SEE_OTHER)


def _done(request: Request, name: str, step: Callable[[Acting], None]) -> Response:
    """Take a step in one transaction; a refusal is shown on the page of the account."""
    try:
        with acting(request.app.state.engine, actor_of(request)) as acts:
            step(acts)
    except PeopleError as refused:
        return _one(request, name, error=str(refused))
    return RedirectResponse(f"/people/{name}", _SEE_OTHER)


def _grant(role: str, department: str) -> Grant:
    try:
        return Grant(Role(role), department or None)
    except ValueError as unknown:
        raise PeopleError("请选一个角色。") from unknown


def _list(request: Request, *, error: str = "", entered: dict[str, str] | None = None) -> Response:
    with reading(request.app.state.engine) as session:
        listed = [(one, _state(one), in_beijing(one.created_at)) for one in store.list_accounts(session)]
    return page(
        request,
        "people.html",
        status=422 if error else 200,
        accounts=listed,
        error=error,
        entered=entered or {"name": "", "shown": "", "role": "", "department": ""},
        **_choices(),
    )


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return "已停用"
    return "锁定中" if _is_locked(account) else ""


def _is_locked(account: Account) -> bool:
    return account.locked_until is not None and account.locked_until > now()


def _locked_until(account: Account) -> datetime | None:
    until = account.locked_until
    return in_beijing(until) if until is not None and _is_locked(account) else None


def _one(request: Request, name: str, error: str = "") -> Response:
    door: PeopleAtTheDoor = request.app.state.people
    try:
        with reading(request.app.state.engine) as session:
            account = store.describe_account(session, name)
            sessions = store.open_sessions(session, name, began_after=now() - door.longest)
    except AccountNotFound as absent:
        raise ProblemRaised(ProblemCode.NOT_FOUND, str(absent)) from absent
    return page(
        request,
        "person.html",
        status=422 if error else 200,
        account=account,
        created=in_beijing(account.created_at),
        locked_until=in_beijing(account.locked_until)
        if account.locked_until and _is_locked(account)
        else None,
        sessions=[(one, in_beijing(one.began_at)) for one in sessions],
        error=error,
        **_choices(),
    )


def _password_once(request: Request, name: str, password: str, title: str) -> Response:
    answer = page(request, "first_password.html", name=name, password=password, title=title)
    answer.headers["cache-control"] = "no-store"
    return answer


def _choices() -> dict[str, object]:
    return {
        "roles": list(Role),
        "departments": list(DEPARTMENTS.values()),
        "district_wide": DISTRICT_WIDE,
        "for_either": FOR_EITHER,
    }
