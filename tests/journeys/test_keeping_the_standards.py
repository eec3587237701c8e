"""A real workbook, from the keeper's upload to the officer's band and the public's page, in a browser."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from service.moments import today
from service.people.demonstration import DEMONSTRATION_PASSWORD
from standards_1023.departments import DEPARTMENTS
from tests.service.server_process import serving
from tests.workbooks import REAL_SHENZHEN, needs_real_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_real_workbooks]

_LONG_MS = 60_000
"""For reading and publishing on a machine that does much else."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a demonstration, as `make run` makes it."""
    monkeypatch.setenv("CAILIANG_IMPORT_FOLDER", str(tmp_path / "imports"))
    monkeypatch.setenv("CAILIANG_AUDIT_FOLDER", str(tmp_path / "audits"))
    monkeypatch.setenv("CAILIANG_IMPACT_FOLDER", str(tmp_path / "impacts"))
    with serving(tmp_path, "--demonstration") as server:
        yield server.address


@contextmanager
def at(browser: Browser, site: str, name: str) -> Iterator[Page]:
    """Somebody's browser, signed in unless the name is empty; what it complains of fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN", base_url=site)
    page = context.new_page()
    page.set_default_timeout(_LONG_MS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    if name:
        page.goto("/sign-in")
        page.fill("#name", name)
        page.fill("#password", DEMONSTRATION_PASSWORD)
        page.get_by_role("button", name="登录").click()
    yield page
    assert [text for text in complaints if "status of 4" not in text] == []
    context.close()


def upload(page: Page, path: Path) -> None:
    """Upload a workbook of 城管局 and wait for what was understood of it."""
    page.goto("/imports")
    page.set_input_files("#files", path)
    page.get_by_role("button", name="上传并读取").click()
    page.get_by_role("heading", name="读懂了什么").wait_for()
    page.get_by_label("哪个部门的表格").select_option("城管局")
    page.get_by_label("“以下”包括本数吗").select_option("以下含")  # a question that the table leaves open
    page.get_by_role("button", name="照上面的重新读取").click()
    page.get_by_text("现行").wait_for()


def put_into_draft(page: Page) -> None:
    page.get_by_role("button", name="放进草稿").click()
    page.get_by_role("heading", name="第3版裁量基准").wait_for()


def mended(path: Path, marked: Path) -> Path:
    """The marked copy with the fine of H43 as the law has it, saved under a name of its own."""
    book = load_workbook(marked)
    book["裁量标准"]["H43"].value = "处二千元罚款。"
    out = path / "城管局2026.xlsx"
    book.save(out)
    return out


def test_a_real_workbook_goes_from_the_keeper_to_the_public(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    with at(browser, site, "chengban") as officer:
        _keep_an_assessment(officer)
    with at(browser, site, "keeper") as keeper:
        upload(keeper, REAL_SHENZHEN)
        expect(keeper.get_by_text("少了")).to_be_visible()  # 38 in the place of 110
        put_into_draft(keeper)
        expect(keeper.get_by_role("heading", name="先改正 1 处错误")).to_be_visible()
        expect(keeper.get_by_role("button", name="提交第3版")).to_have_count(0)
        keeper.get_by_role("link", name="城管局（1 处）").click()
        expect(keeper.locator("td#H43")).to_be_in_viewport()
        keeper.go_back()

        row = keeper.get_by_role("row", name=re.compile("城管局 有改动|城管局有改动"))
        with keeper.expect_download() as download:
            row.get_by_role("link", name="标出问题的副本").click()
        download.value.save_as(tmp_path / "marked.xlsx")
        row.get_by_role("link", name="看表格").click()
        expect(keeper.locator("#H43").get_by_text("处一千元罚款")).to_be_visible()
        expect(keeper.locator(".pinned").get_by_text("超出法定幅度")).to_be_visible()

        upload(keeper, mended(tmp_path, tmp_path / "marked.xlsx"))
        put_into_draft(keeper)
        _settle_a_column(keeper)
        keeper.goto("/editions/2/diff/3")
        expect(keeper.get_by_role("heading", name="第2版到第3版的改动")).to_be_visible()
        _see_the_impact(keeper)
        keeper.goto("/editions/3")
        keeper.get_by_role("button", name="提交第3版").click()
        keeper.get_by_text("已提交").first.wait_for()
        expect(keeper.get_by_role("button", name="核对并发布")).to_have_count(0)

    with at(browser, site, "fazhi") as legal:
        expect(legal.get_by_text("keeper 提交")).to_be_visible()
        legal.goto("/editions/3")
        legal.get_by_label("施行日期").fill(today().isoformat())
        legal.get_by_role("button", name="核对并发布").click()
        legal.get_by_text("施行中").first.wait_for()

    with at(browser, site, "chengban") as officer:
        _wait_for_the_edition(officer)
        officer.goto("/desk/城管局!27")
        officer.get_by_label("适用条件（次）").fill("1")
        officer.get_by_label("行为日期（行为终了之日）").fill(today().isoformat())
        officer.get_by_role("button", name="裁量", exact=True).click()
        expect(officer.locator("[data-testid=band]").first).to_have_text(re.compile("2000 ?元"))

    with at(browser, site, "") as anybody:
        anybody.goto("/standards?q=垃圾转运站")
        anybody.get_by_role("link", name=re.compile("垃圾转运站未配备视频监控设备")).first.click()
        expect(anybody.get_by_text("第3版").first).to_be_visible()
        expect(anybody.get_by_text("2000元").first).to_be_visible()


def _settle_a_column(page: Page) -> None:
    """Which column is which: 处罚标准 is said to be what it was taken for, which stays for the next import."""
    page.goto("/editions/3/departments/城管局/sheets/0/settle?cell=H2&kind=column")
    page.get_by_label("这一列是").select_option("处罚标准")
    page.get_by_role("button", name="看看读作什么").click()
    page.get_by_role("button", name=re.compile("确认读作")).click()
    page.goto("/editions/3")
    expect(page.get_by_text("按确认的读法读取")).to_be_visible()


def _keep_an_assessment(officer: Page) -> None:
    """A band of 城管局 under the edition in force, which the draft will be held against."""
    day = today().isoformat()
    facts = {"适用条件": "20平方米"}
    asked = {"standard": "城管局!1", "facts": facts, "act_date": day, "decision_date": day, "keep": True}
    assert officer.request.post("/api/v1/assessments", data=asked).status == 201


def _see_the_impact(page: Page) -> None:
    page.goto("/editions/3")
    page.get_by_role("link", name="影响").first.click()
    page.get_by_role("button", name="计算影响").click()
    page.get_by_role("heading", name="变化最大的裁量记录").wait_for()
    expect(page.get_by_role("row", name=re.compile("打开记录"))).to_have_count(1)


def _wait_for_the_edition(page: Page) -> None:
    """The process takes a new edition over within about a second."""
    for _ in range(100):
        page.goto("/")
        if "第3版" in page.locator(".pill").inner_text():
            return
        page.wait_for_timeout(200)
    pytest.fail("the edition that was published is not in use")


def test_the_keyboard_alone_brings_a_workbook_into_the_draft(browser: Browser, site: str) -> None:
    with at(browser, site, "") as page:
        page.goto("/sign-in")
        expect(page.locator("#name")).to_be_focused()
        page.keyboard.type("keeper")
        page.keyboard.press("Tab")
        page.keyboard.type(DEMONSTRATION_PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_text("演示数据管理员").wait_for()
        _tab_to(page, "上传表格")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="上传裁量表格").wait_for()
        _tab_to_id(page, "files")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(REAL_SHENZHEN)
        _tab_to(page, "上传并读取")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="读懂了什么").wait_for()
        _tab_to_id(page, "department-0")
        for _ in range(list(DEPARTMENTS.values()).index("城管局") + 1):
            page.keyboard.press("ArrowDown")
        expect(page.locator("#department-0")).to_have_value("城管局")
        _tab_to(page, "放进草稿")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        page.get_by_text("现行").wait_for()  # read again as this department's
        _tab_to(page, "放进草稿")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="第3版裁量基准").wait_for()


_MOST_TABS = 60


def _tab_to(page: Page, text: str) -> None:
    """Press Tab until a link or button of this text has the focus, which must be seen."""
    _tab_until(page, f"document.activeElement.innerText?.trim() === {text!r}")


def _tab_to_id(page: Page, id_: str) -> None:
    _tab_until(page, f"document.activeElement.id === {id_!r}")


def _tab_until(page: Page, there: str) -> None:
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus is not seen: {there}"
            return
    pytest.fail(f"no way by keyboard: {there}")
