"""What somebody began, listed on its page, and a browser that is known again; in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from service.people.roles import Grant, Role
from service.people.sign_in import FREE_FAILURES
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import as_rows, decisions
from tests.service.accounts import PASSWORD, add_account, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.published import first_edition
from tests.service.server_process import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LONG = f"{'二〇二五年处罚决定台账' * 8}.csv"


@pytest.fixture
def site(tmp_path: Path, own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server with a small edition, a keeper and the legal affairs office."""
    for name in ("audit", "import"):
        monkeypatch.setenv(f"CAILIANG_{name.upper()}_FOLDER", str(tmp_path / name))
    first_edition(own_database)
    add_account(own_database, "keeper", Grant(Role.KEEPER))
    add_account(own_database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    with serving(tmp_path) as server:
        yield server.address


def sign_in(page: Page, site: str, name: str, password: str = PASSWORD) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.get_by_role("button", name="登录").click()


def test_the_lists_are_without_fault_for_who_sees_his_own_and_for_who_sees_all(
    site: str, tmp_path: Path
) -> None:
    table = write_csv(tmp_path / "x.csv", as_rows(decisions(5, 0))).read_bytes()
    with PageClient(site) as client:
        sign_in_as(client.client, "keeper")
        for name in (LONG, "乙.csv"):
            assert client.client.post("/audit", files={"file": (name, table)}).status_code == 303
        for name in ("城管局.xlsx", "环水局.xlsx"):
            assert client.client.post("/imports", files={"files": (name, b"x")}).status_code == 303
        assert len(client.get("/audit").marked("job")) == 2
        assert len(client.get("/imports").marked("job")) == 2
    with PageClient(site) as client:
        sign_in_as(client.client, "fazhi")
        audits = client.get("/audit")
        assert ["keeper" in row for row in audits.marked("job")] == [True, True]
        assert client.get("/imports").marked("job") == []


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_goes_on_with_an_audit_from_the_list_and_deletes_it_there(
    site: str, tmp_path: Path, browser: Browser, *, javascript: bool
) -> None:
    path = write_csv(tmp_path / LONG[-60:], as_rows(decisions(5, 0)))
    context = browser.new_context(java_script_enabled=javascript, locale="zh-CN")
    page = context.new_page()
    sign_in(page, site, "keeper")
    expect(page.get_by_role("link", name="测试keeper")).to_be_visible()
    page.goto(f"{site}/audit")
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_role("heading", name="确认各列的内容")).to_be_visible()
    for width in (1440, 420):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site}/audit")
        expect(page.get_by_test_id("job")).to_contain_text("还没有开始")
        if javascript:
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_test_id("job").get_by_role("link", name=path.name, exact=True).click()
    expect(page.get_by_role("heading", name="确认各列的内容")).to_be_visible()
    page.goto(f"{site}/audit")
    page.get_by_test_id("job").get_by_role("checkbox").check()
    page.get_by_test_id("job").get_by_role("button").click()
    expect(page.get_by_role("heading", name="上传决定表")).to_be_visible()
    expect(page.get_by_test_id("job")).to_have_count(0)
    context.close()


@pytest.mark.browser
def test_strangers_who_guess_keep_other_strangers_out_and_not_the_browser_that_was_there(
    site: str, browser: Browser
) -> None:
    own, strange = browser.new_context(locale="zh-CN"), browser.new_context(locale="zh-CN")
    mine, stranger = own.new_page(), strange.new_page()
    sign_in(mine, site, "keeper")
    expect(mine.get_by_role("link", name="测试keeper")).to_be_visible()
    mine.goto(f"{site}/account")
    mine.get_by_role("button", name="退出登录").click()
    expect(mine.get_by_role("link", name="登录")).to_be_visible()
    for _ in range(FREE_FAILURES):
        sign_in(stranger, site, "keeper", "wrong password")
        expect(stranger.locator("#error")).to_contain_text("没有登录")
    sign_in(stranger, site, "keeper")
    expect(stranger.locator("#error")).to_contain_text("没有登录")
    sign_in(mine, site, "keeper")
    expect(mine.get_by_role("link", name="测试keeper")).to_be_visible()
    kept = {cookie["name"]: cookie for cookie in own.cookies(f"{site}/sign-in")}
    assert kept["cailiang-keeper"]["httpOnly"]
    assert [cookie["name"] for cookie in own.cookies(f"{site}/account")] == ["cailiang"]
    own.close()
    strange.close()
