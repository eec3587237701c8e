"""A settlement by which nothing is read any more is named, and stops what would be read without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from standards_1023.settlements import LEFT_OUT, Settlement, SettlementKind, column_key, text_key
from standards_1023.values import ProblemReach, ProblemSeverity
from tests.importers.explained import unexplained
from tests.importers.sheets import LEFT, UP, Page, errors, read, show, table, warnings
from tests.importers.test_settled_cells import PAGE, alone
from tests.importers.test_settled_unheaded import ON, found, said

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import Problem, StandardsWorkbook

NOWHERE = "在现在的表里找不到，没有按确认读"


def lost(book: StandardsWorkbook) -> list[Problem]:
    """The errors that say so."""
    assert unexplained(book) == [], show(book)
    return [one for one in book.problems if NOWHERE in one.message]


def stopped(book: StandardsWorkbook, sheet: str) -> list[bool]:
    """Of each band of a sheet whether it may not be applied."""
    bands = [(one, row) for one in book.standards if one.sheet == sheet for row in one.rows]
    return [any(book.errors_at(one.sheet, row.cell)) for one, row in bands]


OTHERS = Page((("违法行为", "违法情节", "处罚标准"), ("乱倒垃圾", "初次", "处600元罚款")), name="乙")
NUMBERED = ("序号", "违法行为", "违法情节", None, "处罚标准")


def test_a_column_without_a_heading_that_is_gone_stops_the_standards_of_its_sheet(tmp_path: Path) -> None:
    before = Page((NUMBERED, (1, "沿街晾晒", "初次", "3倍", "处1000元罚款")), name="甲")
    (one,) = found(tmp_path, before, OTHERS)
    rows = ((1, "沿街晾晒", "初次", None, "处1000元罚款"), (UP, UP, "再次", None, "处2000元罚款"))
    book = read(
        tmp_path, replace(before, rows=(NUMBERED, *rows)), OTHERS, settlements=[said(one.key, "上限")]
    )
    (problem,) = lost(book)
    assert (problem.sheet, problem.cell, problem.reach) == ("甲", "A1", ProblemReach.SHEET)
    assert problem.severity is ProblemSeverity.ERROR
    assert problem.message == (
        "2026-11-24确认的「甲 · 违法情节 · 处罚标准 · 共1列第1列 · 没有处罚」一列认作「上限」，"
        "在现在的表里找不到，没有按确认读。请在“确认过的读法”里撤销，仍要这样读的重新确认。"
    )
    assert stopped(book, "甲") == [True, True]
    assert stopped(book, "乙") == [False]


def test_where_the_sheet_itself_is_gone_every_standard_is_stopped(tmp_path: Path) -> None:
    before = Page((NUMBERED, (1, "沿街晾晒", "初次", "南区", "处1000元罚款")), name="甲")
    (one,) = found(tmp_path, before)
    book = read(tmp_path, replace(before, name="丙"), OTHERS, settlements=[said(one.key, LEFT_OUT)])
    assert [problem.reach for problem in lost(book)] == [ProblemReach.WORKBOOK]
    assert stopped(book, "丙") == [True]
    assert stopped(book, "乙") == [True]


def test_a_column_whose_heading_changed_stops_every_standard(tmp_path: Path) -> None:
    settled = Settlement(SettlementKind.COLUMN, column_key(["说明"]), "裁量因素", "zhangsan", ON)
    rows = ((1, "沿街晾晒", "初次", "造成人员受伤的", "处1000元罚款"),)
    held = read(tmp_path, table((*NUMBERED[:3], "说明", "处罚标准"), *rows), settlements=[settled])
    assert lost(held) == []
    book = read(tmp_path, table((*NUMBERED[:3], "说明：", "处罚标准"), *rows), settlements=[settled])
    (problem,) = lost(book)
    assert problem.reach is ProblemReach.WORKBOOK
    assert stopped(book, "裁量基准") == [True]


def test_a_cell_that_is_gone_stops_the_standards_of_its_sheet(tmp_path: Path) -> None:
    settled = alone(tmp_path, "D5", "罚款50000元", PAGE)
    changed = table(*PAGE.rows[:4], (UP, UP, "再次", "罚六个数"))
    book = read(tmp_path, changed, OTHERS, settlements=[settled])
    (problem,) = lost(book)
    assert problem.message.startswith(
        "2026-11-24确认的「裁量基准 · 2 · 乱倒垃圾 · 处罚标准 · 再次 · 罚五个数」读作"
    )
    assert all(stopped(book, "裁量基准"))
    assert stopped(book, "乙") == [False]


def test_a_text_that_is_written_nowhere_is_only_named(tmp_path: Path) -> None:
    settled = Settlement(SettlementKind.TEXT, text_key("罚七个数"), "罚款7元", "zhangsan", ON)
    book, plain = read(tmp_path, PAGE, settlements=[settled]), read(tmp_path, PAGE)
    assert errors(book) == errors(plain)
    (said_of_it,) = set(warnings(book)) - set(warnings(plain))
    assert said_of_it == (
        "A1",
        "2026-11-24确认的「罚七个数」读作「罚款7元」，在现在的表里没有这样写的格子。不再需要的，请在“确认过的读法”里撤销。",
    )
    assert unexplained(book) == []


@pytest.mark.parametrize("second", ["裁量标准", "违法情节"])
def test_another_sheet_with_one_column_of_the_heading_changes_nothing(tmp_path: Path, second: str) -> None:
    twins = Page((("违法行为", "裁量标准", LEFT), ("沿街晾晒", "初次", "处1000元罚款")), name="甲")
    plain = Page((("违法行为", "情节", second), ("乱倒垃圾", "初次", "处600元罚款")), name="乙")
    settled = Settlement(SettlementKind.COLUMN, column_key(["裁量标准"], 1, 2), "裁量因素", "zhangsan", ON)
    book = read(tmp_path, twins, plain, settlements=[settled])
    assert not any("与确认时不同" in message or NOWHERE in message for _, message in errors(book)), show(book)
    alone_now = read(tmp_path, replace(plain, rows=plain.rows), settlements=[settled])
    assert all(stopped(alone_now, "乙")), show(alone_now)
