"""Blanks that mean "as above" and those that do not; section rows and footers between and below the rows."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from tests.importers.sheets import UP, bands, errors, read, show, table, warnings

LIST = ("违法行为", "违法情节", "处罚标准")
NUMBERED = ("序号", "违法行为", "违法情节", "处罚标准")
FIRST = ("未设标志", "轻微", "处1000元罚款")
THIRD = (None, "严重", "处5000元罚款")


def test_a_section_row_after_a_blank_leaves_the_rows_above_alone(tmp_path: Path) -> None:
    untrained = ("未培训从业人员", "轻微", "处2000元罚款")
    book = read(tmp_path, table(LIST, FIRST, THIRD, ("道路运输管理", None, None), untrained))
    one, other = book.standards
    assert (one.violation, other.violation) == ("未设标志", "未培训从业人员"), show(book)
    assert [m for _, m in bands(one)] == ["罚款 1000 元", "罚款 5000 元"]
    assert [cell for cell, message in warnings(book) if "小标题" in message] == ["A4"]
    assert not errors(book)


def test_a_row_without_violation_below_a_section_row_is_an_error(tmp_path: Path) -> None:
    book = read(tmp_path, table(LIST, FIRST, ("道路运输管理", None, None), THIRD))
    assert [cell for cell, message in errors(book) if "不能确定属于哪个违法行为" in message] == ["C4"]


FOOTERS = [
    "某区水务局",
    "某区水务局（盖章）",
    "某区人民政府办公室",
    "2024年3月1日",
    "二○二四年三月一日",
    "联系电话：12345678",
    "本基准由某区水务局负责解释。",
    "本裁量基准自2024年4月1日起施行",
    "合计",
    "（续表）",
    "注：本表不适用于个人",
    "备注：仅供参考",
]


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("text", FOOTERS)
def test_a_footer_is_no_data_in_whatever_column_it_stands(tmp_path: Path, text: str, column: int) -> None:
    rows = (NUMBERED, (1, *FIRST), (None, *THIRD))
    foot = tuple(text if n == column else None for n in range(4))
    book = read(tmp_path, table(*rows, foot))
    alone = read(tmp_path, table(*rows))
    assert [bands(s) for s in book.standards] == [bands(s) for s in alone.standards], show(book)
    assert [s.factors for s in book.standards] == [s.factors for s in alone.standards]


def test_a_lone_number_beside_merged_cells_is_an_amount(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "违法情节", "罚款（元）"),
            ("未设标志", "轻微", "500"),
            (UP, UP, "1000"),
        ),
    )
    assert [row.cell for row in book.standards[0].rows] == ["C2", "C3"], show(book)


@pytest.mark.parametrize(
    "text",
    [
        "擅自组织实施的",
        "合计占地五十平方米以上的",
        "无正当理由拒不作出解释",
        "未报告生态环境局",
        "联系方式没有公示的",
    ],
)
def test_a_condition_that_sounds_like_a_footer_stays_one(tmp_path: Path, text: str) -> None:
    book = read(tmp_path, table(LIST, ("未设标志", "首次发现的", "处1000元罚款"), (UP, text, UP)))
    assert text in [c.text for c in book.standards[0].factors[0].conditions], show(book)


def test_an_office_and_a_date_below_the_first_column_are_no_standard(tmp_path: Path) -> None:
    book = read(tmp_path, table(LIST, FIRST, THIRD, ("某区水务局", None, None), ("2024年3月1日", None, None)))
    assert [s.violation for s in book.standards] == ["未设标志"], show(book)


def test_a_blank_penalty_beside_a_new_grade_is_an_error(tmp_path: Path) -> None:
    book = read(tmp_path, table(NUMBERED, (1, *FIRST), (None, None, "特别严重", None)))
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["罚款 1000 元"]
    assert [cell for cell, message in errors(book) if "没有处罚标准" in message] == ["C3"], show(book)


def test_a_blank_penalty_beside_a_new_condition_of_the_grade_is_as_above(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "裁量阶次", "适用条件", "处罚标准"),
            ("未设标志", "轻微", "首次发现的", "处1000元罚款"),
            (None, None, "主动改正的", None),
            (None, "严重", "拒不改正的", "处5000元罚款"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["罚款 1000 元", "罚款 1000 元", "罚款 5000 元"]
    assert [cell for cell, message in warnings(book) if "处罚标准空白" in message] == ["C3"], show(book)


def test_a_blank_second_factor_is_not_taken_over_beside_a_new_first_one(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "倾倒数量", "违法次数", "处罚标准"),
            ("乱倒渣土", "5吨以下", "1次", "处1万元罚款"),
            (None, None, "2次以上", "处2万元罚款"),
            (None, "5吨以上", None, "处3万元罚款"),
        ),
    )
    (standard,) = book.standards
    assert [when for when, _ in bands(standard)] == [
        "倾倒数量=5吨以下; 违法次数=1次",
        "倾倒数量=5吨以下; 违法次数=2次以上",
        "倾倒数量=5吨以上",
    ], show(book)
    assert [cell for cell, message in warnings(book) if "没有这项条件" in message] == ["C4"]


def test_ditto_in_the_first_row_of_a_violation_is_named(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            LIST,
            ("未设标志", "首次发现的", "处1000元罚款"),
            ("未培训从业人员", "同上", "处2000元罚款"),
        ),
    )
    assert [cell for cell, message in warnings(book) if "上一个违法行为" in message] == ["B3"], show(book)
