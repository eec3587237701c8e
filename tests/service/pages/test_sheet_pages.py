"""The page of a sheet: every cell with what it was taken for, the standards beside it, the problems at their cells."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from importers.cells_taken import cells_taken
from service.pages.sheet_view import ROWS_OF_PAGE, SheetDrawer, page_of
from standards_1023.values import Problem, ProblemSeverity
from tests.importers.sheets import BOTH, UP, table, write_xlsx
from tests.service.pages.page_client import text_of
from tests.workbooks import OWN_WORKBOOKS, own_grid, own_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.service.pages.page_client import PageClient


def address_of(department: str, sheet: int, edition: int = 2) -> str:
    return f"/editions/{edition}/departments/{quote(department)}/sheets/{sheet - 1}"


SHEETS = [
    (path, n)
    for path in OWN_WORKBOOKS
    if path.stem in {"环水局", "安监局", "民政局"}
    for n in range(1, sum(not sheet.hidden for sheet in own_grid(path).sheets) + 1)
]


@pytest.mark.parametrize(("path", "number"), SHEETS, ids=lambda one: getattr(one, "stem", str(one)))
def test_every_printed_cell_stands_at_its_address(pages: PageClient, path: Path, number: int) -> None:
    sheet = own_grid(path).sheets[number - 1]
    page = pages.get(address_of(path.stem, number))
    shown = {e.get("id"): text_of(e) for e in page.all("td")}
    for cell in set(sheet.cells.values()):
        if cell.row <= ROWS_OF_PAGE:
            assert " ".join(cell.text.split()) in " ".join(shown[cell.address].split())


def test_a_standard_s_cells_are_marked_and_lead_to_its_page(pages: PageClient) -> None:
    page = pages.get(address_of("环水局", 2), [("standard", "1-1")])
    lit = [e for e in page.all("td") if "lit" in (e.get("class") or "").split()]
    standard = next(
        s for s in own_workbook(OWN_WORKBOOKS[0].with_name("环水局.xlsx")).standards if s.code == "1-1"
    )
    assert {row.cell for row in standard.rows} <= {e.get("id") for e in lit}
    links = {a.get("href") for e in lit for a in e.iter("a")}
    assert links == {"/standards/%E7%8E%AF%E6%B0%B4%E5%B1%80%211-1?edition=2"}
    pages.get(links.pop() or "")
    assert any(a.get("aria-current") == "true" and "1-1" in text_of(a) for a in page.all("a"))


def test_the_legend_says_in_words_what_the_colours_say(pages: PageClient) -> None:
    page = pages.get(address_of("环水局", 2))
    (legend,) = page.all("ul", class_="legend") or [e for e in page.all("ul") if e.get("class") == "legend"]
    assert "处罚 处罚标准" in text_of(legend)
    assert "适用条件 裁量因素" in text_of(legend)


@pytest.mark.parametrize(
    "address",
    [
        address_of("环水局", 99),
        address_of("没有这个局", 1),
        address_of("环水局", 1, edition=99),
    ],
)
def test_what_is_not_there_is_said(pages: PageClient, address: str) -> None:
    assert "没有" in pages.get(address, status=404).text


@pytest.mark.parametrize("query", [[("page", "0")], [("page", "x")], [("standard", "长" * 201)]], ids=str)
def test_an_address_that_cannot_be_is_refused(pages: PageClient, query: list[tuple[str, str]]) -> None:
    pages.get(address_of("环水局", 1), query, status=422)


def long_sheet(folder: Path) -> SheetDrawer:
    """One standard of 200 rows, its violation merged over all of them, and two problems."""
    head = ("违法行为", "违法情节", "处罚标准")
    first = ("沿街晾晒", "第1种情形", "处1元罚款")
    more = [(UP, f"第{n}种情形", f"处{n}元罚款") for n in range(2, 201)]
    path = write_xlsx(folder / "表.xlsx", table(head, first, *more))
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH)
    problems = [
        Problem(sheet.name, "C160", ProblemSeverity.ERROR, "请核对。"),
        Problem(sheet.name, "A100", ProblemSeverity.WARNING, "请核对。"),
        Problem(sheet.name, "A1", ProblemSeverity.WARNING, "请核对。"),
        Problem(sheet.name, "Z1", ProblemSeverity.WARNING, "请核对。"),
    ]
    return SheetDrawer(sheet, problems)


def test_a_long_sheet_is_shown_in_pages_and_a_merged_cell_goes_on(tmp_path: Path) -> None:
    drawer = long_sheet(tmp_path)
    first, second = (drawer.drawing(page, "", {}) for page in (1, 2))
    assert (first.pages, [line.number for line in first.lines][-1]) == (2, 150)
    assert [line.number for line in second.lines] == list(range(151, 202))
    assert (first.lines[1].cells[0].rows, first.lines[1].cells[0].goes_on) == (149, False)
    assert (second.lines[0].cells[0].rows, second.lines[0].cells[0].goes_on) == (51, True)
    assert sum(len(line.cells) for line in second.lines) == 1 + 2 * 51


def test_a_problem_is_pinned_to_the_cell_that_covers_its_place(tmp_path: Path) -> None:
    drawer = long_sheet(tmp_path)
    first, second = (drawer.drawing(page, "", {}) for page in (1, 2))
    assert [(pin.number, pin.anchor) for pin in first.pins] == [(2, "A2"), (3, "A1"), (4, "")]
    assert [(pin.number, pin.anchor) for pin in second.pins] == [(1, "C160")]
    assert (first.elsewhere, second.elsewhere) == (((2, 1),), ((1, 3),))
    at = {cell.address: cell.pins for line in second.lines for cell in line.cells}
    assert [pin.number for pin in at["C160"]] == [1]
    assert page_of(150) == 1
    assert page_of(151) == 2


@pytest.mark.browser
@pytest.mark.parametrize("width", [420, 1440])
def test_the_page_does_not_scroll_sideways_and_the_list_leads_to_the_cells(
    published: str, browser: Browser, width: int
) -> None:
    with closing(
        browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    ) as opened:
        page = opened.new_page()
        page.goto(f"{published}{address_of('环水局', 2)}")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.locator(".of-sheet").get_by_role("link", name="1-7").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**standard=1-7*")
        target = page.locator("td:target")
        assert "lit" in (target.get_attribute("class") or "").split()
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 900
