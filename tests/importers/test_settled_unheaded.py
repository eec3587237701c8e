"""Columns that nothing heads are read as somebody settled, as long as they stand where they stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from importers.cells_taken import ColumnTaken, Place, cells_taken
from importers.columns import Role
from rules.agreement import prove
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import LEFT_OUT, Settlement, SettlementKind, column_key
from tests.importers.explained import unexplained
from tests.importers.sheets import (
    BOTH,
    LEFT,
    UP,
    Page,
    Printed,
    bands,
    errors,
    factors,
    read,
    show,
    table,
    warnings,
    weights,
    write_xlsx,
)

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import StandardsWorkbook

ON = date(2026, 11, 24)
HEAD = ("序号", "违法行为", "违法情节", None, "处罚标准")
DISTRICTS = table(
    HEAD,
    (1, "沿街晾晒", "初次", "南区", "处1000元罚款"),
    (UP, UP, "再次", "北区", "处2000元罚款"),
)


def found(folder: Path, *pages: Page) -> list[ColumnTaken]:
    """The columns without headings that may be settled."""
    path = write_xlsx(folder / "表.xlsx", *pages)
    return [one for sheet in cells_taken(path.name, path.read_bytes(), BOTH) for one in sheet.unheaded]


def said(key: str, meaning: str) -> Settlement:
    return Settlement(SettlementKind.UNHEADED, key, meaning, "zhangsan", ON)


def settled(folder: Path, meaning: str, *pages: Page, xls: bool = False) -> StandardsWorkbook:
    """Read with the only column without headings settled."""
    (one,) = found(folder, *pages)
    return read(folder, *pages, xls=xls, settlements=[said(one.key, meaning)])


def unheaded(book: StandardsWorkbook) -> list[str]:
    return [cell for cell, message in errors(book) if "上面没有表头" in message]


@pytest.mark.parametrize("xls", [False, True])
def test_a_column_without_a_heading_is_a_condition_once_it_is_settled(tmp_path: Path, *, xls: bool) -> None:
    before = read(tmp_path, DISTRICTS, xls=xls)
    assert unheaded(before) == ["E2", "E3"]
    assert all("确认这一列是什么" in message for _, message in errors(before))
    book = settled(tmp_path, "裁量因素", DISTRICTS, xls=xls)
    assert errors(book) == [], show(book)
    assert [name for name, *_ in factors(book.standards[0])] == ["违法情节", "违法情节右边第1列"]
    assert bands(book.standards[0])[0][0] == "违法情节=初次; 违法情节右边第1列=南区"
    name = "违法情节右边第1列（没有表头）"
    assert (
        "D1",
        f"「{name}」一列按2026-11-24的确认认作「裁量因素」（确认人 zhangsan）。",
    ) in warnings(book)
    assert [(one.cell, one.printed, one.meaning) for one in book.settled] == [("D1", name, "裁量因素")]
    assert [(one.column, one.heading, one.role, one.score) for one in book.columns if one.column == 4] == [
        (4, "违法情节右边第1列", "裁量因素", 100)
    ]
    assert unexplained(book) == unexplained(before) == []
    assert prove(book.standards, book.instrument).holds_for(book.standards, book.instrument)


def test_a_column_without_a_heading_is_a_penalty_once_it_is_settled(tmp_path: Path) -> None:
    page = table(
        (*HEAD[:3], "处罚标准", None),
        (1, "沿街晾晒", "初次", "处1000元罚款", "没收违法所得"),
        (UP, UP, "再次", "处2000元罚款", None),
    )
    assert unheaded(read(tmp_path, page)) == ["D2", "D3"]
    book = settled(tmp_path, "处罚标准", page)
    assert unheaded(book) == []
    assert [m for _, m in bands(book.standards[0])] == ["罚款 1000 元; 没收", "罚款 2000 元"], show(book)


def test_a_column_without_a_heading_takes_no_unit_and_no_subject_from_its_neighbour(tmp_path: Path) -> None:
    page = table(
        ("序号", "违法行为", "违法情节", "对单位罚款（万元）", None),
        (1, "沿街晾晒", "初次", "1", "另处20元罚款"),
    )
    book = settled(tmp_path, "处罚标准", page)
    assert [m for _, m in bands(book.standards[0])] == ["单位:罚款 10000 元; 罚款 20 元"], show(book)


@pytest.mark.parametrize("meaning", [LEFT_OUT, "备注"])
def test_a_column_without_a_heading_is_no_error_where_it_is_not_used_or_a_note(
    tmp_path: Path, meaning: str
) -> None:
    book = settled(tmp_path, meaning, DISTRICTS)
    assert errors(book) == []
    assert [words for words, _ in bands(book.standards[0])] == ["违法情节=初次", "违法情节=再次"], show(book)


def test_a_condition_right_of_the_penalties_is_one_once_it_is_settled(tmp_path: Path) -> None:
    rows: tuple[tuple[Printed, ...], ...] = (
        (1, "沿街晾晒", "初次", "处1000元罚款", "南区的不适用"),
        (UP, UP, "再次", "处2000元罚款", "处5000元罚款的除外"),
    )
    book = settled(tmp_path, "裁量因素", table((*HEAD[:3], "处罚标准", None), *rows))
    assert [words.count("=") for words, _ in bands(book.standards[0])] == [2, 2], show(book)
    headed = table((*HEAD[:3], "处罚标准", "口径"), *rows)
    key = Settlement(SettlementKind.COLUMN, column_key(["口径"]), "裁量因素", "zhangsan", ON)
    book = read(tmp_path, headed, settlements=[key])
    assert [words.count("=") for words, _ in bands(book.standards[0])] == [2, 2], show(book)


def test_merged_cells_of_a_column_without_a_heading_are_left_out_whole(tmp_path: Path) -> None:
    page = table(
        (*HEAD[:4], None, "处罚标准"),
        (1, "沿街晾晒", "初次", "南区", LEFT, "处1000元罚款"),
        (UP, UP, "再次", "北区", LEFT, "处2000元罚款"),
    )
    assert errors(settled(tmp_path, LEFT_OUT, page)) == []
    book = settled(tmp_path, "裁量因素", page)
    assert errors(book) == []
    assert [words.count("=") for words, _ in bands(book.standards[0])] == [2, 2], show(book)


def test_a_column_without_a_heading_in_a_table_of_weights_is_left_out(tmp_path: Path) -> None:
    page = table(
        ("裁量要素", "裁量选项", None, "权重"),
        ("裁量起点", LEFT, None, "10%"),
        ("违法情节", "轻微", None, "0%"),
        (UP, "严重", "造成伤亡的不适用", "30%"),
        ("备注", "罚款金额＝裁量百分值总和×10万元", LEFT, LEFT),
    )
    assert errors(read(tmp_path, page))
    book = settled(tmp_path, LEFT_OUT, page)
    assert errors(book) == [], show(book)
    assert weights(book.standards[0].weights[0]) == [("违法情节", "轻微", "0%"), ("违法情节", "严重", "30%")]


def test_what_was_settled_holds_in_a_workbook_that_changed_elsewhere(tmp_path: Path) -> None:
    (one,) = found(tmp_path, DISTRICTS)
    changed = table(
        ("环水局裁量基准表", LEFT, LEFT, LEFT, LEFT, LEFT),
        (*HEAD, "备注"),
        (1, "乱倒垃圾", "初次", None, "处600元罚款"),
        (2, "沿街晾晒", "初次", "南区", "处1000元罚款"),
        (UP, UP, "再次", "西区和北区", "处2500元罚款"),
    )
    book = read(tmp_path, changed, settlements=[said(one.key, "裁量因素")])
    assert unheaded(book) == []
    assert [s.cell for s in book.settled] == ["D2"]


CHANGED = {
    "the sheet has another name": replace(DISTRICTS, name="基准"),
    "the heading on the left is another": table((*HEAD[:2], "情形", None, "处罚标准"), *DISTRICTS.rows[1:]),
    "the heading on the right is another": table((*HEAD[:4], "罚款标准"), *DISTRICTS.rows[1:]),
    "a blank column came between": table(
        (*HEAD[:4], None, "处罚标准"), *((*row[:3], None, *row[3:]) for row in DISTRICTS.rows[1:])
    ),
    "a column without a heading came between": table(
        (*HEAD[:4], None, "处罚标准"), *((*row[:4], "甲", row[4]) for row in DISTRICTS.rows[1:])
    ),
    "a penalty is printed in it": table(*DISTRICTS.rows[:2], (UP, UP, "再次", "另处5万元罚款", "警告")),
}


@pytest.mark.parametrize("change", CHANGED)
def test_where_the_place_changed_nothing_is_settled_and_the_error_is_back(
    tmp_path: Path, change: str
) -> None:
    (one,) = found(tmp_path, DISTRICTS)
    for meaning in ("裁量因素", LEFT_OUT):
        book = read(tmp_path, CHANGED[change], settlements=[said(one.key, meaning)])
        named = [p for p in book.problems if "在现在的表里找不到" in p.message]
        assert len(named) == 1
        plain, others = read(tmp_path, CHANGED[change]), tuple(p for p in book.problems if p not in named)
        assert replace(book, problems=others) == replace(plain, sha256=book.sha256)
        assert unheaded(book), show(book)


def test_beyond_the_last_heading_another_column_without_one_takes_the_settlement_away(tmp_path: Path) -> None:
    head = (*HEAD[:3], "处罚标准")
    one = table((*head, None), (1, "沿街晾晒", "初次", "处1000元罚款", "另处5万元罚款"))
    two = table((*head, None, None), (1, "沿街晾晒", "初次", "处1000元罚款", "没收违法所得", "另处5万元罚款"))
    (before,) = found(tmp_path, one)
    book = read(tmp_path, two, settlements=[said(before.key, "处罚标准")])
    assert unheaded(book) == ["D2"]
    assert before.key not in {after.key for after in found(tmp_path, two)}


def test_two_columns_between_the_same_headings_are_settled_each_for_itself(tmp_path: Path) -> None:
    page = table(
        (*HEAD[:4], None, "处罚标准"),
        (1, "沿街晾晒", "初次", "南区", "另行通报", "处1000元罚款"),
        (UP, UP, "再次", "北区", "另行告知", "处2000元罚款"),
    )
    first, second = found(tmp_path, page)
    one = read(tmp_path, page, settlements=[said(first.key, "裁量因素")])
    assert "「另行通报」（E2）" in dict(errors(one))["F2"]
    both = read(tmp_path, page, settlements=[said(first.key, "裁量因素"), said(second.key, LEFT_OUT)])
    assert errors(both) == []
    assert bands(both.standards[0])[1][0] == "违法情节=再次; 违法情节右边第1列=北区"


def test_tables_that_are_headed_alike_are_told_by_their_titles(tmp_path: Path) -> None:
    def block(title: str, district: str) -> tuple[tuple[Printed, ...], ...]:
        return (
            (title, LEFT, LEFT),
            ("违法情节", None, "处罚标准"),
            ("初次", district, "处1000元罚款"),
            (None, None, None),
        )

    (alone,) = found(tmp_path, Page(block("一、沿街晾晒", "南区")))
    page = Page((*block("一、沿街晾晒", "南区"), *block("二、乱倒垃圾", "北区")))
    first, second = found(tmp_path, page)
    assert len({alone.key, first.key, second.key}) == 3
    book = read(tmp_path, page, settlements=[said(first.key, "裁量因素")])
    assert unheaded(book) == ["C7"], show(book)
    same = Page((*page.rows[:4], *page.rows[:2], *page.rows[6:]))
    assert found(tmp_path, same) == []
    assert all("补写表头后重新导入" in message for _, message in errors(read(tmp_path, same)))


def test_a_column_without_a_heading_is_settled_as_a_role_or_as_not_used(tmp_path: Path) -> None:
    with pytest.raises(SettlementRefused, match="不能确认为「罚金」"):
        settled(tmp_path, "罚金", DISTRICTS)


@pytest.mark.parametrize(
    ("meaning", "taken"), [("裁量因素", Role.FACTOR), (LEFT_OUT, Place.LEFT_OUT), (None, Place.UNREAD)]
)
def test_cells_without_a_heading_are_shown_as_what_was_settled(
    tmp_path: Path, meaning: str | None, taken: Role | Place
) -> None:
    (one,) = found(tmp_path, DISTRICTS)
    path = write_xlsx(tmp_path / "表.xlsx", DISTRICTS)
    settlements = [said(one.key, meaning)] if meaning else []
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH, settlements)
    assert [cell.taken for cell in sheet.cells if cell.address in {"D2", "D3"}] == [taken, taken]
    (column,) = sheet.unheaded
    role = taken if isinstance(taken, Role) else None
    assert (column.heading, column.key, column.role, column.settled) == (
        "D1",
        one.key,
        role,
        meaning is not None,
    )


TWINS: tuple[tuple[Printed, ...], ...] = (
    ("违法行为", "裁量标准", LEFT, LEFT),
    ("沿街晾晒", "甲类", "南区", "处1000元罚款"),
    (UP, "乙类", "北区", "处2000元罚款"),
)


@pytest.mark.parametrize(("place", "twins"), [(2, 3), (1, 1), (1, 2)])
def test_of_columns_with_the_same_headings_none_is_settled_once_their_number_changed(
    tmp_path: Path, place: int, twins: int
) -> None:
    kept = Settlement(SettlementKind.COLUMN, column_key(["裁量标准"], place, twins), "备注", "zhangsan", ON)
    page = Page(tuple((row[0], "裁量标准" if row[0] == "违法行为" else "丙", *row[1:]) for row in TWINS))
    book = read(tmp_path, page, settlements=[kept])
    assert book.settled == ()
    assert [message for cell, message in errors(book) if "与确认时不同" in message] == [
        "表头是「裁量标准」的现在有 4 列，与确认时不同，不知道确认的是哪一列，没有按确认读。请重新确认。"
    ]
    assert unexplained(book) == []
    again = replace(kept, key=column_key(["裁量标准"], 3, 4))
    for settlements in ([again], [kept, again]):
        book = read(tmp_path, page, settlements=settlements)
        assert [s.cell for s in book.settled] == ["C1"]
        assert not any("与确认时不同" in message for _, message in errors(book))
