"""Each template workbook reads without a problem, is what it says it is, and answers facts with its bands."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from importers.standards_workbook import read_standards_workbook
from importers.template_layouts import CONVENTION, LAYOUTS, MARK, Layout
from importers.templates import placed, template
from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from standards_1023.values import Model
from tests.importers.sheets import bands, said, show
from tests.journeys.test_rows_answer_themselves import unanswered

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import StandardsWorkbook

EVERY = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.slug)
# slug → (model, factors, standards, (facts, bases, quantities), what is answered)
ANSWERS = {
    "grade-list": (
        Model.GRADES,
        ["裁量情节"],
        2,
        CaseInput((("裁量情节", "没有公示，逾期不足10日改正的"),)),
        ["罚款 20000–30000 元"],
    ),
    "two-factors": (
        Model.MATRIX,
        ["违法程度（超标倍数）", "危害后果（日排放量）"],
        1,
        CaseInput((("违法程度（超标倍数）", "2.5倍"), ("危害后果（日排放量）", "50吨"))),
        ["罚款 400000–500000 元"],
    ),
    "more-factors": (
        Model.MATRIX,
        ["违法程度（超标倍数）", "区域", "配合情况"],
        1,
        CaseInput((("违法程度（超标倍数）", "1倍"), ("区域", "保护区"), ("配合情况", "配合"))),
        ["罚款 700000–800000 元"],
    ),
    "weights": (
        Model.WEIGHTS,
        ["超标倍数", "日排放量", "配合情况"],
        1,
        CaseInput((("超标倍数", "2.5倍"), ("日排放量", "50吨"), ("配合情况", "不配合"))),
        ["罚款 550000 元"],
    ),
    "limits": (
        Model.GRADES,
        ["裁量情节"],
        1,
        CaseInput((("裁量情节", "没有公示的"),)),
        ["罚款 20000–40000 元"],
    ),
    "subjects": (
        Model.GRADES,
        ["没有培训的人数"],
        1,
        CaseInput((("没有培训的人数", "3人"),)),
        ["单位:罚款 40000–70000 元", "责任人员:罚款 4000–7000 元"],
    ),
    "cards": (
        Model.GRADES,
        ["裁量情节"],
        2,
        CaseInput((("裁量情节", "没有公示的"),)),
        ["罚款 20000–50000 元"],
    ),
    "multiples": (
        Model.GRADES,
        ["裁量情节"],
        1,
        CaseInput((("裁量情节", "没有召回的"),), bases=(("违法所得", "80000"),)),
        ["没收", "罚款 160000–320000 元"],
    ),
    "per-unit": (
        Model.GRADES,
        ["占用时间"],
        1,
        CaseInput((("占用时间", "3日"),), quantities=(("平方米", "4.5"),)),
        ["罚款 900–1350 元"],
    ),
}


def book_of(layout: Layout, folder: Path) -> StandardsWorkbook:
    path = folder / f"{layout.name}.xlsx"
    path.write_bytes(template(layout.slug))
    return read_standards_workbook(path)


@EVERY
def test_a_template_reads_without_error_or_warning(tmp_path: Path, layout: Layout) -> None:
    book = book_of(layout, tmp_path)
    assert book.problems == (), show(book)
    assert book.instrument.convention.source == f"{layout.name}!A2"
    assert all(column.score >= 60 for column in book.columns)


@EVERY
def test_a_template_has_the_layout_that_it_is_for(tmp_path: Path, layout: Layout) -> None:
    model, factors, standards, _, _ = ANSWERS[layout.slug]
    book = book_of(layout, tmp_path)
    assert [standard.model for standard in book.standards] == [model] * standards
    assert [factor.name for factor in book.standards[0].factors] == factors
    assert all(standard.statutory for standard in book.standards), show(book)


@EVERY
def test_facts_of_a_template_bring_its_band(tmp_path: Path, layout: Layout) -> None:
    *_, case, expected = ANSWERS[layout.slug]
    book = book_of(layout, tmp_path)
    with Drivers() as drivers:
        answer = assess(book, book.standards[0], case, drivers)
    assert [said(measure) for measure in answer.measures] == expected


@EVERY
def test_every_row_of_a_template_answers_itself(tmp_path: Path, layout: Layout) -> None:
    book = book_of(layout, tmp_path)
    if layout.slug != "weights":
        assert all(bands(standard) for standard in book.standards)
    assert unanswered(book) == []


@EVERY
def test_a_template_says_in_its_first_rows_that_it_is_an_example(layout: Layout) -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(template(layout.slug))).worksheets
    assert (sheet["A1"].value, sheet["A2"].value) == (MARK, CONVENTION)
    assert sheet.title == layout.name
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value)
    assert (sheet.freeze_panes is None) == (layout.slug == "cards")


@EVERY
def test_a_template_has_the_same_bytes_every_time(layout: Layout) -> None:
    made = template(layout.slug)
    template.cache_clear()
    assert hashlib.sha256(template(layout.slug)).digest() == hashlib.sha256(made).digest()
    package = zipfile.ZipFile(io.BytesIO(made))
    assert {entry.date_time for entry in package.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    assert package.read("docProps/core.xml").count(b"2026-01-01T00:00:00Z") == 2


@EVERY
def test_every_place_of_a_template_is_covered_once(layout: Layout) -> None:
    wide = len(layout.widths)
    covered = [
        (row, column)
        for one in placed(layout)
        for row in range(one.row, one.row + one.rows)
        for column in range(one.column, one.column + one.columns)
    ]
    assert sorted(covered) == [
        (row, column) for row in range(1, len(layout.all_rows) + 1) for column in range(1, wide + 1)
    ]
