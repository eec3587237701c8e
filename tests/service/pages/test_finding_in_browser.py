"""Finding a standard in a real browser: results follow typing, the address follows, paper has only the table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.service.pages.test_in_browser import NARROW, WIDE, Watched
from tests.service.pages.test_other_editions import publish_own
from tests.service.server_process import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

MATRIX = f"/standards/{quote('环水局!1-1', safe='')}"


@pytest.fixture(params=[WIDE, NARROW])
def watched(request: pytest.FixtureRequest, browser: Browser, published: str) -> Iterator[Watched]:
    """A wide and a narrow window with JavaScript."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="zh-CN")
    watched = Watched(context.new_page(), published)
    yield watched
    watched.check()
    context.close()


def test_results_follow_while_one_types_and_the_address_can_be_kept(watched: Watched) -> None:
    page = watched.page
    watched.go("/standards")
    page.evaluate("window.untouched = true")
    page.get_by_label("违法行为、因素、条件、处罚或者编号").press_sequentially("从业人员")
    page.get_by_label("罚款数额").press_sequentially("5万")
    expect(page.locator(".count")).to_contain_text("罚款数额读作 5万元")
    expect(page.locator("#said")).to_contain_text("项基准")
    expect(page.locator("mark").first).to_be_visible()
    assert page.evaluate("window.untouched"), "the page was not loaded anew"
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["q"], asked["amount"]) == (["从业人员"], ["5万"])
    found = page.locator(".standards tbody tr").count()
    page.reload()
    expect(page.locator(".standards tbody tr")).to_have_count(found)
    page.get_by_label("罚款数额").fill("很多")
    expect(page.locator("#amount-error")).to_contain_text("请写成 5万元")


def test_a_search_that_is_refused_while_one_types_shows_the_page_that_says_why(
    browser: Browser, own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_own(own_database)
    monkeypatch.setenv("CAILIANG_SEARCHES_PER_MINUTE", "2")
    with serving(tmp_path) as server, browser.new_page() as page:
        page.goto(f"{server.address}/standards")
        for text in ("道路", "物料"):
            with page.expect_response(lambda answer: "/standards?" in answer.url):
                page.get_by_label("违法行为、因素、条件、处罚或者编号").fill(text)
        expect(page.get_by_role("heading", level=1)).to_have_text("请求太频繁")


def test_a_cell_of_the_matrix_leads_to_its_place_in_the_sheet(watched: Watched) -> None:
    page = watched.page
    watched.go(MATRIX)
    page.locator(".mx").get_by_role("link", name="D11").click()
    expect(page.locator("td#D11")).to_be_in_viewport()
    expect(page.locator("td#D11")).to_contain_text("处35万元以上不满50万元罚款")
    assert page.url.endswith("#D11")


def test_on_paper_there_is_the_table_and_no_navigation(watched: Watched) -> None:
    page = watched.page
    watched.go(MATRIX)
    expect(page.locator(".print-only")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".paper-table")).to_be_visible()
    expect(page.locator(".demonstration")).to_be_visible()
    for gone in (".topbar", ".foot", ".screen-only >> nth=0", ".head .acts"):
        expect(page.locator(gone)).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize(
    "path",
    ["/standards?amount=35万&q=超标", MATRIX, f"{MATRIX}?edition=1", "/standards/print?department=审计局"],
)
def test_nothing_is_wider_than_the_window(watched: Watched, path: str) -> None:
    watched.go(path)
    watched.check()
