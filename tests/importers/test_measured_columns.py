"""Columns that measure the violation beside columns of penalties; units of headings; what is not computed."""

from __future__ import annotations

from datetime import date
from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.importers.sheets import (
    LEFT,
    UP,
    bands,
    errors,
    factors,
    figure,
    grades,
    read,
    show,
    table,
    warnings,
)

if TYPE_CHECKING:
    from standards_1023.values import Standard


def limits(standard: Standard) -> list[tuple[Any, Any, str]]:
    """(from, to, unit) of each condition of the only factor."""
    quantities = [c.quantity for c in standard.factors[0].conditions]
    return [(figure(q.range.low), figure(q.range.high), q.unit) for q in quantities if q is not None]


def test_grades_across_are_judged_together(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "裁量阶次", LEFT, LEFT, LEFT),
            (UP, UP, "不予处罚", "从轻处罚", "一般处罚", "从重处罚"),
            (1, "未备案", "首次且及时改正，不予处罚", "处1000元罚款", "处1000-3000元罚款", "处3000元罚款"),
            (2, "未公示", "/", "警告", "200元", "500元"),
        ),
    )
    _, other = book.standards
    assert bands(other) == [
        ("违法程度=从轻处罚", "警告"),
        ("违法程度=一般处罚", "罚款 200 元"),
        ("违法程度=从重处罚", "罚款 500 元"),
    ], show(book)
    assert grades(other) == ["从轻处罚", "一般处罚", "从重处罚"]


@pytest.mark.parametrize("text", ["处1000元以上2000元以下罚款", "500元"])
def test_a_condition_that_prints_a_fine_is_an_error_at_its_cell(tmp_path: Path, text: str) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情形", "处罚标准"),
            ("未备案", "首次发现的", "处1000元罚款"),
            (UP, text, "处3000元罚款"),
            (UP, "拒不改正的", "处5000元罚款"),
        ),
    )
    assert ("B3", True) in [(cell, "像处罚标准" in message) for cell, message in errors(book)], show(book)


@pytest.mark.parametrize(
    "note",
    ["逾期不改正的，加倍处罚，并处10000元罚款", "对个人按50%执行", "第二次被查处的，在上述基础上加处50%"],
)
def test_a_note_that_changes_the_calculation_is_named(tmp_path: Path, note: str) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情节", "处罚标准", "备注"),
            ("未备案", "轻微", "处1000元罚款", "由中队办理"),
            (UP, "严重", "处5000元罚款", note),
        ),
    )
    assert [cell for cell, message in warnings(book) if "会改变计算" in message] == ["D3"], show(book)


MEASURED = [
    (
        "超限幅度（%）",
        "罚款金额（万元）",
        ("10-30", "31-50"),
        ("0.1-0.5", "0.5－1"),
        [(10, 30, "%"), (31, 50, "%")],
    ),
    ("超标比例", "罚款", ("10%以上20%以下", "30%以上"), ("1万元", "2万元"), [(10, 20, "%"), (30, None, "%")]),
    ("违法所得", "罚款", ("1万元以下", "5万元以上"), ("1万元", "2万元"), None),
    ("工程造价（万元）", "处罚标准", ("100以下", "500以上"), ("处1万元罚款", "处2万元罚款"), None),
    (
        "数量（台）",
        "处罚标准",
        ("1-2", "3以上"),
        ("处1万元罚款", "处2万元罚款"),
        [(1, 2, "台"), (3, None, "台")],
    ),
]


@pytest.mark.parametrize("case", MEASURED, ids=[m[0] for m in MEASURED])
def test_what_is_measured_stays_a_condition(
    tmp_path: Path, case: tuple[str, str, tuple[str, str], tuple[str, str], list[tuple[Any, Any, str]] | None]
) -> None:
    heading, penalty, conditions, fines, expected = case
    book = read(
        tmp_path,
        table(
            ("违法行为", heading, penalty),
            ("某违法行为", conditions[0], fines[0]),
            (UP, conditions[1], fines[1]),
        ),
    )
    (standard,) = book.standards
    assert factors(standard) == [(heading, "number", None)], show(book)
    assert [when for when, _ in bands(standard)] == [f"{heading}={c}" for c in conditions]
    assert len(standard.rows[0].measures) == 1
    assert expected is None or limits(standard) == expected
    assert not errors(book)


def test_levels_across_that_are_measured_stay_levels(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情节", "数量5吨以下", "数量5吨以上", "其他处罚"),
            ("乱倒渣土", "首次", "处1万元罚款", "处2万元罚款", None),
            (UP, "两次以上", "处3万元罚款", "处4万元罚款", None),
        ),
    )
    (standard,) = book.standards
    fines = [m for _, m in bands(standard)]
    assert fines == ["罚款 10000 元", "罚款 20000 元", "罚款 30000 元", "罚款 40000 元"], show(book)


UNITS: list[tuple[tuple[str | None, ...], ...]] = [
    ((None, None, "单位：万元"),),
    (("填报：某局", None, "单位：万元"),),
    (("某局裁量基准表（单位：万元）", LEFT, LEFT),),
]


@pytest.mark.parametrize("above", UNITS)
def test_the_unit_above_a_table_counts_for_its_penalties(
    tmp_path: Path, above: tuple[tuple[str | None, ...], ...]
) -> None:
    rows = (("违法行为", "违法情节", "处罚标准"), ("无证施工", "轻微", "1-2"), (UP, "严重", "2-5"))
    book = read(tmp_path, table(*above, *rows))
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["罚款 10000–20000 元", "罚款 20000–50000 元"], show(book)


def test_the_unit_between_two_tables_is_the_second_one_s(tmp_path: Path) -> None:
    head = ("违法行为", "违法情节", "罚款")
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情节", "处罚标准"),
            ("无证施工", "轻微", "处100元罚款"),
            (UP, "严重", "处300元罚款"),
            (None, None, "单位：万元"),
            head,
            ("无证经营", "轻微", "1-2"),
            (UP, "严重", "2-5"),
        ),
    )
    one, other = book.standards
    assert [m for _, m in bands(one)] == ["罚款 100 元", "罚款 300 元"], show(book)
    assert [m for _, m in bands(other)] == ["罚款 10000–20000 元", "罚款 20000–50000 元"]


@pytest.mark.parametrize(("first", "second"), [("5分", "10分"), (5, 10)])
def test_weights_in_points_are_one_error(tmp_path: Path, first: str | int, second: str | int) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "裁量因素", "情形", "分值"),
            ("某违法行为", "基础分", LEFT, "20分" if isinstance(first, str) else 20),
            (UP, "违法次数", "1次", first),
            (UP, UP, "2次以上", second),
            (UP, "所在区域", "一般", first),
            (UP, UP, "敏感", second),
        ),
    )
    assert [cell for cell, message in errors(book) if "按分计" in message] == ["D1"], show(book)
    assert not book.standards


def test_a_date_among_the_penalties_is_named_as_one(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情节", "罚款（万元）"),
            ("无证施工", "轻微", cast("Any", date(2024, 1, 3))),
            (UP, "严重", "3-5"),
        ),
    )
    assert [cell for cell, message in errors(book) if "是日期" in message] == ["C2"], show(book)
    assert not book.standards[0].rows[0].measures
