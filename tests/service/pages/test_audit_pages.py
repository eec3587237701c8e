"""An audit on the page, from the upload to the decisions behind a bar, in a real browser and without one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from casework.audit_verdicts import Side, Verdict
from service.people.roles import Grant, Role
from tests.casework.decision_files import write_csv, write_xlsx
from tests.casework.generated_decisions import DEPARTMENTS, FIRST, SECOND, as_rows, decisions, standard
from tests.service.accounts import PASSWORD, add_account, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving, wait_for
from tests.standards_1023.editions import department, publish_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from standards_1023.drafting import ImportedWorkbook

MADE = decisions(300, 49, seed=11)
BELOW = [made for made in MADE if made.verdict.side is Side.BELOW]


def _workbooks(number: int) -> list[ImportedWorkbook]:
    """The made-up departments as the edition of a number has them."""
    return [
        department(name, *(standard(n, d, number) for n in range(6)), source=f"{name}{number}".encode())
        for d, name in enumerate(DEPARTMENTS)
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with both editions of the made-up standards."""
    folder = tmp_path_factory.mktemp("audits")
    address = f"sqlite:///{folder / 'cailiang.db'}"
    publish_into(address, (FIRST, _workbooks(1)), (SECOND, _workbooks(2)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAILIANG_DATABASE", address)
        patch.setenv("CAILIANG_AUDIT_FOLDER", str(folder / "audits"))
        add_account(address, "zhang", Grant(Role.HANDLER, DEPARTMENTS[0]))
        with serving(folder) as server:
            yield server.address


@pytest.fixture(scope="module")
def client(site: str) -> Iterator[PageClient]:
    """Somebody who is signed in there and may audit."""
    with PageClient(site) as signed_in:
        sign_in_as(signed_in.client, "zhang")
        yield signed_in


def uploaded(client: PageClient, path: Path) -> str:
    """The address of an audit of a table."""
    with path.open("rb") as file:
        answer = client.client.post("/audit", files={"file": (path.name, file)})
    assert answer.status_code == 303, answer.text[:1000]
    return answer.headers["location"]


def started(client: PageClient, address: str, **columns: str) -> None:
    answer = client.client.post(f"{address}/start", data=columns)
    assert answer.status_code == 303, answer.text[:1000]


def chosen(client: PageClient, address: str) -> dict[str, str]:
    """What the page proposes for each column."""
    selects = client.get(address).all("select")
    return {
        str(select.get("name")): next(
            (str(o.get("value")) for o in select.iter("option") if o.get("selected") is not None), ""
        )
        for select in selects
    }


def test_an_audit_without_javascript_from_the_table_to_the_copy(client: PageClient, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(MADE))
    client.get("/audit")
    address = uploaded(client, path)
    started(client, address, **chosen(client, address))
    wait_for(lambda: "复核结果" in client.get(address).text)
    result = client.get(address)
    assert result.marked("side-below")[0].startswith(f"低于幅度{len(BELOW)}")
    assert sum(int(text) for text in result.marked("count-below")) == 2 * len(BELOW)
    rows = client.get(f"{address}/rows", [("side", "below")])
    assert f"共 {len(BELOW)} 件" in rows.text
    assert set(rows.marked("verdict")) <= {v.words for v in Verdict if v.side is Side.BELOW}
    nothing = client.get(f"{address}/rows", [("side", "below"), ("department", "没有这个部门")])
    assert "没有这样的决定" in nothing.text
    copy = client.client.get(f"{address}/file")
    written = list(csv.DictReader(io.StringIO(copy.content.decode("utf-8-sig"))))
    assert [row["结论"] for row in written] == [made.verdict.words for made in MADE]


def test_what_is_no_table_of_decisions_is_said_on_the_page(client: PageClient, tmp_path: Path) -> None:
    for name, content, said in (
        ("a.csv", b"", "空的"),
        ("a.exe", b"MZ", "请选择"),
        ("a.xlsx", b"PK\x03\x04", "损坏"),
    ):
        answer = client.client.post("/audit", files={"file": (name, content)})
        assert answer.status_code == 422
        assert said in answer.text
        assert str(tmp_path) not in answer.text


def test_the_factors_of_the_standards_in_the_table_are_offered_before_all_others(
    client: PageClient, tmp_path: Path
) -> None:
    made = as_rows(MADE[:1])
    page = client.get(uploaded(client, write_csv(tmp_path / "决定.csv", made)))
    menu = page.all("select")[0]
    offered = {
        str(group.get("label")): [str(one.get("value")) for one in group.iter("option")]
        for group in menu.iter("optgroup")
    }
    assert list(offered) == ["决定的内容", "前几行的基准的裁量因素", "其他裁量因素"]
    first, others = offered["前几行的基准的裁量因素"], offered["其他裁量因素"]
    assert 0 < len(first) < len(others)
    assert not set(first) & set(others)
    assert "确认要删除" in page.text


def test_a_column_that_is_missing_is_asked_for(client: PageClient, tmp_path: Path) -> None:
    rows = [list(row) for row in as_rows(MADE[:20])]
    rows[0][rows[0].index("处罚决定日期")] = "那一天"
    address = uploaded(client, write_csv(tmp_path / "决定.csv", rows))
    assert "还没有认出决定日期" in client.get(address).text
    columns = chosen(client, address)
    refused = client.client.post(f"{address}/start", data=columns)
    assert (refused.status_code, "决定日期" in refused.text) == (422, True)
    columns[f"column-{rows[0].index('那一天')}"] = "决定日期"
    started(client, address, **columns)
    wait_for(lambda: "复核结果" in client.get(address).text)


def test_an_unknown_number_and_a_deleted_audit_are_not_found(client: PageClient, tmp_path: Path) -> None:
    for number in ("x", "A" * 22, "..%2F..%2Fetc"):
        client.get(f"/audit/{number}", status=404)
    address = uploaded(client, write_csv(tmp_path / "决定.csv", as_rows(MADE[:5])))
    client.client.post(f"{address}/delete")
    client.get(address)
    client.client.post(f"{address}/delete", data={"confirm": "yes"})
    client.get(address, status=404)


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_walks_from_the_upload_to_the_decisions_behind_a_bar(
    site: str, tmp_path: Path, browser: Browser, *, javascript: bool
) -> None:
    path = write_xlsx(tmp_path / "决定.xlsx", as_rows(MADE))
    context = browser.new_context(
        java_script_enabled=javascript, viewport={"width": 1440, "height": 1000}, locale="zh-CN"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/audit")  # leads to the sign-in, and from there back
    page.fill("#name", "zhang")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传").click()
    page.get_by_role("button", name="开始复核").click()
    page.wait_for_selector("[data-testid=side-inside]", timeout=60_000)
    most = max(DEPARTMENTS, key=lambda name: sum(made.cells["执法部门"] == name for made in BELOW))
    wanted = [made for made in BELOW if made.cells["执法部门"] == most]
    bar = page.get_by_role("row", name=most).first.get_by_role("link", name=f"低于幅度 {len(wanted)} 件")
    bar.click()
    expect(page.locator("[data-testid=verdict]")).to_have_count(len(wanted))
    shown = {text.strip() for text in page.locator("tbody th").all_inner_texts()}
    assert shown == {made.cells["决定书文号"] for made in wanted}
    for width in (1440, 420):
        page.set_viewport_size({"width": width, "height": 900})
        if javascript:
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
    context.close()
