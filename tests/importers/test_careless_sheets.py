"""Odd but plausible sheets of a careless clerk: whatever is read is what is printed, or a problem names the cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import openpyxl
import pytest

from importers.standards_workbook import read_standards_workbook
from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from tests.importers.sheets import UP, Printed, Shown, bands, errors, read, show, table

ACT = "未按规定备案"


def error_cells(folder: Path, *rows: tuple[Printed, ...]) -> set[str]:
    """The cells with an error."""
    return {cell for cell, _ in errors(read(folder, table(*rows)))}


@pytest.mark.parametrize("amount", ["1000", "5000", "20000", "500-2000", "1,000"])
def test_a_bare_number_that_is_too_high_for_ten_thousands_is_not_taken(tmp_path: Path, amount: str) -> None:
    heading = ("违法行为", "违法情节", "罚款（万元）")
    assert error_cells(tmp_path, heading, (ACT, "初次", amount), (UP, "再次", "1-5")) == {"C2"}


def test_a_limit_of_its_own_column_is_as_doubtful(tmp_path: Path) -> None:
    heading = ("违法行为", "违法情节", "罚款下限（万元）", "罚款上限（万元）")
    assert error_cells(tmp_path, heading, (ACT, "初次", 1, 5000), (UP, "再次", 1, 2)) >= {"C2", "D2"}


def test_a_high_fine_that_is_written_out_is_taken(tmp_path: Path) -> None:
    heading = ("违法行为", "违法情节", "罚款（万元）")
    book = read(tmp_path, table(heading, (ACT, "初次", "1000万元以上2000万元以下")))
    assert bands(book.standards[0])[0][1] == "罚款 10000000–20000000 元"
    assert not errors(book)


def test_a_share_below_one_under_a_percentage_is_not_taken(tmp_path: Path) -> None:
    heading = ("违法行为", "违法情节", "罚款比例（%）")
    rows = ((ACT, "初次", Shown(0.05, "0%")), (UP, "再次", 0.05), (UP, "三次", 6))
    assert error_cells(tmp_path, heading, *rows) == {"C3"}


def test_a_condition_that_became_a_date_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["违法行为", "逾期月数", "处罚标准"])
    sheet.append([ACT, dt.date(2026, 3, 6), "处1000元罚款"])
    sheet.append([None, "6个月以上", "处2000元罚款"])
    book.save(tmp_path / "表.xlsx")
    read_back = read_standards_workbook(tmp_path / "表.xlsx")
    assert [cell for cell, message in errors(read_back) if "日期" in message] == ["B2"], show(read_back)


def test_a_heading_merged_into_the_body_is_no_condition(tmp_path: Path) -> None:
    rows = ((ACT, UP, "处1000元罚款"), (UP, "再次", "处2000元罚款"))
    assert error_cells(tmp_path, ("违法行为", "违法情节", "处罚标准"), *rows) == {"C2"}


def test_a_condition_right_of_the_penalty_is_asked(tmp_path: Path) -> None:
    heading = ("违法行为", "违法情节", "处罚标准", "整改情况")
    rows = ((ACT, "初次", "处1000元罚款", "已整改"), (UP, "再次", "处2000元罚款", "未整改"))
    book = read(tmp_path, table(heading, *rows))
    assert bands(book.standards[0]) == [
        ("违法情节=初次; 整改情况=已整改", "罚款 1000 元"),
        ("违法情节=再次; 整改情况=未整改", "罚款 2000 元"),
    ]


def test_an_unknown_column_right_of_the_penalty_is_named(tmp_path: Path) -> None:
    heading = ("违法行为", "违法情节", "处罚标准", "甲乙")
    rows = ((ACT, "初次", "处1000元罚款", "夜间"), (UP, "再次", "处2000元罚款", "白天"))
    book = read(tmp_path, table(heading, *rows))
    assert any(p.cell == "D1" and "没有作为条件" in p.message for p in book.problems), show(book)


def test_a_faulty_penalty_of_a_date_does_not_answer(tmp_path: Path) -> None:
    rows = ((ACT, "初次", "处1000\n2000元罚款"), (UP, "再次", "处2000元罚款"))
    book = read(tmp_path, table(("违法行为", "违法情节", "处罚标准"), *rows))
    (standard,) = book.standards
    with Drivers() as drivers, pytest.raises(AssessmentRefused):
        assess(book, standard, CaseInput(facts=standard.rows[0].when), drivers)
