"""Penalty texts become measures; an amount that is not certain is named and never computed."""

from __future__ import annotations

from fractions import Fraction
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.penalty_text import PenaltyReading, read_penalty
from standards_1023.amount_text import amount_text
from standards_1023.values import (
    AmountUnit,
    Convention,
    Measure,
    MeasureKind,
    ProblemSeverity,
    Range,
    Subject,
)
from tests.written_amounts import SUMS, may_be_parted, ways, written_sums

NOT_BELOW = Convention(above_included=True, below_included=False, source="说明")
INCLUSIVE = Convention(above_included=True, below_included=True, source="说明")


class Column(TypedDict, total=False):
    """What the heading of a column says for its texts."""

    subject: Subject
    heading_unit: str | None
    fine_column: bool


def read(text: str, **column: Unpack[Column]) -> PenaltyReading:
    return read_penalty(text, NOT_BELOW, **column)


def only(text: str, **column: Unpack[Column]) -> Measure:
    reading = read(text, **column)
    assert len(reading.measures) == 1, [m.text for m in reading.measures]
    return reading.measures[0]


def limits(measure: Measure) -> tuple[object, object]:
    """The bounds in yuan, or as the multiple or the number before %."""
    assert measure.amount is not None
    assert measure.unit is not None
    size = 100 if measure.unit.is_money else 1
    low, high = (None if b is None else b / size for b in (measure.amount.low, measure.amount.high))
    return low, high


def shown(text: str, **column: Unpack[Column]) -> list[str]:
    """The measures in a line each: [条件] 谁 种类 数额."""
    result = []
    for m in read(text, **column).measures:
        words = [f"[{m.trigger}]" if m.trigger else "", m.subject or "", m.kind.value]
        words += [
            amount_text(m) if m.amount else "",
            "可以" if m.optional else "",
            "" if m.computed else "不算",
        ]
        result.append(" ".join(word for word in words if word))
    return result


@given(written_sums())
def test_a_fine_written_out_reads_back_the_same(written: tuple[int, str]) -> None:
    number, text = written
    assert limits(only(f"处{text}元罚款")) == (number, number)


@given(SUMS, st.data())
def test_line_breaks_within_an_amount_change_nothing(number: int, data: st.DataObject) -> None:
    text = f"处{data.draw(st.sampled_from(ways(number)))}元以下的罚款"
    places = [at for at in range(1, len(text)) if may_be_parted(text[at - 1], text[at])]
    places = [at for at in places if not text.startswith("0.", at)]  # 10⏎0.5 may be two numbers
    at = data.draw(st.sampled_from(places))
    assert limits(only(f"{text[:at]}\n{text[at:]}")) == (None, number)


@pytest.mark.parametrize(
    "text",
    [
        "处1000\n2000元罚款", "处1000 2000元罚款", "处3\n5万元罚款", "处0.5 0.8万元罚款", "处3…5万元罚款",
        "处10\n0.0001万元罚款", "处3→5万元罚款", "处3·5万元罚款", "处3--5万元罚款", "处3。5万元罚款", "处3万元…5万元罚款", "处1000|2000元罚款",
    ],
)  # fmt: skip
def test_two_numbers_side_by_side_are_not_made_into_one_nor_is_one_of_them_left_out(text: str) -> None:
    reading = read(text)
    assert [r for r in reading.remarks if r.severity is ProblemSeverity.ERROR], shown(text)


@pytest.mark.parametrize("text", ["处10元每麻袋罚款", "处10元/麻袋罚款"])
def test_an_amount_for_each_of_something_is_never_one_for_all(text: str) -> None:
    reading = read(text)
    errors = [r for r in reading.remarks if r.severity is ProblemSeverity.ERROR]
    assert errors or [m.per for m in reading.measures] != [None]


@given(st.lists(SUMS, min_size=2, max_size=2, unique=True), st.data())
def test_a_range_reads_back_whatever_forms_its_limits_have(numbers: list[int], data: st.DataObject) -> None:
    low, high = sorted(numbers)
    first, second = (data.draw(st.sampled_from(ways(n))) for n in (low, high))
    assert limits(only(f"并处{first}元以上{second}元以下罚款")) == (low, high)


@given(st.integers(1, 30), st.integers(1, 30))
def test_multiples_read_back(one: int, other: int) -> None:
    low, high = sorted((one, one + other))
    fine = only(f"处违法所得{low}倍以上{high}倍以下的罚款")
    assert (limits(fine), fine.unit, fine.base) == ((low, high), AmountUnit.TIMES, "违法所得")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("罚款2万元", 20_000, 20_000),
        ("罚款：2万元以上5万元以下", 20_000, 50_000),
        ("处罚款2-5万元", 20_000, 50_000),
        ("罚款人民币贰拾叁万伍仟元整", 235_000, 235_000),
        ("处一千以上三千元以下罚款", 1000, 3000),
        ("处1万元以上，3万元以下罚款", 10_000, 30_000),
        ("处最高5万元罚款", None, 50_000),
        ("罚款总额不超过5万元", None, 50_000),
        ("处不超过人民币5万元的罚款", None, 50_000),
        ("2万元≤罚款＜5万元", 20_000, 50_000),
        ("处￥5,000.00罚款", 5000, 5000),
        ("依据《某条例》（2021年修订）第42条第1款处2万元罚款", 20_000, 20_000),
        ("责令15日内改正并处2万元罚款", 20_000, 20_000),
    ],
)
def test_wordings_of_a_fine(text: str, low: int | None, high: int | None) -> None:
    fine = next(m for m in read(text).measures if m.kind is MeasureKind.FINE)
    assert (limits(fine), fine.unit, fine.computed) == ((low, high), AmountUnit.YUAN, True)


@pytest.mark.parametrize(
    ("behind", "bounds"),
    [
        ("（不含5万元）", Range(Fraction(2_000_000), Fraction(5_000_000), high_included=False)),
        (
            "（不含2万元）",
            Range(Fraction(2_000_000), Fraction(5_000_000), low_included=False, high_included=False),
        ),
        ("（含本数）", Range(Fraction(2_000_000), Fraction(5_000_000))),
        ("", Range(Fraction(2_000_000), Fraction(5_000_000), high_included=False)),
    ],
)
def test_what_stands_behind_the_fine_may_include_its_limit(behind: str, bounds: Range) -> None:
    assert only(f"处2万元以上5万元以下罚款{behind}").amount == bounds


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "base"),
    [
        ("处以非法所得1至5倍罚款", 1, 5, "times", "非法所得"),
        ("罚款额为货值金额的50%-100%", 50, 100, "percent", "货值金额"),
        ("处罚款的金额按违法所得的2倍计算", 2, 2, "times", "违法所得"),
        ("处合同价款千分之二以上千分之四以下的罚款", Fraction(1, 5), Fraction(2, 5), "percent", "合同价款"),
        ("处合同价款2‰以上4‰以下的罚款", Fraction(1, 5), Fraction(2, 5), "percent", "合同价款"),
        ("处上一年度销售额百分之一以上百分之五以下的罚款", 1, 5, "percent", "上一年度销售额"),
        ("处上一年从本单位取得的收入30%以上1倍以下的罚款", 30, 100, "percent", "上一年从本单位取得的收入"),
        ("处货值金额等值以上三倍以下的罚款", 1, 3, "times", "货值金额"),
        ("处违法金额30%以上等值以下的罚款", 30, 100, "percent", "违法金额"),
        ("处不超过违法所得三倍的罚款", None, 3, "times", "违法所得"),
        ("按工程造价百分之五处罚款", 5, 5, "percent", "工程造价"),
        ("工程造价处百分之五以下罚款", None, 5, "percent", "工程造价"),
        ("处法定最高限额30%以下的罚款", None, 30, "percent", "法定最高限额"),
        ("对扣缴义务人处应扣未扣税款50%以上3倍以下的罚款", 50, 300, "percent", "应扣未扣税款"),
        ("处所需处置费用三倍以上五倍以下的罚款", 3, 5, "times", "所需处置费用"),
        ("处货值金额2.5倍（含）以上4倍以下罚款", Fraction(5, 2), 4, "times", "货值金额"),
        ("处三倍以下违法所得的罚款", None, 3, "times", "违法所得"),
    ],
)
def test_multiples_and_shares_name_their_base(
    text: str, low: Fraction | None, high: Fraction, unit: str, base: str
) -> None:
    fine = only(text)
    assert (limits(fine), fine.unit, fine.base) == ((low, high), unit, base)


def test_a_multiple_without_a_base_is_named() -> None:
    reading = read("处一倍以上三倍以下罚款")
    assert [r.message for r in reading.remarks] == [
        "「处一倍以上三倍以下罚款」没有写明以什么为基数，请在倍数或者百分数前面写明。"
    ]


def test_the_base_of_the_condition_holds_for_the_multiple_behind_it() -> None:
    assert only("违法所得五万元以上的，并处二倍以上五倍以下罚款").base == "违法所得"


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("按每平方米200元至500元处罚款", "平方米"),
        ("处每平方米200元以上500元以下的罚款", "平方米"),
        ("处200元/平方米以上500元/平方米以下罚款", "平方米"),
        ("每处设施处200元至500元罚款", "处"),
        ("按每台（套）200元至500元处以罚款", "台"),
        ("每辆三轮车处200元至500元罚款", "辆"),
        ("每人每月处200元至500元罚款", "人/月"),
        ("处200元至500元/人·月罚款", "人/月"),
        ("每使用一名学徒每月处200元至500元罚款", "名/月"),
        ("每逾期一日处200元至500元罚款", "日"),
        ("每逾期一日，处200元至500元罚款", "日"),
        ("按日处200元至500元罚款", "日"),
        ("按违法建筑面积每平方米，处200元至500元罚款", "平方米"),
        ("以每人次200元至500元的标准处以罚款", "人次"),
        ("按照受侵害的劳动者每人200元至500元的标准计算，处以罚款", "人"),
        ("处200元至500元每车次罚款", "车次"),
        ("每违法行为处200元至500元罚款", "违法行为"),
    ],
)
def test_amounts_for_each_of_something(text: str, per: str) -> None:
    fine = only(text)
    assert (limits(fine), fine.unit, fine.per) == ((200, 500), AmountUnit.YUAN_PER, per)


@pytest.mark.parametrize(
    "text",
    [
        "并处违法所得1倍以上3倍以下但最高不超过3万元罚款",
        "并处违法所得1倍以上3倍以下罚款，但最高不超过3万元",
        "并处违法所得1倍以上3倍以下、最高不得超过三万元的罚款",
        "并处违法所得1倍以上3倍以下罚款，罚款总额不超过3万元",
        "并处违法所得1倍以上3倍以下（最高限额为3万元）罚款",
        "并处违法所得1倍以上3倍以下罚款（以3万元为限）",
    ],
)
def test_a_cap_keeps_the_multiple_and_is_named_as_not_computed(text: str) -> None:
    reading = read(text)
    (fine,) = reading.measures
    assert (limits(fine), fine.unit, fine.base, fine.computed) == (
        (1, 3),
        AmountUnit.TIMES,
        "违法所得",
        False,
    )
    assert "3万元" in fine.text or "三万元" in fine.text
    assert any("限额" in remark.message for remark in reading.remarks)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("处违法所得5倍罚款，违法所得不足1万元的，按1万元计算", 10_000),
        ("没收违法所得，并处违法所得2倍以上4倍以下的罚款，违法所得不足一万元的，按照一万元计算", 10_000),
        ("处违法所得2倍以上4倍以下罚款，违法所得不足1万元的按1万元计算", 10_000),
        ("处违法所得2倍以上4倍以下罚款，没有违法所得或者违法所得不足1万元的，按1万元计算", 10_000),
        ("处货值金额3倍以上5倍以下罚款；货值金额少于20万元的，按20万元计", 200_000),
    ],
)
def test_a_floor_of_the_base_is_read_into_the_fine(text: str, least: int) -> None:
    reading = read(text)
    fine = reading.measures[-1]
    assert (fine.base_min, fine.computed) == (Fraction(least * 100), True)
    assert fine.text.endswith(text[-3:])
    assert reading.remarks == []


@pytest.mark.parametrize(
    "text",
    [
        "处违法所得5倍罚款，违法所得不足1万元的，按5万元计算",  # more than the threshold: no mere floor
        "处违法所得5倍罚款，货值金额不足1万元的，按1万元计算",  # another base
        "处违法所得5倍罚款，违法所得超过1万元的，按1万元计算",  # not from below
        "处违法所得5倍罚款，违法所得不足1万元且及时改正的，按1万元计算",
    ],
)
def test_a_floor_that_is_not_understood_whole_is_named_as_not_computed(text: str) -> None:
    reading = read(text)
    fine = reading.measures[-1]
    assert (fine.base_min, fine.computed) == (None, False)
    assert reading.remarks


def test_a_floor_behind_two_fines_of_its_base_is_computed_in_neither() -> None:
    text = "处违法所得1倍以上3倍以下罚款；情节严重的，处违法所得3倍以上5倍以下罚款，违法所得不足1万元的，按1万元计算"
    reading = read(text)
    assert [(m.base_min, m.computed) for m in reading.measures] == [(None, False), (None, False)]
    assert any("最低数" in remark.message for remark in reading.remarks)


def test_each_of_two_fines_with_a_floor_of_its_own_has_it() -> None:
    floor = "违法所得不足1万元的，按1万元计算"
    reading = read(
        f"处违法所得1倍以上3倍以下罚款，{floor}；情节严重的，处违法所得3倍以上5倍以下罚款，{floor}"
    )
    assert [(m.base_min, m.computed) for m in reading.measures] == [(Fraction(1_000_000), True)] * 2


def test_a_fine_that_grows_keeps_its_range_and_its_text() -> None:
    reading = read("处2000元罚款，每增加一次加处1000元，最高不超过1万元")
    (fine,) = reading.measures
    assert (limits(fine), fine.computed) == ((2000, 2000), False)
    assert fine.text == "处2000元罚款，每增加一次加处1000元，最高不超过1万元"


def test_the_daily_surcharge_of_a_later_step_leaves_the_fine_alone() -> None:
    assert shown("处5000元罚款；逾期不缴的，每日按罚款数额的3%加处罚款") == [
        "fine 5000 元",
        "[逾期不缴的] fine 罚款数额3 % 不算",
    ]


def test_a_fine_that_is_not_paid_is_a_condition_whole() -> None:
    text = "逾期不缴纳罚款的，每日按罚款数额的3%加处罚款"
    assert shown(text) == ["[逾期不缴纳罚款的] fine 罚款数额3 % 不算"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("处5000元以上1万元以下或者货值金额1倍以上3倍以下罚款", ["5000–10000 元", "货值金额1–3 倍"]),
        ("处三千元罚款或五千元罚款", ["3000 元", "5000 元"]),
        ("可以并处每件100元或者货值金额1倍以上5倍以下的罚款", ["100 元/件", "货值金额1–5 倍"]),
    ],
)
def test_a_choice_of_two_amounts_is_named_and_neither_is_computed(text: str, amounts: list[str]) -> None:
    reading = read(text)
    assert [amount_text(m) for m in reading.measures] == amounts
    assert not any(m.computed for m in reading.measures)
    assert any("择一" in remark.message for remark in reading.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "处10万元以上5万元以下罚款",
        "处X万元以上5万元以下罚款",
        "处5万元以上货值金额3倍以下的罚款",
        "处2000元5000元罚款",
        "处0元罚款",
    ],
)
def test_an_amount_that_cannot_be_told_is_an_error_and_not_computed(text: str) -> None:
    reading = read(text)
    assert not any(m.computed for m in reading.measures)
    assert any(remark.severity is ProblemSeverity.ERROR for remark in reading.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "处约5万元罚款",
        "处5万余元罚款",
        "处几万元罚款",
        "处5万美元罚款",
        "处1,0000元罚款",
        "处3万5元罚款",
        "并处罚款",
        "处法定幅度的最高额罚款",
    ],
)
def test_a_fine_without_an_exact_amount_has_none_and_is_named(text: str) -> None:
    reading = read(text)
    (fine,) = reading.measures
    assert (fine.kind, fine.amount, fine.computed) == (MeasureKind.FINE, None, False)
    assert any("没有写出罚款数额" in remark.message for remark in reading.remarks)


@pytest.mark.parametrize(
    ("text", "low", "high", "named"),
    [
        ("处2万万元以下罚款", None, 20_000, "万万元"),
        ("处1000元以2000元以下罚款", 1000, 2000, "缺「上」字"),
        ("处2万元以上5万元罚款", 20_000, 50_000, "缺「以下」"),
        ("处2万元以上5万元以上罚款", 20_000, 50_000, "两处「以上」"),
        ("处l万元以上5万元以下罚款", 10_000, 50_000, "字母「l」"),
        ("处5O00元罚款", 5000, 5000, "字母「O」"),
        ("处2万以上5万以下罚款", 20_000, 50_000, "没有写「元」"),
    ],
)
def test_slips_are_read_as_meant_and_named(text: str, low: int | None, high: int, named: str) -> None:
    reading = read(text)
    assert limits(reading.measures[0]) == (low, high)
    assert any(named in remark.message and "按" in remark.message for remark in reading.remarks)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "对单位处5万元以上10万元以下罚款，对直接负责的主管人员和其他直接责任人员处1万元罚款",
            ["unit fine 50000–100000 元", "responsible_person fine 10000 元"],
        ),
        ("对公民处50元罚款、对法人处1000元罚款", ["individual fine 50 元", "unit fine 1000 元"]),
        (
            "对法定代表人处1万元，对企业处5万元罚款",
            ["responsible_person fine 10000 元", "unit fine 50000 元"],
        ),
        ("其主要负责人处2000元罚款", ["responsible_person fine 2000 元"]),
        ("对其处2000元罚款", ["fine 2000 元"]),
        ("对单位，由街道办事处处2万元罚款", ["unit fine 20000 元"]),
        (
            "单位有前款行为的，处2万元罚款；个人有前款行为的，处2000元罚款",
            ["[单位有前款行为的] unit fine 20000 元", "[个人有前款行为的] individual fine 2000 元"],
        ),
        (
            "当事人为个人的，处200元罚款；当事人为单位的，处2000元罚款",
            ["[当事人为个人的] individual fine 200 元", "[当事人为单位的] unit fine 2000 元"],
        ),
        (
            "对董事和高级管理人员，给予警告，并处3万元罚款",
            ["responsible_person warning", "responsible_person fine 30000 元"],
        ),
    ],
)
def test_several_subjects_in_a_text(text: str, measures: list[str]) -> None:
    assert shown(text) == measures


def test_the_subject_of_the_column_holds_where_the_clause_names_none() -> None:
    assert only("处2万元罚款", subject=Subject.UNIT).subject is Subject.UNIT
    assert only("对个人处2万元罚款", subject=Subject.UNIT).subject is Subject.INDIVIDUAL


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("可以处1万元以下罚款", ["fine 10000 以下 元 可以"]),
        ("可并处1万元以下罚款", ["fine 10000 以下 元 可以"]),
        ("并处1万元以下罚款", ["fine 10000 以下 元"]),
        ("单处或者并处1万元以下罚款", ["fine 10000 以下 元 可以"]),
        ("处1万元以下罚款可以并处没收工具", ["fine 10000 以下 元", "confiscate 可以"]),
        ("可以根据情节轻重，处1万元以下罚款", ["fine 10000 以下 元 可以"]),
        ("未经许可的，处1万元以下罚款", ["[未经许可的] fine 10000 以下 元"]),
    ],
)
def test_what_is_left_to_the_officer(text: str, measures: list[str]) -> None:
    assert shown(text) == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "责令改正，给予警告；逾期不改正的，处1万元以上3万元以下罚款；情节严重的，吊销许可证",
            ["order", "warning", "[逾期不改正的] fine 10000–30000 元", "[情节严重的] revoke_licence"],
        ),
        (
            "（一）情节较轻的，处1万元罚款；（二）情节较重的，处2万元罚款",
            ["[情节较轻的] fine 10000 元", "[情节较重的] fine 20000 元"],
        ),
        ("1.警告\n2.处5万元罚款", ["warning", "fine 50000 元"]),
        ("拒不改正，或者造成严重后果的，处5万元罚款", ["[拒不改正,或者造成严重后果的] fine 50000 元"]),
        ("货值金额5000元以下处2000元罚款", ["[货值金额5000元以下] fine 2000 元"]),
        (
            "货值金额不足1万元的，处5万元罚款；货值金额1万元以上的，处货值金额5倍罚款",
            ["[货值金额不足1万元的] fine 50000 元", "[货值金额1万元以上的] fine 货值金额5 倍"],
        ),
        ("被吊销许可证后仍从事经营的，处2万元罚款", ["[被吊销许可证后仍从事经营的] fine 20000 元"]),
        ("处一万元罚款，情节严重的处三万元罚款", ["fine 10000 元", "[情节严重的] fine 30000 元"]),
    ],
)
def test_conditions_inside_a_text_stay_with_their_measures(text: str, measures: list[str]) -> None:
    assert shown(text) == measures


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("警告", ["warning"]),
        ("通报批评", ["criticism"]),
        ("没收违法所得、没收非法财物", ["confiscate"]),
        ("责令停产停业", ["suspend_production"]),
        ("暂停相关业务六个月", ["suspend_production"]),
        ("责令停止建设", ["order"]),
        ("责令停止建设或者停产停业整顿", ["suspend_production"]),
        ("责令关闭", ["close"]),
        ("暂扣许可证1-3个月", ["suspend_licence"]),
        ("吊销营业执照", ["revoke_licence"]),
        ("撤销排污许可证", ["revoke_licence"]),
        ("降低资质等级或吊销资质证书", ["downgrade", "revoke_licence"]),
        ("10年内不得从事食品生产经营活动", ["bar"]),
        ("禁止其3年内开展相关检测", ["bar"]),
        ("给予停止执业六个月以上一年以下的处罚", ["bar"]),
        ("处5日以上10日以下拘留", ["detention"]),
        ("责令限期改正", ["order"]),
        ("处5000元罚款，车辆不得上道路行驶", ["fine", "order"]),
        ("不予行政处罚", ["no_penalty"]),
        ("免予处罚", ["no_penalty"]),
        ("警告、通报批评", ["warning", "criticism"]),
        ("给予警告或者处200元罚款", ["warning", "fine"]),
        ("在停业、歇业时未报告的，处2000元罚款", ["fine"]),
        ("设置警告标志", ["other"]),
        ("从重处罚", ["other"]),
        ("依照《某法》第42条规定处罚", ["other"]),
        ("构成犯罪的，依法追究刑事责任", ["other"]),
        ("——", []),
        ("/", []),
        ("", []),
    ],
)
def test_kinds_of_measures(text: str, kinds: list[str]) -> None:
    assert [m.kind.value for m in read(text).measures] == kinds


@pytest.mark.parametrize("text", ["从重处罚", "依照《某法》第42条规定处罚", "可以减轻处罚"])
def test_what_names_no_penalty_is_kept_and_named(text: str) -> None:
    reading = read(text)
    assert (reading.measures[0].text, reading.measures[0].computed) == (text, False)
    assert reading.remarks


def test_each_of_several_measures_in_a_clause_has_its_own_words() -> None:
    assert [m.text for m in read("警告、通报批评").measures] == ["警告", "通报批评"]
    assert [m.text for m in read("处警告或者二百元以下罚款").measures] == ["处警告", "二百元以下罚款"]


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("2-5", "万元", 20_000, 50_000),
        ("3", "万元", 30_000, 30_000),
        ("2以上5以下", "万元", 20_000, 50_000),
        ("2000～5000", "元", 2000, 5000),
        ("2万元以上5万元以下", None, 20_000, 50_000),
        ("¥5000", None, 5000, 5000),
        ("2万-5万", None, 20_000, 50_000),
        ("每平方米200-500元", None, 200, 500),
    ],
)
def test_a_column_of_fines_needs_no_word_for_it(text: str, unit: str | None, low: int, high: int) -> None:
    assert limits(only(text, fine_column=True, heading_unit=unit)) == (low, high)


@pytest.mark.parametrize(
    ("text", "column"),
    [("2万元以上5万元以下", {}), ("5000", {"fine_column": True}), ("3-5", {"fine_column": True})],
)
def test_an_amount_without_a_word_or_unit_that_makes_it_a_fine_is_an_error(text: str, column: Column) -> None:
    (remark,) = read(text, **column).remarks
    assert remark.severity is ProblemSeverity.ERROR


@given(
    st.text(
        alphabet="处以下上罚款元万千百二三5,.并可对单位个人的，；。不超过最高每平方米倍%或者警告没收（）\n ",
        max_size=40,
    )
)
def test_no_text_breaks_the_reader(text: str) -> None:
    for measure in read_penalty(text, INCLUSIVE).measures:
        assert measure.amount is None or not measure.amount.is_empty


def test_an_order_to_a_unit_is_for_the_unit_under_a_heading_for_persons() -> None:
    reading = read_penalty(
        "处6.5万元以上8万元以下罚款，责令生产经营单位停产停业整顿",
        Convention(),
        subject=Subject.RESPONSIBLE_PERSON,
    )
    assert [(m.kind, m.subject) for m in reading.measures] == [
        (MeasureKind.FINE, Subject.RESPONSIBLE_PERSON),
        (MeasureKind.SUSPEND_PRODUCTION, Subject.UNIT),
    ]


def errors(text: str, **column: Unpack[Column]) -> list[str]:
    return [r.message for r in read(text, **column).remarks if r.severity is ProblemSeverity.ERROR]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "处5万元以上10万元以下罚款；情节严重的，10万元以上20万元以下",
            ["fine 50000–100000 元", "[情节严重的] fine 100000–200000 元"],
        ),
        ("处1000元罚款，再次违法的2000元", ["fine 1000 元", "[再次违法的] fine 2000 元"]),
        (
            "处1000元罚款；二次违法2000元；三次以上5000元",
            ["fine 1000 元", "[二次违法] fine 2000 元", "[三次以上] fine 5000 元"],
        ),
        ("警告；逾期不改的5000元", ["warning", "[逾期不改的] fine 5000 元"]),
        ("罚款1万元（首次）；2万元（再次）", ["[首次] fine 10000 元", "[再次] fine 20000 元"]),
        (
            "5000元罚款、没收违法所得；对负责人1万元",
            ["fine 5000 元", "confiscate", "responsible_person fine 10000 元"],
        ),
        (
            "处1万元罚款；情节严重的，货值金额10倍以上15倍以下",
            ["fine 10000 元", "[情节严重的] fine 货值金额10–15 倍"],
        ),
    ],
)
def test_an_amount_without_a_verb_behind_a_penalty_is_a_fine_of_its_own(
    text: str, measures: list[str]
) -> None:
    assert shown(text) == measures
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "处5万元罚款，2万元",
        "责令改正，5万元以下",
        "2万元以上5万元以下，并责令改正",
        "警告、5000元",
        "货值不足100元不予处罚",
        "处1000元罚款，超过部分每吨加200元",
        "处1万元罚款；情节严重的2万",
    ],
)
def test_an_amount_that_is_in_no_measure_is_an_error(text: str) -> None:
    assert errors(text)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("货值金额不足1万元的，处5万元以上7万元以下", ["[货值金额不足1万元的] fine 50000–70000 元"]),
        ("货值金额不足1万元的，5万元以上7万元以下", ["[货值金额不足1万元的] fine 50000–70000 元"]),
        (
            "货值金额1万元以上的，处货值金额10倍以上15倍以下",
            ["[货值金额1万元以上的] fine 货值金额10–15 倍"],
        ),
        ("违法所得不足5万元，处1万元以上3万元以下", ["[违法所得不足5万元] fine 10000–30000 元"]),
        ("违法所得5万元以上，并处违法所得2倍以上3倍以下", ["[违法所得5万元以上] fine 违法所得2–3 倍"]),
        ("涉案金额5万元，情节严重的，处10万元", ["[涉案金额5万元,情节严重的] fine 100000 元"]),
        ("货值金额10倍以上15倍以下", ["fine 货值金额10–15 倍"]),
        ("直接经济损失的3倍", ["fine 直接经济损失3 倍"]),
        ("首次500元；再次1000元", ["[首次] fine 500 元", "[再次] fine 1000 元"]),
        ("单位：5万元；个人：5000元", ["unit fine 50000 元", "individual fine 5000 元"]),
    ],
)
def test_a_threshold_in_a_column_of_fines_is_a_condition(text: str, measures: list[str]) -> None:
    assert shown(text, fine_column=True) == measures
    assert errors(text, fine_column=True) == []


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "1.轻微：及时改正的，不予处罚；2.一般：未改正，处2000–5000元罚款；3.严重：造成后果，处1万元罚款",
            [
                "[轻微:及时改正的] no_penalty",
                "[一般:未改正] fine 2000–5000 元",
                "[严重:造成后果] fine 10000 元",
            ],
        ),
        (
            "从轻：货值不足1万元的，处5万元罚款；从重：货值1万元以上的，处10万元罚款",
            ["[从轻:货值不足1万元的] fine 50000 元", "[从重:货值1万元以上的] fine 100000 元"],
        ),
        ("一般违法处500元；情节恶劣处1000元", ["[一般违法] fine 500 元", "[情节恶劣] fine 1000 元"]),
        ("轻微：警告；严重：处1000元罚款", ["[轻微] warning", "[严重] fine 1000 元"]),
        ("逾期不改正处1万元罚款", ["[逾期不改正] fine 10000 元"]),
        (
            "情节较轻，处500元罚款；情节较重，处1000元罚款",
            ["[情节较轻] fine 500 元", "[情节较重] fine 1000 元"],
        ),
        ("罚款数额为：轻微500元，严重1000元", ["[轻微] fine 500 元", "[严重] fine 1000 元"]),
        ("轻微：处500元罚款", ["fine 500 元"]),
    ],
)
def test_grades_listed_in_one_cell_are_conditions(text: str, measures: list[str]) -> None:
    assert shown(text) == measures
    assert errors(text) == []


def test_a_sum_of_something_measured_is_no_fine() -> None:
    assert errors("货值金额1万元以下", fine_column=True)
    assert errors("处违法所得1万元以下罚款")


def test_two_fines_for_one_subject_in_one_case_are_an_error() -> None:
    assert errors("处500元罚款；处1000元罚款")
    assert errors("初犯处500元罚款；再犯处1000元罚款")
    assert errors("小型车处500元罚款；大型车处1000元罚款")
    assert not errors("对单位处5万元罚款，对负责人处1万元罚款")


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("处500元罚款/平方米", ["fine 500 元/平方米"]),
        ("处500元罚款（每人）", ["fine 500 元/人"]),
        ("处10000元×违法次数罚款", ["fine 10000 元 不算"]),
        ("处3万元罚款，减半执行", ["fine 30000 元 不算"]),
        ("处3万元罚款，加倍处罚", ["fine 30000 元 不算"]),
        ("每增加1平方米，加处200元罚款", ["fine 200 元 不算"]),
        ("处违法所得3倍罚款，但罚款数额不得低于5000元", ["fine 违法所得3 倍 不算"]),
        ("责令限期缴纳，每日按应缴费用的2‰加收滞纳金", ["order"]),
        ("处5000元罚款（对个人）；处5万元罚款（对单位）", ["individual fine 5000 元", "unit fine 50000 元"]),
        ("对单位罚款3万元，个人罚款5000元", ["unit fine 30000 元", "individual fine 5000 元"]),
        ("处罚款：（1）个人500元；（2）单位5000元", ["individual fine 500 元", "unit fine 5000 元"]),
        ("单位罚款5万元，法定代表人罚款1万元", ["unit fine 50000 元", "responsible_person fine 10000 元"]),
    ],
)
def test_words_around_an_amount_count(text: str, measures: list[str]) -> None:
    assert shown(text) == measures
    assert errors(text) == []


def test_whom_a_share_is_for_is_not_what_it_is_of() -> None:
    reading = read("并对法定代表人处5%的罚款")
    assert [m.base for m in reading.measures] == [None]
    assert any("没有写明以什么为基数" in r.message for r in reading.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "罚款金额=5000+500×超载吨数",
        "处（2000，5000］元罚款",
        "处3,0000元罚款",
        "处三、五万元罚款",
        "1、2万元罚款",
        "处一至三万罚款",
        "处1000元罚款；再次违法的，加倍处罚",
        "处500元罚款（对未成年人）",
        "处500元罚款，每日",
    ],
)
def test_arithmetic_and_brackets_that_are_not_understood_are_errors(text: str) -> None:
    assert errors(text)


def test_a_step_that_measures_money_can_be_held_against_the_base() -> None:
    text = "违法所得一万元以上的，并处违法所得五倍以上十倍以下罚款；违法所得不足一万元的，并处五万元以上十万元以下罚款"
    many, few = read_penalty(text, Convention()).measures
    assert many.applies is not None
    assert few.applies is not None
    assert many.applies.measured == "违法所得"
    assert many.applies.range == Range(Fraction(10_000), None)
    assert (few.applies.range.low, few.applies.range.high_included) == (None, False)


def test_a_step_that_measures_nothing_has_no_quantity() -> None:
    (fine,) = read_penalty("逾期不改正的，处五千元罚款", Convention()).measures
    assert fine.applies is None


@pytest.mark.parametrize(
    "tail",
    [
        "：以20万元为起点，每增加1个超标因子增加1万元",
        "，在20万元的基础上每超标1倍增加1万元",
        "，每增加1个超标因子增加一万元",
    ],
)
def test_a_starting_amount_with_steps_keeps_the_range_and_is_not_computed(tail: str) -> None:
    reading = read_penalty(f"处20万元以上70万元以下罚款{tail}", Convention())
    (fine,) = reading.measures
    assert fine.amount == Range(Fraction(20_000_000), Fraction(70_000_000))
    assert not fine.computed
    assert {remark.severity for remark in reading.remarks} == {ProblemSeverity.WARNING}


def test_a_fine_whose_case_was_not_understood_does_not_become_one_for_every_case() -> None:
    text = "公示内容不全的处1万元以上2万元以下罚款，没有公示的处2万元以上5万元以下罚款"
    (remark,) = read_penalty(text, Convention()).remarks
    assert remark.severity is ProblemSeverity.ERROR
    assert remark.message.endswith("没有写明各自适用的情形，不能确定适用哪一个，请写明。")


@pytest.mark.parametrize(
    "text",
    [
        "处1万元以上2万元以下罚款；情节严重的，处2万元以上5万元以下罚款",
        "对违反规定的单位处1万元罚款；情节严重的，处5万元罚款",
        "公示内容不全的，处1万元罚款；没有公示的，处5万元罚款",
    ],
)
def test_a_fine_for_every_case_before_one_for_the_serious_case_is_no_rival(text: str) -> None:
    assert read_penalty(text, Convention()).remarks == []
