"""`cailiang check` proves the log of acts: who tampers with the database behind the program's back is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from casework.act_store import head
from service.commands import run
from service.db import reading
from service.people.roles import Grant, Role
from tests.service.accounts import add_account_to

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


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """The exit code of `cailiang check` on the database of the settings, and what it said."""
    code = run(["check", *options])
    return code, "".join(capsys.readouterr())


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
    engine: Engine, capsys: pytest.CaptureFixture[str], statement: str, said: str
) -> None:
    acts_of_three_accounts(engine)
    code, words = checked(capsys)
    assert (code, "操作记录 6 条，链完整" in words) == (0, True)
    tampered(engine, statement)
    code, words = checked(capsys)
    assert (code, said in words) == (1, True)


def test_a_log_whose_end_was_cut_off_is_found_by_the_head_that_was_noted(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    acts_of_three_accounts(engine)
    with reading(engine) as session:
        last = head(session)
    assert last is not None
    noted = f"{last.number}:{last.link}"
    assert checked(capsys, "--head", noted)[0] == 0
    tampered(engine, "DELETE FROM act WHERE number > 4")
    assert checked(capsys)[0] == 0  # the chain alone cannot know
    code, words = checked(capsys, "--head", noted)
    assert (code, "没有抄下的链头" in words) == (1, True)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("written", ["6", "x:y", ":abc", "99999999999999:a"])
def test_a_head_that_is_no_head_is_refused(capsys: pytest.CaptureFixture[str], written: str) -> None:
    code, words = checked(capsys, "--head", written)
    assert (code, "--head 要写成" in words) == (2, True)
