"""A standard through the editions: what it was, what changed, where it is gone; and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from service.pages.grade_bars import charts_of
from service.pages.shades import DARKEST, scale_of
from service.pages.standard_history import history_of, namesakes_of, traced_through
from service.search_index import SearchIndex
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.values import Settled, Standard, StandardsWorkbook, Subject
from tests.rules.tables import TABLES, fine, heaps, stalls
from tests.service.pages.page_client import PageClient, text_of
from tests.service.server_process import serving
from tests.standards_1023.editions import NOON, department, publish_into
from tests.workbooks import OWN_WORKBOOKS, own_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.service.pages.page_client import Page

HEAPS = f"/standards/{quote('城管局!2', safe='')}"
STALLS = f"/standards/{quote('城管局!1', safe='')}"


def dearer() -> Standard:
    """The table of heaps with one band raised."""
    before = heaps()
    first = replace(before.rows[0], measures=(fine(1500, 2000),))
    return replace(before, rows=(first, *before.rows[1:]))


@pytest.fixture
def three_editions(own_database: str, tmp_path: Path) -> Iterator[PageClient]:
    """Heaps and stalls; then heaps dearer; then heaps alone."""
    publish_into(
        own_database,
        (date(2026, 1, 1), [department("城管局", stalls(), heaps())]),
        (date(2026, 3, 1), [department("城管局", stalls(), dearer(), source=b"dearer")]),
        (date(2026, 5, 1), [department("城管局", dearer(), source=b"alone")]),
    )
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        yield pages


def eras(page: Page) -> list[str]:
    """The lines of the history."""
    (shown,) = (e for e in page.all("ol") if e.get("class") == "eras")
    return [text_of(line) for line in shown.iter("li")]


def test_the_history_says_which_days_each_text_held_and_shows_changed_bands_side_by_side(
    three_editions: PageClient,
) -> None:
    page = three_editions.get(HEAPS)
    now, first = eras(page)
    assert now.startswith("自 2026-03-01 起第2版至第3版有改动本页所示")
    assert first.startswith("2026-01-01 至 2026-02-28第1版最早的一版即有")
    (changed,) = (e for e in page.tree.iter("table") if "altered" in (e.get("class") or ""))
    rows = [[text_of(td) for td in tr.iter("td")] for tr in changed.iter("tr")][1:]
    assert rows == [["罚款 1000元以上2000元以下表!D3", "罚款 1500元以上2000元以下表!D3"]]


def test_a_standard_is_shown_as_it_was_in_an_edition_with_a_notice(three_editions: PageClient) -> None:
    page = three_editions.get(f"{HEAPS}?edition=1")
    (notice,) = page.marked("not-in-force")
    assert "第1版（2026-01-01 至 2026-02-28）" in notice
    assert "不是现行版本" in notice
    assert "1000–2000元" in page.text
    desk = next(e.get("href") or "" for e in page.all("a", class_="btn primary"))
    assert "decision_date=2026-01-01" in desk
    facts = urlencode({"fact.占地面积": "10平方米以下", "fact.整改情况": "限期内改正"})
    answered = three_editions.get(f"{desk}&{facts}")
    assert "第1版" in text_of(answered.all("section", id="result")[0])
    assert not three_editions.get(HEAPS).marked("not-in-force")


def test_a_standard_that_is_gone_says_which_edition_had_it_last(three_editions: PageClient) -> None:
    page = three_editions.get(STALLS, status=404)
    assert "最后有它的是第2版（2026-03-01 至 2026-04-30）" in page.text
    assert "占用道路设置设施" in page.text
    (link,) = [e.get("href") or "" for e in page.all("a", class_="btn primary")]
    shown = three_editions.get(link)
    assert "占用道路设置设施" in shown.text
    assert eras(shown)[0].startswith("自 2026-05-01 起第3版没有这项基准")
    assert "没有编号为" in three_editions.get("/standards/never", status=404).text


def test_a_standard_and_a_department_are_printed_as_a_table_with_edition_and_address(
    three_editions: PageClient,
) -> None:
    for path in (f"{HEAPS}?edition=2", f"/standards/print?department={quote('城管局')}&edition=2"):
        page = three_editions.get(path)
        (table,) = (e for e in page.tree.iter("table") if e.get("class") == "paper-table")
        for row in dearer().rows:
            for _, text in row.when:
                assert text in text_of(table)
        foot = text_of(next(e for e in page.all("p", class_="paper-foot")))
        assert "“以上”" in foot
        for words in (f"备注：{dearer().notes}" if dearer().notes else "", *dearer().violated):
            assert words in text_of(table)
        assert "法定幅度：罚款" in text_of(table)
        assert "第2版（2026-03-01起施行） 不是现行版本" in foot
        assert "edition=2" in foot
        assert "%" not in foot
    missing = three_editions.get("/standards/print?department=没有的局", status=404)
    assert "有的部门是：城管局" in missing.text


def timeline(*tables: list[Standard]) -> Timeline:
    """Editions that begin on the first of each month."""
    editions = []
    for number, standards in enumerate(tables, 1):
        workbook = StandardsWorkbook(
            "表.xlsx", "ab" * 32, own_workbook(OWN_WORKBOOKS[0]).instrument, tuple(standards), ()
        )
        kept = DepartmentWorkbook("城管局", workbook, str(number))
        day = date(2026, number, 1)
        editions.append(Edition(number, EditionState.PUBLISHED, (kept,), "cd" * 32, day))
    return Timeline(tuple(editions))


def test_a_standard_that_comes_back_has_an_era_without_it() -> None:
    held = timeline([stalls()], [stalls(), heaps()], [stalls()], [stalls(), heaps()], [stalls(), heaps()])
    index, last = SearchIndex(held.editions), held.editions[-1]
    words = [era.word for era in history_of(traced_through(index, held.editions, last, "城管局!2"))]
    assert words == ["新增", "没有这项基准", "新增"]
    (only,) = history_of(traced_through(index, held.editions, last, "城管局!1"))
    assert (only.numbers, only.days) == ("第1版至第5版", "自 2026-01-01 起")


def test_a_standard_that_was_numbered_anew_keeps_its_history_from_wherever_it_is_looked_at() -> None:
    moved = replace(heaps(), code="1")
    held = timeline([stalls(), heaps()], [moved, replace(stalls(), code="2")], [moved])
    index = SearchIndex(held.editions)
    for shown, name in zip(held.editions, ("城管局!2", "城管局!1", "城管局!1"), strict=True):
        now, first = history_of(traced_through(index, held.editions, shown, name))
        assert (now.numbers, first.numbers) == ("第2版至第3版", "第1版")
        assert [(one.what, one.before, one.after) for one in now.altered] == [("编号", "2", "1")]
        assert [era.entry.name for era in (now, first) if era.entry] == ["城管局!1", "城管局!2"]
    bearers = namesakes_of(
        index, traced_through(index, held.editions, held.editions[2], "城管局!1"), "城管局!1"
    )
    assert [(e.number, entry.standard.violation) for e, entry in bearers] == [(1, stalls().violation)]
    assert namesakes_of(
        index, traced_through(index, held.editions, held.editions[0], "城管局!2"), "城管局!2"
    ) == ((held.editions[1], index.named(held.editions[1].workbooks[0], "城管局!2")),)


def test_pages_lead_from_an_old_number_to_the_new_one(own_database: str, tmp_path: Path) -> None:
    moved = replace(heaps(), code="1"), replace(dearer(), code="9", violation=stalls().violation)
    publish_into(
        own_database,
        (date(2026, 1, 1), [department("城管局", stalls(), heaps())]),
        (date(2026, 3, 1), [department("城管局", *moved, source=b"moved")]),
    )
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        gone = pages.get(HEAPS, status=404)
        assert "同一违法行为在第2版里的编号是 1。" in gone.text
        assert STALLS in [a.get("href") for a in gone.all("a")]
        now = pages.get(STALLS)
        assert f"第1版里编号 1 是另一项：{stalls().violation}" in now.text
        assert {f"{HEAPS}?edition=1", f"{STALLS}?edition=1"} <= {a.get("href") for a in now.all("a")}


def test_page_and_paper_show_what_the_table_prints_beside_what_was_settled(
    own_database: str, tmp_path: Path
) -> None:
    one = department("城管局", heaps())
    settled = Settled(
        heaps().sheet, heaps().rows[0].cell, "罚个小数", "处1000元以上2000元以下罚款", "li", NOON.date()
    )
    read = replace(one, workbook=replace(one.workbook, settled=(settled,)))
    publish_into(own_database, (date(2026, 1, 1), [read]))
    said = f"罚个小数按{NOON.date()}的确认读作“处1000元以上2000元以下罚款”"
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        page = pages.get(HEAPS)
        texts = [text_of(e) for e in page.all("td") if e.get("class") == "text"]
        assert texts[0] == said
        assert texts[1] == heaps().rows[1].text
        paper = pages.get(f"/standards/print?department={quote('城管局')}")
        assert said in text_of(next(iter(paper.all("table", class_="paper-table"))))


def test_the_lightest_and_the_darkest_cell_are_the_ends_of_one_scale_by_amount() -> None:
    scale = scale_of(heaps().rows)
    assert (scale.lightest, scale.darkest) == ("2000元", "5万元")
    assert scale.shades["D3"] == 1
    assert scale.shades["D9"] == DARKEST
    assert scale.shades["D4"] == 1, "5000元 lies in the first sixth between 2000元 and 50000元"


def test_every_band_is_drawn_within_the_width_and_named_with_its_cells() -> None:
    whole = [standard for path in OWN_WORKBOOKS[:4] for standard in own_workbook(path).standards]
    for standard in (*(make() for make in TABLES.values()), *whole):
        for chart in charts_of(standard):
            assert chart.bands
            for bar in (*chart.statute, *chart.bands):
                x, width = (float(text.removesuffix("%")) for text in (bar.x, bar.width))
                assert 0 <= x < x + width <= 100.01


def test_fines_of_different_parties_are_drawn_apart() -> None:
    rows = heaps().rows
    person = replace(fine(100, 200), subject=Subject.RESPONSIBLE_PERSON)
    both = replace(rows[0], measures=(*rows[0].measures, person))
    charts = charts_of(replace(heaps(), rows=(both, *rows[1:])))
    assert [chart.whom for chart in charts] == [None, "对责任人员"]
    assert Fraction(charts[1].bands[0].width.removesuffix("%")) > 0
