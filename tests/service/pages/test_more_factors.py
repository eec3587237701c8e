"""Tables of three and four factors: two axes, a matrix for each choice of the others, the one that was hit open."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.importers.sheets import read, table
from tests.service.pages.api_answers import answer_of, figure_of
from tests.service.pages.cases import DeskCase
from tests.service.pages.page_client import PageClient, text_of
from tests.service.pages.test_in_browser import Watched, fill_by_keyboard
from tests.service.server_process import serving
from tests.standards_1023.editions import department, publish_into, with_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from standards_1023.values import Standard

FACTORS = {
    "占用面积": ("10平方米以下", "超过10平方米"),
    "持续时间": ("5日以下", "超过5日"),
    "路段": ("次要道路", "主要道路"),
    "整改情况": ("已经整改", "没有整改"),
}


def crossed(folder: Path, number: int) -> Standard:
    """A table of so many factors, its fines rising from row to row."""
    names = tuple(FACTORS)[:number]
    rows = [
        (
            f"占道经营{number}",
            "处100元以上9000元以下罚款",
            *texts,
            f"处{100 + 500 * n}元以上{600 + 500 * n}元以下罚款",
        )
        for n, texts in enumerate(product(*(FACTORS[name] for name in names)))
    ]
    book = read(folder, table(("违法行为", "法定处罚", *names, "处罚标准"), *rows))
    assert not [p for p in book.problems if p.severity == "error"]
    return with_code(book.standards[0], str(number))


@pytest.fixture(scope="module")
def factors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageClient]:
    """Pages over an edition of such tables."""
    folder = tmp_path_factory.mktemp("factors")
    address = f"sqlite:///{folder / 'cailiang.db'}"
    tables = [crossed(folder, number) for number in (3, 4)]
    publish_into(address, (date(2026, 8, 15), [department("城管局", *tables)]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAILIANG_DATABASE", address)
        with serving(folder) as server, PageClient(server.address) as client:
            yield client


def case_of(number: int) -> DeskCase:
    """The heavier condition of each factor, the area as a number."""
    names = tuple(FACTORS)[:number]
    chosen = {name: FACTORS[name][1] for name in names}
    return DeskCase(
        f"城管局!{number}", tuple((f"fact.{name}", text) for name, text in chosen.items()), {"facts": chosen}
    )


@pytest.mark.parametrize("number", [3, 4])
def test_the_matrix_of_the_hit_is_open_and_the_others_unfold(number: int, factors: PageClient) -> None:
    case = case_of(number)
    page = factors.get(case.path, case.pairs)
    (fine,) = answer_of(factors.client, case)["measures"]
    assert page.marked("band") == [figure_of(fine)]
    result = page.all("section", id="result")[0]
    further = "".join(f" · {name}：{FACTORS[name][1]}" for name in tuple(FACTORS)[2:number])
    captions = [text_of(e) for e in result.iter("caption")]
    assert len(captions) == 2 ** (number - 2)
    assert captions[0] == f"占用面积 × 持续时间{further}"
    folded = [text_of(e) for d in result.iter("details") for e in d.iter("caption")]
    assert folded == captions[1:]
    cells = [text_of(e) for e in result.iter("div") if (e.get("class") or "").startswith("cell shade")]
    assert len(cells) == len(set(cells)) == 2**number
    assert len(page.marked("hit")) == 1


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("number", [3, 4])
def test_it_is_filled_in_by_keyboard_alone(
    number: int,
    script: bool,  # noqa: FBT001 - pytest gives it
    factors: PageClient,
    browser: Browser,
) -> None:
    case = case_of(number)
    with browser.new_context(java_script_enabled=script, locale="zh-CN") as context:
        watched = Watched(context.new_page(), str(factors.client.base_url).rstrip("/"))
        watched.go(case.path)
        fill_by_keyboard(watched.page, case)
        (fine,) = answer_of(factors.client, case)["measures"]
        expect(watched.page.get_by_test_id("band")).to_have_text(figure_of(fine))
        expect(watched.page.locator("#result table.mx").first).to_be_visible()
        expect(watched.page.locator("#result details table.mx").first).to_be_hidden()
        watched.check()


@pytest.mark.parametrize("number", [3, 4])
def test_the_page_of_the_standard_shows_every_matrix(number: int, factors: PageClient) -> None:
    page = factors.get(f"/standards/{quote(f'城管局!{number}', safe='')}")
    assert len(page.all("caption")) == 2 ** (number - 2)
    assert not page.all("details")
