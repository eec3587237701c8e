"""Settling how a cell or a column of a draft is read: the preview says what follows, saving reads the draft anew."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, wait
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from casework.act_store import list_chain
from importers.draft_files import HandedIn, read_imported
from service.app import create_app
from service.db import open_engine, reading, writing
from service.moments import now
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from service.settings import Settings
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.settlements import SettlementKind
from standards_1023.settling import settle
from tests.importers.sheets import UP, Page, bands, errors, table, write_xlsx
from tests.service.accounts import add_account_to, sign_in_as

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standards_1023.values import StandardsWorkbook

PAGE = table(
    ("序号", "违法行为", "违法情节", "旧罚款标准", "处罚标准"),
    (1, "沿街晾晒", "初次", "处500元罚款", "罚五个数"),
    (UP, UP, "再次", "处900元罚款", "处8万元罚款"),
    (2, "乱倒垃圾", "初次", "处500元罚款", "警告"),
)
HERE = f"/editions/1/departments/{quote('环水局')}/sheets/0"
WITH_KEY = {"cell": "E2", "kind": "text", "key": "罚五个数"}


UNHEADED = table(
    ("序号", "违法行为", "违法情节", None, "处罚标准"),
    (1, "沿街晾晒", "初次", "南区", "处500元罚款"),
    (UP, UP, "再次", "北区", "处900元罚款"),
    (2, "乱倒垃圾", "初次", None, "警告"),
)


@pytest.fixture
def page() -> Page:
    """The only sheet of the draft's workbook."""
    return PAGE


@pytest.fixture
def database(tmp_path: Path, page: Page) -> str:
    """A database with one draft of one department, a keeper of it, one of another, and a supervisor."""
    address = f"sqlite:///{tmp_path / 'cailiang.db'}"
    engine = open_engine(address)
    bring_up_to_date(engine)
    path = write_xlsx(tmp_path / "环水局.xlsx", page)
    imported = read_imported(HandedIn(path=path, department="环水局"))
    with writing(engine) as session:
        import_workbooks(session, [imported], now(), by="keeper")
    add_account_to(engine, "keeper", Grant(Role.KEEPER, "环水局"))
    add_account_to(engine, "other", Grant(Role.KEEPER, "城管局"))
    add_account_to(engine, "supervisor", Grant(Role.SUPERVISOR))
    engine.dispose()
    return address


@pytest.fixture
def client(database: str) -> Iterator[TestClient]:
    app = create_app(Settings(database=database, sign_ins_per_minute=10_000))
    with TestClient(app, follow_redirects=False, headers={"accept": "text/html"}) as opened:
        yield opened


@pytest.fixture
def keeper(client: TestClient) -> TestClient:
    sign_in_as(client, "keeper")
    return client


def draft(database: str) -> StandardsWorkbook:
    """The department's workbook as the draft has it now."""
    engine = open_engine(database)
    with reading(engine) as session:
        ((row, _),) = store.list_workbooks(session, 1)
        found = store.get_values(session, row.values_digest)
    engine.dispose()
    return found


def test_a_workbook_put_into_the_draft_while_a_settlement_waits_is_not_undone(
    keeper: TestClient, database: str, tmp_path: Path
) -> None:
    other = table(*PAGE.rows, (3, "无证经营", "初次", None, "处700元罚款"))
    path = write_xlsx(tmp_path / "换.xlsx", other)
    engine = open_engine(database)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:  # the settlement has read the draft, and waits for its turn
            imported = read_imported(HandedIn(path=path, department="环水局"))
            import_workbooks(session, [imported], now(), by="keeper")
            waiting = pool.submit(keeper.post, f"{HERE}/settle", data={**WITH_KEY, "meaning": "罚款5万元"})
            wait([waiting], timeout=2)
        assert waiting.result().status_code < 500
    engine.dispose()
    assert [standard.violation for standard in draft(database).standards][-1] == "无证经营"


def asked(client: TestClient, status: int = 200, **query: str) -> str:
    answer = client.get(f"{HERE}/settle", params=query)
    assert answer.status_code == status, answer.text[:1500]
    return str(answer.text)


def test_the_preview_says_what_would_be_read_and_keeps_nothing(keeper: TestClient, database: str) -> None:
    before = draft(database)
    assert "罚五个数" in asked(keeper, cell="E2")
    shown = asked(keeper, cell="E2", meaning="处5万元罚款")
    assert "处罚：罚款 5万元" in shown
    assert "1 沿街晾晒" in shown
    assert "几栏各有罚款" in shown
    assert "确认读作" in shown
    assert draft(database) == before


def test_a_text_that_stands_in_several_cells_is_said_to_be_read_so_in_all(keeper: TestClient) -> None:
    assert "文字相同的 2 格都会这样读" in asked(keeper, cell="D2", kind="text", meaning="罚款五百元")
    assert "不只这一处" not in asked(keeper, cell="D3", kind="text", meaning="罚款九百元")


def test_a_quantity_that_the_table_prints_is_not_settled_to_another(
    keeper: TestClient, database: str
) -> None:
    before = draft(database)
    for meaning in ("处600元罚款", "处500元以上900元以下罚款", "警告"):
        shown = asked(keeper, 422, cell="D2", kind="text", meaning=meaning)
        assert "请改好表格再上传" in shown
        form = {"cell": "D2", "kind": "text", "key": "处500元罚款", "meaning": meaning}
        assert keeper.post(f"{HERE}/settle", data=form).status_code == 422
    assert draft(database) == before


def test_a_penalty_that_reads_is_not_settled_to_another(keeper: TestClient, database: str) -> None:
    before = draft(database)
    assert "这一格读得懂" in asked(keeper, 422, cell="E4", kind="text", meaning="处5万元罚款")
    form = {"cell": "E4", "kind": "text", "key": "警告", "meaning": "吊销许可证件"}
    assert keeper.post(f"{HERE}/settle", data=form).status_code == 422
    assert draft(database) == before


def test_what_still_cannot_be_read_is_said_in_the_preview(keeper: TestClient) -> None:
    shown = asked(keeper, cell="E2", meaning="罚六个数")
    assert 'data-testid="remaining"' in shown


def test_a_settled_text_is_kept_with_who_and_read_in_the_draft(keeper: TestClient, database: str) -> None:
    answer = keeper.post(f"{HERE}/settle", data={**WITH_KEY, "meaning": "处5万元罚款"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}#E2")
    workbook = draft(database)
    assert [(s.cell, s.meaning, s.by) for s in workbook.settled] == [("E2", "处5万元罚款", "keeper")]
    assert "罚款 50000 元" in bands(workbook.standards[0])[0][1]
    engine = open_engine(database)
    with reading(engine) as session:
        acts = [link.done for link in list_chain(session)]
    engine.dispose()
    settled = next(act for act in acts if act.act == "edition.settled")
    assert (settled.by, settled.subject) == ("keeper", "edition:1")
    assert settled.after == {"department": "环水局", "cell": "裁量基准!E2", "罚五个数": "处5万元罚款"}


def test_a_settled_text_is_taken_back(keeper: TestClient, database: str) -> None:
    before = draft(database)
    keeper.post(f"{HERE}/settle", data={**WITH_KEY, "meaning": "处5万元罚款"})
    assert "撤销“凡是这样写的”的确认（keeper" in asked(keeper, cell="E2")
    keeper.post(f"{HERE}/settle", data={**WITH_KEY, "take_back": "yes"})
    assert draft(database) == before


def test_a_column_is_settled_from_a_list(keeper: TestClient, database: str) -> None:
    assert '<select id="meaning"' in asked(keeper, cell="D1")
    shown = asked(keeper, cell="D1", meaning="不用")
    assert "沿街晾晒" in shown
    data = {"cell": "D1", "kind": "column", "key": "旧罚款标准", "meaning": "不用"}
    assert keeper.post(f"{HERE}/settle", data=data).status_code == 303
    assert "旧罚款标准" not in {c.heading for c in draft(database).columns}
    assert "，已确认" in keeper.get(HERE).text


def test_a_column_is_settled_only_as_something_that_columns_are(keeper: TestClient) -> None:
    assert "不能确认为「罚金」" in asked(keeper, 422, cell="D1", meaning="罚金")


def test_what_was_changed_in_the_meantime_is_not_settled(keeper: TestClient, database: str) -> None:
    before = draft(database)
    answer = keeper.post(f"{HERE}/settle", data={**WITH_KEY, "key": "别的文字", "meaning": "处5万元罚款"})
    assert answer.status_code == 409
    assert "打开以后改动过" in answer.text
    assert draft(database) == before


@pytest.mark.parametrize("meaning", ["", "罚" * 501, "罚款\u202e5元"])
def test_a_meaning_that_cannot_be_taken_is_refused_on_the_page(
    keeper: TestClient, database: str, meaning: str
) -> None:
    before = draft(database)
    answer = keeper.post(f"{HERE}/settle", data={**WITH_KEY, "meaning": meaning})
    assert answer.status_code == 422
    assert "确认的含义" in answer.text
    assert draft(database) == before


def test_only_who_keeps_the_department_settles_and_drafts_are_not_for_everybody(client: TestClient) -> None:
    assert client.get(HERE).status_code == 401
    sign_in_as(client, "supervisor")
    assert client.get(HERE).status_code == 200
    assert "/settle" not in client.get(HERE).text
    assert client.get(f"{HERE}/settle", params={"cell": "E2"}).status_code == 403
    sign_in_as(client, "other")
    assert client.get(f"{HERE}/settle", params={"cell": "E2"}).status_code == 403
    assert client.post(f"{HERE}/settle", data={**WITH_KEY, "meaning": "处1元罚款"}).status_code == 403


def test_a_cell_without_text_and_an_edition_that_is_closed_are_refused(
    keeper: TestClient, database: str
) -> None:
    assert "没有文字" in asked(keeper, 404, cell="Z9")
    asked(keeper, 422, cell="Z9 OR 1")
    engine = open_engine(database)
    with writing(engine) as session:
        store.add_withdrawal(session, 1, by="keeper", at=now(), reason="不用了")
    engine.dispose()
    assert "已撤回" in asked(keeper, 400, cell="E2")


@pytest.mark.parametrize("page", [UNHEADED])
def test_a_column_without_a_heading_is_settled_at_its_cells_and_at_its_blank_heading(
    keeper: TestClient, database: str
) -> None:
    sheet = keeper.get(HERE).text
    assert "/settle?cell=D2&amp;kind=unheaded" in sheet
    assert "/settle?cell=D1" in sheet
    form = asked(keeper, cell="D2", kind="unheaded")
    assert form == asked(keeper, cell="D3", kind="unheaded").replace("D3", "D2")
    assert "违法情节右边第1列（没有表头）" in form
    assert '<option value="">请选择</option>' in form
    assert "“南区”“北区”" in form
    preview = asked(keeper, cell="D1", meaning="裁量因素")
    assert "1 沿街晾晒：2 档的读法会变，2 档由不能适用变为可以适用" in preview
    assert "2 乱倒垃圾" not in preview
    assert "错误：2 → 0" in preview
    assert "1 沿街晾晒：2 档由不能适用变为可以适用" in asked(keeper, cell="D1", meaning="不用")
    assert "不能确认为「罚金」" in asked(keeper, 422, cell="D1", meaning="罚金")
    assert draft(database).settled == ()


@pytest.mark.parametrize("page", [UNHEADED])
def test_a_settled_column_without_a_heading_is_kept_drawn_listed_and_taken_back(
    keeper: TestClient, database: str
) -> None:
    before = draft(database)
    kept = {"cell": "D2", "kind": "unheaded", "key": key_of(asked(keeper, cell="D1", meaning="不用"))}
    assert keeper.post(f"{HERE}/settle", data={**kept, "meaning": "裁量因素"}).status_code == 303
    assert errors(draft(database)) == []
    assert bands(draft(database).standards[0])[0][0] == "违法情节=初次; 违法情节右边第1列=南区"
    sheet = keeper.get(HERE).text
    assert "没有表头，裁量因素，已确认" in sheet
    assert "用在 裁量基准!D1" in sheet
    assert "keeper，20" in sheet
    assert "撤销确认（keeper" in asked(keeper, cell="D1")
    back = {"kind": "unheaded", "key": kept["key"]}
    assert keeper.post(f"{HERE}/settle/take-back", data=back).headers["location"] == f"{HERE}#settled"
    assert draft(database) == before
    assert "不用撤销" in keeper.post(f"{HERE}/settle/take-back", data=back).text


def test_a_settlement_that_holds_nowhere_is_listed_so_and_taken_back(
    keeper: TestClient, database: str
) -> None:
    engine = open_engine(database)
    with writing(engine) as session:
        settle(
            session,
            department="环水局",
            kind=SettlementKind.COLUMN,
            key="没有这一列",
            meaning="不用",
            by="keeper",
            at=now(),
        )
    engine.dispose()
    keeper.post(f"{HERE}/settle", data={**WITH_KEY, "meaning": "处5万元罚款"})
    sheet = keeper.get(HERE).text
    assert "现在的表格里没有用上" in sheet
    assert "用在 裁量基准!E2" in sheet
    back = {"kind": "column", "key": "没有这一列"}
    assert keeper.post(f"{HERE}/settle/take-back", data=back).status_code == 303
    assert "没有用上" not in keeper.get(HERE).text
    sign_in_as(keeper, "other")
    assert keeper.post(f"{HERE}/settle/take-back", data=back).status_code == 403
    sign_in_as(keeper, "supervisor")
    assert "take-back" not in keeper.get(HERE).text


SAME_TEXT = table(
    ("序号", "违法行为", "违法情节", "处罚标准"),
    (1, "沿街晾晒", "初次", "罚五个数"),
    (UP, UP, "再次", "处8万元罚款"),
    (2, "乱倒垃圾", "初次", "罚五个数"),
    (3, "占道经营", "初次", "罚六个数"),
    (UP, UP, "初次", "罚六个数"),
)


@pytest.mark.parametrize("page", [SAME_TEXT])
def test_one_cell_is_settled_alone_unless_it_is_said_wherever_it_is_written_so(
    keeper: TestClient, database: str
) -> None:
    form = asked(keeper, cell="D4")
    assert 'name="kind" value="cell" checked' in form
    assert "有 2 格写着同样的文字" in form
    preview = asked(keeper, cell="D4", kind="cell", meaning="处5万元罚款")
    assert "按它读的格子：1；" in preview
    assert "其他 1 格不变" in preview
    assert "文字相同的 2 格都会这样读" in asked(keeper, cell="D4", kind="text", meaning="处5万元罚款")
    kept = {"cell": "D4", "kind": "cell", "key": key_of(preview), "meaning": "处5万元罚款"}
    assert keeper.post(f"{HERE}/settle", data=kept).status_code == 303
    assert [(s.cell, s.by) for s in draft(database).settled] == [("D4", "keeper")]
    assert "罚款 50000 元" in bands(draft(database).standards[1])[0][1]


@pytest.mark.parametrize("page", [SAME_TEXT])
def test_a_cell_settled_alone_is_drawn_listed_and_taken_back(keeper: TestClient, database: str) -> None:
    before = draft(database)
    key = key_of(asked(keeper, cell="D4", kind="cell", meaning="处5万元罚款"))
    one = {"cell": "D4", "kind": "cell", "key": key}
    text = {"cell": "D2", "kind": "text", "key": "罚五个数", "meaning": "处5000元罚款"}
    keeper.post(f"{HERE}/settle", data={**one, "meaning": "处5万元罚款"})
    keeper.post(f"{HERE}/settle", data=text)
    assert [(s.cell, s.meaning) for s in draft(database).settled] == [
        ("D2", "处5000元罚款"),
        ("D4", "处5万元罚款"),
    ]
    sheet = keeper.get(HERE).text
    assert "按确认读作“处5万元罚款”" in sheet
    assert "按确认读作“处5000元罚款”" in sheet
    assert sheet.count('罚五个数</small></a> <i class="tag agreed-text">按确认读作') == 2
    assert "裁量基准 · 2 · 乱倒垃圾 · 处罚标准 · 初次 · 罚五个数" in sheet
    assert "用在 裁量基准!D2</small>" in sheet
    assert "用在 裁量基准!D4</small>" in sheet
    form = asked(keeper, cell="D4")
    assert 'name="kind" value="cell" checked' in form
    assert form.count("确认（keeper") == 2
    assert "按它读的格子：1；" in asked(keeper, cell="D2", kind="text", meaning="处500元罚款")
    keeper.post(f"{HERE}/settle", data={**one, "take_back": "yes"})
    assert {s.meaning for s in draft(database).settled} == {"处5000元罚款"}
    assert 'name="kind" value="text" checked' in asked(keeper, cell="D4")
    keeper.post(f"{HERE}/settle", data={**text, "take_back": "yes"})
    assert draft(database) == before


@pytest.mark.parametrize("page", [SAME_TEXT])
def test_a_cell_that_nothing_tells_from_another_is_settled_only_with_it(keeper: TestClient) -> None:
    form = asked(keeper, cell="D5")
    assert "裁量基准!D6 的基准、列、条件和文字都与这一格相同" in form
    assert 'type="radio"' not in form
    assert "不能只确认这一格" in asked(keeper, 400, cell="D5", kind="cell", meaning="警告")
    assert "不在某一项基准的某一列里" in asked(keeper, cell="D1", kind="text")


def key_of(form: str) -> str:
    """The key that a form posts."""
    return unescape(re.findall(r'name="key" value="([^"]*)"', form)[-1])
