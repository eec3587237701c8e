"""Who guesses at a stranger's browser locks strangers out, and nobody who signed in before; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from sqlmodel import func, select

from casework.act_store import Wanted, list_acts
from casework.acts import Act
from service.acting import acting
from service.app import create_app
from service.db import reading
from service.people import accounts, known_browsers, sign_in, store
from service.people.errors import SignInRefused
from service.people.known_browsers import KNOWN_FOR, MOST_FAILURES
from service.people.roles import Grant, Role
from service.people.sign_in import FREE_FAILURES, SignedIn
from service.people.tables import KnownBrowserRow
from service.settings import Settings
from tests.service.accounts import BY_TEST, PASSWORD, add_account_to, sign_in_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from service.acting import Acting

OFFICER = Grant(Role.HANDLER, "城管局")
WRONG = "wrong password"


class Clock:
    """The time, which only a test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    own = Clock()
    monkeypatch.setattr(sign_in, "now", own)
    return own


@pytest.fixture
def client(engine: Engine, database: str) -> Iterator[TestClient]:
    """The browser of an officer, at a service with two of them."""
    for name in ("zhang", "li"):
        add_account_to(engine, name, OFFICER)
    with TestClient(
        create_app(Settings(database=database, sign_ins_per_minute=1000)), follow_redirects=False
    ) as browser:
        yield browser


def signed_in(engine: Engine, known: str = "", password: str = PASSWORD) -> SignedIn:
    return sign_in.sign_in(
        engine, name="zhang", password=password, address="10.0.0.1", browser="x", known=known
    )


def refused(engine: Engine, known: str = "", password: str = WRONG) -> str:
    with pytest.raises(SignInRefused) as why:
        signed_in(engine, known, password)
    return str(why.value)


def count_known(engine: Engine, account: str = "zhang") -> int:
    with reading(engine) as session:
        found = select(func.count()).select_from(KnownBrowserRow)
        return session.exec(found.where(KnownBrowserRow.account == account)).one()


def acts_of(engine: Engine, act: Act) -> int:
    with reading(engine) as session:
        return len(list_acts(session, Wanted(act=act.value), skip=0, most=100))


def test_strangers_lock_only_strangers(engine: Engine) -> None:
    add_account_to(engine, "zhang", OFFICER)
    known = signed_in(engine).known
    for _ in range(FREE_FAILURES):
        refused(engine)
    words = refused(engine, password=PASSWORD)
    assert words == refused(engine, known="made up", password=PASSWORD) == refused(engine, known)
    with reading(engine) as session:
        (failed, *_) = list_acts(session, Wanted(act=Act.SIGN_IN_FAILED.value), skip=0, most=1)
    assert failed.done.after == {"failures": 1, "browser": "登录过的"}
    assert signed_in(engine, known).session
    assert refused(engine, password=PASSWORD) == words  # that the officer came in lets no stranger try anew
    with reading(engine) as session:
        assert store.get_account(session, "zhang").failures == FREE_FAILURES


def test_a_known_browser_has_a_lock_of_its_own_that_grows_and_at_last_it_is_a_stranger(
    engine: Engine, clock: Clock
) -> None:
    add_account_to(engine, "zhang", OFFICER)
    known, other = signed_in(engine).known, signed_in(engine).known
    for _ in range(FREE_FAILURES - 1):
        refused(engine, known)
    for minutes in (1, 2, 4, 8, 16):
        refused(engine, known)
        clock.passes(minutes=minutes, seconds=-1)
        refused(engine, known, PASSWORD)
        clock.passes(seconds=1)
    assert signed_in(engine, other).session
    assert signed_in(engine).session  # strangers' count is another one
    refused(engine, known)
    assert acts_of(engine, Act.BROWSER_LOCKED) == MOST_FAILURES - FREE_FAILURES
    assert (acts_of(engine, Act.BROWSER_FORGOTTEN), acts_of(engine, Act.ACCOUNT_LOCKED)) == (1, 0)
    for _ in range(FREE_FAILURES):
        refused(engine, known)
    assert acts_of(engine, Act.ACCOUNT_LOCKED) == 1


def test_each_sign_in_replaces_the_token_and_begins_its_count_anew(engine: Engine) -> None:
    add_account_to(engine, "zhang", OFFICER)
    first = signed_in(engine).known
    for _ in range(FREE_FAILURES - 1):
        refused(engine, first)
    second = signed_in(engine, first).known
    assert count_known(engine) == 1
    for _ in range(FREE_FAILURES):
        refused(engine)
    refused(engine, first, PASSWORD)
    for _ in range(FREE_FAILURES - 1):
        refused(engine, second)
    assert signed_in(engine, second).session


def test_a_token_is_of_one_account(engine: Engine) -> None:
    for name in ("zhang", "li"):
        add_account_to(engine, name, OFFICER)
    known = sign_in.sign_in(engine, name="li", password=PASSWORD, address="10.0.0.1", browser="x").known
    for _ in range(FREE_FAILURES):
        refused(engine, known)
    assert acts_of(engine, Act.ACCOUNT_LOCKED) == 1


def test_a_browser_that_did_not_come_for_half_a_year_is_a_stranger(engine: Engine, clock: Clock) -> None:
    add_account_to(engine, "zhang", OFFICER)
    known = signed_in(engine).known
    clock.passes(days=KNOWN_FOR.days)
    for _ in range(FREE_FAILURES):
        refused(engine)
    refused(engine, known, PASSWORD)
    clock.passes(minutes=1)
    assert signed_in(engine).session
    assert count_known(engine) == 1  # the old one is gone


def test_a_browser_without_cookies_does_not_fill_the_database(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_browsers, "_MOST", 3)
    add_account_to(engine, "zhang", OFFICER)
    first = signed_in(engine).known
    for _ in range(3):
        last = signed_in(engine).known
    assert count_known(engine) == 3
    for _ in range(FREE_FAILURES):
        refused(engine)
    refused(engine, first, PASSWORD)
    assert signed_in(engine, last).session


@pytest.mark.parametrize("step", [accounts.reset_password, accounts.disable_account])
def test_a_reset_password_and_a_disabled_account_know_no_browser(
    engine: Engine, step: Callable[[Acting, str], object]
) -> None:
    for name, role in (("zhang", OFFICER), ("admin", Grant(Role.ADMINISTRATOR))):
        add_account_to(engine, name, role)
    signed_in(engine)
    assert count_known(engine) == 1
    with acting(engine, BY_TEST) as acts:
        step(acts, "zhang")
    assert count_known(engine) == 0


def test_a_browser_is_known_by_its_cookie_and_strangers_do_not_keep_it_out(
    client: TestClient, engine: Engine
) -> None:
    sign_in_as(client, "zhang")
    client.post("/sign-out")
    sign_in_as(client, "li")  # at the same desk
    client.post("/sign-out")
    for name in ("zhang", "li"):
        for _ in range(FREE_FAILURES):
            with pytest.raises(SignInRefused):
                sign_in.sign_in(engine, name=name, password=WRONG, address="10.9.9.9", browser="x")
        sign_in_as(client, f" {name.upper()} ")
    client.cookies.clear()
    answer = client.post("/sign-in", data={"name": "zhang", "password": PASSWORD})
    assert (answer.status_code, "没有登录" in answer.text) == (422, True)
    assert "锁定中" not in answer.text


def test_a_changed_password_knows_only_the_browser_where_it_was_changed(
    client: TestClient, engine: Engine
) -> None:
    elsewhere = signed_in(engine).known
    sign_in_as(client, "zhang")
    new = "another horse battery"
    form = {"old": PASSWORD, "new": new, "again": new}
    assert client.post("/account/password", data=form).status_code == 303
    assert count_known(engine) == 1
    for _ in range(FREE_FAILURES):
        refused(engine)
    refused(engine, elsewhere, new)
    client.post("/sign-out")
    sign_in_as(client, "zhang", new)


def test_a_session_that_is_ended_from_elsewhere_takes_its_browser_with_it(
    client: TestClient, engine: Engine
) -> None:
    elsewhere = signed_in(engine).known
    sign_in_as(client, "zhang")
    with reading(engine) as session:
        sessions = store.open_sessions(session, "zhang", began_after=datetime(2026, 1, 1, tzinfo=UTC))
    (number,) = [one.id for one in sessions if one.browser == "x"]
    assert client.post(f"/account/sessions/{number}/end").status_code == 303
    for _ in range(FREE_FAILURES):
        refused(engine)
    refused(engine, elsewhere, PASSWORD)
    client.post("/sign-out")
    sign_in_as(client, "zhang")  # its own sign-out does not


@pytest.mark.parametrize("token", ["x" * 65, "x" * 64, "词", '"', "%00"])
def test_a_cookie_that_nobody_gave_is_a_strangers(client: TestClient, token: str) -> None:
    header = f"cailiang-zhang={token}".encode()
    answer = client.post(
        "/sign-in", data={"name": "zhang", "password": PASSWORD}, headers=[(b"cookie", header)]
    )
    assert answer.status_code == 303
