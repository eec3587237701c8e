"""Signing in: passwords, locks that grow, first passwords, sessions that end; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from casework.act_store import Wanted, list_acts
from casework.acts import Act
from service.acting import acting
from service.app import create_app
from service.db import reading
from service.people import accounts, sign_in, store
from service.people.errors import AccountRefused, PasswordRefused, SignInRefused
from service.people.passwords import check_password, first_password
from service.people.roles import Grant, Role
from service.people.sign_in import FREE_FAILURES
from service.settings import Settings
from tests.service.accounts import BY_TEST, PASSWORD, add_account_to, sign_in_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

OFFICER = Grant(Role.HANDLER, "城管局")
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


@pytest.fixture
def client(engine: Engine, database: str) -> Iterator[TestClient]:
    """A browser at a service with one officer and one administrator."""
    add_account_to(engine, "zhang", OFFICER)
    add_account_to(engine, "admin", ADMINISTRATOR)
    settings = Settings(database=database, sign_ins_per_minute=1000)
    with TestClient(create_app(settings), follow_redirects=False) as browser:
        yield browser


def refused(engine: Engine, name: str, password: str) -> str:
    with pytest.raises(SignInRefused) as why:
        sign_in.sign_in(engine, name=name, password=password, address="10.0.0.1", browser="x")
    return str(why.value)


def is_open(client: TestClient, token: str) -> bool:
    """Whether a browser with this cookie is signed in; the client is that browser from now on."""
    client.cookies.clear()
    client.cookies.set("cailiang", token)
    return client.get("/account").status_code == 200


def acts_on(engine: Engine, name: str) -> list[str]:
    with reading(engine) as session:
        found = list_acts(session, Wanted(subject=f"account:{name}"), skip=0, most=100)
    return [link.done.act for link in reversed(found)]


def test_name_and_password_open_a_session_and_signing_out_ends_it(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "zhang")
    assert client.get("/account", headers={"accept": "text/html"}).status_code == 200
    token = client.cookies["cailiang"]
    assert client.post("/sign-out").status_code == 303
    assert not is_open(client, token)
    assert acts_on(engine, "zhang")[-2:] == [Act.SIGNED_IN, Act.SIGNED_OUT]


def test_the_cookie_goes_over_https_alone_where_there_is_https(engine: Engine, database: str) -> None:
    add_account_to(engine, "zhang", OFFICER)
    settings = Settings(database=database, public_address="https://cailiang.test")
    with TestClient(create_app(settings), follow_redirects=False) as client:
        answer = client.post("/sign-in", data={"name": "zhang", "password": PASSWORD})
    for name, path in (("cailiang", "/"), ("cailiang-zhang", "/sign-in")):
        (said,) = (one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{name}="))
        words = {"Secure", "HttpOnly", "SameSite=lax", f"Path={path}"}
        assert words <= set(said.split("; "))


def test_whatever_was_wrong_is_said_in_the_same_words(engine: Engine) -> None:
    add_account_to(engine, "zhang", OFFICER)
    assert refused(engine, "zhang", "wrong password") == refused(engine, "nobody", PASSWORD)


def test_wrong_passwords_lock_for_a_time_that_doubles_and_the_right_one_does_not_help(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account_to(engine, "zhang", OFFICER)
    clock = [datetime(2026, 11, 24, 2, tzinfo=UTC)]
    monkeypatch.setattr(sign_in, "now", lambda: clock[0])
    for _ in range(FREE_FAILURES - 1):
        refused(engine, "zhang", "wrong password")
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        refused(engine, "zhang", "wrong password")
        clock[0] += timedelta(minutes=minutes) - timedelta(seconds=1)
        refused(engine, "zhang", PASSWORD)
        clock[0] += timedelta(seconds=1)
    assert sign_in.sign_in(engine, name="zhang", password=PASSWORD, address="10.0.0.1", browser="x").session
    with reading(engine) as session:
        account = store.get_account(session, "zhang")
        assert (account.failures, account.locked_until) == (0, None)


def test_a_session_ends_when_nobody_uses_it_and_after_its_day(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "zhang")
    token = client.cookies["cailiang"]
    began = datetime.now(UTC)
    idle, longest = timedelta(minutes=30), timedelta(hours=10)

    def person(at: datetime, seen: datetime | None = None) -> bool:
        with reading(engine) as session:
            found = sign_in.person_of(session, token, at, idle=idle, longest=longest, seen=lambda _: seen)
        return found is not None

    assert person(began + timedelta(minutes=29))
    assert not person(began + timedelta(minutes=31))
    assert person(began + timedelta(minutes=31), seen=began + timedelta(minutes=5))
    assert not person(began + timedelta(hours=10, minutes=1), seen=began + timedelta(hours=10))


def test_a_first_password_must_be_changed_before_anything_else(client: TestClient, engine: Engine) -> None:
    with acting(engine, BY_TEST) as acts:
        given = accounts.create_account(acts, name="li", shown="李", grants=[OFFICER])
    sign_in_as(client, "li", given)
    page = {"accept": "text/html"}
    assert client.get("/audit", headers=page).headers["location"] == "/account"
    assert "第一次登录" in client.get("/account", headers=page).text
    form = {"old": given, "new": PASSWORD, "again": PASSWORD}
    assert client.post("/account/password", data=form).status_code == 303
    assert client.get("/audit", headers=page).status_code == 200
    assert Act.PASSWORD_CHANGED in acts_on(engine, "li")


def test_a_changed_password_ends_all_other_sessions(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "zhang")
    tokens = sign_in.sign_in(engine, name="zhang", password=PASSWORD, address="10.0.0.2", browser="x")
    other = tokens.session
    new = "another horse battery"
    assert (
        client.post("/account/password", data={"old": PASSWORD, "new": new, "again": new}).status_code == 303
    )
    assert is_open(client, client.cookies["cailiang"])
    assert not is_open(client, other)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"old": PASSWORD, "new": "short", "again": "short"}, "10 到 128"),
        ({"old": PASSWORD, "new": "zhang zhang zhang", "again": "zhang zhang zhang"}, "登录名"),
        ({"old": "wrong", "new": "another horse", "again": "another horse"}, "原来的口令不对"),
        ({"old": PASSWORD, "new": "another horse", "again": "another hors"}, "不一样"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "相同"),
        ({"old": "", "new": "", "again": ""}, "请填写"),
    ],
)
def test_a_password_that_is_not_taken_says_why(client: TestClient, form: dict[str, str], said: str) -> None:
    sign_in_as(client, "zhang")
    answer = client.post("/account/password", data=form, headers={"accept": "text/html"})
    assert (answer.status_code, said in answer.text) == (422, True)


@pytest.mark.parametrize("password", ["password123", "1234567890", "aaaaaaaaaaaa", "Cailiang2026", "x" * 129])
def test_passwords_that_anybody_tries_first_are_refused(password: str) -> None:
    with pytest.raises(PasswordRefused):
        check_password(password, "zhang")


def test_first_passwords_are_taken_and_never_alike() -> None:
    given = {first_password() for _ in range(50)}
    assert len(given) == 50
    assert all(check_password(one, "zhang") == one for one in given)


def test_one_session_is_ended_from_another(client: TestClient, engine: Engine) -> None:
    other = sign_in.sign_in(
        engine, name="zhang", password=PASSWORD, address="10.0.0.2", browser="别处的浏览器"
    ).session
    sign_in_as(client, "zhang")
    page = client.get("/account", headers={"accept": "text/html"}).text
    assert "别处的浏览器" in page
    with reading(engine) as session:
        sessions = store.open_sessions(session, "zhang", began_after=datetime(2026, 1, 1, tzinfo=UTC))
    (number,) = [one.id for one in sessions if one.browser == "别处的浏览器"]
    assert client.post(f"/account/sessions/{number}/end").status_code == 303
    mine = client.cookies["cailiang"]
    assert not is_open(client, other)
    assert is_open(client, mine)


def test_a_disabled_account_is_out_at_once_and_may_come_back(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "zhang")
    with acting(engine, BY_TEST) as acts:
        accounts.disable_account(acts, "zhang")
    assert client.get("/account").status_code == 401
    refused(engine, "zhang", PASSWORD)
    with acting(engine, BY_TEST) as acts:
        accounts.enable_account(acts, "zhang")
    sign_in_as(client, "zhang")


def test_an_address_that_tries_too_often_is_told_to_wait(engine: Engine, database: str) -> None:
    add_account_to(engine, "zhang", OFFICER)
    settings = Settings(database=database, sign_ins_per_minute=3)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        answers = [client.post("/sign-in", data={"name": "x", "password": "y"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 429, 429]


def test_an_office_behind_one_address_signs_in_at_once_and_its_own_browsers_even_after_others_failed(
    engine: Engine, database: str
) -> None:
    add_account_to(engine, "zhang", OFFICER)
    settings = Settings(database=database, sign_ins_per_minute=3)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        for _ in range(5):
            sign_in_as(client, "zhang")
        mine = client.cookies.get("cailiang-zhang", path="/sign-in")
        client.cookies.clear()
        wrong = {"name": "zhang", "password": "wrong password"}
        assert [client.post("/sign-in", data=wrong).status_code for _ in range(4)] == [422, 422, 422, 429]
        assert client.post("/sign-in", data=wrong | {"password": PASSWORD}).status_code == 429
        client.cookies.set("cailiang-zhang", mine or "", path="/sign-in")
        assert client.post("/sign-in", data=wrong).status_code == 422
        sign_in_as(client, "zhang")


def test_who_is_signed_in_is_counted_for_himself(engine: Engine, database: str) -> None:
    settings = Settings(database=database, sign_ins_per_minute=2, searches_per_minute=2)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        assert [client.get("/standards").status_code for _ in range(3)] == [
            409,
            409,
            429,
        ]  # nothing is published
        for name in ("zhang", "li"):
            add_account_to(engine, name, OFFICER)
            client.cookies.clear()
            sign_in_as(client, name)
            assert [client.get("/standards").status_code for _ in range(3)] == [
                409,
                409,
                429,
            ]  # nothing is published
            wrong = {"old": "wrong", "new": "another horse", "again": "another horse"}
            answers = [client.post("/account/password", data=wrong).status_code for _ in range(3)]
            assert answers == [422, 422, 429]


def test_the_administrator_makes_an_account_and_its_password_is_shown_once(
    client: TestClient, engine: Engine
) -> None:
    sign_in_as(client, "admin")
    form = {"name": "Wang.Wu", "shown": "王", "role": "keeper", "department": "环水局"}
    answer = client.post("/people", data=form, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    password = answer.text.split('data-testid="first-password">')[1].split("<")[0]
    with reading(engine) as session:
        assert store.grants_of(session, "wang.wu") == (Grant(Role.KEEPER, "环水局"),)
    assert password not in client.get("/people/wang.wu", headers={"accept": "text/html"}).text
    sign_in_as(client, "wang.wu", password)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "zhang", "shown": "张", "role": "keeper"}, "已经有人用"),
        ({"name": "张三", "shown": "张", "role": "keeper"}, "小写字母"),
        ({"name": "wang", "shown": " ", "role": "keeper"}, "请填写姓名"),
        ({"name": "wang", "shown": "王", "role": ""}, "请选一个角色"),
        ({"name": "wang", "shown": "王", "role": "handler"}, "请选部门"),
        ({"name": "wang", "shown": "王", "role": "legal_affairs", "department": "环水局"}, "全区的角色"),
    ],
)
def test_an_account_that_cannot_be_made_says_why_and_nothing_is_kept(
    client: TestClient, engine: Engine, form: dict[str, str], said: str
) -> None:
    sign_in_as(client, "admin")
    answer = client.post("/people", data=form, headers={"accept": "text/html"})
    assert (answer.status_code, said in answer.text) == (422, True)
    with reading(engine) as session:
        assert [one.name for one in store.list_accounts(session)] == ["admin", "zhang"]


def test_the_administrator_of_accounts_holds_no_other_role_and_gives_himself_none(engine: Engine) -> None:
    add_account_to(engine, "admin", ADMINISTRATOR)
    add_account_to(engine, "zhang", OFFICER)
    by_admin = type(BY_TEST)("admin", "10.0.0.1")
    for name, grant in (("admin", OFFICER), ("zhang", ADMINISTRATOR)):
        with pytest.raises(AccountRefused), acting(engine, by_admin) as acts:
            accounts.give_role(acts, name, grant)
    with pytest.raises(AccountRefused), acting(engine, BY_TEST) as acts:
        accounts.disable_account(acts, "admin")  # the last one
    with pytest.raises(AccountRefused), acting(engine, BY_TEST) as acts:
        accounts.take_role(acts, "admin", ADMINISTRATOR)


def test_no_password_stands_in_the_database_or_in_the_log(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "zhang")
    tokens = set(client.cookies.values())
    assert len(tokens) == 2
    raw = engine.raw_connection()
    cursor = raw.cursor()
    for table in ("account", "person_session", "known_browser", "act"):
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names above
        kept = repr(cursor.fetchall())
        assert PASSWORD not in kept
        assert not any(token in kept for token in tokens)
    raw.close()


def test_a_password_of_many_combined_characters_signs_in_as_it_was_given(
    client: TestClient, engine: Engine
) -> None:
    sign_in_as(client, "zhang")
    typed = "e\u0301u\u0308a\u0300o\u0302n\u0303" * 14  # 140 as typed, 70 as they are hashed
    form = {"old": PASSWORD, "new": typed, "again": typed}
    assert client.post("/account/password", data=form).status_code == 303
    assert sign_in.sign_in(engine, name="zhang", password=typed, address="10.0.0.1", browser="x").session


def test_an_administrator_resets_everybodys_password_but_his_own(client: TestClient, engine: Engine) -> None:
    sign_in_as(client, "admin")
    answer = client.post("/people/admin/password")
    assert (answer.status_code, "不能给自己重置口令" in answer.text) == (422, True)
    assert client.post("/people/zhang/password").status_code == 200
    assert acts_on(engine, "admin").count("password.reset") == 0


def test_a_nul_is_refused_wherever_it_is_put(client: TestClient) -> None:
    strange = client.post("/sign-in", data={"name": "a\0b", "password": "x"})
    assert (strange.status_code, "没有登录" in strange.text) == (422, True)
    sign_in_as(client, "admin")
    for address in ("/people/a%00b", "/log?by=%00", "/log?subject=a%00b", "/api/v1/assessments/%00"):
        assert client.get(address).status_code == 422, address
    for address in ("/people/zhang/sessions/%00/end", "/account/sessions/%00/end"):
        assert client.post(address).status_code == 422, address
    role = {"role": "handler", "department": "a\0b"}
    refusal = client.post("/people/zhang/roles", data=role)
    assert (refusal.status_code, "部门名称不对" in refusal.text) == (422, True)


def test_a_day_before_all_others_is_no_fault_of_the_program(client: TestClient) -> None:
    sign_in_as(client, "admin")
    for query in ("since=0001-01-01", "until=9999-12-31"):
        answer = client.get(f"/log?{query}")
        assert (answer.status_code, "日期要写成" in answer.text) == (422, True)


def test_a_database_in_trouble_is_said_to_be_so_and_not_where_it_is(
    client: TestClient, engine: Engine, database: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE account RENAME TO account_elsewhere"))
    answer = client.post("/sign-in", data={"name": "zhang", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
    assert database.rpartition("/")[2] not in answer.text
