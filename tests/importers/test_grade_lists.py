"""Lists of grades in the headings and habits of many offices."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from importers.columns import Role
from tests.importers.sheets import (
    BOTH,
    GD,
    LEFT,
    UP,
    Page,
    Printed,
    Shown,
    Under,
    bands,
    errors,
    factors,
    figure,
    grades,
    groups,
    read,
    said,
    show,
    table,
    warnings,
)

# Headings of one and the same list (violation, law, grade, condition, penalty), as offices word them.
HEADINGS = [
    ("违法行为", "处罚依据", "裁量阶次", "适用条件", "处罚标准"),
    ("案由", "法律依据", "违法程度", "情节", "裁量幅度"),
    ("处罚事项", "设定依据", "裁量等级", "裁量情形", "裁量标准"),
    ("违法事项", "处罚条款", "裁量档次", "违法情节", "罚款幅度"),
    ("事项名称", "实施依据", "档次", "具体情形", "具体标准"),
    ("违法行为名称", "罚则", "情节轻重", "认定标准", "处罚基准"),
    ("具体违法行为", "依据", "情节程度", "违法情形", "自由裁量标准"),
    ("违 法\n行 为", "法 律\n依 据", "违法\n程度", "情节和后果", "处罚\n幅度"),
    ("行政处罚案由", "行政处罚依据", "等级", "判断标准", "裁量权基准"),
    ("违法种类", "法律条款", "违法情节轻重程度", "表现情形", "处罚裁量标准"),
    ("处罚项目", "法定依据", "类别", "裁量情节", "量罚标准"),
    ("违法事实", "处罚法条", "阶次", "情形描述", "处罚结果"),
]


@pytest.mark.parametrize("headings", HEADINGS, ids=["｜".join(h).replace("\n", "") for h in HEADINGS])
def test_a_list_is_read_under_each_wording_of_its_headings(tmp_path: Path, headings: tuple[str, ...]) -> None:
    book = read(
        tmp_path,
        table(
            headings,
            (
                "擅自占用绿地",
                "《绿地办法》第十条",
                "较轻",
                "占地不足十平方米的",
                "处一千元以上三千元以下罚款",
            ),
            (UP, UP, "一般", "占地十平方米以上五十平方米以下的", "处三千元以上六千元以下罚款"),
            (UP, UP, "严重", "占地超过五十平方米的", "处六千元以上一万元以下罚款"),
            ("损毁花木", "《绿地办法》第十一条第二款", "较轻", "初次违法的", "警告"),
            (UP, UP, "严重", "两次以上的", "处五百元罚款"),
        ),
    )
    first, second = book.standards
    assert (first.violation, first.basis) == ("擅自占用绿地", ("《绿地办法》第十条",)), show(book)
    assert (second.violation, second.basis) == ("损毁花木", ("《绿地办法》第十一条第二款",))
    assert grades(first) == ["较轻", "一般", "严重"]
    assert [m for _, m in bands(first)] == ["罚款 1000–3000 元", "罚款 3000–6000 元", "罚款 6000–10000 元"]
    assert factors(first) == [(headings[3].replace("\n", " "), "number", None)]
    assert [m for _, m in bands(second)] == ["警告", "罚款 500 元"]
    assert factors(second) == [(headings[3], "count", None)]
    assert first.cell == "A2"
    assert first.rows[1].cell == "E3"
    assert not errors(book)


def test_codes_statutory_range_and_conditions_are_read_with_their_cells(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("某区市场监管行政处罚裁量基准", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
            ("事项编码", "处罚事项", "设定依据", "法定幅度", "裁量等级", "裁量情形", "裁量标准"),
            (
                "440201",
                "没有许可证卖早餐",
                "《餐饮办法》第三十条第一款、第二款",
                "处五千元以上三万元以下罚款",
                "A",
                "经营不足一个月",
                "处五千元以上一万元以下罚款",
            ),
            (UP, UP, UP, UP, "B", "经营一个月以上六个月以下", "处一万元以上二万元以下罚款"),
            (UP, UP, UP, UP, "C", "经营六个月以上", "处二万元以上三万元以下罚款"),
            ("440202", "不公布价格", "《价格办法》第八条", "处二千元以下罚款", "A", "首次", "警告"),
            (UP, UP, UP, UP, "B", "两次以上", "处二千元以下罚款"),
        ),
        convention=GD,
    )
    first, second = book.standards
    assert (first.code, second.code) == ("440201", "440202")
    assert first.basis == ("《餐饮办法》第三十条第一款", "《餐饮办法》第三十条第二款")
    assert [said(m) for m in first.statutory] == ["罚款 5000–30000 元"]
    assert first.statutory_cell == "D3"
    assert [(c.cell, c.text) for c in first.factors[0].conditions] == [
        ("F3", "经营不足一个月"),
        ("F4", "经营一个月以上六个月以下"),
        ("F5", "经营六个月以上"),
    ]
    middle = first.factors[0].conditions[1].quantity
    assert middle is not None
    assert (figure(middle.range.low), figure(middle.range.high), middle.range.high_included, middle.unit) == (
        1,
        6,
        False,
        "月",
    )
    assert not errors(book)


def test_authority_power_codes_and_notes_are_no_conditions(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            (
                "序号",
                "权责编码",
                "执法主体",
                "违法行为",
                "违反条款",
                "处罚条款",
                "裁量档次",
                "违法情节",
                "裁量标准",
                "备注",
            ),
            (
                1,
                "C0001",
                "区应急局",
                "没有台账",
                "《安全办法》第五条",
                "《安全办法》第三十条",
                "第一档",
                "缺1项的",
                "处1万元以下罚款",
                "先责令改正",
            ),
            (UP, UP, UP, UP, UP, UP, "第二档", "缺2项以上的", "处1万元以上3万元以下罚款", None),
            (
                2,
                "C0002",
                "区应急局",
                "不演练",
                "《安全办法》第六条",
                "《安全办法》第三十一条",
                "第一档",
                "逾期不满1个月的",
                "处5000元以下罚款",
                None,
            ),
            (UP, UP, UP, UP, UP, UP, "第二档", "逾期1个月以上的", "处5000元以上2万元以下罚款", None),
        ),
    )
    first, second = book.standards
    assert (first.code, first.violated, first.basis) == (
        "1",
        ("《安全办法》第五条",),
        ("《安全办法》第三十条",),
    )
    assert factors(first) == [("违法情节", "number", None)]
    assert grades(first) == ["第一档", "第二档"]
    assert first.notes == "先责令改正"
    assert (second.code, second.notes) == ("2", "")


def test_whether_the_law_was_verified_is_a_note_and_no_condition(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("案由", "处罚依据", "核实情况", "违法情节", "裁量标准", "备注"),
            (
                "不演练",
                "《安全办法》第三十一条",
                "未核实：没有条文文本",
                "逾期不满1个月的",
                "处5000元以下罚款",
                "先责令改正",
            ),
            (UP, UP, UP, "逾期1个月以上的", "处5000元以上2万元以下罚款", UP),
        ),
    )
    (only,) = book.standards
    assert factors(only) == [("违法情节", "number", None)]
    assert only.notes == "未核实：没有条文文本\n先责令改正"


def test_a_grade_before_the_condition_in_one_cell_is_the_grade(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法情节", "处罚标准"),
            ("擅自占用绿地", "《绿地办法》第十条", "较轻：占地不足10平方米", "处1000元以上3000元以下罚款"),
            (UP, UP, "一般：占地10平方米以上50平方米以下", "处3000元以上6000元以下罚款"),
            (UP, UP, "严重：占地超过50平方米", "处6000元以上1万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert grades(standard) == ["较轻", "一般", "严重"]
    assert bands(standard)[0] == ("违法情节=较轻：占地不足10平方米", "罚款 1000–3000 元")
    assert factors(standard) == [("违法情节", "number", None)]


def test_lists_of_grades_within_one_row_become_rows(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量情节", "裁量标准"),
            (
                1,
                "偷水",
                "《水法》第二十条",
                "轻微：偷水不足10吨；\n严重：偷水10吨以上。",
                "轻微：处1万元以下罚款；\n严重：处1万元以上3万元以下罚款。",
            ),
        ),
    )
    (standard,) = book.standards
    assert grades(standard) == ["轻微", "严重"]
    assert bands(standard) == [
        ("裁量情节=轻微：偷水不足10吨", "罚款 10000 以下 元"),
        ("裁量情节=严重：偷水10吨以上", "罚款 10000–30000 元"),
    ]
    assert {row.cell for row in standard.rows} == {"E2"}


def test_the_law_stands_in_a_column_of_its_own(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "法律法规名称", "违法行为", "处罚条款", "违法程度", "裁量标准"),
            (1, "市容条例", "乱贴广告", "第二十条", "轻微", "警告"),
            (UP, UP, UP, UP, "严重", "处500元以上1000元以下罚款"),
            (2, UP, "乱倒垃圾", "第二十一条第一款", "轻微", "警告"),
            (UP, UP, UP, UP, "严重", "处500元以上2000元以下罚款"),
        ),
    )
    assert [s.basis for s in book.standards] == [("《市容条例》第二十条",), ("《市容条例》第二十一条第一款",)]


def test_a_section_row_names_the_law_of_the_rows_below(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准"),
            ("一、《市容条例》", LEFT, LEFT, LEFT, LEFT),
            (1, "乱贴广告", "第二十条第二款", "从轻", "警告"),
            (UP, UP, UP, "从重", "处300元罚款"),
            ("二、《渣土办法》", LEFT, LEFT, LEFT, LEFT),
            (2, "乱倒渣土", "第三条", "从轻", "警告"),
            (UP, UP, UP, "从重", "处500元罚款"),
        ),
    )
    assert [s.basis for s in book.standards] == [("《市容条例》第二十条第二款",), ("《渣土办法》第三条",)]
    assert [s.violation for s in book.standards] == ["乱贴广告", "乱倒渣土"]


@pytest.mark.parametrize("section", ["环卫类", "市容和环境卫生方面", "二、环卫管理"])
def test_a_section_row_that_is_not_merged_is_no_violation(tmp_path: Path, section: str) -> None:
    rows: tuple[tuple[Printed, ...], ...] = (
        ("序号", "违法行为", "处罚依据", "违法程度", "处罚标准"),
        (1, "乱贴广告", "《市容条例》第二十条", "轻微", "警告"),
        (None, None, None, "严重", "处300元罚款"),
        (section, None, None, None, None),
        (2, "乱倒垃圾", "《市容条例》第二十一条", "轻微", "警告"),
        (None, None, None, "严重", "处500元罚款"),
    )
    book = read(tmp_path, Page(rows))
    assert [(s.code, s.violation, len(s.rows)) for s in book.standards] == [
        ("1", "乱贴广告", 2),
        ("2", "乱倒垃圾", 2),
    ], show(book)


def test_columns_for_kinds_of_penalty_give_one_row_with_several_measures(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "情节", "处罚", LEFT, LEFT),
            (UP, UP, UP, UP, "警告", "罚款（元）", "其他"),
            (1, "乱贴广告", "《市容条例》第二十条", "轻微", "警告", "/", "/"),
            (UP, UP, UP, "一般", "警告", "500以上1000以下", "责令限期清除"),
            (UP, UP, UP, "严重", "——", "1000以上2000以下", "吊销营业执照"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == [
        "警告",
        "警告; 罚款 500–1000 元; 责令",
        "罚款 1000–2000 元; 吊销许可证",
    ]
    assert standard.rows[1].text == "警告；500以上1000以下；责令限期清除"


def test_ticks_below_a_kind_of_penalty_give_it_and_blanks_do_not(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "情节", "警告", "罚款（元）", "没收违法所得"),
            (1, "乱贴广告", "《市容条例》第二十条", "轻微", "√", None, None),
            (UP, UP, UP, "一般", None, "500以上1000以下", None),
            (UP, UP, UP, "严重", None, "1000以上2000以下", "√"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["警告", "罚款 500–1000 元", "罚款 1000–2000 元; 没收"], show(
        book
    )


def test_kinds_of_penalty_for_the_whole_violation_are_no_part_of_a_grade(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "法律依据", "处罚种类", "违法情节", "处罚基准"),
            (1, "噪声扰民", "《噪声办法》第八条", "警告、罚款", "经劝阻改正", "警告"),
            (UP, UP, UP, UP, "经劝阻不改", "处200元以上500元以下罚款"),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == ["警告", "罚款 200–500 元"]


def test_kinds_of_penalty_by_row_are_measures(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "法律依据", "违法情节", "处罚种类", "罚款金额（元）"),
            (1, "噪声扰民", "《噪声办法》第八条", "经劝阻改正", "警告", "/"),
            (UP, UP, UP, "经劝阻不改", "警告、罚款", "200以上500以下"),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == ["警告", "警告; 罚款 200–500 元"], show(book)


@pytest.mark.parametrize(
    "head",
    [
        (("序号", "违法行为", "处罚依据", "裁量档次", "适用情形", "罚款下限（万元）", "罚款上限（万元）"),),
        (
            ("序号", "违法行为", "处罚依据", "裁量档次", "适用情形", "罚款幅度（万元）", LEFT),
            (UP, UP, UP, UP, UP, "下限", "上限"),
        ),
        (
            ("序号", "违法行为", "处罚依据", "裁量档次", "适用情形", "罚款幅度（单位：万元）", LEFT),
            (UP, UP, UP, UP, UP, "最低", "最高"),
        ),
    ],
    ids=["in the headings", "above both", "最低 and 最高"],
)
def test_limits_in_columns_of_their_own_are_one_fine(
    tmp_path: Path, head: tuple[tuple[Printed, ...], ...]
) -> None:
    book = read(
        tmp_path,
        table(
            *head,
            (1, "超标排放", "《水办法》第八条", "轻微", "超标不足1倍", 1, 3),
            (UP, UP, UP, "一般", "超标1倍以上3倍以下", 3, 5.5),
            (UP, UP, UP, "严重", "超标超过3倍", 5.5, 10),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == [
        "罚款 10000–30000 元",
        "罚款 30000–55000 元",
        "罚款 55000–100000 元",
    ], show(book)


def test_limits_for_units_and_for_individuals_are_a_fine_each(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "适用情形", "对单位罚款（元）", LEFT, "对个人罚款（元）", LEFT),
            (UP, UP, UP, UP, "下限", "上限", "下限", "上限"),
            (1, "占用通道", "《通道办法》第八条", "1处", 1000, 2000, "—", 100),
            (UP, UP, UP, "2处以上5处以下", "—", "—", 100, 200),
            (UP, UP, UP, "5处以上", 3000, 5000, "—", "—"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == [
        "单位:罚款 1000–2000 元; 个人:罚款 100 以下 元",
        "个人:罚款 100–200 元",
        "单位:罚款 3000–5000 元",
    ], show(book)


def test_two_pairs_of_limits_for_the_same_subject_are_refused(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "适用情形", "罚款（元）", LEFT, "另一罚款（元）", LEFT),
            (UP, UP, UP, UP, "下限", "上限", "下限", "上限"),
            (1, "占用通道", "《通道办法》第八条", "1处", 1000, 2000, 200, 300),
            (UP, UP, UP, "2处以上", 2000, 4000, 300, 400),
        ),
    )
    assert [message for _, message in errors(book)][:1] == [
        "下限、上限各有几栏，不能确定适用哪一栏，请写明各栏对谁处罚。"
    ], show(book)


def test_the_unit_in_the_heading_counts_and_is_no_reason_to_doubt(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量档次", "适用情形", "罚款金额（万元）"),
            (1, "超标排放", "《水办法》第八条", "轻微", "超标不足1倍", "1以上3以下"),
            (UP, UP, UP, "一般", "超标1倍以上3倍以下", "3以上5.5以下"),
            (UP, UP, UP, "严重", "超标超过3倍", 10),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["罚款 10000–30000 元", "罚款 30000–55000 元", "罚款 100000 元"]
    assert not [w for w in warnings(book) if "把握" in w[1]]


def test_a_unit_above_the_table_counts_for_its_penalties(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("某市水务局裁量权基准表", LEFT, LEFT, LEFT),
            ("单位：万元", LEFT, LEFT, LEFT),
            ("违法行为", "处罚依据", "违法程度", "罚款金额"),
            ("偷水", "《水法》第二十条", "轻微", "1以上3以下"),
            (UP, UP, "严重", "3以上5以下"),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == ["罚款 10000–30000 元", "罚款 30000–50000 元"], show(
        book
    )


@pytest.mark.parametrize("style", ["merged", "blank", "repeated"])
def test_a_number_that_counts_the_rows_does_not_make_each_row_a_standard(tmp_path: Path, style: str) -> None:
    def again(text: str) -> Printed:
        return {"merged": UP, "blank": None, "repeated": text}[style]

    first, second = "《市容条例》第二十条", "《市容条例》第二十一条"
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "处罚标准"),
            (1, "乱贴广告", first, "轻微", "警告"),
            (2, again("乱贴广告"), again(first), "一般", "处200元以下罚款"),
            (3, again("乱贴广告"), again(first), "严重", "处200元以上500元以下罚款"),
            (4, "乱倒垃圾", second, "轻微", "警告"),
            (5, again("乱倒垃圾"), again(second), "严重", "处500元以上2000元以下罚款"),
        ),
    )
    assert [(s.violation, grades(s)) for s in book.standards] == [
        ("乱贴广告", ["轻微", "一般", "严重"]),
        ("乱倒垃圾", ["轻微", "严重"]),
    ], show(book)
    assert [s.basis for s in book.standards] == [(first,), (second,)]


def test_two_header_rows_that_return_after_a_page_break_go_on_with_the_table(tmp_path: Path) -> None:
    head: tuple[tuple[Printed, ...], ...] = (
        ("违法行为", "处罚依据", "裁量基准", LEFT, LEFT),
        (UP, UP, "违法程度", "情形", "处罚标准"),
    )
    book = read(
        tmp_path,
        table(
            *head,
            ("第一章 市容管理", LEFT, LEFT, LEFT, LEFT),
            ("乱贴广告", "《市容条例》第二十条", "轻微", "贴一处的", "警告"),
            ("第 1 页 共 2 页", None, None, None, None),
            ("续表", None, None, None, None),
            *head,
            (None, None, "严重", "贴两处以上的", "处200元以上500元以下罚款"),
            ("第二章 环卫管理", LEFT, LEFT, LEFT, LEFT),
            ("乱倒垃圾", "《市容条例》第二十一条", "轻微", "一次", "警告"),
            (UP, UP, "严重", "两次以上", "处500元以上2000元以下罚款"),
            ("注：本表由法制科解释。", LEFT, LEFT, LEFT, LEFT),
            ("制表人：张三", None, "审核人：李四", None, None),
        ),
    )
    assert [(s.violation, s.cell, len(s.rows)) for s in book.standards] == [
        ("乱贴广告", "A4", 2),
        ("乱倒垃圾", "A11", 2),
    ], show(book)
    assert not errors(book)


def test_a_row_that_counts_the_columns_is_no_standard(tmp_path: Path) -> None:
    for numbers in ((1, 2, 3, 4, 5), ("甲", "乙", "丙", "（1）", "（2）")):
        book = read(
            tmp_path,
            table(
                ("序号", "违法行为", "处罚依据", "违法程度", "罚款金额（万元）"),
                numbers,
                (1, "偷水", "《水法》第二十条", "轻微", "1以上3以下"),
                (UP, UP, UP, "严重", "3以上5以下"),
            ),
        )
        assert [(s.code, s.violation) for s in book.standards] == [("1", "偷水")]
        assert bands(book.standards[0])[1][1] == "罚款 30000–50000 元"


def test_a_column_of_subjects_makes_groups(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "处罚对象", "违法程度", "处罚标准"),
            (1, "乱倒渣土", "《渣土办法》第七条", "单位", "轻微", "处1万元以上3万元以下罚款"),
            (UP, UP, UP, UP, "严重", "处3万元以上10万元以下罚款"),
            (UP, UP, UP, "个人", "轻微", "处100元以上300元以下罚款"),
            (UP, UP, UP, UP, "严重", "处300元以上500元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert groups(standard) == ["单位", "单位", "个人", "个人"]
    assert [m for _, m in bands(standard)] == [
        "单位:罚款 10000–30000 元",
        "单位:罚款 30000–100000 元",
        "个人:罚款 100–300 元",
        "个人:罚款 300–500 元",
    ]
    assert not errors(book)


def test_several_statutory_ranges_in_one_standard_make_groups(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "法定处罚幅度", "违法情形", "裁量幅度"),
            (
                1,
                "瞒报",
                "《安全办法》第七条",
                "对单位处1万元以上10万元以下罚款",
                "1次",
                "处1万元以上3万元以下罚款",
            ),
            (UP, UP, UP, UP, "2次以上", "处3万元以上10万元以下罚款"),
            (UP, UP, UP, "对个人处1千元以上5千元以下罚款", "1次", "处1千元以上3千元以下罚款"),
            (UP, UP, UP, UP, "2次以上", "处3千元以上5千元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert [m.split(":")[0] for _, m in bands(standard)] == ["单位", "单位", "个人", "个人"]
    assert [said(m) for m in standard.statutory] == ["单位:罚款 10000–100000 元", "个人:罚款 1000–5000 元"]


@pytest.mark.parametrize(
    "head",
    [
        (
            ("违法行为", "处罚依据", "违法程度", "处罚标准", LEFT),
            (UP, UP, UP, "对单位", "对直接负责的主管人员和其他直接责任人员"),
        ),
        (("违法行为", "处罚依据", "违法程度", "对单位的处罚", "对直接责任人员的处罚"),),
        (("违法行为", "处罚依据", "违法程度", "对违法单位", "对责任人员"),),
    ],
    ids=["below 处罚标准", "对…的处罚", "对… alone"],
)
def test_penalty_columns_by_subject_give_one_row_with_both(
    tmp_path: Path, head: tuple[tuple[Printed, ...], ...]
) -> None:
    book = read(
        tmp_path,
        table(
            *head,
            ("瞒报事故", "《安全办法》第七条", "轻微", "处1万元以上3万元以下罚款", "——"),
            (UP, UP, "严重", "处3万元以上10万元以下罚款", "处3千元以上1万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == [
        "单位:罚款 10000–30000 元",
        "单位:罚款 30000–100000 元; 责任人员:罚款 3000–10000 元",
    ], show(book)


def test_a_blank_for_one_subject_beside_another_is_named(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "对单位的处罚", "对个人的处罚"),
            ("瞒报", "《安全办法》第七条", "轻微", "处1万元罚款", "处1000元罚款"),
            (UP, UP, "严重", "处3万元罚款", None),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == [
        "单位:罚款 10000 元; 个人:罚款 1000 元",
        "单位:罚款 30000 元",
    ]
    assert [cell for cell, message in warnings(book) if "空白" in message] == ["D3"]


def test_single_penalties_of_both_subjects_are_both_kept(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "对单位的处罚", "对个人的处罚"),
            ("瞒报", "《安全办法》第七条", "轻微", "警告", "警告"),
            (UP, UP, "严重", "处3万元罚款", "警告"),
        ),
    )
    assert [m for _, m in bands(book.standards[0])] == [
        "单位:警告; 个人:警告",
        "单位:罚款 30000 元; 个人:警告",
    ]


def test_grades_across_the_heading_of_a_list_are_its_grades(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "轻微", "一般", "严重"),
            (1, "噪声扰民", "《噪声办法》第八条", "警告", "处200元罚款", "处500元罚款"),
            (2, "乱停车", "《停车办法》第八条", "警告", "处50元罚款", "处100元罚款"),
        ),
    )
    first, second = book.standards
    assert first.model.value == "grades"
    assert grades(first) == ["轻微", "一般", "严重"]
    assert bands(second) == [
        ("违法程度=轻微", "警告"),
        ("违法程度=一般", "罚款 50 元"),
        ("违法程度=严重", "罚款 100 元"),
    ]
    assert [row.cell for row in second.rows] == ["D3", "E3", "F3"]


def test_grades_across_with_a_condition_and_a_penalty_each(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "轻微", LEFT, "严重", LEFT),
            (UP, UP, UP, "情形", "处罚", "情形", "处罚"),
            (1, "噪声扰民", "《噪声办法》第八条", "经劝阻改正", "警告", "经劝阻不改", "处500元罚款"),
            (
                2,
                "乱停车",
                "《停车办法》第八条",
                "停车1小时以下",
                "处50元罚款",
                "停车超过1小时",
                "处100元罚款",
            ),
        ),
    )
    first, second = book.standards
    assert list(zip(grades(first), bands(first), strict=True)) == [
        ("轻微", ("情形=经劝阻改正", "警告")),
        ("严重", ("情形=经劝阻不改", "罚款 500 元")),
    ], show(book)
    assert [m for _, m in bands(second)] == ["罚款 50 元", "罚款 100 元"]


def test_conditions_right_of_the_penalty_are_conditions(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量阶次", "处罚标准", "适用条件"),
            (1, "超标排放", "《水办法》第三条", "从轻", "处1万元以上2万元以下罚款", "超标1倍以下"),
            (UP, UP, UP, "从重", "处2万元以上3万元以下罚款", "超标超过1倍"),
        ),
    )
    assert [w for w, _ in bands(book.standards[0])] == ["适用条件=超标1倍以下", "适用条件=超标超过1倍"]


def test_an_amount_of_money_as_condition_is_no_penalty(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "货值金额", "罚款"),
            (1, "卖假货", "《质量办法》第三条", "1万元以下", "5000元以上1万元以下"),
            (UP, UP, UP, "1万元以上5万元以下", "1万元以上3万元以下"),
            (UP, UP, UP, "超过5万元", "货值金额1倍以上3倍以下"),
        ),
    )
    (standard,) = book.standards
    assert factors(standard) == [("货值金额", "number", None)]
    assert [m for _, m in bands(standard)] == [
        "罚款 5000–10000 元",
        "罚款 10000–30000 元",
        "罚款 货值金额1–3 倍",
    ]


def test_words_for_as_above_take_the_text_above(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "情形", "处罚标准"),
            ("瞒报", "《安全办法》第七条", "轻微", "甲情形", "处1万元罚款"),
            ("同上", "同上", "一般", "乙情形", "同上"),
            ("〃", "〃", "严重", "丙情形", "处3万元罚款"),
        ),
    )
    (standard,) = book.standards
    assert [m for _, m in bands(standard)] == ["罚款 10000 元", "罚款 10000 元", "罚款 30000 元"]


def test_one_grade_over_several_conditions_gives_a_row_each_in_an_xls(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("水污染防治裁量标准参照表", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
            ("序号", "违法行为", "法律依据", "类别", "裁量情节", "裁量标准", "备注"),
            (
                "2-1",
                "不让检查",
                "《水办法》第八条：不让检查的，处二万元以上二十万元以下的罚款。",
                "一档",
                "拖延5分钟以上30分钟以下的",
                "处2万元以上5万元以下罚款",
                None,
            ),
            (UP, UP, UP, UP, "首次弄虚作假的", UP, None),
            (UP, UP, UP, "二档", "超过30分钟的", "处五万元以上10万元以下罚款", None),
            (UP, Under("旧的行为"), UP, UP, "两年内第2次的", None, None),
            (UP, UP, UP, "三档", "把人围住的", "处20万元罚款", None),
            (
                "2-2",
                "不自行监测",
                "《水办法》第九条：处二万元以上二十万元以下的罚款。",
                "第1档",
                "少测项目的",
                "处2万元以上10万元以下罚款",
                "请核实",
            ),
            (UP, UP, UP, "第2档", "没有测的", "处10万元以上20万元以下罚款", None),
        ),
        xls=True,
    )
    first, second = book.standards
    assert (first.code, second.code, second.notes) == ("2-1", "2-2", "请核实")
    assert list(
        zip(grades(first), [r.cell for r in first.rows], [m for _, m in bands(first)], strict=True)
    ) == [
        ("一档", "F3", "罚款 20000–50000 元"),
        ("一档", "F3", "罚款 20000–50000 元"),
        ("二档", "F5", "罚款 50000–100000 元"),
        ("二档", "F5", "罚款 50000–100000 元"),
        ("三档", "F7", "罚款 200000 元"),
    ]
    assert [said(m) for m in first.statutory] == ["罚款 20000–200000 元"]
    assert [cell for cell, message in warnings(book) if "残留" in message] == ["B6"]
    assert not errors(book)


def test_several_violations_under_one_code_are_options(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "处罚标准"),
            (1, "乱贴广告", "《市容条例》第二十条", "轻微", "警告"),
            (UP, UP, UP, "严重", "处300元罚款"),
            (UP, "乱画", UP, "轻微", "警告"),
            (UP, UP, UP, "严重", "处500元罚款"),
        ),
    )
    (standard,) = book.standards
    assert standard.factor("违法行为").conditions[1].text == "乱画"
    assert bands(standard)[3] == ("违法行为=乱画; 违法程度=严重", "罚款 500 元")


def test_a_column_before_the_violation_does_not_join_violations(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("处罚依据", "违法行为", "违法程度", "处罚标准"),
            ("《市容条例》第二十条", "乱贴广告", "轻微", "警告"),
            (UP, UP, "严重", "处300元罚款"),
            (UP, "乱画", "轻微", "警告"),
            (UP, UP, "严重", "处500元罚款"),
        ),
    )
    assert [(s.violation, s.basis, len(s.rows)) for s in book.standards] == [
        ("乱贴广告", ("《市容条例》第二十条",), 2),
        ("乱画", ("《市容条例》第二十条",), 2),
    ]


def test_number_formats_are_read_as_shown_in_xls_and_xlsx(tmp_path: Path) -> None:
    page = table(
        ("违法行为", "处罚依据", "违法程度", "罚款"),
        ("偷税", "《某办法》第三条", "轻微", Shown(5, '0"万元"')),
        (UP, UP, "严重", Shown(120000, '#,##0"元"')),
    )
    for xls in (False, True):
        book = read(tmp_path, page, xls=xls, convention=BOTH)
        assert [m for _, m in bands(book.standards[0])] == ["罚款 50000 元", "罚款 120000 元"], show(book)


def test_what_each_column_was_taken_for_is_kept_with_a_score(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "处罚依据", "违法程度", "处罚标准"),
            ("偷水", "《水法》第二十条", "轻微", "警告"),
            (UP, UP, "严重", "处300元罚款"),
        ),
    )
    assert [c.role for c in book.columns] == [Role.VIOLATION, Role.BASIS, Role.GRADE, Role.PENALTY]
    assert all(55 <= c.score <= 100 for c in book.columns)


def test_columns_for_lighter_and_heavier_punishment_are_grades(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "法定处罚", "不予处罚", "从轻处罚", "一般处罚", "从重处罚"),
            (
                1,
                "乱倒垃圾",
                "《市容条例》第一条",
                "处100元以上500元以下罚款",
                "不予处罚",
                "处100元以上200元以下罚款",
                "处200元以上350元以下罚款",
                "处350元以上500元以下罚款",
            ),
        ),
    )
    (standard,) = book.standards
    assert grades(standard) == ["不予处罚", "从轻处罚", "一般处罚", "从重处罚"], show(book)
    assert [m for _, m in bands(standard)] == [
        "不予处罚",
        "罚款 100–200 元",
        "罚款 200–350 元",
        "罚款 350–500 元",
    ]


def test_different_fines_in_two_columns_of_one_subject_are_an_error(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "处罚标准", "内控裁量标准"),
            (1, "乱倒垃圾", "《市容条例》第一条", "轻微", "处100元罚款", "处150元罚款"),
            (UP, UP, UP, "严重", "处200元罚款", "处200元罚款"),
        ),
    )
    assert [cell for cell, _ in errors(book)] == ["E2"]


def test_one_heading_over_grade_condition_and_penalty_is_told_apart_by_the_cells(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "裁量标准", LEFT, LEFT),
            (1, "卖假货", "《质量办法》第一条", "轻微", "1次", "警告"),
            (UP, UP, UP, "严重", "2次以上", "处1万元以上3万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert grades(standard) == ["轻微", "严重"]
    assert bands(standard) == [("裁量标准=1次", "警告"), ("裁量标准=2次以上", "罚款 10000–30000 元")], show(
        book
    )
    assert not errors(book)


def test_levels_across_that_count_occurrences_are_asked_as_a_count(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "首次违法", "第二次违法", "第三次及以上违法"),
            (1, "乱停车", "《停车办法》第一条", "警告", "处50元罚款", "处100元罚款"),
        ),
    )
    (standard,) = book.standards
    assert factors(standard) == [("违法次数", "count", None)]
    assert [m for _, m in bands(standard)] == ["警告", "罚款 50 元", "罚款 100 元"]


def test_a_grade_merged_over_the_conditions_is_its_condition(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "法律依据", "类别", "裁量情节", "裁量标准"),
            ("1", "乱停车", "《停车办法》第一条", "第1档", "首次", "处50元罚款"),
            (UP, UP, UP, "第2档", LEFT, "处100元罚款"),
        ),
        xls=True,
    )
    assert [w for w, _ in bands(book.standards[0])] == ["裁量情节=首次", "裁量情节=第2档"]


def test_a_band_without_a_condition_beside_others_is_an_error(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "法律依据", "裁量情节", "裁量标准"),
            ("1", "乱停车", "《停车办法》第一条", "/", "处100元罚款"),
            (UP, UP, UP, "停在盲道上", "处200元罚款"),
        ),
    )
    assert [cell for cell, _ in errors(book)] == ["E2"]


def test_forms_of_a_violation_in_a_second_column_are_a_factor(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", LEFT, "处罚依据", "违法程度", "处罚标准"),
            (1, "乱停车", "占用盲道的", "《停车办法》第一条", "轻", "处50元罚款"),
            (UP, UP, UP, UP, "重", "处100元罚款"),
            (UP, UP, "占用消防通道的", UP, "轻", "处200元罚款"),
            (UP, UP, UP, UP, "重", "处500元罚款"),
        ),
    )
    (standard,) = book.standards
    assert standard.violation == "乱停车"
    assert bands(standard)[2] == ("违法行为=占用消防通道的; 违法程度=轻", "罚款 200 元")
    assert not errors(book)


def test_a_violation_and_a_penalty_cut_by_a_page_break_are_joined(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("序号", "违法行为", "处罚依据", "违法程度", "处罚标准"),
            (1, "在道路上乱停", "《停车办法》第一条", "轻", "处50元以上"),
            (None, "放车辆", None, None, "100元以下罚款"),
            (None, None, None, "重", "处200元罚款"),
        ),
    )
    (standard,) = book.standards
    assert standard.violation == "在道路上乱停放车辆"
    assert [m for _, m in bands(standard)] == ["罚款 50–100 元", "罚款 200 元"], show(book)
    assert any("被分页拆开" in message for _, message in warnings(book))
