"""The impact of a draft in a real browser: from the button to the bars, on a wide screen and a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.audit_jobs import Asked, Jobs
from service.audit_worker import work
from service.db import open_engine, writing
from service.people.roles import Grant, Role
from standards_1023.drafting import import_workbooks
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import FIRST, as_rows, decisions
from tests.rules.test_applicable_edition import FACTS
from tests.service.accounts import PASSWORD, add_account, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving, wait_for
from tests.service.test_impact import keep_assessments, made_up
from tests.standards_1023.editions import KEEPER, NOON, publish_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MADE = decisions(300, 49, seed=11)
HEAVY = (("占地面积", "60平方米"), ("整改情况", "逾期未改正"))


@pytest.fixture
def site(tmp_path: Path, own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server with an edition, a draft that changes its bands, an audit, and assessments that were kept."""
    for name in ("audit", "impact"):
        monkeypatch.setenv(f"CAILIANG_{name.upper()}_FOLDER", str(tmp_path / name))
    publish_into(own_database, (FIRST, made_up(1)))
    engine = open_engine(own_database)
    with writing(engine) as session:
        import_workbooks(session, made_up(2, 2), NOON, by=KEEPER)
    keep_assessments(engine, FACTS, HEAVY, FACTS)
    engine.dispose()
    job = Jobs(tmp_path / "audit", 7).new("2025年处罚决定.csv", "cheng")
    write_csv(job.source, as_rows(MADE))
    job.ask(Asked(name="2025年处罚决定.csv", by="cheng"))
    work(job)
    add_account(own_database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    with serving(tmp_path) as server:
        yield server.address


def test_every_state_of_the_page_is_without_fault(site: str) -> None:
    with PageClient(site) as client:
        sign_in_as(client.client, "fazhi")
        assert "计算影响" in client.get("/editions/2/impact").text
        client.client.post("/editions/2/impact")
        wait_for(lambda: "裁量记录3 件" in client.get("/editions/2/impact").text)
        page = client.get("/editions/2/impact")
        assert page.marked("tile-heavier") == ["幅度变重3100%"]
        violation = page.all("table")[1].find(".//a")
        assert violation is not None
        narrowed = client.get(str(violation.get("href")))
        assert "只看“" in narrowed.text
        assert len(narrowed.all("section", class_="panel differing k-heavier")) == 1


@pytest.mark.browser
def test_a_browser_calculates_and_sees_the_bars(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/sign-in?next=/editions/2")
    page.fill("#name", "fazhi")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="影响").click()
    page.get_by_role("button", name="计算影响").click()
    page.wait_for_selector("[data-testid=tile-leaves-above]", timeout=60_000)
    for code in ("heavier", "leaves-above", "same"):
        drawn = page.locator(f"svg.bar .side-{code} rect").first.bounding_box()
        assert drawn is not None
        assert drawn["width"] > 1
    for width in (1440, 420):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
    context.close()
