"""The first page, the list of standards and a standard whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.service.pages.page_client import text_of
from tests.workbooks import own_standards, own_standards_of

if TYPE_CHECKING:
    from tests.service.pages.page_client import Page, PageClient

SENTENCE = "演示数据：为本项目编写，不是任何机关发布的正式文件，不能作为处罚依据"


def codes(page: Page) -> list[str]:
    """The codes of the standards that a list shows."""
    return [text_of(e) for e in page.all("td", class_="code")]


def test_the_first_page_says_what_is_in_force_and_that_it_is_demonstration_data(pages: PageClient) -> None:
    page = pages.get("/")
    assert "第2版" in page.text
    assert "自 2026-08-15 起施行" in page.text
    assert f"{own_standards()} 项" in page.text
    for department in ("城管局", "安监局", "环水局"):
        assert f"{department}{own_standards_of(department)} 项" in page.text
    assert SENTENCE in page.text


def test_every_page_that_shows_standards_carries_the_sentence(pages: PageClient) -> None:
    for path in ("/standards", "/standards/环水局!1-1", "/desk/环水局!1-1"):
        assert SENTENCE in pages.get(path).text


def test_the_list_is_found_by_words_statute_and_department(pages: PageClient) -> None:
    found = pages.get("/standards", [("q", "排放 噪声")])
    assert {"1-2", "1-3"} <= set(codes(found))
    assert all("噪声" in text_of(row) for row in found.all("tbody")[0])
    found = pages.get("/standards", [("statute", "安全生产法 第一百零九条")])
    assert "AJ-13" in codes(found)
    assert all("第一百零九条" in text_of(row) for row in found.all("tbody")[0])
    of_department = pages.get("/standards", [("department", "城管局")])
    assert f"共 {own_standards_of('城管局')} 项" in of_department.text


def test_the_list_is_sorted_by_its_headings_with_figures_as_numbers(pages: PageClient) -> None:
    page = pages.get("/standards", [("department", "环水局"), ("sort", "code")])
    assert codes(page)[:3] == ["1-1", "1-2", "1-3"]
    assert codes(page)[9] == "1-10"
    backwards = pages.get("/standards", [("department", "环水局"), ("sort", "-code")])
    last = pages.get("/standards", [("department", "环水局"), ("sort", "code"), ("page", "7")])
    assert codes(backwards)[: len(codes(last))] == codes(last)[::-1]
    assert [e.get("aria-sort") for e in backwards.all("th", aria_sort="descending")] == ["descending"]


def test_the_pages_of_the_list_hold_each_standard_once(pages: PageClient) -> None:
    seen: list[str] = []
    address = "/standards?sort=violation"
    while address:
        page = pages.get(address)
        seen += [e.get("href") or "" for e in page.all("a", class_="btn small") if text_of(e) == "试算"]
        address = next((e.get("href") or "" for e in page.all("a", rel="next")), "")
    assert len(seen) == len(set(seen)) == own_standards()


def test_the_list_is_found_by_the_amount_of_the_fine_and_shows_the_bands_around_it(pages: PageClient) -> None:
    page = pages.get("/standards", [("amount", "35万"), ("department", "环水局")])
    assert "1-1" in codes(page)
    assert "罚款数额读作 35万元" in page.text
    assert all(
        text_of(mark).endswith(("元", "元以上", "元以下", "（不含本数）")) for mark in page.all("mark")
    )
    highest = [text_of(e) for e in pages.get("/standards?sort=-fine").all("td", class_="highest")]
    assert highest[0].endswith("万元")
    assert "—" not in highest


def test_an_amount_that_cannot_be_read_says_how_to_write_it(pages: PageClient) -> None:
    page = pages.get("/standards", [("amount", "很多")])
    assert "请写成 5万元、50000元" in page.text
    assert [e.get("aria-invalid") for e in page.all("input", name="amount")] == ["true"]
    refused = pages.client.get("/api/v1/standards", params={"amount": "很多"})
    assert (refused.status_code, refused.json()["errors"][0]["at"]) == (422, "amount")


def test_words_of_a_condition_are_found_and_marked_with_their_cell(pages: PageClient) -> None:
    page = pages.get("/standards", [("q", "从业人员"), ("department", "安监局")])
    assert {text_of(e) for e in page.all("mark")} == {"从业人员"}
    answer = pages.client.get("/api/v1/standards", params={"q": "从业人员", "department": "安监局"}).json()
    assert answer["total"] >= len(codes(page)) > 0
    assert all("从业人员" in one["violation"] or one["found"] for one in answer["standards"])


def test_an_earlier_edition_is_searched_with_a_notice_and_its_links_stay_in_it(pages: PageClient) -> None:
    page = pages.get("/standards", [("department", "环水局"), ("edition", "1")])
    (notice,) = page.marked("not-in-force")
    assert "第1版" in notice
    assert "不是现行版本" in notice
    links = [e.get("href") or "" for e in page.all("tbody")[0].iter("a")]
    assert links
    assert all(link.endswith("?edition=1") for link in links)
    assert "没有已发布的第99版" in pages.get("/standards?edition=99", status=404).text


def test_nothing_found_says_what_to_do(pages: PageClient) -> None:
    page = pages.get("/standards", [("q", "没有这种违法行为")])
    assert "没有找到符合的基准" in page.text
    assert page.all("a", href="/standards")


@pytest.mark.parametrize(
    ("written", "read_as"), [("5万", "5万元"), ("3倍", "3倍"), ("1万元至5万元", "1万元以上5万元以下")]
)
def test_an_amount_among_the_words_is_offered_as_the_amount_of_the_fine(
    pages: PageClient, written: str, read_as: str
) -> None:
    page = pages.get("/standards", [("q", written), ("department", "环水局")])
    assert page.marked("by-amount") == [f"按罚款数额查找 {read_as}"]
    (link,) = page.all("a", data_testid="by-amount")
    assert f"罚款数额读作 {read_as}" in pages.get(str(link.get("href"))).text


@pytest.mark.parametrize("written", ["1-2", "97", "噪声", "万", "罚款 很多万"])
def test_words_that_are_no_amount_are_not_offered_as_one(pages: PageClient, written: str) -> None:
    assert not pages.get("/standards", [("q", written)]).marked("by-amount")


def test_what_only_another_edition_holds_is_said_with_a_link(pages: PageClient) -> None:
    page = pages.get("/standards", [("statute", "水污染防治法 83"), ("department", "环水局")])
    assert "没有找到符合的基准" in page.text
    (said,) = page.marked("elsewhere")
    (link,) = page.all("a", data_testid="elsewhere")
    there = pages.get(str(link.get("href")))
    assert said == f"第1版有 {len(codes(there))} 项"
    assert "水污染防治法" in there.text


def test_a_standard_is_shown_whole_with_the_cell_of_each_value(pages: PageClient) -> None:
    name = "环水局!1-1"
    answer = pages.client.get(f"/api/v1/standards/{quote(name)}").json()
    page = pages.get(f"/standards/{quote(name, safe='')}")
    assert answer["violation"] in page.text
    for article in (*answer["basis"], *answer["violated"]):
        assert article in page.text
    assert answer["sha256"] in page.text
    for factor in answer["factors"]:
        for condition in factor["conditions"]:
            assert f"{condition['option']}{condition['cell']}" in page.text
    shown = [[text_of(td) for td in tr] for tr in page.all("tr") if tr[0].get("class") == "code"]
    assert [(row[0], row[2]) for row in shown] == [(row["cell"], row["text"]) for row in answer["rows"]]
    drawn = {text_of(e)[-3:] for e in page.tree.iter("div") if "cell shade" in e.get("class", "")}
    assert drawn == {row["cell"] for row in answer["rows"]}


def test_every_cell_of_a_standard_leads_to_its_place_in_the_sheet(pages: PageClient) -> None:
    for name in ("环水局!1-1", "安监局!AJ-13"):
        page = pages.get(f"/standards/{quote(name, safe='')}")
        links = {e.get("href") or "" for e in page.all("a", class_="to-cell")}
        (path,) = {link.partition("#")[0] for link in links}
        assert path.startswith("/editions/2/departments/")
        led = pages.client.get(path)
        assert led.status_code == 303
        sheet = pages.get(led.headers["location"])
        ids = {e.get("id") for e in sheet.all("td")}
        assert {link.partition("#")[2] for link in links} <= ids


def test_the_weights_of_a_standard_are_shown_with_their_cells(pages: PageClient) -> None:
    page = pages.get("/standards/安监局!AJ-13")
    for option in ("3个月以上12个月以下 8%C223", "50人以上 15%C227", "1次 7%C229"):
        assert option in page.text


def test_every_standard_and_its_desk_can_be_shown(pages: PageClient) -> None:
    listed = [
        one["name"]
        for number in range(1, math.ceil(own_standards() / 50) + 1)
        for one in pages.client.get(f"/api/v1/standards?size=50&page={number}").json()["standards"]
    ]
    assert len(listed) == own_standards()
    for name in listed:
        pages.get(f"/standards/{quote(name, safe='')}")
        pages.get(f"/desk/{quote(name, safe='')}")


def test_an_address_that_is_not_there_is_a_page_for_people_and_a_document_for_programs(
    pages: PageClient,
) -> None:
    assert "没有这个地址" in pages.get("/nothing", status=404).text
    answer = pages.client.get("/nothing", headers={"accept": "application/json"})
    assert answer.json()["code"] == "not_found"
    assert pages.client.get("/api/v1/nothing").json()["code"] == "not_found"
