"""Whose step it is: a row for each role, a draft with its own department's table, with others', with both."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.db import open_engine, reading, writing
from service.pages.edition_steps_allowed import may_take, why_not
from service.pages.to_do import to_do
from service.people.roles import Grant, Person, Role
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import changed_departments, draft_again, import_workbooks
from standards_1023.rebasing import rebase
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit
from tests.rules.tables import heaps, stalls
from tests.service.accounts import add_account, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving
from tests.standards_1023.editions import NOON, department, publish_edition

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

SINCE = date(2026, 1, 1)
DONE_BY = "li"
OURS, THEIRS, THIRD = "环水局", "城管局", "审计局"
DRAFTS = {"ours": (OURS,), "both": (OURS, THEIRS), "theirs": (THEIRS,)}
STEPS = ("submit", "rebase", "withdraw")

ALL, NONE = (*DRAFTS,), ()
TABLE = [
    (Role.KEEPER, OURS, ("ours",)),
    (Role.KEEPER, THEIRS, ("theirs",)),
    (Role.KEEPER, THIRD, NONE),
    (Role.KEEPER, None, ALL),
    (Role.LEGAL_AFFAIRS, None, ALL),
    (Role.SUPERVISOR, None, NONE),
    (Role.ADMINISTRATOR, None, NONE),
    (Role.HANDLER, OURS, NONE),
    (Role.DEPT_HEAD, OURS, NONE),
    (Role.LEGAL_REVIEWER, OURS, NONE),
    (Role.AGENCY_HEAD, OURS, NONE),
    (Role.COLLECTIVE, OURS, NONE),
    (Role.HEARING_HOST, OURS, NONE),
    (Role.ARCHIVIST, OURS, NONE),
    (Role.PUBLISHER, OURS, NONE),
    (Role.RECONSIDERATION, None, NONE),
]


def drafted(session: Session, names: tuple[str, ...]) -> None:
    """Edition 1 with three departments in force, and a draft in which `names` brought another table."""
    publish_edition(session, *(department(one, heaps()) for one in (OURS, THEIRS, THIRD)), since=SINCE)
    for name in names:
        import_workbooks(session, [department(name, stalls(), source=b"another")], NOON, by=DONE_BY)


@pytest.mark.parametrize("draft", [*DRAFTS])
def test_each_role_takes_the_steps_of_a_draft_or_none(engine: Engine, draft: str) -> None:
    assert {role for role, _, _ in TABLE} == set(Role)
    with writing(engine) as session:
        drafted(session, DRAFTS[draft])
    with reading(engine) as session:
        row = store.get_edition_row(session, 2)
        allowed = {
            (role, of): {step for step in STEPS if may_take(session, row, step, _person(role, of))}
            for role, of, _ in TABLE
        }
    assert allowed == {(role, of): {*STEPS} if draft in takes else set() for role, of, takes in TABLE}


def _person(role: Role, of: str | None) -> Person:
    """Somebody of the name under which everything was done, so that only the role counts."""
    return Person(DONE_BY, DONE_BY, (Grant(role, of),))


@pytest.mark.parametrize(
    ("draft", "of", "sentence"),
    [
        ("ours", OURS, ""),
        ("both", OURS, "这一版也改了城管局的表格，请法制办提交。"),
        ("both", THIRD, "这一版改了环水局、城管局的表格，请法制办提交。"),
        ("theirs", OURS, "这一版改了城管局的表格，请城管局的数据管理员或者法制办提交。"),
        ("both", None, ""),
    ],
)
def test_who_may_is_said_where_a_keeper_may_not(
    engine: Engine, draft: str, of: str | None, sentence: str
) -> None:
    with writing(engine) as session:
        drafted(session, DRAFTS[draft])
    keeper = _person(Role.KEEPER, of)
    with reading(engine) as session:
        assert why_not(session, store.get_edition_row(session, 2), ["submit"], keeper) == sentence
    (waiting,) = to_do(engine, keeper, SINCE)
    expected = sentence or "请核对改动和影响后提交。"
    assert (waiting.words, waiting.waits) == (f"草稿没有错误：{expected}", bool(sentence))


def test_a_keeper_of_both_departments_takes_the_step(engine: Engine) -> None:
    with writing(engine) as session:
        drafted(session, DRAFTS["both"])
    both = Person("wang", "wang", (Grant(Role.KEEPER, OURS), Grant(Role.KEEPER, THEIRS)))
    with reading(engine) as session:
        row = store.get_edition_row(session, 2)
        assert may_take(session, row, "submit", both)
        assert not may_take(session, row, "withdraw", both), "it is the work of somebody else"


def test_a_department_that_a_draft_drops_is_changed_as_well(engine: Engine) -> None:
    with writing(engine) as session:
        drafted(session, ())
        import_workbooks(session, [department(OURS, stalls())], NOON, by=DONE_BY, alone=True)
        assert changed_departments(session, 2) == (THIRD, OURS, THEIRS)
        row = store.get_edition_row(session, 2)
        assert not may_take(session, row, "submit", _person(Role.KEEPER, OURS))


def test_what_was_published_since_is_no_change_of_a_draft_that_is_rebased(engine: Engine) -> None:
    with writing(engine) as session:
        drafted(session, DRAFTS["ours"])
        submit(session, 2, NOON, by=DONE_BY)
        publish_edition(session, department(THEIRS, stalls()), since=SINCE)
        assert changed_departments(session, 3) == (THEIRS,), "on what was submitted"
        return_to_draft(session, 2, by=DONE_BY, at=NOON)
        rebase(session, 2, by=DONE_BY, at=NOON)
        assert changed_departments(session, 2) == (), "its table was published with edition 3"


def test_rolling_back_is_the_step_of_whoever_keeps_all_that_it_changes(engine: Engine) -> None:
    with writing(engine) as session:
        drafted(session, ())
        publish_edition(session, department(THEIRS, stalls()), since=SINCE)
        draft_again(session, 1, by="fazhi", at=NOON)
        row = store.get_edition_row(session, 3)
        assert not may_take(session, row, "submit", _person(Role.KEEPER, OURS))
        assert may_take(session, row, "submit", _person(Role.KEEPER, THEIRS))


def test_the_page_does_not_offer_the_step_and_the_route_refuses_it(database: str, tmp_path: Path) -> None:
    engine = open_engine(database)
    bring_up_to_date(engine)
    with writing(engine) as session:
        drafted(session, DRAFTS["both"])
    add_account(database, DONE_BY, Grant(Role.KEEPER, OURS))
    add_account(database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        sign_in_as(pages.client, DONE_BY)
        page = pages.get("/editions/2")
        assert "这一版也改了城管局的表格，请法制办提交或者放弃。" in page.text
        assert not [form for form in page.all("form") if str(form.get("action")).startswith("/editions/2/s")]
        for step, word in (("submit", "提交"), ("withdraw", "放弃"), ("rebase", "接到新版上")):
            answer = pages.client.post(f"/editions/2/{step}", data={"reason": "不要了"})
            assert answer.status_code == 403
            assert f"这一版也改了城管局的表格，请法制办{word}。" in answer.text
        sign_in_as(pages.client, "fazhi")
        assert "请法制办" not in pages.get("/editions/2").text
        assert pages.client.post("/editions/2/submit").status_code == 303
    with reading(engine) as session:
        assert store.get_edition_row(session, 2).state == "submitted"
    engine.dispose()
