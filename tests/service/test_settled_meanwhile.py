"""Settling and importing at the same time: what is kept was read with what holds, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from casework.act_store import list_chain
from importers.draft_files import HandedIn, read_imported
from service.app import create_app
from service.db import reading, writing
from service.moments import now
from service.people.roles import Grant, Role
from service.settings import Settings
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.settlements import SettlementKind
from standards_1023.settlements_to_read_with import document_to_read_with
from standards_1023.settling import settle
from standards_1023.submission import submit
from tests.importers.sheets import UP, table, write_xlsx
from tests.service.accounts import add_account_to, sign_in_as
from tests.service.second_writer import writer_between
from tests.service.test_standards_commands import done, folder, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response
    from sqlalchemy import Engine
    from sqlmodel import Session

    from standards_1023.drafting import ImportedWorkbook
    from standards_1023.values import StandardsWorkbook
    from tests.importers.sheets import Page

__all__ = ["folder"]

SETTLEMENTS = "FROM settlement"
READ_SO = ("罚五个数", "处5万元罚款"), ("罚八个数", "处8万元罚款"), ("罚九个数", "处9万元罚款")


def also_settled(session: Session, n: int, department: str = "环水局", meaning: str = "") -> None:
    """The n-th text settled by somebody else."""
    key, said = READ_SO[n]
    settle(
        session,
        department=department,
        kind=SettlementKind.TEXT,
        key=key,
        meaning=meaning or said,
        by="other",
        at=now(),
    )


def held_by(engine: Engine, department: str, number: int = 1) -> tuple[StandardsWorkbook, bool]:
    """The department's workbook in the draft, and whether it was read with the settlements in force."""
    with reading(engine) as session:
        (row,) = (row for row, _ in store.list_workbooks(session, number) if row.department == department)
        document = document_to_read_with(session, department)
        same = row.settlements_sha256 == (None if document is None else store.sha256_of(document))
        return store.get_values(session, row.values_digest), same


def test_the_command_reads_again_what_was_settled_while_it_read(
    engine: Engine, database: str, tmp_path: Path
) -> None:
    write_xlsx(tmp_path / "环水局.xlsx", PAGE)
    with writer_between(database, SETTLEMENTS, also_settled, 2) as written:
        done("standards", "import", tmp_path / "环水局.xlsx", code=1)
    assert written == [0, 1]
    workbook, is_current = held_by(engine, "环水局")
    assert is_current
    assert {one.meaning for one in workbook.settled} == {"处5万元罚款", "处8万元罚款"}


def test_a_settlement_of_another_department_does_not_matter(
    engine: Engine, database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def elsewhere(session: Session, n: int) -> None:
        also_settled(session, n, "审计局")

    with writer_between(database, SETTLEMENTS, elsewhere) as written:
        done("standards", "import", folder)
    assert written == [0]
    assert capsys.readouterr().err.count("读取裁量表") == 1
    assert held_by(engine, "环水局")[1]


def test_a_command_that_is_overtaken_each_time_says_so_and_keeps_nothing(
    engine: Engine, database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writer_between(database, SETTLEMENTS, also_settled, 3) as written:
        assert "请稍后再试" in refused(capsys, "standards", "import", folder)
    assert written == [0, 1, 2]
    with reading(engine) as session:
        assert not store.list_editions(session)


PAGE = table(
    ("序号", "违法行为", "违法情节", "处罚标准"),
    (1, "沿街晾晒", "初次", "罚五个数"),
    (UP, UP, "再次", "罚八个数"),
    (2, "乱倒垃圾", "初次", "罚九个数"),
)
HERE = f"/editions/1/departments/{quote('环水局')}/sheets/0"


@pytest.fixture
def keeper(engine: Engine, database: str, tmp_path: Path) -> Iterator[TestClient]:
    """The keeper of a draft with one workbook, at the service."""
    with writing(engine) as session:
        import_workbooks(session, [_read(tmp_path / "环水局.xlsx")], now(), by="keeper")
    add_account_to(engine, "keeper", Grant(Role.KEEPER, "环水局"))
    app = create_app(Settings(database=database, sign_ins_per_minute=10_000))
    with TestClient(app, follow_redirects=False, headers={"accept": "text/html"}) as client:
        sign_in_as(client, "keeper")
        yield client


def _read(path: Path, page: Page = PAGE) -> ImportedWorkbook:
    return read_imported(HandedIn(path=write_xlsx(path, page), department="环水局"))


def saved(keeper: TestClient) -> Response:
    data = {"cell": "D2", "kind": "text", "key": "罚五个数", "meaning": "处5万元罚款"}
    return keeper.post(f"{HERE}/settle", data=data)


def test_what_another_settles_while_the_page_reads_is_taken_along(
    keeper: TestClient, engine: Engine, database: str
) -> None:
    def another(session: Session, n: int) -> None:
        also_settled(session, n + 1)

    with writer_between(database, SETTLEMENTS, another) as written:
        assert saved(keeper).status_code == 303
    assert written == [0]
    workbook, is_current = held_by(engine, "环水局")
    assert is_current
    assert {(one.meaning, one.by) for one in workbook.settled} == {
        ("处5万元罚款", "keeper"),
        ("处8万元罚款", "other"),
    }
    with reading(engine) as session:
        assert [link.done.act for link in list_chain(session)].count("edition.settled") == 1


def test_what_another_settles_otherwise_meanwhile_is_not_overwritten(
    keeper: TestClient, engine: Engine, database: str, tmp_path: Path
) -> None:
    def the_same_cell(session: Session, n: int) -> None:
        also_settled(session, n, meaning="处6万元罚款")
        document = document_to_read_with(session, "环水局")
        handed = HandedIn(path=tmp_path / "环水局.xlsx", department="环水局", settlements=document)
        import_workbooks(session, [read_imported(handed)], now(), by="other")

    with writer_between(database, SETTLEMENTS, the_same_cell):
        answer = saved(keeper)
    assert (answer.status_code, "打开以后改动过" in answer.text) == (409, True)
    assert {one.meaning for one in held_by(engine, "环水局")[0].settled} == {"处6万元罚款"}


def test_a_workbook_that_was_replaced_meanwhile_is_looked_at_first(
    keeper: TestClient, engine: Engine, database: str, tmp_path: Path
) -> None:
    def replaced(session: Session, _n: int) -> None:
        imported = _read(tmp_path / "换.xlsx", table(*PAGE.rows, (3, "无证经营", "初次", "处700元罚款")))
        import_workbooks(session, [imported], now(), by="other")

    with writer_between(database, SETTLEMENTS, replaced):
        answer = saved(keeper)
    assert (answer.status_code, "刚刚换过" in answer.text) == (400, True)
    workbook, _ = held_by(engine, "环水局")
    assert ([one.violation for one in workbook.standards][-1], workbook.settled) == ("无证经营", ())


def test_a_draft_that_was_submitted_meanwhile_is_not_changed(
    keeper: TestClient, engine: Engine, database: str, tmp_path: Path
) -> None:
    clean = table(PAGE.rows[0], (1, "沿街晾晒", "初次", "处700元罚款"), (UP, UP, "再次", "处900元罚款"))
    read = _read(tmp_path / "好.xlsx", clean)

    def submitted(session: Session, _n: int) -> None:
        import_workbooks(session, [read], now(), by="other")
        submit(session, 1, now(), by="other")

    with writer_between(database, SETTLEMENTS, submitted):
        answer = saved(keeper)
    assert (answer.status_code, "已经不是草稿" in answer.text) == (400, True)
    assert held_by(engine, "环水局")[0].settled == ()


def test_a_page_that_is_overtaken_each_time_says_so_and_keeps_nothing(
    keeper: TestClient, engine: Engine, database: str
) -> None:
    def another(session: Session, n: int) -> None:
        key, meaning = f"罚{n}个数", "处5万元罚款"
        settle(
            session,
            department="环水局",
            kind=SettlementKind.TEXT,
            key=key,
            meaning=meaning,
            by="other",
            at=now(),
        )

    with writer_between(database, SETTLEMENTS, another, 9) as written:
        answer = saved(keeper)
    assert (answer.status_code, "请稍后再试" in answer.text) == (400, True)
    assert len(written) == 3
    assert held_by(engine, "环水局")[0].settled == ()


def test_the_page_reads_before_it_holds_the_lock(
    keeper: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads_free(handed: HandedIn) -> ImportedWorkbook:
        with writing(engine) as session:  # nobody holds the write lock: else this would wait for itself
            also_settled(session, 2, "审计局", meaning=f"处{len(free) + 1}万元罚款")
        free.append(handed.department)
        return read_imported(handed)

    free: list[str] = []
    monkeypatch.setattr("service.pages.settle_preview.read_imported", reads_free)
    assert saved(keeper).status_code == 303
    assert free == ["环水局"]
