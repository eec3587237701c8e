"""Weighted sums: a start, elements with weights, one group or several, and the formula in its wordings."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from standards_1023.values import AmountUnit
from tests.importers.sheets import (
    LEFT,
    UP,
    Printed,
    Shown,
    errors,
    factors,
    figure,
    read,
    show,
    table,
    weights,
)

LAW = "《水办法》第八十三条：处十万元以上一百万元以下的罚款。"


def one_group(formula: str, start: Printed = "10%", label: str = "备注") -> tuple[tuple[Printed, ...], ...]:
    """A weighted sum with one element."""
    return (
        ("一、偷排废水", LEFT, LEFT),
        ("处罚依据", LAW, LEFT),
        ("裁量要素", "违法程度", "裁量权重"),
        ("裁量起点", LEFT, start),
        ("排放量", "10吨以下", "0%"),
        (UP, "超过10吨", "30%"),
        (label, formula, LEFT),
    )


def test_start_options_floor_cap_and_maximum_are_read(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("一、未批先建", LEFT, LEFT, LEFT),
            ("违反条款", "《环评办法》第三条", LEFT, LEFT),
            ("处罚依据", "《环评办法》第二十条，处十万元以上一百万元以下罚款", LEFT, LEFT),
            ("违法行为", "裁量要素", "违法程度", "裁量权重"),
            ("裁量起点", LEFT, LEFT, Shown(0.1, "0%")),
            ("未批先建", "面积", "100平方米以下", Shown(0.05, "0%")),
            (UP, UP, "超过100平方米", Shown(0.125, "0.0%")),
            (UP, "配合情况", "配合", "0%"),
            (UP, UP, "不配合", "10%"),
            (
                "备注",
                "1.罚款金额＝裁量百分值总和×100万元。2.裁量百分值总和不足20%的，按20%计。3.裁量百分值总和超过100%的，按100%计。",
                LEFT,
                LEFT,
            ),
        ),
    )
    (standard,) = book.standards
    assert (standard.code, standard.violation, standard.model.value) == ("一", "未批先建", "weights")
    assert (standard.basis, standard.violated) == (("《环评办法》第二十条",), ("《环评办法》第三条",))
    (group,) = standard.weights
    assert [figure(n) for n in (group.start_percent, group.floor_percent, group.cap_percent)] == [10, 20, 100]
    assert weights(group) == [
        ("面积", "100平方米以下", "5%"),
        ("面积", "超过100平方米", "25/2%"),
        ("配合情况", "配合", "0%"),
        ("配合情况", "不配合", "10%"),
    ]
    assert group.maximum is not None
    assert (figure(group.maximum.amount), group.maximum.unit) == (100_000_000, AmountUnit.YUAN)
    assert [(o.row, o.cell) for o in group.options][:2] == [(6, "C6"), (7, "C7")]
    assert factors(standard) == [("面积", "number", None), ("配合情况", "option", None)]
    assert not errors(book)


def test_groups_have_two_level_headings_and_a_weight_printed_once_counts_for_all(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("一、瞒报数据", LEFT, LEFT, LEFT, LEFT, LEFT),
            ("处罚依据", "《统计办法》第二十条", LEFT, LEFT, LEFT, LEFT),
            ("违法行为", "裁量要素", "违法程度", "裁量权重", LEFT, LEFT),
            ("裁量起点", LEFT, LEFT, "对单位", LEFT, "对个人"),
            (UP, UP, UP, "限期内改正", "逾期未改正", UP),
            (UP, UP, UP, "20%", "50%", "25%"),
            ("瞒报数据", "次数", "1次", "0%", LEFT, LEFT),
            (UP, UP, "2次以上", "10%", "20%", "15%"),
            (UP, "配合情况", "配合", "0%", None, None),
            (UP, UP, "不配合", "10%", LEFT, LEFT),
            (
                "备注",
                "对单位限期内改正：罚款金额＝裁量百分值总和×10万元；对单位逾期未改正：罚款金额＝裁量百分值总和×20万元；对个人：罚款金额＝裁量百分值总和×5万元。",
                LEFT,
                LEFT,
                LEFT,
                LEFT,
            ),
        ),
    )
    (standard,) = book.standards
    assert [(g.group, g.subject, figure(g.start_percent)) for g in standard.weights] == [
        ("对单位·限期内改正", "unit", 20),
        ("对单位·逾期未改正", "unit", 50),
        ("对个人", "individual", 25),
    ], show(book)
    assert [g.maximum.amount // 1_000_000 for g in standard.weights if g.maximum] == [10, 20, 5]
    assert [[str(o.percent) for o in g.options] for g in standard.weights] == [
        ["0", "10", "0", "10"],
        ["0", "20", "0", "10"],
        ["0", "15", "0", "10"],
    ]
    assert not errors(book)


@pytest.mark.parametrize(
    "formula",
    [
        "罚款金额＝裁量百分值总和×100万元",
        "罚款金额＝100万元×裁量权重总和",
        "罚款数额=1000000元×权重之和。",
        "计算公式：罚款金额＝100万元×（裁量起点＋各裁量要素权重之和）。",
        "罚款金额=法定最高罚款数额×裁量权重之和",
        "处罚金额＝法定罚款上限×总权重",
        "罚款金额=裁量权重之和×最高罚款额。",
        "1.罚款额 = 法律规定的最高罚款数额 × 裁量权重合计。2.本表由法制科解释。",
    ],
)
def test_the_formula_is_read_in_each_wording(tmp_path: Path, formula: str) -> None:
    book = read(tmp_path, table(*one_group(formula)))
    (group,) = book.standards[0].weights
    assert group.maximum is not None, show(book)
    assert (figure(group.maximum.amount), group.maximum.unit) == (100_000_000, AmountUnit.YUAN)
    assert not errors(book)


@pytest.mark.parametrize(
    "formula",
    [
        "罚款金额＝法定最低罚款＋（法定最高罚款－法定最低罚款）×裁量权重之和",
        "罚款金额＝100万元×裁量权重之和×地区系数＋1万元",
        "按照有关规定计算。",
    ],
)
def test_a_formula_that_is_another_calculation_is_an_error_at_the_start(tmp_path: Path, formula: str) -> None:
    book = read(tmp_path, table(*one_group(formula)))
    (group,) = book.standards[0].weights
    assert group.maximum is None
    assert [cell for cell, _ in errors(book)] == ["C4"]


@pytest.mark.parametrize("word", ["裁量起点", "基础权重", "起始权重", "基准权重", "基础分值", "起点"])
def test_the_start_goes_by_several_names(tmp_path: Path, word: str) -> None:
    rows = tuple(
        (word, *row[1:]) if row[0] == "裁量起点" else row for row in one_group("罚款金额＝权重总和×100万元")
    )
    book = read(tmp_path, table(*rows))
    (group,) = book.standards[0].weights
    assert group.start_percent == 10
    assert [o.factor for o in group.options] == ["排放量", "排放量"], show(book)


def test_weights_are_fractions_and_the_base_has_a_smallest_amount(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("一、倾倒固废", LEFT, LEFT, LEFT),
            (
                "处罚依据",
                "《固废办法》第二十条：处所需处置费用三倍以上五倍以下的罚款，所需处置费用不足二十万元的，按二十万元计算。",
                LEFT,
                LEFT,
            ),
            ("违法行为", "裁量要素", "违法程度", "权重"),
            ("裁量起点", LEFT, LEFT, "3/5"),
            ("倾倒固废", "数量", "1吨以下", "0"),
            (UP, UP, "超过1吨", "1/3"),
            ("备注", "罚款金额＝裁量权重总和×所需处置费用×5倍", LEFT, LEFT),
        ),
    )
    (group,) = book.standards[0].weights
    assert (figure(group.start_percent), figure(group.options[1].percent)) == (60, "100/3")
    assert group.maximum is not None
    assert (figure(group.maximum.amount), group.maximum.unit, group.maximum.base) == (
        5,
        AmountUnit.TIMES,
        "所需处置费用",
    )
    assert group.maximum.base_min == 20_000_000


def test_the_maximum_may_be_a_percentage_of_a_base(tmp_path: Path) -> None:
    book = read(tmp_path, table(*one_group("罚款金额＝裁量百分值总和×建设项目总投资额×5%")))
    (group,) = book.standards[0].weights
    assert group.maximum is not None
    assert (figure(group.maximum.amount), group.maximum.unit, group.maximum.base) == (
        5,
        AmountUnit.PERCENT,
        "建设项目总投资额",
    )


def test_bare_numbers_count_in_the_percent_of_the_heading_or_as_shares_of_one(tmp_path: Path) -> None:
    def rows(heading: str, *numbers: float) -> tuple[tuple[Printed, ...], ...]:
        return (
            ("一、偷排废水", LEFT, LEFT),
            ("处罚依据", LAW, LEFT),
            ("裁量因素", "裁量情形", heading),
            ("裁量起点", LEFT, numbers[0]),
            ("排放量", "10吨以下", numbers[1]),
            (UP, "超过10吨", numbers[2]),
            ("备注", "罚款金额=最高罚款额×权重之和", LEFT),
        )

    for heading, numbers in (("权重（%）", (10, 0, 30)), ("权重", (0.1, 0, 0.3))):
        book = read(tmp_path, table(*rows(heading, *numbers)))
        (group,) = book.standards[0].weights
        assert (figure(group.start_percent), [figure(o.percent) for o in group.options]) == (10, [0, 30]), (
            show(book)
        )
        assert not errors(book)
    book = read(tmp_path, table(*rows("权重", 10, 0, 30)))
    assert [cell for cell, _ in errors(book)] == ["A4", "B6"]


def test_a_list_of_weighted_sums_is_cut_into_its_violations(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量因素", "裁量情形", "裁量权重", "备注"),
            (1, "偷排废水", LAW, "裁量起点", LEFT, "10%", "罚款金额=法定最高罚款数额×裁量权重之和"),
            (UP, UP, UP, "排放量", "10吨以下", "0%", UP),
            (UP, UP, UP, UP, "超过10吨", "30%", UP),
            (
                2,
                "偷排废气",
                "《大气办法》第九条：处二万元以上二十万元以下的罚款。",
                "裁量起点",
                LEFT,
                "15%",
                "罚款金额=法定最高罚款数额×裁量权重之和",
            ),
            (UP, UP, UP, "次数", "1次", "0%", UP),
            (UP, UP, UP, UP, "2次以上", "40%", UP),
        ),
    )
    first, second = book.standards
    assert (first.code, first.violation, first.basis) == ("1", "偷排废水", ("《水办法》第八十三条",)), show(
        book
    )
    assert (second.code, second.violation, second.basis) == ("2", "偷排废气", ("《大气办法》第九条",))
    assert weights(first.weights[0]) == [("排放量", "10吨以下", "0%"), ("排放量", "超过10吨", "30%")]
    assert weights(second.weights[0]) == [("次数", "1次", "0%"), ("次数", "2次以上", "40%")]
    assert [s.weights[0].start_percent for s in book.standards] == [10, 15]
    assert [s.weights[0].maximum.amount for s in book.standards if s.weights[0].maximum] == [
        100_000_000,
        20_000_000,
    ]
    assert not errors(book)


def test_one_formula_for_groups_of_one_subject_and_limits_in_one_sentence(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("一、偷排废水", LEFT, LEFT, LEFT),
            ("处罚依据", LAW, LEFT, LEFT),
            ("裁量因素", "裁量情形", "权重", LEFT),
            ("裁量起点", LEFT, "限期内改正", "逾期未改正"),
            (UP, UP, "10%", "20%"),
            ("排放量", "10吨以下", "10%", LEFT),
            (UP, "超过10吨", "30%", "40%"),
            (
                "备注",
                "罚款金额＝100万元×裁量权重总和；权重总和低于10%的，按10%计算，超过100%的按100%计算",
                LEFT,
                LEFT,
            ),
        ),
    )
    assert [
        (g.group, figure(g.floor_percent), figure(g.cap_percent), g.maximum is not None)
        for g in book.standards[0].weights
    ] == [("限期内改正", 10, 100, True), ("逾期未改正", 10, 100, True)], show(book)


def test_one_formula_for_groups_of_several_subjects_is_not_guessed(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("一、偷排废水", LEFT, LEFT, LEFT),
            ("处罚依据", LAW, LEFT, LEFT),
            ("裁量因素", "裁量情形", "权重", LEFT),
            ("裁量起点", LEFT, "对单位", "对个人"),
            (UP, UP, "10%", "20%"),
            ("排放量", "10吨以下", "10%", LEFT),
            (UP, "超过10吨", "30%", "40%"),
            ("备注", "罚款金额＝100万元×裁量权重总和", LEFT, LEFT),
        ),
    )
    assert [g.maximum for g in book.standards[0].weights] == [None, None]
    assert [cell for cell, _ in errors(book)] == ["C5", "D5"]


@pytest.mark.parametrize(("row", "column"), [(2, 2), (2, 0), (3, 2), (4, 2), (5, 1), (5, 2), (6, 1)])
def test_a_faulty_cell_refuses_the_whole_sum(tmp_path: Path, row: int, column: int) -> None:
    rows = [list(r) for r in one_group("罚款金额＝100万元×裁量权重总和")]
    rows[row][column] = f"{rows[row][column]}\u202e"
    book = read(tmp_path, table(*map(tuple, rows)))
    for standard in book.standards:
        for group in standard.weights:
            assert group.maximum is None or any(book.errors_at(standard.sheet, group.start_cell)), show(book)


def test_an_option_without_its_weight_refuses_the_whole_sum(tmp_path: Path) -> None:
    rows = [list(r) for r in one_group("罚款金额＝100万元×裁量权重总和")]
    rows[5][2] = "三成"
    book = read(tmp_path, table(*map(tuple, rows)))
    (standard,) = book.standards
    assert any(book.errors_at(standard.sheet, standard.weights[0].start_cell)), show(book)


def test_weights_may_stand_left_of_what_they_weigh(tmp_path: Path) -> None:
    rows = [
        ("一、偷排废水", LEFT, LEFT),
        ("处罚依据", LAW, LEFT),
        ("裁量权重", "违法程度", "裁量要素"),
        ("10%", "裁量起点", LEFT),
        ("0%", "10吨以下", "排放量"),
        ("30%", "超过10吨", UP),
        ("备注", "罚款金额＝100万元×裁量权重总和", LEFT),
    ]
    book = read(tmp_path, table(*rows))
    assert weights(book.standards[0].weights[0]) == [
        ("排放量", "10吨以下", "0%"),
        ("排放量", "超过10吨", "30%"),
    ], show(book)


def test_the_formula_may_stand_in_a_footnote(tmp_path: Path) -> None:
    rows = one_group("")[:-1]
    book = read(tmp_path, table(*rows, ("注：罚款金额＝裁量权重总和×100万元", LEFT, LEFT)))
    (group,) = book.standards[0].weights
    assert group.maximum is not None
