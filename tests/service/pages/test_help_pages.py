"""The help: pictures that the program's own reading draws, templates to download, every problem explained."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest

from importers.penalty_text import read_penalty
from importers.problem_help import ALL_HELP
from importers.teaching_pairs import PAIRS
from importers.template_layouts import LAYOUTS, MARK, TWO_FACTORS
from importers.templates import XLSX, template
from service.pages import help_readings
from service.pages.links import problem_help_url
from service.pages.sheet_picture import KINDS, picture
from tests.service.pages.page_client import text_of

if TYPE_CHECKING:
    from tests.service.pages.page_client import PageClient

MESSAGE = "「处以罚款」没有写出罚款数额，不能据以计算，请补填。"


def test_the_help_shows_bad_and_good_tables_with_what_was_really_found(pages: PageClient) -> None:
    page = pages.get("/help")
    assert (
        len(page.all("figure", class_="side-bad"))
        == len(page.all("figure", class_="side-good"))
        == len(PAIRS)
    )
    for pair in PAIRS:
        assert pair.step in page.text
        for problem in picture(pair.bad).problems:
            assert problem.message in page.text
    assert page.text.count("没有发现问题。") == len(PAIRS)


def test_every_layout_has_a_picture_and_a_template_to_download(pages: PageClient) -> None:
    page = pages.get("/help")
    links = [e.get("href") for e in page.all("a", class_="btn primary")]
    assert links == [f"/help/templates/{layout.slug}.xlsx" for layout in LAYOUTS]
    for layout in LAYOUTS:
        (article,) = page.all("article", id=f"template-{layout.slug}")
        assert layout.when in text_of(article)
        assert MARK in text_of(article)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.slug)
def test_a_template_is_downloaded_under_its_chinese_name(pages: PageClient, layout: object) -> None:
    slug, name = layout.slug, layout.name  # type: ignore[attr-defined]
    answer = pages.client.get(f"/help/templates/{slug}.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == XLSX
    assert f"filename*=UTF-8''{quote(f'裁量基准模板_{name}.xlsx')}" in answer.headers["content-disposition"]
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(template(slug)).digest()
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames == [name]


def test_a_template_that_there_is_not_is_said_in_a_sentence(pages: PageClient) -> None:
    assert "没有这个模板" in pages.get("/help/templates/none.xlsx", status=404).text


def test_every_column_of_a_picture_says_what_it_is_taken_for_and_nothing_stays_without_a_colour() -> None:
    for layout in (*LAYOUTS, *(pair.good for pair in PAIRS)):
        drawn = picture(layout)
        assert all(role for _, role in drawn.columns), layout.slug
        cells = [cell for _, cells in drawn.rows for cell in cells if cell.text]
        assert {cell.kind for cell in cells} <= set(KINDS), layout.slug
        assert drawn.problems == ()


def test_levels_across_and_their_heading_are_conditions() -> None:
    kinds = {cell.place: cell.kind for _, cells in picture(TWO_FACTORS).rows for cell in cells}
    assert [kinds[place] for place in ("A3", "A4", "B4", "A5", "B5", "B6", "D6", "A7", "B7")] == [
        "violation", "law", "law", "condition", "condition", "condition", "condition", "condition", "outcome",
    ]  # fmt: skip


def test_what_the_help_says_may_be_written_is_read_without_a_remark() -> None:
    for text in help_readings.PENALTIES:
        reading = read_penalty(text, help_readings.BOTH)
        assert reading.measures, text
        assert not reading.remarks, text
    assert all(reading.read for reading in help_readings.condition_readings())


def test_conditions_are_said_with_their_limits() -> None:
    said = {reading.written: reading.read[0] for reading in help_readings.condition_readings()}
    assert said["5万元以上不足10万元"] == "从 50000元（含）到 100000元（不含）"
    assert said["3个月以上6个月以下"] == "从 3个月（含）到 6个月（含）"
    assert said["不足20%"] == "最多 20%（不含）"
    assert said["超过1倍"] == "从 1倍（不含）起，没有上限"
    assert said["100吨"] == "正好 100吨"


def test_the_number_at_the_edge_belongs_as_the_convention_says() -> None:
    assert help_readings.edge_readings() == (
        ("5万元以上", True, True),
        ("5万元以下", True, False),
        ("不足5万元", False, False),
        ("超过5万元", False, False),
    )


def test_every_problem_has_its_place_on_the_page(pages: PageClient) -> None:
    page = pages.get("/help/problems")
    assert [e.get("id") for e in page.all("article")] == [entry.code for entry in ALL_HELP]
    assert f"共 {len(ALL_HELP)} 条" in page.text
    for entry in ALL_HELP:
        (article,) = page.all("article", id=entry.code)
        assert entry.meaning in text_of(article)
        assert entry.remedy in text_of(article)


def test_a_message_leads_to_its_explanation(pages: PageClient) -> None:
    assert problem_help_url(MESSAGE) == "/help/problems#fine-without-amount"
    assert problem_help_url("别的话。") == "/help/problems"
    found = pages.get("/help/problems", [("q", f" {MESSAGE} ")])
    assert [e.get("id") for e in found.all("article")] == ["fine-without-amount"]


def test_problems_are_found_by_words_that_must_all_be_there(pages: PageClient) -> None:
    found = pages.get("/help/problems", [("q", "隐藏 取消")])
    codes = [e.get("id") for e in found.all("article")]
    assert {"hidden-sheet", "hidden-row-or-column"} <= set(codes)
    assert len(codes) < 10
    nothing = pages.get("/help/problems", [("q", "<b>没有这样的话</b>")])
    assert "没有找到" in nothing.text
    assert not nothing.all("article")


def test_the_words_are_explained(pages: PageClient) -> None:
    page = pages.get("/help/words")
    words = [text_of(e) for e in page.all("dt")]
    assert {"裁量基准", "幅度", "法定幅度", "从轻", "减轻", "版本", "提示"} <= set(words)
    assert len(words) == len(set(words)) == len(page.all("dd"))
