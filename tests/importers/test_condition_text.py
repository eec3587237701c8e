"""Condition texts: a quantity where the text is one and nothing else; all that says more stays an option."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.condition_text import factor_kind, read_condition
from standards_1023.values import Convention, FactorKind, Quantity

NOT_BELOW = Convention(above_included=True, below_included=False, source="说明")


def described(quantity: Quantity | None) -> str:
    """A quantity in a line: 逾期 [30, 60) 日 / 一年."""
    if quantity is None:
        return "选项"
    bounds = quantity.range
    low = "" if bounds.low is None else ("[" if bounds.low_included else "(") + str(bounds.low)
    high = "" if bounds.high is None else str(bounds.high) + ("]" if bounds.high_included else ")")
    words = [
        quantity.measured or "",
        f"{low}, {high}".strip(),
        quantity.unit,
        f"/ {quantity.period}" if quantity.period else "",
    ]
    return " ".join(word for word in words if word)


def read(text: str, heading: str = "") -> list[str]:
    return [described(a.quantity) for a in read_condition(text, NOT_BELOW, heading=heading).alternatives]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        # earlier acts and penalties
        ("首次违法", "[1, 1] 次"),
        ("初次被查处的", "[1, 1] 次"),
        ("第二次被处罚", "[2, 2] 次"),
        ("第三次及以上被处罚的", "[3, 次"),
        ("两年内第二次实施同类违法行为的", "[2, 2] 次 / 两年"),
        ("一年内因同类违法行为被处罚2次以上", "[2, 次 / 一年"),
        ("一年内被处罚过1次", "[1, 1] 次 / 一年"),
        ("近三年内有2次以上处罚记录", "[2, 次 / 近三年"),
        ("1个月内累计3次以上", "[3, 次 / 1个月"),
        ("1次（含）以上3次（不含）以下", "[1, 3) 次"),
        ("1-2次", "[1, 2] 次"),
        ("第2次至第3次", "[2, 3] 次"),
        ("超过3次", "(3, 次"),
        ("无同类违法行为", "[0, 0] 次"),
        ("一年内第3次以上（情节严重）", "[3, 次 / 一年"),
        # time
        ("拖欠90日以上(情节严重的)", "拖欠 [90, 日"),
        ("逾期30日以上60日以下", "逾期 [30, 60) 日"),
        ("逾期超过3个月不满6个月", "逾期 (3, 6) 月"),
        ("6个月以上1年以下", "[6, 12) 月"),
        ("逾期180日以上（情节严重）", "逾期 [180, 日"),
        ("逾期30日以上180日以下（情节一般）", "逾期 [30, 180) 日"),
        ("超过30分钟不足1小时", "(30, 60) 分钟"),
        ("持续时间不足24小时", "持续时间 , 24) 小时"),
        ("15个工作日以内", ", 15] 工作日"),
        # area, length, volume, weight
        ("占地面积在50㎡以上100㎡以下", "占地面积 [50, 100) 平方米"),
        ("10㎡≤面积＜50㎡", "面积 [10, 50) 平方米"),
        ("面积S≤10㎡", "面积 , 10] 平方米"),
        ("10吨≤涉案数量＜50吨", "涉案数量 [10, 50) 吨"),
        ("X≥100吨", "[100, 吨"),
        ("距学校100米范围内", "距学校 , 100] 米"),
        ("堆放土方10立方米以上", "堆放土方 [10, 立方米"),
        ("1千克以上5千克以下", "[1, 5) 千克"),
        ("500千克以上2吨以下", "[500, 2000) 千克"),
        ("5吨以下2吨以上", "[2, 5) 吨"),
        ("基本农田1亩以上3亩以下", "基本农田 [1, 3) 亩"),
        ("毁坏幼树20株以上50株以下", "毁坏幼树 [20, 50) 株"),
        # multiples of a limit, shares
        ("超标倍数1倍以上3倍以下", "超标倍数 [1, 3) 倍"),
        ("超标1.5倍以上2倍以下", "超标 [3/2, 2) 倍"),
        ("PM2.5浓度超标1倍以上", "PM2.5浓度超标 [1, 倍"),
        ("超过核定载重30%以上50%以下", "超过核定载重 [30, 50) %"),
        ("占总量三分之一以上", "占总量 [100/3, %"),
        ("百分之二十以上百分之五十以下", "[20, 50) %"),
        # people, things, money
        ("涉及人数3人以上", "涉及人数 [3, 人"),
        ("造成3人以上10人以下死亡", "造成死亡 [3, 10) 人"),
        ("招用学徒1名", "招用学徒 [1, 1] 名"),
        ("缺少标志1-3处", "缺少标志 [1, 3] 处"),
        ("第二类医疗器械3件以下", "第二类医疗器械 , 3) 件"),
        ("三轮车2辆", "三轮车 [2, 2] 辆"),
        ("货值金额不足1万元", "货值金额 , 10000) 元"),
        ("违法所得5万元（不含）以上", "违法所得 (50000, 元"),
        ("总投资1000万元以上1亿元以下", "总投资 [10000000, 100000000) 元"),
        ("没有超过30日", ", 30] 日"),
        # said twice, and halves
        ("三次及三次以上", "[3, 次"),
        ("2次及2次以下", ", 2] 次"),
        ("5吨及5吨以上", "[5, 吨"),
        ("逾期半年以下", "逾期 , 6) 月"),
        ("半年以上一年以下", "[6, 12) 月"),
        ("超时半小时以上", "超时 [30, 分钟"),
        ("货值0.5-1万元", "货值 [5000, 10000] 元"),
    ],
)
def test_a_text_that_is_one_quantity_is_read(text: str, quantity: str) -> None:
    assert read(text) == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        # more than a quantity
        "初次违法且危害后果轻微",
        "首次造成严重后果的行为",
        "首次违法面积10平方米以下",
        "近两年内受过1次处罚且拒不改正的",
        "1次，且及时改正",
        "面积50平方米以下且能及时改正的",
        "违法所得1万元以上不足5万元，且能主动退赔的",
        "货值金额1万元以下，情节较轻",
        "情节较轻，货值金额1万元以下",
        "货值金额1万元以下的，未造成后果",
        "不足50%且不足10吨",
        "10吨以上50吨以下，50%以上",
        "色度超标2倍以下，其他因子达标",
        "非法占地5亩以下，且不涉及耕地",
        "5亩以下（不含5亩）耕地",
        "面积50平方米以上（后果严重）",
        "面积50平方米以上（情节严重或者拒不改正）",
        "未在30日内申报",
        "30日内未改正",
        "经2次责令改正仍不改正",
        "被责令改正之日起30日内未改正",
        "近3年未受过处罚",
        "500米以内有居民区",
        "从业人员未经培训上岗，每发现1人",
        "每超1小时",
        "每超过1小时",
        "每增加1人",
        "逾期半个月",
        "一年半以下",
        # digits that nobody writes
        "²平方米",
        "5²平方米",
        "٣平方米",
        "2½吨",
        "2⅓吨",
        "㉓次",
        # the figures are vague, or are no quantity
        "约10平方米",
        "10余平方米",
        "10平方米左右",
        "几十人",
        "两三次",
        "多次",
        "一个半月",
        "违法行为持续1年半",
        "超过标准限值50%",
        "违反《某条例》第42条的",
        "违反第四十二条规定的",
        "第三类医疗器械",
        "2021年的",
        "2021年7月1日以前建成",
        "7月的",
        "夜间22时至次日6时施工",
        "（22:00-6:00）施工",
        "一般",
        "三轮车",
        "一次性餐具",
        "二级以上水源保护区",
        "符合〔2021〕5号文件的",
        # no figures
        "造成危害后果",
        "拒不改正",
        "同时具备下列条件：（一）首次违法；（二）面积10平方米以下",
        "符合下列全部情形的：（1）初次违法；（2）危害轻微",
        "逾期30日以上（情节严重，造成事故）",
    ],
)
def test_a_text_that_says_more_or_less_than_a_quantity_stays_an_option(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        (
            "具有下列情形之一的：（一）第二次被处罚；（二）面积50平方米以上；（三）拒不改正",
            ["[2, 2] 次", "面积 [50, 平方米", "选项"],
        ),
        ("有下列情形之一：1.逾期30日以上；2.造成人员伤亡", ["逾期 [30, 日", "选项"]),
        ("有下列情形之一：①逾期30日以上的②造成人员伤亡的", ["逾期 [30, 日", "选项"]),
        (
            "有以下情形之一的：\n（1）两年内2次以上受到处罚，且拒不改正的；\n（2）面积50平方米以上的",
            ["选项", "面积 [50, 平方米"],
        ),
        ("面积不足10平方米，或者长度不足5米", ["面积 , 10) 平方米", "长度 , 5) 米"]),
        ("面积不足10平方米或者能够及时清除的", ["面积 , 10) 平方米", "选项"]),
        ("货值金额5万元以上或者造成严重后果的", ["货值金额 [50000, 元", "选项"]),
        ("建筑面积1000平方米以上或高度24米以上", ["建筑面积 [1000, 平方米", "高度 [24, 米"]),
    ],
)
def test_lists_of_which_one_suffices_are_alternatives(text: str, alternatives: list[str]) -> None:
    assert read(text) == alternatives


def test_alternatives_keep_their_printed_words() -> None:
    reading = read_condition("有下列情形之一：（一）第二次被处罚；（二）拒不改正。", NOT_BELOW)
    assert [a.text for a in reading.alternatives] == ["第二次被处罚", "拒不改正"]


def test_the_period_of_the_heading_holds_for_occurrences() -> None:
    assert read("2次以上", "近两年内同类违法次数") == ["[2, 次 / 近两年"]
    assert read("1个月内2次以上", "近两年内同类违法次数") == ["[2, 次 / 1个月"]
    assert read("3吨以上", "近两年内同类违法次数") == ["[3, 吨"]


def test_a_slip_read_as_meant_is_named() -> None:
    reading = read_condition("3项以上5项以上", NOT_BELOW)
    assert reading.alternatives[0].quantity is not None
    assert reading.misprints == ("「3项以上5项以上」两处「以上」，后一处应为「以下」",)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["是", "否"], FactorKind.YES_NO),
        (["有同类违法行为", "无同类违法行为"], FactorKind.YES_NO),
        (["没有许可证", "有许可证"], FactorKind.YES_NO),
        (["是", "否", "不详"], FactorKind.OPTION),
        (["轻微", "严重"], FactorKind.OPTION),
        (["1次", "2次以上"], FactorKind.COUNT),
        (["3吨以下", "3吨以上"], FactorKind.NUMBER),
        (["3吨以下", "严重污染"], FactorKind.NUMBER),
    ],
)
def test_the_kind_of_a_factor(texts: list[str], kind: FactorKind) -> None:
    assert factor_kind((text, read_condition(text, NOT_BELOW).alternatives) for text in texts) is kind


MORE = [
    "且拒不改正",
    "，且未造成危害",
    "，情节轻微的",
    "但逾期未改正的",
    "并造成人员受伤",
    "，同时隐瞒事实的",
    "，主动消除危害后果的",
]


@given(
    st.sampled_from(
        ["逾期{}日以上", "面积不足{}平方米", "违法所得超过{}万元", "超标{}倍以下", "被处罚{}次以上"]
    ),
    st.integers(1, 999),
    st.sampled_from(MORE),
)
def test_a_quantity_with_more_words_behind_it_is_never_a_quantity(
    pattern: str, number: int, more: str
) -> None:
    assert read(pattern.format(number)) != []
    assert read(pattern.format(number) + more) == []


@given(
    st.text(
        alphabet="0123一二三第次年月日吨元万以上下不足超过至-且或者，；（）含有下列情形之的处罚被未",
        max_size=30,
    )
)
def test_no_text_breaks_the_reader(text: str) -> None:
    for alternative in read_condition(text, NOT_BELOW).alternatives:
        assert alternative.quantity is None or not alternative.quantity.range.is_empty


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_neighbouring_grades_meet_without_gap_or_overlap(one: int, more: int) -> None:
    lower, upper = (
        read_condition(f"{one}吨以上{one + more}吨以下", NOT_BELOW),
        read_condition(f"{one + more}吨以上", NOT_BELOW),
    )
    first, second = lower.alternatives[0].quantity, upper.alternatives[0].quantity
    assert first is not None
    assert second is not None
    edge = Fraction(one + more)
    assert (first.range.contains(edge), second.range.contains(edge)) == (False, True)


@pytest.mark.parametrize(
    "text", ["1、两年内第2次的", "（二）两年内第2次的", "②两年内第2次的", "1.两年内第2次的"]
)
def test_a_list_mark_before_a_condition_is_no_part_of_it(text: str) -> None:
    reading = read_condition(text, Convention())
    assert reading.quantity is not None
    assert reading.quantity.range.low == Fraction(2)
    assert (reading.quantity.unit, reading.quantity.period) == ("次", "两年")


def test_a_decimal_at_the_beginning_is_no_list_mark() -> None:
    quantity = read_condition("1.5吨以上", Convention()).quantity
    assert quantity is not None
    assert quantity.range.low == Fraction(3, 2)
