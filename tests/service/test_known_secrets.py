"""What everybody knows is refused before the service listens to others."""

from __future__ import annotations

import pytest

from service.acting import acting
from service.command_errors import CommandRefused
from service.db import open_engine
from service.known_secrets import refuse_known_database_password
from service.people.accounts import disable_account
from service.people.demonstration import create_demonstration_accounts, refuse_demonstration_accounts
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from tests.service.accounts import BY_TEST, add_account_to
from tests.service.server_process import free_port, refused


@pytest.mark.parametrize("password", ["postgres", "Password", "cailiang", "", "office"])
def test_a_database_password_that_anybody_tries_is_refused_on_the_network(password: str) -> None:
    database = f"postgresql://office:{password}@db.office/cailiang"
    with pytest.raises(CommandRefused):
        refuse_known_database_password(database, "0.0.0.0")  # noqa: S104 - that it listens to all is the case
    refuse_known_database_password(database, "127.0.0.1")


def test_another_password_and_another_kind_of_database_are_taken() -> None:
    for database in (
        "postgresql://office:q8-XZ-long@db/c",
        "postgresql:///c?host=/run/pg",
        "sqlite:///c.db",
        "x",
    ):
        refuse_known_database_password(database, "10.0.0.1")


def test_serving_refuses_demonstration_accounts(own_database: str) -> None:
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    with acting(engine, BY_TEST) as acts:
        create_demonstration_accounts(acts)
    engine.dispose()
    answer = refused("serve", "--port", str(free_port()), CAILIANG_DATABASE=own_database)
    assert (answer.returncode, "演示账号（keeper" in answer.stderr) == (2, True)


def test_accounts_of_one_s_own_are_no_demonstration(own_database: str) -> None:
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    add_account_to(engine, "admin", Grant(Role.ADMINISTRATOR))
    refuse_demonstration_accounts(engine)
    with acting(engine, BY_TEST) as acts:
        create_demonstration_accounts(acts)
    with pytest.raises(CommandRefused):
        refuse_demonstration_accounts(engine)
    with acting(engine, BY_TEST) as acts:
        for name in ("keeper", "huanshui", "fazhi", "chengban", "jiandu", "guanli"):
            disable_account(acts, name)
    refuse_demonstration_accounts(engine)
    engine.dispose()
