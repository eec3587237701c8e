"""One cell is settled by what its standard and its column print, wherever it stands, and no other with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from importers.cells_taken import cells_taken
from importers.settled_sheets import keys_of_cells
from standards_1023.settlements import LONGEST, Settlement, SettlementKind, text_key
from tests.importers.explained import unexplained
from tests.importers.sheets import (
    BOTH,
    LEFT,
    UP,
    Page,
    Printed,
    bands,
    errors,
    read,
    show,
    table,
    warnings,
    write_xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ON = date(2026, 11, 24)
HEAD = ("序号", "违法行为", "违法情节", "处罚标准")
ROWS: tuple[tuple[Printed, ...], ...] = (
    (1, "沿街晾晒", "初次", "罚五个数"),
    (UP, UP, "再次", "处8万元罚款"),
    (2, "乱倒垃圾", "初次", "罚五个数"),
    (UP, UP, "再次", "罚五个数"),
)
PAGE = table(HEAD, *ROWS)


def key(folder: Path, cell: str, *pages: Page, others: Sequence[Settlement] = ()) -> str | None:
    """The key of a cell of the first page."""
    path = write_xlsx(folder / "表.xlsx", *pages)
    return keys_of_cells(path.name, path.read_bytes(), others).of.get((pages[0].name, cell))


def alone(folder: Path, cell: str, meaning: str, *pages: Page) -> Settlement:
    found = key(folder, cell, *pages)
    assert found is not None
    return Settlement(SettlementKind.CELL, found, meaning, "zhangsan", ON)


def everywhere(printed: str, meaning: str) -> Settlement:
    return Settlement(SettlementKind.TEXT, text_key(printed), meaning, "zhangsan", ON)


@pytest.mark.parametrize("xls", [False, True])
def test_a_cell_is_read_as_it_was_settled_and_no_other_with_the_same_text(
    tmp_path: Path, *, xls: bool
) -> None:
    book = read(tmp_path, PAGE, xls=xls, settlements=[alone(tmp_path, "D5", "罚款50000元", PAGE)])
    assert [s.cell for s in book.settled] == ["D5"]
    assert bands(book.standards[1])[1] == ("违法情节=再次", "罚款 50000 元"), show(book)
    assert {"D2", "D4"} <= dict(errors(book)).keys()
    assert "D5" not in dict(errors(book))
    assert ("D5", "「罚五个数」按2026-11-24的确认读作「罚款50000元」（确认人 zhangsan）。") in warnings(book)


MOVED = {
    "rows came in above": table(
        ("裁量基准表", LEFT, LEFT, LEFT), HEAD, (1, "占道经营", "初次", "罚五个数"), *ROWS
    ),
    "a column came in": table(
        (*HEAD[:2], "处罚依据", *HEAD[2:]), *((*row[:2], None, *row[2:]) for row in ROWS)
    ),
    "the columns changed places": table(
        (HEAD[1], HEAD[0], *HEAD[2:]), *((row[1], row[0], *row[2:]) for row in ROWS)
    ),
    "the standards changed places": table(HEAD, *ROWS[2:], *ROWS[:2]),
    "another cell was mended": table(HEAD, *ROWS[:2], (2, "乱倒垃圾", "初次", "处100元罚款"), ROWS[3]),
    "blanks and widths": table(
        HEAD, *ROWS[:2], (2, "乱倒 垃圾", "初次", "罚五个数"), (UP, UP, "再 次", "罚 五个数")
    ),
}


@pytest.mark.parametrize("change", MOVED)
def test_a_settled_cell_is_found_where_it_stands_now(tmp_path: Path, change: str) -> None:
    settled = alone(tmp_path, "D5", "罚款50000元", PAGE)
    book = read(tmp_path, MOVED[change], settlements=[settled])
    assert len(book.settled) == 1
    (standard,) = (one for one in book.standards if one.code == "2")
    assert bands(standard)[1][1] == "罚款 50000 元", show(book)


GONE = {
    "the text is another": table(HEAD, *ROWS[:3], (UP, UP, "再次", "罚六个数")),
    "the condition beside it is another": table(HEAD, *ROWS[:3], (UP, UP, "多次", "罚五个数")),
    "the violation is another": table(HEAD, *ROWS[:2], (2, "乱扔垃圾", "初次", "罚五个数"), ROWS[3]),
    "the number is another": table(HEAD, *ROWS[:2], (3, *ROWS[2][1:]), ROWS[3]),
    "the heading is another": table((*HEAD[:3], "罚款标准"), *ROWS),
    "the sheet has another name": replace(PAGE, name="基准"),
    "the row below prints the text now": table(
        HEAD, *ROWS[:3], (UP, UP, "再次", "处9万元罚款"), (UP, UP, "多次", "罚五个数")
    ),
}


@pytest.mark.parametrize("change", GONE)
def test_where_a_part_of_its_place_changed_the_cell_is_read_as_it_prints(tmp_path: Path, change: str) -> None:
    book = read(tmp_path, GONE[change], settlements=[alone(tmp_path, "D5", "罚款50000元", PAGE)])
    named = [one for one in book.problems if "在现在的表里找不到" in one.message]
    assert len(named) == 1
    others = tuple(one for one in book.problems if one not in named)
    assert replace(book, problems=others) == replace(read(tmp_path, GONE[change]), sha256=book.sha256)


def test_of_cells_that_print_the_same_in_all_nobody_knows_which_was_settled(tmp_path: Path) -> None:
    settled = alone(tmp_path, "D4", "罚款50000元", PAGE)
    twice = table(HEAD, *ROWS[:3], (UP, UP, "初次", "罚五个数"))
    book = read(tmp_path, twice, settlements=[settled])
    assert book.settled == ()
    doubtful = [cell for cell, message in errors(book) if "都像是确认过的那一格" in message]
    assert doubtful == ["D4", "D5"]
    assert (
        "D4",
        "「罚五个数」和 裁量基准!D5 都像是确认过的那一格，分不清是哪一格，没有按确认读。请重新确认。",
    ) in errors(book)
    assert unexplained(book) == []


def test_what_was_settled_of_one_cell_goes_before_what_was_settled_of_its_text(tmp_path: Path) -> None:
    one, all_of_them = alone(tmp_path, "D5", "罚款50000元", PAGE), everywhere("罚五个数", "罚款5元")
    book = read(tmp_path, PAGE, settlements=[all_of_them, one])
    assert [(s.cell, s.meaning) for s in book.settled] == [
        ("D2", "罚款5元"),
        ("D4", "罚款5元"),
        ("D5", "罚款50000元"),
    ]
    assert key(tmp_path, "D5", PAGE, others=[all_of_them, everywhere("再次", "第二次")]) == one.key


def test_two_cells_of_one_row_are_settled_each_for_itself(tmp_path: Path) -> None:
    condition = alone(tmp_path, "C5", "第三次", PAGE)
    penalty = alone(tmp_path, "D5", "罚款50000元", PAGE)
    book = read(tmp_path, PAGE, settlements=[condition, penalty])
    assert bands(book.standards[1])[1] == ("违法情节=第三次", "罚款 50000 元"), show(book)


def test_the_violation_itself_is_settled_in_one_standard(tmp_path: Path) -> None:
    book = read(tmp_path, PAGE, settlements=[alone(tmp_path, "B4", "乱倒建筑垃圾", PAGE)])
    assert [one.violation for one in book.standards] == ["沿街晾晒", "乱倒建筑垃圾"]


@pytest.mark.parametrize("cell", ["A1", "D1", "D5", "F2"])
def test_what_belongs_to_no_single_standard_has_no_key(tmp_path: Path, cell: str) -> None:
    of_two = ((3, "占道经营", "初次", "罚六个数"), (4, "堆物", "初次", UP))
    page = table(HEAD, *ROWS[:2], (2, "乱倒垃圾", "初次", "处500元罚款"), *of_two)
    assert key(tmp_path, "D4", page) is not None
    assert key(tmp_path, cell, page) is None


def test_a_standard_without_a_number_is_known_by_its_violation(tmp_path: Path) -> None:
    rows = tuple(row[1:] for row in ROWS)
    settled = alone(tmp_path, "C5", "罚款50000元", table(HEAD[1:], *rows))
    book = read(tmp_path, table(HEAD[1:], ("占道经营", "初次", "处5元罚款"), *rows), settlements=[settled])
    assert [s.cell for s in book.settled] == ["C6"]


def test_long_texts_have_keys_that_can_be_kept_and_are_told_apart(tmp_path: Path) -> None:
    long = "很长的条件" * 100
    page = table(HEAD, (1, long, f"{long}甲", f"{long}罚五个数"), (UP, UP, f"{long}乙", f"{long}罚五个数"))
    keys = [key(tmp_path, cell, page) for cell in ("D2", "D3", "C2", "C3")]
    assert len({*keys}) == 4
    assert all(one is not None and len(one) <= LONGEST for one in keys)


def test_weights_of_a_sum_are_settled_alone(tmp_path: Path) -> None:
    page = table(
        ("裁量要素", "裁量选项", "权重"),
        ("裁量起点", LEFT, "10%"),
        ("违法情节", "轻微", "三成"),
        (UP, "严重", "三成"),
        ("备注", "罚款金额＝裁量百分值总和×10万元", LEFT),
    )
    named = Page(page.rows, name="沿街晾晒行为")
    book = read(tmp_path, named, settlements=[alone(tmp_path, "C4", "30%", named)])
    assert [str(o.percent) for g in book.standards[0].weights for o in g.options] == ["30"], show(book)


def test_the_cells_are_drawn_as_they_were_settled(tmp_path: Path) -> None:
    settled = alone(tmp_path, "D5", "罚款50000元", PAGE)
    path = write_xlsx(tmp_path / "表.xlsx", PAGE)
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH, [settled])
    assert [cell.text for cell in sheet.cells if cell.column == 4] == [
        "处罚标准",
        "罚五个数",
        "处8万元罚款",
        "罚五个数",
        "罚款50000元",
    ]
