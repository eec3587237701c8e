"""`cailiang check` proves the log of acts: who tampers with the database behind the program's back is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from casework.act_store import head
from service.db import open_engine, reading
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from tests.service.accounts import add_account_to
from tests.service.server_process import refused

if TYPE_CHECKING:
    from sqlalchemy import Engine


def tampered(engine: Engine, *statements: str) -> None:
    """Change the log as somebody could who owns the database: the triggers are taken away first."""
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE act DISABLE TRIGGER USER"))
        else:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'act'")
            ).scalars()
            for name in list(names):
                connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))


def acts_of_three_accounts(engine: Engine) -> None:
    for name in ("zhang", "li", "wang"):
        add_account_to(engine, name, Grant(Role.HANDLER, "城管局"))  # two acts each


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE act SET subject = 'account:li' WHERE number = 2", "第 2 条的内容被改动过"),
        ("UPDATE act SET at = '2020-01-01 00:00:00' WHERE number = 5", "第 5 条的内容被改动过"),
        ("DELETE FROM act WHERE number = 3", "第 3 条不见了"),
        ("DELETE FROM act WHERE number = 1", "第 1 条不见了"),
        ("UPDATE act SET link = previous WHERE number = 4", "第 4 条的内容被改动过"),
    ],
)
def test_the_first_act_that_does_not_hold_is_named(
    engine: Engine, database: str, statement: str, said: str
) -> None:
    acts_of_three_accounts(engine)
    whole = refused("check", CAILIANG_DATABASE=database)
    assert (whole.returncode, "操作记录 6 条，链完整" in whole.stdout) == (0, True)
    tampered(engine, statement)
    broken = refused("check", CAILIANG_DATABASE=database)
    assert (broken.returncode, said in broken.stdout) == (1, True)


def test_a_log_whose_end_was_cut_off_is_found_by_the_head_that_was_noted(
    engine: Engine, database: str
) -> None:
    acts_of_three_accounts(engine)
    with reading(engine) as session:
        last = head(session)
    assert last is not None
    noted = f"{last.number}:{last.link}"
    assert refused("check", "--head", noted, CAILIANG_DATABASE=database).returncode == 0
    tampered(engine, "DELETE FROM act WHERE number > 4")
    assert refused("check", CAILIANG_DATABASE=database).returncode == 0  # the chain alone cannot know
    cut = refused("check", "--head", noted, CAILIANG_DATABASE=database)
    assert (cut.returncode, "没有抄下的链头" in cut.stdout) == (1, True)


@pytest.mark.parametrize("written", ["6", "x:y", ":abc", "99999999999999:a"])
def test_a_head_that_is_no_head_is_refused(own_database: str, written: str) -> None:
    opened = open_engine(own_database)
    bring_up_to_date(opened)
    opened.dispose()
    answer = refused("check", "--head", written, CAILIANG_DATABASE=own_database)
    assert (answer.returncode, "--head 要写成" in answer.stderr) == (2, True)
