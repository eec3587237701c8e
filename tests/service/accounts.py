"""Accounts for tests, and clients that are signed in with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.acting import Actor, acting
from service.db import open_engine
from service.people.accounts import create_account

if TYPE_CHECKING:
    import httpx
    from fastapi.testclient import TestClient
    from sqlalchemy import Engine

    from service.people.roles import Grant

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that only tests have
BY_TEST = Actor("命令行:test", "本机")


def add_account(database: str, name: str, *grants: Grant) -> None:
    """An account with the password of tests in the database at an address, which is up to date."""
    engine = open_engine(database)
    try:
        add_account_to(engine, name, *grants)
    finally:
        engine.dispose()


def add_account_to(engine: Engine, name: str, *grants: Grant) -> None:
    """The same where an engine is open."""
    with acting(engine, BY_TEST) as acts:
        create_account(acts, name=name, shown=f"测试{name}", grants=grants, password=PASSWORD)


def sign_in_as(client: httpx.Client | TestClient, name: str, password: str = PASSWORD) -> None:
    """Sign a client in as a browser does; its cookie goes with all that follows."""
    answer = client.post("/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 303, answer.text[:1000]
