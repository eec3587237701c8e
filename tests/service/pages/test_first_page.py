"""The first page: demonstration accounts are named where there are any, and what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.db import open_engine, writing
from service.people.demonstration import DEMONSTRATION_PASSWORD
from service.people.roles import Grant, Role
from standards_1023.drafting import import_workbooks
from tests.rules.tables import stalls
from tests.service.accounts import add_account, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.published import first_edition
from tests.service.server_process import serving
from tests.standards_1023.editions import NOON, department

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(database: str, tmp_path: Path) -> Iterator[str]:
    """A service with one edition, a keeper, the legal affairs office and an officer."""
    first_edition(database)
    add_account(database, "keeper", Grant(Role.KEEPER))
    add_account(database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    add_account(database, "zhang", Grant(Role.HANDLER, "城管局"))
    with serving(tmp_path) as server:
        yield server.address


def test_the_demonstration_names_its_accounts_and_an_office_has_none(pages: PageClient, office: str) -> None:
    assert DEMONSTRATION_PASSWORD in pages.get("/").text
    assert "演示账号" in pages.get("/sign-in").text
    with PageClient(office) as client:
        for address in ("/", "/sign-in"):
            assert DEMONSTRATION_PASSWORD not in client.get(address).text
            assert "演示账号" not in client.get(address).text


def test_what_waits_is_said_to_whom_it_concerns(office: str, database: str) -> None:
    with PageClient(office) as keeper, PageClient(office) as legal, PageClient(office) as officer:
        for client, name in ((keeper, "keeper"), (legal, "fazhi"), (officer, "zhang")):
            sign_in_as(client.client, name)
            assert "待办" not in client.get("/").text
        engine = open_engine(database)
        with writing(engine) as session:
            import_workbooks(session, [department("城管局", stalls(), source=b"new")], NOON, by="keeper")
        engine.dispose()
        assert "草稿没有错误：请核对改动和影响后提交" in keeper.get("/").text
        assert keeper.client.post("/editions/2/submit").status_code == 303
        assert "第2版（等别人办）" in keeper.get("/").text
        waits = legal.get("/").text
        assert "已提交，keeper 提交：请另一个人核对改动和影响后发布" in waits
        assert "等别人办" not in waits
        assert "待办" not in officer.get("/").text
