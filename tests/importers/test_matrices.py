"""Two-dimensional standards: long ones, a row a cell, and crossed ones with the bands inside."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from tests.importers.sheets import LEFT, UP, Printed, bands, errors, factors, grades, read, show, table

LEVELS: tuple[tuple[Printed, ...], ...] = (
    ("超标1倍以下", "1万元以上2万元以下", "2万元以上3万元以下", "3万元以上4万元以下"),
    ("超标超过1倍", "4万元以上5万元以下", "5万元以上6万元以下", "6万元以上7万元以下"),
)
CROSSED = [
    ("违法程度=超标1倍以下; 危害后果=轻微", "罚款 10000–20000 元"),
    ("违法程度=超标1倍以下; 危害后果=一般", "罚款 20000–30000 元"),
    ("违法程度=超标1倍以下; 危害后果=严重", "罚款 30000–40000 元"),
    ("违法程度=超标超过1倍; 危害后果=轻微", "罚款 40000–50000 元"),
    ("违法程度=超标超过1倍; 危害后果=一般", "罚款 50000–60000 元"),
    ("违法程度=超标超过1倍; 危害后果=严重", "罚款 60000–70000 元"),
]
BOTH_FACTORS = [("违法程度", "number", "severity"), ("危害后果", "option", "consequence")]


@pytest.mark.parametrize(
    "head",
    [
        (("违法程度＼危害后果", "轻微", "一般", "严重"),),
        (("违法程度/危害后果", "轻微", "一般", "严重"),),
        (("危害后果\\违法程度", "轻微", "一般", "严重"),),
        (("违法程度", "轻微", "一般", "严重"),),
        (("违法程度", "危害后果", LEFT, LEFT), (UP, "轻微", "一般", "严重")),
        (("违法程度", "罚款幅度", LEFT, LEFT), (UP, "危害后果", LEFT, LEFT), (UP, "轻微", "一般", "严重")),
    ],
    ids=[
        "corner ＼",
        "corner /",
        "corner the other way",
        "levels only",
        "two header rows",
        "three header rows",
    ],
)
def test_a_crossed_table_is_read_cell_by_cell(tmp_path: Path, head: tuple[tuple[Printed, ...], ...]) -> None:
    book = read(tmp_path, table(("一、超标排放污水", LEFT, LEFT, LEFT), *head, *LEVELS))
    (standard,) = book.standards
    assert standard.violation == "超标排放污水"
    assert standard.model.value == "matrix"
    assert bands(standard) == CROSSED, show(book)
    assert factors(standard) == BOTH_FACTORS
    first = 2 + len(head)
    assert [row.cell for row in standard.rows[:3]] == [f"{column}{first}" for column in "BCD"]
    across = next(f for f in standard.factors if f.name == "危害后果")
    assert [c.cell for c in across.conditions] == [f"{column}{first - 1}" for column in "BCD"]
    assert across.cell == f"B{first - 1}"


def test_a_level_merged_over_two_columns_with_its_cells_is_one_band(tmp_path: Path) -> None:
    head: tuple[tuple[Printed, ...], ...] = (
        ("一、超标排放污水", LEFT, LEFT, LEFT, LEFT),
        ("违法程度", "危害后果", LEFT, LEFT, "备注"),
        (UP, "轻微", "严重", LEFT, UP),
    )
    rows: tuple[tuple[Printed, ...], ...] = (
        ("超标1倍以下", "1万元以上2万元以下", "2万元以上3万元以下", LEFT, "城区"),
        ("超标超过1倍", "3万元以上4万元以下", "4万元以上5万元以下", LEFT, UP),
    )
    book = read(tmp_path, table(*head, *rows))
    (standard,) = book.standards
    assert [row.cell for row in standard.rows] == ["B4", "C4", "B5", "C5"], show(book)


def test_levels_across_carry_the_cell_that_heads_them(tmp_path: Path) -> None:
    merged = read(
        tmp_path,
        table(
            ("一、超标排放污水", LEFT, LEFT, LEFT),
            ("违法程度＼危害后果", "轻微", "一般", "严重"),
            (UP, UP, UP, UP),
            *LEVELS,
        ),
    )
    (standard,) = merged.standards
    assert bands(standard) == CROSSED, show(merged)
    across = next(f for f in standard.factors if f.name == "危害后果")
    assert [c.cell for c in across.conditions] == ["B2", "C2", "D2"]


def test_blocks_without_conditions_carry_the_cell_of_their_grade(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "轻微", LEFT, "严重", LEFT),
            (UP, UP, UP, "个人罚款", "单位罚款", "个人罚款", "单位罚款"),
            (
                "1",
                "超标排放污水",
                "《条例》第一条",
                "1万元以上2万元以下",
                "2万元以上3万元以下",
                "3万元以上4万元以下",
                "4万元以上5万元以下",
            ),
        ),
    )
    (standard,) = book.standards
    (grade,) = standard.factors
    assert [(c.text, c.cell) for c in grade.conditions] == [("轻微", "D1"), ("严重", "F1")], show(book)


def test_a_crossed_table_stands_within_a_list(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "危害后果", LEFT, LEFT),
            (UP, UP, UP, UP, "轻微", "一般", "严重"),
            (1, "超标排放污水", "《水办法》第三条", *LEVELS[0]),
            (UP, UP, UP, *LEVELS[1]),
            (2, "偷排污水", "《水办法》第四条", "一次", "10万元", "20万元", "30万元"),
            (UP, UP, UP, "两次以上", "20万元", "30万元", "40万元"),
        ),
    )
    first, second = book.standards
    assert (first.code, first.violation, first.basis) == ("1", "超标排放污水", ("《水办法》第三条",))
    assert bands(first) == CROSSED
    assert (second.code, second.violation, len(second.rows)) == ("2", "偷排污水", 6)
    assert bands(second)[-1] == ("违法程度=两次以上; 危害后果=严重", "罚款 400000 元")
    assert second.rows[-1].cell == "G6"


def test_crossed_blocks_follow_one_another_each_with_its_title_and_law(tmp_path: Path) -> None:
    def block(title: str, law: str, low: int) -> tuple[tuple[Printed, ...], ...]:
        return (
            (title, LEFT, LEFT),
            ("处罚依据", law, LEFT),
            ("违法程度", "后果轻微", "后果严重"),
            ("较轻", f"{low}元", f"{2 * low}元"),
            ("较重", f"{3 * low}元", f"{4 * low}元"),
            (None, None, None),
        )

    book = read(
        tmp_path,
        table(
            *block("一、占用绿地", "《绿化条例》第三条", 1000),
            *block("二、损毁树木", "《绿化条例》第四条", 2000),
        ),
    )
    assert [(s.code, s.violation, s.basis) for s in book.standards] == [
        ("一", "占用绿地", ("《绿化条例》第三条",)),
        ("二", "损毁树木", ("《绿化条例》第四条",)),
    ], show(book)
    assert [m for _, m in bands(book.standards[1])] == [
        "罚款 2000 元",
        "罚款 4000 元",
        "罚款 6000 元",
        "罚款 8000 元",
    ]
    assert not errors(book)


def test_a_violation_may_be_about_a_warning_notice(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("1-1　没有设置放射性标识和警示说明", LEFT, LEFT),
            ("处罚依据", "《防治法》第三条", LEFT),
            ("违法程度", "后果轻微", "后果严重"),
            ("较轻", "1000元", "2000元"),
            ("较重", "3000元", "4000元"),
        ),
    )
    assert [(s.code, s.violation) for s in book.standards] == [("1-1", "没有设置放射性标识和警示说明")]


def test_levels_may_be_described_in_words(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为：擅自占用绿地", LEFT, LEFT),
            ("占用面积", "没有损毁植物的", "损毁植物的（责令改正以后）"),
            ("不足10平方米", "500元以上1000元以下", "1000元以上2000元以下"),
            ("10平方米以上", "1000元以上3000元以下", "3000元以上5000元以下"),
        ),
    )
    (standard,) = book.standards
    assert standard.violation == "擅自占用绿地"
    assert bands(standard)[1] == (
        "占用面积=不足10平方米; 危害后果=损毁植物的（责令改正以后）",
        "罚款 1000–2000 元",
    ), show(book)


@pytest.mark.parametrize(
    ("factor", "levels"),
    [
        ("危害后果（外方投资额）", ("不足50万元", "50万元以上不足200万元", "200万元以上")),
        ("危害后果（买受人）", ("其他医疗机构", "血液制品单位", "没有资质的单位或者个人")),
        ("危害后果（不符合的内容）", ("没有备案", "缺少培训合格的人员", "缺少设施")),
    ],
)
def test_levels_across_may_be_sums_of_money_or_name_persons(
    tmp_path: Path, factor: str, levels: tuple[str, str, str]
) -> None:
    """A sum above penalties in words is a level, and a level says nothing of whom the penalty is for."""
    head = (("违法程度", factor, LEFT, LEFT), (UP, *levels))
    rows = [
        (side, *(f"责令改正，处{text}罚款" for text in cells if isinstance(text, str)))
        for side, *cells in LEVELS
    ]
    book = read(tmp_path, table(("一、超标排放污水", LEFT, LEFT, LEFT), *head, *rows))
    assert errors(book) == []
    (standard,) = book.standards
    assert [c.text for c in standard.factor(factor).conditions] == list(levels)
    assert len(standard.rows) == 6
    assert {measure.subject for row in standard.rows for measure in row.measures} == {None}


def test_a_long_table_has_a_row_for_each_cell(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "整改情况", "罚款"),
            (1, "未备案", "《环评办法》第三条", "一般区域", "限期内备案", "1万元以下"),
            (UP, UP, UP, UP, "逾期未备案", "1万元以上3万元以下"),
            (UP, UP, UP, "敏感区域", "限期内备案", "3万元以上5万元以下"),
            (UP, UP, UP, UP, "逾期未备案", "5万元"),
        ),
    )
    (standard,) = book.standards
    assert bands(standard) == [
        ("违法程度=一般区域; 整改情况=限期内备案", "罚款 10000 以下 元"),
        ("违法程度=一般区域; 整改情况=逾期未备案", "罚款 10000–30000 元"),
        ("违法程度=敏感区域; 整改情况=限期内备案", "罚款 30000–50000 元"),
        ("违法程度=敏感区域; 整改情况=逾期未备案", "罚款 50000 元"),
    ]
    assert [axis for _, _, axis in factors(standard)] == ["severity", "consequence"]


def test_three_factors_keep_the_consequence_with_levels_as_a_factor(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "次数", "危害后果", "罚款幅度"),
            (1, "超标排放", "《水办法》第三条", "超标1倍以下", "1次", "轻微", "1万元以上2万元以下"),
            (UP, UP, UP, UP, UP, "严重", "2万元以上3万元以下"),
            (UP, UP, UP, UP, "2次以上", "轻微", "3万元以上4万元以下"),
            (UP, UP, UP, UP, UP, "严重", "4万元以上5万元以下"),
            (UP, UP, UP, "超标超过1倍", "1次", "轻微", "5万元以上6万元以下"),
            (UP, UP, UP, UP, UP, "严重", "6万元以上7万元以下"),
            (UP, UP, UP, UP, "2次以上", "轻微", "7万元以上8万元以下"),
            (UP, UP, UP, UP, UP, "严重", "8万元以上9万元以下"),
        ),
    )
    (standard,) = book.standards
    assert factors(standard) == [
        ("违法程度", "number", "severity"),
        ("次数", "count", "severity"),
        ("危害后果", "option", "consequence"),
    ]
    assert bands(standard)[5] == ("违法程度=超标超过1倍; 次数=1次; 危害后果=严重", "罚款 60000–70000 元")
    assert not errors(book)


def test_a_grade_that_decides_the_band_is_asked(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "整改情况", "处罚标准"),
            (1, "超标排放", "《水办法》第三条", "轻微", "限期内改正", "处1万元以上2万元以下罚款"),
            (UP, UP, UP, UP, "逾期未改正", "处2万元以上3万元以下罚款"),
            (UP, UP, UP, "严重", "限期内改正", "处3万元以上4万元以下罚款"),
            (UP, UP, UP, UP, "逾期未改正", "处4万元以上5万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert [w for w, _ in bands(standard)] == [
        "违法程度=轻微; 整改情况=限期内改正",
        "违法程度=轻微; 整改情况=逾期未改正",
        "违法程度=严重; 整改情况=限期内改正",
        "违法程度=严重; 整改情况=逾期未改正",
    ]
    assert grades(standard) == ["轻微", "轻微", "严重", "严重"]
    assert not errors(book)


def test_two_factors_with_the_same_levels_stay_two(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "危害后果", "处罚标准"),
            (1, "超标排放", "《水办法》第三条", "轻微", "轻微", "处1万元以上2万元以下罚款"),
            (UP, UP, UP, UP, "严重", "处2万元以上3万元以下罚款"),
            (UP, UP, UP, "严重", "轻微", "处3万元以上4万元以下罚款"),
            (UP, UP, UP, UP, "严重", "处4万元以上5万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert [axis for _, _, axis in factors(standard)] == ["severity", "consequence"]
    assert bands(standard)[2] == ("违法程度=严重; 危害后果=轻微", "罚款 30000–40000 元")


def test_a_condition_that_spans_the_factors_is_asked_alone(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "法律依据", "裁量因素", LEFT, "裁量幅度"),
            (UP, UP, UP, "违法情节", "危害后果", UP),
            (1, "超标排放", "《水办法》第三条", "初次", "没有后果", "处1万元罚款"),
            (UP, UP, UP, UP, "有后果", "处2万元罚款"),
            (UP, UP, UP, "再次", "——", "处3万元罚款"),
            (UP, UP, UP, "造成重大影响的", LEFT, "处5万元罚款"),
        ),
    )
    (standard,) = book.standards
    assert bands(standard)[2:] == [
        ("违法情节=再次", "罚款 30000 元"),
        ("违法情节=造成重大影响的", "罚款 50000 元"),
    ], show(book)
    assert [c.text for c in standard.factor("违法情节").conditions if c.spanning] == ["造成重大影响的"]
