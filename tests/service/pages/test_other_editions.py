"""Pages where nothing is published, and where an office's own tables are."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from tests.service.pages.page_client import PageClient, text_of
from tests.service.server_process import serving, wait_for
from tests.standards_1023.editions import TABLES, department, publish_into, with_code

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import Standard


def _tables() -> list[Standard]:
    """All tables of the tests, each under a code of its own."""
    return [with_code(make(), str(n)) for n, make in enumerate(TABLES.values(), 1)]


def _is_live(pages: PageClient) -> bool:
    with suppress(httpx.ConnectError):  # the socket is not there yet
        return pages.client.get("/health/live").status_code == httpx.codes.OK
    return False


def publish_own(address: str) -> None:
    """An edition of an office's own tables, in force since August 15th."""
    publish_into(address, (date(2026, 8, 15), [department("城管局", *_tables())]))


def test_where_nothing_is_published_every_page_says_how_to_publish(own_database: str, tmp_path: Path) -> None:
    assert own_database
    with serving(tmp_path, ready=False) as server, PageClient(server.address) as pages:
        wait_for(lambda: _is_live(pages), server.log)
        first = pages.get("/")
        assert "cailiang standards import" in first.text
        assert "演示数据" not in first.text
        for path in ("/standards", "/standards/1", "/desk/1"):
            assert "cailiang standards import" in pages.get(path, status=409).text


def test_a_kept_address_asks_by_the_table_of_its_decision_date_under_later_editions(
    own_database: str, tmp_path: Path
) -> None:
    before, after = with_code(TABLES["占道"](), "1"), with_code(TABLES["缺口"](), "1")
    publish_into(
        own_database,
        (date(2026, 8, 15), [department("城管局", before)]),
        (date(2026, 9, 15), [department("城管局", after, source=b"later")]),
    )
    address = f"/desk/{quote('城管局!1', safe='')}"
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        kept = pages.get(address, [("fact.适用条件", "第二次被处罚的"), ("decision_date", "2026-09-01")])
        assert before.violation in kept.text
        assert kept.marked("band")
        assert "第1版" in text_of(kept.all("section", id="result")[0])
        assert after.violation in pages.get(address).text


def test_an_offices_own_edition_does_not_carry_the_sentence(own_database: str, tmp_path: Path) -> None:
    publish_own(own_database)
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        listed = pages.client.get("/api/v1/standards").json()["standards"]
        assert listed
        shown = [f"/{page}/{quote(one['name'], safe='')}" for one in listed for page in ("standards", "desk")]
        for path in ("/", "/standards", *shown):
            assert "演示数据" not in pages.get(path).text
