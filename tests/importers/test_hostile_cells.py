"""Cells that no honest table holds: each is named at its address, and no row answers that rests on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers.standards_workbook import read_standards_workbook
from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from tests.importers.packages import HEADING, MAIN, OFFICE, merged, package, row, text, worksheet
from tests.importers.sheets import BOTH, errors

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import StandardsWorkbook

STYLES = {
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
}
STYLED = f'<Relationship Id="rt" Type="{OFFICE}/styles" Target="styles.xml"/>'
VIOLATION = "未按规定公示收费标准"
GOOD = "处2000元以上5000元以下罚款"
FORMULA = "=HYPERLINK(1)"


def number(written: str, *, style: int = 0, kind: str = "n") -> str:
    """A cell that is no text."""
    return f'<c s="{style}" t="{kind}"><v>{written}</v></c>'


def formula(written: str, result: str = "", kind: str = "str") -> str:
    return f'<c t="{kind}"><f>{written}</f><v>{result}</v></c>'


def read(tmp_path: Path, *rows: str, behind: str = "") -> StandardsWorkbook:
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(worksheet(*rows, behind=behind), parts=STYLES, relations=STYLED))
    return read_standards_workbook(path, convention=BOTH)


def answered(book: StandardsWorkbook) -> list[str]:
    """The cells of the rows that answer for their own conditions."""
    found = []
    with Drivers() as drivers:
        for standard in book.standards:
            for band in standard.rows:
                try:
                    assess(book, standard, CaseInput(facts=band.when), drivers)
                except AssessmentRefused:
                    continue
                found.append(band.cell)
    return found


NOT_UNDERSTOOD = {
    "a number beyond all numbers": number("1e400"),
    "no number": number("NaN"),
    "a hexadecimal number": number("0x10"),
    "a number of three hundred digits": number("9" * 300),
    "a number of three hundred digits as a text": text(f"处{'9' * 300}元罚款"),
    "a number of three hundred digits, grouped": text(f"处{'9,999' * 80}元罚款"),
    "a number of a hundred Chinese figures": text(f"处{'九' * 100}元罚款"),
    "digits of another script": text("处١٠٠٠元罚款"),
    "a date far away": number("99999999", style=1),
    "a date before all dates": number("-5", style=1),
    "a date that is none": number("2021-13-45", kind="d"),
    "an error value": number("#REF!", kind="e"),
    "a formula without its result": formula("SUM(A1:A2)"),
    "a text of 60,000 characters": text("处1000元罚款" + "罚" * 60_000),
    "a penalty of 3,000 characters": text("处1000元罚款，" + "并通报批评" * 600),
    "a text that is written from right to left": text("处\u202e0001\u202c元罚款"),
    "an amount in isolates": text("处\u20661\u2069000元罚款"),
    "nothing but zero": text("处0元罚款"),
    "an amount of twenty digits": text("处99999999999999999999元罚款"),
    "an exponent": text("处1e5元罚款"),
    "a negative amount": text("处-1000元罚款"),
}


@pytest.mark.parametrize("hazard", NOT_UNDERSTOOD)
def test_a_penalty_that_is_not_understood_is_named_and_answers_nothing(tmp_path: Path, hazard: str) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, "初次违法的", NOT_UNDERSTOOD[hazard]),
        row(3, VIOLATION, "再次违法的", GOOD),
    )
    assert "C2" in [cell for cell, _ in errors(book)]
    assert answered(book) == ["C3"]


CONDITIONS = {
    "a number beyond all numbers": number("1e400"),
    "a number of three hundred digits": text(f"超标{'9' * 300}倍的"),
    "a text of 60,000 characters": text("初次违法的" + "长" * 60_000),
    "an error value": number("#N/A", kind="e"),
    "a formula without its result": formula("A1"),
    "a text that is written from right to left": text("初次\u202e法违"),
}


@pytest.mark.parametrize("hazard", CONDITIONS)
def test_a_condition_that_is_not_understood_is_named_and_answers_nothing(tmp_path: Path, hazard: str) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, CONDITIONS[hazard], "处1000元罚款"),
        row(3, VIOLATION, "再次违法的", GOOD),
    )
    assert "B2" in [cell for cell, _ in errors(book)]
    assert answered(book) == ["C3"]


def test_a_violation_that_is_not_understood_answers_nothing(tmp_path: Path) -> None:
    book = read(tmp_path, HEADING, row(2, "未按\u202e规定", "初次违法的", "处1000元罚款"))
    assert answered(book) == []


def test_a_heading_that_is_not_understood_answers_nothing(tmp_path: Path) -> None:
    headings = row(1, "违法行为", "违法情节", "裁量标准（万\u202e元）")
    book = read(tmp_path, headings, row(2, VIOLATION, "初次违法的", "1-3"))
    assert answered(book) == []
    assert any("C1 的内容有误" in message for cell, message in errors(book) if cell == "C2")


def test_one_penalty_column_that_is_not_understood_takes_the_row_with_it(tmp_path: Path) -> None:
    headings = row(1, "违法行为", "违法情节", "对单位罚款", "对直接责任人员罚款")
    book = read(
        tmp_path,
        headings,
        row(2, VIOLATION, "初次违法的", "处1000元罚款", number("1e400")),
        row(3, VIOLATION, "再次违法的", "处2000元罚款", "处X元罚款"),
        row(4, VIOLATION, "多次违法的", "处3000元罚款", "处300元罚款"),
    )
    assert answered(book) == ["C4"]
    assert any("D2 的内容有误" in message for cell, message in errors(book) if cell == "C2")


def test_ditto_of_a_faulty_cell_is_as_faulty(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, "初次违法的", "处1000\u2066元\u2069罚款"),
        row(3, VIOLATION, "再次违法的", "同上"),
        row(4, VIOLATION, "多次违法的", "同上"),
    )
    assert answered(book) == []
    assert {"C2", "C3", "C4"} <= {cell for cell, _ in errors(book)}


def test_overlapping_merges_answer_nothing(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, "初次违法的", "处1000元罚款"),
        row(3, VIOLATION, "再次违法的", GOOD),
        behind=merged("C2:C3", "B3:C3"),
    )
    assert answered(book) == []


def test_merges_that_overlap_in_the_header_answer_nothing(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        row(1, "违法行为", "违法情节", "罚款下限（元）", "罚款上限（元）"),
        row(2, VIOLATION, "初次违法的", "1000", "5000"),
        behind=merged("C1:D1", "D1:D2"),
    )
    assert answered(book) == []


def test_controls_are_no_part_of_a_text(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, "未按_x001B_[31m规定", "初次\x9b31m违法的_x0007_", "处1000元罚款_x000D_"),
    )
    (standard,) = book.standards
    printed = [standard.violation, *(text for _, text in standard.rows[0].when), standard.rows[0].text]
    assert all(char.isprintable() for part in printed for char in part), printed


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", FORMULA])
def test_a_text_that_begins_like_a_formula_is_a_text(tmp_path: Path, begins: str) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, text(begins), "处1000元罚款"),
        row(3, VIOLATION, "再次违法的", text(begins)),
    )
    (standard,) = book.standards
    assert standard.rows[0].when == (("违法情节", begins),)
    assert answered(book) == ["C2"]


def test_a_stored_result_counts_and_the_formula_is_not_worked_out(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        HEADING,
        row(2, VIOLATION, "初次违法的", formula("WEBSERVICE(&quot;http://x/&quot;)", "处1000元罚款")),
    )
    assert book.standards[0].rows[0].text == "处1000元罚款"


def test_a_result_from_another_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    sheet = worksheet(HEADING, row(2, VIOLATION, "初次违法的", formula("[1]表!A1", "处1000元罚款")))
    path.write_bytes(package(sheet, parts={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}))
    said = " ".join(problem.message for problem in read_standards_workbook(path).problems)
    assert "别的工作簿" in said
