"""Who may enter: every route has its line, and each kind of person is admitted where the table says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import inspect, text

from service.admission import ADMISSION, WITH_A_FIRST_PASSWORD
from service.app import create_app
from service.guarded_route import GuardedRoute
from service.people.roles import DISTRICT_WIDE, MAY, Grant, Permission, Role
from service.settings import Settings
from tests.service.accounts import add_account, sign_in_as
from tests.service.published import first_edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fastapi import FastAPI
    from starlette.routing import BaseRoute

_WITHOUT_A_GUARD = {"/openapi.json", "/static"}
"""What is the same for everybody: the description of the API and the browser files."""


def routes(of: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """All routes, those of included routers as well."""
    for route in of:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from routes(included.routes)


@pytest.fixture(scope="module")
def app(database_of_module: str) -> FastAPI:
    """The application with one edition, and an account for each role."""
    address = database_of_module
    first_edition(address)
    for role in Role:
        add_account(address, role.value, Grant(role, None if role in DISTRICT_WIDE else "城管局"))
    return create_app(Settings(database=address, sign_ins_per_minute=10_000, searches_per_minute=10_000))


def test_every_route_stands_in_the_table_and_is_guarded(app: FastAPI) -> None:
    found = set()
    for route in routes(app.routes):
        path = getattr(route, "path", "")
        if path in _WITHOUT_A_GUARD:
            continue
        assert isinstance(route, GuardedRoute), f"{path} has no guard: APIRouter(route_class=GuardedRoute)"
        found |= {f"{method} {path}" for method in (route.methods or set()) - {"HEAD"}}
    assert found - ADMISSION.keys() == set(), "routes without a line in service/admission.py"
    assert ADMISSION.keys() - found == set(), "lines of service/admission.py without a route"
    assert ADMISSION.keys() >= WITH_A_FIRST_PASSWORD


def _address(path: str) -> str:
    for name, value in (
        ("{name:path}", "城管局!1"),
        ("{number}", "1"),
        ("{other}", "1"),
        ("{code}", "not_found"),
        ("{name}", "handler"),
        ("{department:path}", "城管局"),
        ("{department}", "城管局"),
        ("{kind}", "csv"),
        ("{index}", "0"),
        ("{file}", "x"),
    ):
        path = path.replace(name, value)
    assert "{" not in path, f"say in this test what stands for the parameter of {path}"
    return path


@pytest.mark.parametrize("role", [None, *Role])
def test_who_has_no_business_there_is_refused_before_anything_is_read(
    app: FastAPI, role: Role | None
) -> None:
    allowed = {Permission.PUBLIC} if role is None else MAY[role]
    with TestClient(app, follow_redirects=False) as client:
        if role is not None:
            sign_in_as(client, role.value)
        for route, entry in ADMISSION.items():
            method, _, path = route.partition(" ")
            if entry.needs in allowed:
                continue
            answer = client.request(method, _address(path), content=b"\xff" * 64)
            assert answer.status_code == (401 if role is None else 403), f"{role}: {route}"
            assert answer.json()["code"] == ("not_signed_in" if role is None else "not_allowed")


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_look_sees_the_page(app: FastAPI, role: Role | None) -> None:
    allowed = {Permission.PUBLIC} if role is None else MAY[role]
    with TestClient(app, follow_redirects=False) as client:
        if role is not None:
            sign_in_as(client, role.value)
        for route, entry in ADMISSION.items():
            method, _, path = route.partition(" ")
            if method != "GET" or entry.needs not in allowed:
                continue
            answer = client.get(_address(path), headers={"accept": "text/html"})
            assert answer.status_code not in {401, 403, 500}, f"{role}: {route}"


def test_the_page_of_an_address_that_is_not_there_knows_who_is_signed_in(app: FastAPI) -> None:
    with TestClient(app, follow_redirects=False) as client:
        sign_in_as(client, "supervisor")
        answer = client.get("/nowhere", headers={"accept": "text/html"})
    assert (answer.status_code, "测试supervisor" in answer.text) == (404, True)


def test_the_page_of_what_somebody_may_not_do_says_who_may(app: FastAPI) -> None:
    with TestClient(app, follow_redirects=False) as client:
        sign_in_as(client, "handler")
        answer = client.get("/people", headers={"accept": "text/html"})
    assert answer.status_code == 403
    assert "请系统管理员授予角色" in answer.text
    assert "请核对地址" not in answer.text


def test_a_page_leads_a_stranger_to_the_sign_in_and_back(app: FastAPI) -> None:
    with TestClient(app, follow_redirects=False) as client:
        answer = client.get("/log?by=zhang&page=2", headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/sign-in?next=%2Flog%3Fby%3Dzhang%26page%3D2",
        )
        assert "登录后自动打开" in client.get(answer.headers["location"]).text
        assert "登录后自动打开" not in client.get("/sign-in").text
        form = {"name": "supervisor", "password": "correct horse battery", "next": "/log?by=zhang&page=2"}
        assert client.post("/sign-in", data=form).headers["location"] == "/log?by=zhang&page=2"


@pytest.mark.parametrize(
    "elsewhere", ["//other.example", "https://other.example", "/\\other.example", "log", "/\n"]
)
def test_signing_in_never_leads_to_another_site(app: FastAPI, elsewhere: str) -> None:
    with TestClient(app, follow_redirects=False) as client:
        form = {"name": "handler", "password": "correct horse battery", "next": elsewhere}
        assert client.post("/sign-in", data=form).headers["location"] == "/"


def test_htmx_is_told_to_go_to_the_sign_in(app: FastAPI) -> None:
    with TestClient(app, follow_redirects=False) as client:
        answer = client.get("/log", headers={"accept": "text/html", "hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/sign-in?next=%2Flog")


def test_a_get_leaves_the_database_as_it_was(app: FastAPI) -> None:
    def changes() -> list[object]:
        with app.state.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return [connection.execute(text(f"SELECT * FROM {t} ORDER BY 1")).all() for t in tables]  # noqa: S608

    with TestClient(app, follow_redirects=False) as client:
        sign_in_as(client, "legal_affairs")
        before = changes()
        for route, entry in ADMISSION.items():
            method, _, path = route.partition(" ")
            if method == "GET" and entry.needs in MAY[Role.LEGAL_AFFAIRS]:
                client.get(_address(path), headers={"accept": "text/html"})
        assert changes() == before
