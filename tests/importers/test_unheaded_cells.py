"""Cells of a table's body that stand under no heading are never lost in silence."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from importers.cells_taken import Place, cells_taken
from tests.importers.sheets import (
    BOTH,
    LEFT,
    UP,
    Printed,
    bands,
    errors,
    read,
    show,
    table,
    warnings,
    write_xlsx,
)

HEAD = ("序号", "违法行为", "违法情节", None, "处罚标准", None)


@pytest.mark.parametrize("beside", [("南区", None), (None, "没收违法所得"), (None, "处5万元罚款")], ids=str)
def test_a_condition_or_a_penalty_without_a_heading_stops_all_bands_of_the_standard(
    tmp_path: Path, beside: tuple[str | None, str | None]
) -> None:
    middle, right = beside
    page = table(
        HEAD,
        (1, "沿街晾晒", "初次", middle, "处1000元罚款", right),
        (UP, UP, "再次", None, "处2000元罚款", None),
    )
    book = read(tmp_path, page)
    assert [cell for cell, message in errors(book) if "没有表头" in message] == ["E2", "E3"], show(book)
    assert [words for words, _ in bands(book.standards[0])] == ["违法情节=初次", "违法情节=再次"]


@pytest.mark.parametrize(
    "numbers", [(1000, 5000), ("0.5", "1.5"), ("1-5", "5-10"), (500, 500), (7, 9), (20, None)], ids=str
)
def test_bare_numbers_without_a_heading_may_be_amounts_and_stop_the_standard(
    tmp_path: Path, numbers: tuple[Printed, Printed]
) -> None:
    head = ("序号", "违法行为", "违法情节", "罚款下限（元）", None)
    page = table(head, (1, "沿街晾晒", "初次", 500, numbers[0]), (UP, UP, "再次", 1000, numbers[1]))
    book = read(tmp_path, page)
    assert [cell for cell, message in errors(book) if "没有表头" in message] == ["D2", "D3"], show(book)


@pytest.mark.parametrize(
    "numbers",
    [(1, 2, 3), (1, 2, 1), ("1-1", "1-2", "2-1"), ("（1）", "（2）", "（3）"), (4, 5, 6), (1, None, 2)],
    ids=str,
)
def test_numbers_that_count_the_rows_need_no_heading(tmp_path: Path, numbers: tuple[Printed, ...]) -> None:
    rows = zip(("初次", "再次", "多次"), numbers, ("警告", "处1000元罚款", "处2000元罚款"), strict=True)
    page = table(HEAD[:5], *((UP if n else 1, UP if n else "沿街晾晒", *row) for n, row in enumerate(rows)))
    assert errors(read(tmp_path, page)) == []


def test_numbers_left_of_all_headings_need_none(tmp_path: Path) -> None:
    rows = ((7, "沿街晾晒", "初次", "警告"), (9, "乱倒垃圾", "初次", "处1000元罚款"))
    assert errors(read(tmp_path, table((None, "违法行为", "违法情节", "处罚标准"), *rows))) == []


def test_a_row_that_has_only_a_cell_without_a_heading_stops_the_standard_above(tmp_path: Path) -> None:
    page = table(
        HEAD,
        (1, "沿街晾晒", "初次", None, "处1000元罚款", None),
        (None, None, None, None, None, "另处5万元罚款"),
        (2, "乱倒垃圾", "初次", None, "处3000元罚款", None),
    )
    book = read(tmp_path, page)
    assert [cell for cell, message in errors(book) if "没有表头" in message] == ["E2"], show(book)


@pytest.mark.parametrize("beside", ["造成伤亡的不适用", "另处5万元罚款"])
def test_a_cell_without_a_heading_in_a_table_of_weights_stops_the_sum(tmp_path: Path, beside: str) -> None:
    page = table(
        ("裁量要素", "裁量选项", None, "权重"),
        ("裁量起点", LEFT, None, "10%"),
        ("违法情节", "轻微", None, "0%"),
        (UP, "严重", beside, "30%"),
        ("备注", "罚款金额＝裁量百分值总和×10万元", LEFT, LEFT),
    )
    book = read(tmp_path, page)
    assert [cell for cell, message in errors(book) if f"「{beside}」（C4）上面没有表头" in message] == ["D2"]


def test_a_remark_right_of_the_table_is_named_and_stops_nothing(tmp_path: Path) -> None:
    page = table(
        HEAD, (1, "沿街晾晒", "初次", None, "处1000元罚款", "与旧表相同"), (UP, UP, "再次", None, "警告")
    )
    book = read(tmp_path, page)
    assert errors(book) == []
    assert ("F2", "表格右边的「与旧表相同」上面没有表头，没有读取，请核对。") in warnings(book)


def test_a_merged_cell_without_a_heading_stops_the_standards_beside_it(tmp_path: Path) -> None:
    page = table(
        HEAD,
        (1, "沿街晾晒", "初次", "南区", "处1000元罚款"),
        (UP, UP, "再次", UP, "处2000元罚款"),
        (2, "乱倒垃圾", "初次", UP, "处3000元罚款"),
        (3, "无证经营", "初次", None, "处3000元罚款"),
    )
    book = read(tmp_path, page)
    assert [c for c, message in errors(book) if "没有表头" in message] == ["E2", "E3", "E4"], show(book)


def test_what_stands_under_no_heading_is_shown_as_not_read(tmp_path: Path) -> None:
    page = table(
        HEAD, (1, "沿街晾晒", "初次", "南区", "处1000元罚款"), (UP, UP, "再次", None, "处2000元罚款")
    )
    path = write_xlsx(tmp_path / "表.xlsx", page)
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH)
    assert [cell.address for cell in sheet.cells if cell.taken is Place.UNREAD] == ["D2"]
