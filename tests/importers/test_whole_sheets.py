"""Sheets as wholes: explanations, places, what is hidden, and what is not understood and must be named."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import openpyxl
import pytest

from importers.errors import WorkbookRefused
from importers.standards_workbook import read_standards_workbook
from tests.importers.sheets import (
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

LIST: tuple[tuple[Printed, ...], ...] = (
    ("序号", "违法行为", "处罚依据", "情节", "处罚标准"),
    (1, "乱贴广告", "《市容条例》第二十条", "贴一处的", "警告"),
    (UP, UP, UP, "贴两处以上的", "处200元以上500元以下罚款"),
)


def test_a_table_may_begin_anywhere_on_its_sheet(tmp_path: Path) -> None:
    book = read(tmp_path, Page(LIST, top=3, left=2))
    (standard,) = book.standards
    assert (standard.code, standard.cell, standard.rows[1].cell) == ("1", "B4", "F5")


def test_several_tables_of_several_kinds_stand_on_one_sheet(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("某局裁量基准", LEFT, LEFT, LEFT, LEFT),
            *LIST,
            (None,),
            ("二、超标排放", LEFT, LEFT, LEFT),
            ("违法程度", "后果轻微", "后果一般", "后果严重"),
            ("较轻", "1000元", "2000元", "3000元"),
            ("较重", "4000元", "5000元", "6000元"),
            (None,),
            ("三、偷排废水", LEFT, LEFT),
            ("裁量要素", "违法程度", "裁量权重"),
            ("裁量起点", LEFT, "10%"),
            ("排放量", "10吨以下", "0%"),
            (UP, "超过10吨", "30%"),
            ("备注", "罚款金额＝裁量权重总和×100万元", LEFT),
        ),
    )
    assert [(s.violation, s.model.value) for s in book.standards] == [
        ("乱贴广告", "grades"),
        ("超标排放", "matrix"),
        ("偷排废水", "weights"),
    ], show(book)
    assert not errors(book)


def test_a_sheet_of_explanations_only_gives_the_convention_and_no_problem(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        Page(
            (
                ("说明",),
                ("一、本表“以上”包含本数，“以下”不包含本数。",),
                ("二、罚款500元以下的，可以当场处罚。",),
            ),
            name="说明",
        ),
        Page(LIST, name="表"),
        convention=None,
    )
    assert (book.instrument.convention.above_included, book.instrument.convention.below_included) == (
        True,
        False,
    )
    assert book.instrument.convention.source == "说明!A2"
    assert bands(book.standards[0])[1][1] == "罚款 200–500 元 )"
    assert not errors(book)


def test_an_explanation_above_a_list_does_not_make_one_violation_of_it(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("说明：本表所称“以上”包括本数，“以下”不包括本数。", LEFT, LEFT, LEFT, LEFT),
            ("执法主体：某区城管局", LEFT, LEFT, LEFT, LEFT),
            *LIST,
            (2, "乱倒垃圾", "《市容条例》第二十一条", "一次", "警告"),
            (UP, UP, UP, "两次以上", "处500元罚款"),
        ),
        convention=None,
    )
    assert [s.violation for s in book.standards] == ["乱贴广告", "乱倒垃圾"], show(book)


def test_hidden_sheets_rows_and_columns_are_not_read_and_named(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "表.xlsx",
        Page((*LIST, (UP, UP, UP, "贴十处以上的", "处500元罚款")), hidden_rows=(3,)),
        Page(LIST, name="旧表", hidden=True),
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F1"] = "内部意见"
    book.worksheets[0]["F2"] = "处9000元罚款"
    book.worksheets[0].column_dimensions["F"].hidden = True
    book.save(path)
    reading = read_standards_workbook(path)
    assert [r.row for r in reading.standards[0].rows] == [2, 4], show(reading)
    named = {(p.sheet, p.cell) for p in reading.problems if "隐藏" in p.message}
    assert named == {("裁量基准", "A3"), ("裁量基准", "F1"), ("旧表", "A1")}


def test_a_formula_without_a_result_is_an_error_and_never_as_above(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "罚款（元）"),
            ("偷水", "《水法》第二十条", "轻微", 1000),
            (UP, UP, "一般", "=D2*2"),
            (UP, UP, "严重", 5000),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == ["罚款 1000 元", "其他", "罚款 5000 元"]
    assert {cell for cell, _ in errors(book)} == {"D3"}


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            (
                ("名称", "东区", "西区"),
                ("甲", "处1000元罚款", "处2000元罚款"),
                ("乙", "处3000元罚款", "处4000元罚款"),
            ),
            {"B2", "B3", "A1"},
        ),
        (
            (
                ("违法程度", "轻微", "一般", "严重"),
                ("适用情形", "贴1处", "贴2处", "贴3处以上"),
                ("处罚标准", "警告", "处200元罚款", "处500元罚款"),
            ),
            {"A3", "A1"},
        ),
        (
            (
                ("违法行为", "违法程度", "罚款", "违法行为", "违法程度", "罚款"),
                ("偷水", "轻微", "处1万元罚款", "漏水", "轻微", "处2万元罚款"),
                (UP, "严重", "处3万元罚款", UP, "严重", "处5万元罚款"),
            ),
            {"D1", "A1"},
        ),
    ],
    ids=["no headings that mean anything", "grades from left to right", "two tables side by side"],
)
def test_a_table_that_is_not_understood_is_an_error_at_its_cell(
    tmp_path: Path, rows: tuple[tuple[Printed, ...], ...], cells: set[str]
) -> None:
    book = read(tmp_path, table(*rows))
    assert not book.standards, show(book)
    assert {cell for cell, _ in errors(book)} == cells


def test_conditions_without_a_penalty_are_an_error(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "处罚标准"),
            ("偷水", "《水法》第二十条", "轻微", None),
            (UP, UP, "严重", "处300元罚款"),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == ["罚款 300 元"]
    assert len(errors(book)) == 1


def test_a_missing_convention_is_named_once(tmp_path: Path) -> None:
    book = read(tmp_path, Page(LIST, name="一"), Page(LIST, name="二"), convention=None)
    assert len([m for _, m in warnings(book) if "民法典" in m]) == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "损坏"),
        (b"a,b\n1,2\n", "不是 Excel"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused, match=word) as refused:
        read_standards_workbook(path)
    assert "\n" not in str(refused.value)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(()))
    with pytest.raises(WorkbookRefused, match="没有任何内容"):
        read_standards_workbook(path)


@pytest.mark.parametrize(
    "penalty",
    [
        "处上一年度销售额百分之一以上百分之三以下罚款",
        "处法定最高额罚款",
        "处15000至25000元罚款",
        "可以处二千元罚款",
    ],
)
def test_a_row_of_the_body_is_never_taken_for_a_header(tmp_path: Path, penalty: str) -> None:
    rows = [
        ["序号", "违法行为", "违法情形", "处罚标准"],
        ["1", "没有亮照经营", "情形甲", "处五百元罚款"],
        ["2", "没有明码标价", "情形乙", penalty],
        ["3", "没有出具凭证", "情形丙", "处八百元罚款"],
    ]
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    found = read_standards_workbook(path)
    assert [(s.code, s.violation) for s in found.standards] == [(row[0], row[1]) for row in rows[1:]]
    assert {column.header_row for column in found.columns} == {1}
