"""A settlement that holds nowhere in the workbook that came: the draft stays a draft until it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers.draft_files import HandedIn, read_imported
from service.db import open_engine, writing
from service.moments import now
from standards_1023.drafting import import_workbooks
from standards_1023.errors import EditionRefused
from standards_1023.settlements import SettlementKind
from standards_1023.settlements_to_read_with import document_to_read_with
from standards_1023.settling import settle
from standards_1023.submission import submit
from tests.importers.sheets import errors, table, write_xlsx
from tests.service.pages.test_settle_pages import HERE, UNHEADED, client, database, draft, keeper

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient
    from sqlmodel import Session

    from tests.importers.sheets import Page

__all__ = ["client", "database", "keeper"]


@pytest.fixture
def page() -> Page:
    return UNHEADED


def test_it_is_an_error_of_the_draft_that_is_taken_back_from_the_list(
    keeper: TestClient, database: str, tmp_path: Path
) -> None:
    key = "裁量基准｜违法情节｜处罚标准｜共1列第1列｜没有处罚"
    data = {"cell": "D1", "kind": "unheaded", "key": key, "meaning": "裁量因素"}
    assert keeper.post(f"{HERE}/settle", data=data).status_code == 303
    assert errors(draft(database)) == []
    path = write_xlsx(tmp_path / "新.xlsx", table(*((*row[:3], None, *row[4:]) for row in UNHEADED.rows)))
    engine = open_engine(database)
    with writing(engine) as session:
        document = document_to_read_with(session, "环水局")
        imported = read_imported(HandedIn(path=path, department="环水局", settlements=document))
        import_workbooks(session, [imported], now(), by="keeper")
    assert [cell for cell, _ in errors(draft(database))] == ["A1"]
    with writing(engine) as session, pytest.raises(EditionRefused, match="环水局 1 处"):
        submit(session, 1, now(), by="keeper")
    engine.dispose()
    shown = keeper.get(HERE).text
    assert "在现在的表里找不到，没有按确认读" in shown
    assert "现在的表格里没有用上" in shown
    assert "确认 A1 怎样读" not in shown, "its cell is not what is to be settled"
    answer = keeper.post(f"{HERE}/settle/take-back", data={"kind": "unheaded", "key": key})
    assert answer.status_code == 303
    assert errors(draft(database)) == []
    assert "找不到" not in keeper.get(HERE).text


def test_what_a_draft_is_read_by_stays_although_it_was_taken_back_in_another(
    keeper: TestClient, database: str, tmp_path: Path
) -> None:
    path, engine = write_xlsx(tmp_path / "环水局.xlsx", UNHEADED), open_engine(database)

    def say(session: Session, meaning: str | None) -> None:
        kind = SettlementKind.TEXT
        settle(session, department="环水局", kind=kind, key="初次", meaning=meaning, by="keeper", at=now())

    with writing(engine) as session:  # as a draft that takes up an older edition again
        say(session, "首次")
        document = document_to_read_with(session, "环水局")
        handed = HandedIn(path=path, department="环水局", settlements=document)
        import_workbooks(session, [read_imported(handed)], now(), by="keeper")
        say(session, None)
    engine.dispose()
    data = {"cell": "C3", "kind": "text", "key": "再次", "meaning": "第二次"}
    assert keeper.post(f"{HERE}/settle", data=data).status_code == 303
    assert {one.meaning for one in draft(database).settled} == {"首次", "第二次"}
    answer = keeper.post(f"{HERE}/settle/take-back", data={"kind": "text", "key": "初次"})
    assert answer.status_code == 303
    assert {one.meaning for one in draft(database).settled} == {"第二次"}


def test_a_column_that_holds_something_else_is_settled_anew(
    keeper: TestClient, database: str, tmp_path: Path
) -> None:
    key = "裁量基准｜违法情节｜处罚标准｜共1列第1列｜没有处罚"
    data = {"cell": "D1", "kind": "unheaded", "key": key, "meaning": "裁量因素"}
    assert keeper.post(f"{HERE}/settle", data=data).status_code == 303
    rows = ((*row[:3], row[3] and f"已抄送{row[3]}", *row[4:]) for row in UNHEADED.rows)
    path, engine = write_xlsx(tmp_path / "新.xlsx", table(*rows)), open_engine(database)
    with writing(engine) as session:
        document = document_to_read_with(session, "环水局")
        imported = read_imported(HandedIn(path=path, department="环水局", settlements=document))
        import_workbooks(session, [imported], now(), by="keeper")
    engine.dispose()
    assert "D1" in dict(errors(draft(database)))
    assert "这一列的内容与确认时完全不同" in keeper.get(HERE).text
    asked = keeper.get(f"{HERE}/settle", params={k: data[k] for k in ("cell", "kind", "meaning")})
    assert asked.status_code == 200
    assert keeper.post(f"{HERE}/settle", data=data).status_code == 303
    assert errors(draft(database)) == []
    (settled,) = draft(database).settled
    assert settled.cell == "D1"
